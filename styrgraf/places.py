"""The municipalities and regions of the official registers, by code."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ingest.registry import Registry


@cache
def municipalities() -> Mapping[str, str]:
    """Code after SCB and short name of every municipality, by name."""
    found = {place.code: place.name for place in Registry.load().places if place.type == "municipality" and place.code}
    return dict(sorted(found.items(), key=lambda pair: pair[1].casefold()))


@cache
def regions() -> Mapping[str, str]:
    """Code of the county and present name of every region. Gotland's tasks are its municipality's."""
    found: dict[str, str] = {}
    for place in Registry.load().places:
        if place.type == "region" and place.code:
            # The names that a region had before come after its own.
            found.setdefault(place.code, place.name)
    return found
