"""The log of reviews as graphs of their own, one for each document that something was said of."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from rdflib import PROV, RDF, SKOS, XSD, Graph, Literal, URIRef

from kg.archive import Archive
from kg.citation_reviews import citation_iri, citation_key
from kg.corrected import value_read
from kg.derived import drafts, write_changes
from kg.drawing import literal
from kg.iris import DEFAULT_BASE, Iris, slug
from kg.knowledge_graph import KnowledgeGraph
from kg.matches import match_iri
from kg.model import Reading
from kg.reviews import Review
from kg.triples_document import DATES, TEXTS
from ontology.terms import ELI, OA, STYR, concept

GRAPHS = "granskning"
PEOPLE = "personer"
_PREDICATES: dict[str, URIRef] = (
    TEXTS
    | DATES
    | {
        "kind": STYR.kind,
        "municipality": STYR.municipality,
        "adopted_by": ELI.passed_by,
        "auditor": STYR.auditor,
        "audited_bodies": STYR.auditedBody,
        "authors": STYR.author,
        "open_ended": STYR.openEnded,
    }
)


def write_reviews(store: KnowledgeGraph, archive: Archive, base: str = DEFAULT_BASE) -> int:
    """Let the graphs of reviews say what the log says; returns how many were written or removed."""
    iris, of_document = Iris(base), defaultdict[str, list[Review]](list)
    for review in archive.reviews.log():
        of_document[review.document].append(review)
    drawn = {
        iris.graph(GRAPHS, document): _graph(archive, iris, document, reviews)
        for document, reviews in of_document.items()
        if archive.has_reading(document)
    }
    drawn[iris.graph(GRAPHS, PEOPLE)] = _people(iris, archive)
    return write_changes(store, drafts(drawn), iris.graph(GRAPHS))


def _graph(archive: Archive, iris: Iris, document: str, reviews: list[Review]) -> Graph:
    graph, standing = Graph(), {one.id for one in archive.reviews.of(document).values()}
    ended = {one.undoes: one for one in reviews if one.undoes}
    read = archive.as_read(document)
    citations = _citations(iris, read)
    for review in reviews:
        if review.verdict == "undone":
            continue
        if review.about == "field" and review.id in standing:
            # One correction after another: beside what stands the value that was read is kept, not the one before it.
            review = replace(review, was=value_read(read, review.part))
        node = _draw(graph, iris, review, citations.get(review.part))
        if review.id in ended:
            graph.add((node, PROV.invalidatedAtTime, _time(ended[review.id].at)))
        if review.about == "match" and review.id in standing:
            _on_match(graph, match_iri(iris, review.part, document), review)
    return graph


def _people(iris: Iris, archive: Archive) -> Graph:
    """Everybody who has reviewed, each described once however much they said."""
    graph = Graph()
    for review in archive.reviews.log():
        graph.add((iris.thing("person", slug(review.by)), RDF.type, PROV.Agent))
        graph.add((iris.thing("person", slug(review.by)), SKOS.prefLabel, literal(review.by)))
    return graph


def _citations(iris: Iris, reading: Reading) -> dict[str, str]:
    found = enumerate(reading.citations, start=1)
    return {citation_key(one): citation_iri(iris, reading.document.id, number, one) for number, one in found}


def _draw(graph: Graph, iris: Iris, review: Review, citation: str | None) -> URIRef:
    node, person = iris.thing("granskning", review.id), iris.thing("person", slug(review.by))
    graph.add((node, RDF.type, STYR.Review))
    graph.add((node, OA.hasTarget, _target(iris, review, citation)))
    graph.add((node, STYR.reviewState, concept("review", review.verdict)))
    graph.add((node, PROV.generatedAtTime, _time(review.at)))
    graph.add((node, PROV.wasAttributedTo, person))
    if review.about == "field" and review.part in _PREDICATES:
        graph.add((node, STYR.onProperty, _PREDICATES[review.part]))
    for predicate, value in (
        (RDF.value, review.value),
        (STYR.readValue, review.was),
        (STYR.reason, review.why or None),
    ):
        for one in value if isinstance(value, list) else [value]:
            if one is not None:
                graph.add((node, predicate, literal(one)))
    return node


def _target(iris: Iris, review: Review, citation: str | None) -> URIRef:
    if review.about == "match":
        return match_iri(iris, review.part, review.document)
    if review.about == "assessment":
        return iris.thing("revisionsfraga", review.part)
    return URIRef(citation) if citation else iris.document(review.document)


def _on_match(graph: Graph, match: URIRef, review: Review) -> None:
    graph.add((match, STYR.review, concept("review", review.verdict)))
    if review.why:
        graph.add((match, STYR.reviewNote, literal(review.why)))


def _time(moment: str) -> Literal:
    return Literal(moment, datatype=XSD.dateTime, normalize=False)
