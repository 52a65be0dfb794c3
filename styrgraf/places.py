"""The municipalities of the official register, by code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ingest.registry import Registry


@cache
def municipalities() -> Mapping[str, str]:
    """Code after SCB and short name of every municipality, by name."""
    found = {place.code: place.name for place in Registry.load().places if place.type == "municipality" and place.code}
    return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))
