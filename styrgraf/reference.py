"""The registers of municipalities, regions and companies as reference data in the graph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ingest.registry import Place, Registry
from kg.iris import Iris
from kg.knowledge_graph import KnowledgeGraph
from kg.reference import GRAPH, Entry, reference_graph


def write_reference(store: KnowledgeGraph, registers: Sequence[Path], base: str) -> None:
    """Let the graph of reference data say what the registers say; nothing is written when it does already."""
    name = Iris(base).graph(GRAPH)
    wanted = reference_graph(entries(Registry.load(registers)), base)
    if set(store.graph(name)) != set(wanted):
        store.replace(name, wanted)


def entries(registry: Registry) -> Iterator[Entry]:
    """One entry for each body with a code; the later names of a code, such as a former landsting's, are other names."""
    by_code: dict[str, list[Place]] = {}
    for place in registry.places:
        if code := place.code or place.org_nr:
            by_code.setdefault(code, []).append(place)
    counties = {place.code for place in registry.places if place.type == "region"}
    for code, places in by_code.items():
        first = places[0]
        names = dict.fromkeys(name for place in places for name in (place.name, *place.forms))
        county = code[:2] if first.type == "municipality" and code[:2] in counties else None
        other_names = tuple(name for name in names if name != first.name)
        known = registry.populations.get(code)
        yield Entry(first.name, code, other_names, county, population=(known.count, known.date) if known else None)
