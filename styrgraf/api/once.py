"""Each parameter once: of several values a framework would silently take the last."""

from __future__ import annotations

from collections import Counter

from fastapi import Request

from kg.errors import UsageError
from kg.message import Message

# SPARQL 1.1 Protocol, 2.1.4: a dataset may be made up of several graphs.
_MAY_REPEAT = ("default-graph-uri", "named-graph-uri")


def each_once(request: Request) -> None:
    """Raises `UsageError` naming the parameters that are given more than once."""
    counted = Counter(name for name, _ in request.query_params.multi_items())
    several = [name for name, times in counted.items() if times > 1 and name not in _MAY_REPEAT]
    if several:
        which = f"Parametern {several[0]}" if len(several) == 1 else f"Parametrarna {', '.join(several)}"
        raise UsageError(Message("%(which)s är given flera gånger. Varje parameter får anges en gång.", which=which))
