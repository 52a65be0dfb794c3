"""Findings and the strategies that answer them, in graphs of their own: reading a document again leaves them be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rdflib import RDF, SKOS, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from kg.drawing import literal
from kg.ids import part_id
from kg.iris import DEFAULT_BASE, Iris
from kg.knowledge_graph import KnowledgeGraph
from kg.match import Match
from kg.model import Finding, Reading, Recommendation
from ontology.terms import OA, STYR

GRAPHS = "traffar"


def match_graph(
    audit: Reading, matches: Iterable[Match], *, method: str, encoder: str, base: str = DEFAULT_BASE
) -> Graph:
    """The matches of one audit's findings and recommendations; `encoder` is its name with its version.

    Raises `KeyError` for a match whose finding is not in `audit`.
    """
    iris, graph = Iris(base), Graph()
    nouns: dict[str, Finding | Recommendation] = {it.id: it for it in audit.findings}
    nouns |= {it.id: it for it in audit.recommendations}
    for match in matches:
        node = match_iri(iris, match.finding, match.document)
        finding = nouns[match.finding]
        graph.add((node, RDF.type, STYR.Match))
        graph.add((node, OA.hasTarget, _finding_iri(iris, finding)))
        graph.add((node, OA.hasBody, iris.document(match.document)))
        graph.add((node, STYR.score, Literal(float(match.score))))
        graph.add((node, STYR.own, literal(match.own)))
        for predicate, value in ((STYR.why, match.why), (STYR.method, method), (STYR.encoder, encoder)):
            graph.add((node, predicate, literal(value)))
        for passage in match.passages:
            graph.add((node, STYR.documentPassage, iris.passage(passage)))
        for span in finding.spans:
            graph.add((node, STYR.findingPassage, iris.characters(audit.document.id, span.start, span.end)))
        _draw_parts(graph, node, match)
    return graph


def write_matches(
    store: KnowledgeGraph,
    audits: Iterable[Reading],
    matches: Iterable[Match],
    *,
    method: str,
    encoder: str,
    base: str = DEFAULT_BASE,
) -> int:
    """Let each finding that has `matches` have exactly these; returns how many were written.

    `audits` are the readings the findings are in. The matches of findings that are no longer held are removed.
    """
    iris, of_finding = Iris(base), defaultdict[str, list[Match]](list)
    for match in matches:
        of_finding[match.finding].append(match)
    for audit in audits:
        for finding in (*(it.id for it in audit.findings), *(it.id for it in audit.recommendations)):
            if finding in of_finding:
                drawn = match_graph(audit, of_finding[finding], method=method, encoder=encoder, base=base)
                store.replace(iris.graph(GRAPHS, finding), drawn)
    _remove_orphans(store, str(iris.graph(GRAPHS)) + "/")
    return sum(map(len, of_finding.values()))


def _remove_orphans(store: KnowledgeGraph, family: str) -> None:
    query = "SELECT ?node { { ?node a styr:Finding } UNION { ?node a styr:Recommendation } }"
    held = {row["node"].rpartition("/")[2] for row in store.query(query)}
    for name in store.graphs():
        if name.startswith(family) and name.removeprefix(family) not in held:
            store.remove(URIRef(name))


def match_iri(iris: Iris, finding: str, document: str) -> URIRef:
    """The node of the match of a finding and a document: the same in every run, so that its review stays with it."""
    return iris.thing("traff", part_id(finding, "traff", document))


def _finding_iri(iris: Iris, finding: Finding | Recommendation) -> URIRef:
    return iris.finding(finding.id) if isinstance(finding, Finding) else iris.recommendation(finding.id)


def _draw_parts(graph: Graph, node: URIRef, match: Match) -> None:
    for name, value in sorted(match.parts.items()):
        part = URIRef(f"{node}/{name}")
        graph.add((node, STYR.scorePart, part))
        graph.add((part, RDF.type, STYR.ScorePart))
        graph.add((part, SKOS.prefLabel, literal(name)))
        graph.add((part, RDF.value, Literal(float(value))))
        graph.add((part, DCTERMS.isPartOf, node))
