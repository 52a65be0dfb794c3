"""Documents that are known by citation only: one node each, whoever cites them, until they arrive."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial

from rdflib import RDF, Graph, URIRef
from rdflib.namespace import DCTERMS

from kg.citing import Cited
from kg.derived import Draft, write_changes
from kg.drawing import dated, literal
from kg.ids import content_hash
from kg.iris import Iris, slug
from kg.knowledge_graph import KnowledgeGraph
from kg.titles import plain_title
from ontology.terms import ELI, STYR, concept

GRAPHS = "omnamnda"


def cited_only(iris: Iris, cited: Cited) -> URIRef:
    """The node of a document that is not held: the same for all who cite it alike."""
    owner = _owner(cited)
    key = "\x1f".join((owner, plain_title(cited.title, owner), cited.date or "", cited.case_number or ""))
    return iris.thing("omnamnt", content_hash(key.encode())[:20])


def draw_cited_only(store: KnowledgeGraph, iris: Iris, missing: Mapping[URIRef, Sequence[Cited]]) -> None:
    """Write what the citations say of documents not held; one graph for each owner, so that little is written anew."""
    found: dict[URIRef, list[tuple[URIRef, Cited]]] = defaultdict(list)
    for node, citations in missing.items():
        # Several may cite it in other words: the first in order speaks for all, in every run the same.
        cited = min(citations, key=lambda one: (one.title, one.iri))
        found[iris.graph(GRAPHS, slug(_owner(cited) or "okand"))].append((node, cited))
    wanted = {graph: Draft(f"{STYR.CitedDocument} {cited!r}", partial(_drawn, cited)) for graph, cited in found.items()}
    write_changes(store, wanted, iris.graph(GRAPHS))


def _drawn(missing: Sequence[tuple[URIRef, Cited]]) -> Graph:
    graph = Graph()
    for node, cited in missing:
        _draw(graph, node, cited)
    return graph


def _draw(graph: Graph, node: URIRef, cited: Cited) -> None:
    graph.add((node, RDF.type, STYR.CitedDocument))
    graph.add((node, STYR.citedOnly, literal(True)))
    if cited.title:
        graph.add((node, DCTERMS.title, literal(cited.title)))
    if cited.municipality is None and cited.citing_owner:
        graph.add((node, STYR.municipality, URIRef(cited.citing_owner)))
    if cited.kind is not None:
        graph.add((node, STYR.kind, concept("kind", cited.kind)))
    if cited.date is not None:
        graph.add((node, ELI.date_document, dated(cited.date)))


def _owner(cited: Cited) -> str:
    return cited.municipality or cited.citing_owner_name
