"""The vocabulary as a page: its picture, its terms with labels and meanings in Swedish and English, its lists."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any

from markupsafe import Markup
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from kg.prefixes import shortened
from ontology.diagram import diagram
from ontology.terms import CONCEPTS, NAMESPACE, SHAPES, read_ttl, vocabulary
from styrgraf.web.render import page

_KINDS = (("Klasser", OWL.Class), ("Relationer", OWL.ObjectProperty), ("Värden", OWL.DatatypeProperty))


def vocabulary_page(generation: int) -> str:
    """The page at the namespace."""
    return page("vocabulary.html", here="/fragor", generation=generation, drawn=Markup(diagram("sv", "#")), **_values())


def named_words(language: str) -> list[dict[str, str]]:
    """Every term and concept under its short name, with label and meaning; the classes first."""
    graph = vocabulary()
    kinds = {OWL.Class: 0, OWL.ObjectProperty: 1, OWL.DatatypeProperty: 1, SKOS.Concept: 2}
    found = sorted(
        (rank, shortened(str(term)), term) for kind, rank in kinds.items() for term in graph.subjects(RDF.type, kind)
    )
    return [
        {
            "name": name,
            "label": _said(graph, term, RDFS.label, language) or _said(graph, term, SKOS.prefLabel, language),
            "text": _said(graph, term, SKOS.definition, language),
        }
        for _, name, term in found
        if not name.startswith("http")
    ]


def anchor(iri: str) -> str:
    """Where on the page a term or concept stands: its own name, that of a list before a concept's."""
    if iri.startswith(NAMESPACE):
        return iri.removeprefix(NAMESPACE)
    return (
        iri.removeprefix(CONCEPTS).replace("/", "-") if iri.startswith(CONCEPTS) else shortened(iri).replace(":", "-")
    )


@cache
def _values() -> dict[str, Any]:
    graph = vocabulary()
    ontology = URIRef(NAMESPACE.rstrip("#"))
    own = {kind: [t for t in graph.subjects(RDF.type, kind) if str(t).startswith(NAMESPACE)] for _, kind in _KINDS}
    others = {t for _, kind in _KINDS for t in graph.subjects(RDF.type, kind)} - {t for of in own.values() for t in of}
    sections = [(name, _terms(graph, own[kind])) for name, kind in _KINDS]
    return {
        "namespace": NAMESPACE,
        "concepts": CONCEPTS,
        "version": str(graph.value(ontology, OWL.versionInfo)),
        "sections": [*sections, ("Ord från andra vokabulärer", _terms(graph, others))],
        "schemes": [_scheme(graph, scheme) for scheme in sorted(graph.subjects(RDF.type, SKOS.ConceptScheme), key=str)],
        "rules": sorted(_rules()),
    }


def _terms(graph: Graph, terms: Iterable[Node]) -> list[dict[str, Any]]:
    return [_term(graph, term) for term in sorted(terms, key=lambda t: shortened(str(t)).casefold())]


def _term(graph: Graph, term: Node) -> dict[str, Any]:
    wider = [*graph.objects(term, RDFS.subClassOf), *graph.objects(term, RDFS.subPropertyOf)]
    facts = (("Under", wider), ("Av", graph.objects(term, RDFS.domain)), ("Till", graph.objects(term, RDFS.range)))
    return {
        "id": anchor(str(term)),
        "name": shortened(str(term)),
        "label": {language: _said(graph, term, RDFS.label, language) for language in ("sv", "en")},
        "text": {language: _said(graph, term, SKOS.definition, language) for language in ("sv", "en")},
        "note": _said(graph, term, SKOS.scopeNote, "sv"),
        "facts": [(name, links) for name, of in facts if (links := _links(graph, of))],
    }


def _scheme(graph: Graph, scheme: Node) -> dict[str, Any]:
    members = sorted(graph.subjects(SKOS.inScheme, scheme), key=lambda it: _order(graph, it))
    return {
        "id": anchor(str(scheme)),
        "label": {language: _said(graph, scheme, SKOS.prefLabel, language) for language in ("sv", "en")},
        "concepts": [_concept(graph, concept) for concept in members],
    }


def _order(graph: Graph, concept: Node) -> tuple[int, str]:
    """Concepts in their own order where they have one, such as steps; else by code."""
    rank = graph.value(concept, URIRef(f"{NAMESPACE}rank"))
    return int(str(rank)) if rank is not None else 0, str(concept)


def _concept(graph: Graph, concept: Node) -> dict[str, Any]:
    known = [(p, o) for p, o in graph.predicate_objects(concept) if str(p).startswith(NAMESPACE) or p == SKOS.broader]
    facts = [(_said(graph, p, RDFS.label, "sv") or "Under", [_link(graph, o)]) for p, o in sorted(known, key=str)]
    others = sorted(str(name) for name in graph.objects(concept, SKOS.altLabel))
    return {
        "id": anchor(str(concept)),
        "name": str(graph.value(concept, SKOS.notation)),
        "label": {language: _said(graph, concept, SKOS.prefLabel, language) for language in ("sv", "en")},
        "text": {language: _said(graph, concept, SKOS.definition, language) for language in ("sv", "en")},
        "others": others,
        "facts": facts,
    }


def _links(graph: Graph, terms: Iterable[Node]) -> list[dict[str, str]]:
    return [_link(graph, term) for term in sorted(terms, key=str)]


def _link(graph: Graph, term: Node) -> dict[str, str]:
    """A term as a word that leads to where it stands on the page, or out to its own vocabulary."""
    if not isinstance(term, URIRef):
        return {"text": str(term), "href": ""}
    name = _said(graph, term, SKOS.prefLabel, "sv") or shortened(str(term))
    return {"text": name, "href": f"#{anchor(str(term))}" if (term, RDF.type, None) in graph else str(term)}


def _rules() -> set[tuple[str, str, str]]:
    """What the shapes demand: of which terms, in Swedish and in English."""
    graph = Graph().parse(data=read_ttl(SHAPES), format="turtle")
    found = set()
    for shape in graph.subjects(RDF.type, SH.NodeShape):
        aims = [*graph.objects(shape, SH.targetClass), *graph.objects(shape, SH.targetSubjectsOf)]
        of = ", ".join(sorted(shortened(str(aim)) for aim in aims))
        for rule in (shape, *graph.objects(shape, SH.property)):
            if said := _said(graph, rule, SH.message, "sv"):
                found.add((of, said, _said(graph, rule, SH.message, "en")))
    return found


def _said(graph: Graph, term: Node, how: Node, language: str) -> str:
    found = graph.objects(term, how)
    return next((str(one) for one in found if isinstance(one, Literal) and one.language == language), "")
