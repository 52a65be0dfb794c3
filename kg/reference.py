"""What is known of municipalities, regions and other organisations before any document is read."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rdflib import RDF, SKOS, XSD, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from kg.drawing import literal
from kg.iris import DEFAULT_BASE, Iris
from ontology.sizes import size_of
from ontology.terms import STYR, concept

GRAPH = "referens"
_CLASSES = {"kommun": STYR.Municipality, "region": STYR.Region}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a register: `code` after SCB (or org.nr), `county` the region's code, `wikidata` such as Q500217.

    `population` comes with the ISO day it is of.
    """

    name: str
    code: str
    other_names: tuple[str, ...] = ()
    county: str | None = None
    wikidata: str | None = None
    population: tuple[int, str] | None = None


def reference_graph(entries: Iterable[Entry], base: str = DEFAULT_BASE) -> Graph:
    """The registers as the content of the graph of reference data."""
    iris, graph = Iris(base), Graph()
    for entry in entries:
        node = iris.owner(entry.code, entry.name)
        noun = str(node).removeprefix(f"{iris.base}id/").partition("/")[0]
        graph.add((node, RDF.type, _CLASSES.get(noun, STYR.Body)))
        graph.add((node, SKOS.prefLabel, literal(entry.name)))
        graph.add((node, DCTERMS.identifier, literal(entry.code)))
        for name in entry.other_names:
            graph.add((node, SKOS.altLabel, literal(name)))
        if entry.county:
            graph.add((node, STYR.county, iris.owner(entry.county, entry.county)))
        if entry.wikidata:
            graph.add((node, SKOS.exactMatch, URIRef(f"http://www.wikidata.org/entity/{entry.wikidata}")))
        if entry.population:
            _add_population(graph, node, *entry.population)
    return graph


def _add_population(graph: Graph, node: URIRef, count: int, date: str) -> None:
    graph.add((node, STYR.population, Literal(count)))
    graph.add((node, STYR.populationDate, Literal(date, datatype=XSD.date)))
    graph.add((node, STYR.sizeClass, concept("size", size_of(count))))
