"""The classes of municipalities by population: which there are, and which a population belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from rdflib import SKOS, URIRef

from ontology.terms import CONCEPTS, STYR, vocabulary


@cache
def sizes() -> Mapping[str, int]:
    """Code of each class and the least population of its municipalities, the smallest first."""
    graph = vocabulary()
    members = graph.subjects(SKOS.inScheme, URIRef(f"{CONCEPTS}size"))
    found = {str(graph.value(one, SKOS.notation)): int(str(graph.value(one, STYR.leastPopulation))) for one in members}
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def size_of(population: int) -> str:
    """The code of the class that a municipality with so many inhabitants (at least 0) belongs to."""
    return [code for code, least in sizes().items() if least <= population][-1]
