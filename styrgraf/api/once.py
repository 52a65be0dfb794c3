"""Each parameter once: of several values a framework would silently take the last."""

from __future__ import annotations

from collections import Counter

from fastapi import Request

from kg.errors import UsageError


def each_once(request: Request) -> None:
    """Raises `UsageError` naming the parameters that are given more than once."""
    counted = Counter(name for name, _ in request.query_params.multi_items())
    several = [name for name, times in counted.items() if times > 1]
    if several:
        which = f"Parametern {several[0]}" if len(several) == 1 else f"Parametrarna {', '.join(several)}"
        raise UsageError(f"{which} är given flera gånger. Varje parameter får anges en gång.")
