"""Which Styrgraf is running."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def software_version() -> str:
    """The version of Styrgraf that is running; "0" when it is not installed."""
    try:
        return version("styrgraf")
    except PackageNotFoundError:
        return "0"
