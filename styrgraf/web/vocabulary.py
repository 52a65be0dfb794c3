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
from styrgraf.language import LANGUAGES, N_, language
from styrgraf.web.render import page

_KINDS = ((N_("Klasser"), OWL.Class), (N_("Relationer"), OWL.ObjectProperty), (N_("Värden"), OWL.DatatypeProperty))


def vocabulary_page(generation: int) -> str:
    """The page at the namespace."""
    drawn = Markup(diagram(language(), "#"))
    return page("vocabulary.html", here="/fragor", generation=generation, drawn=drawn, **_values())


def named_words(spoken: str) -> list[dict[str, str]]:
    """Every term and concept under its short name, with label and meaning; the classes first."""
    graph = vocabulary()
    kinds = {OWL.Class: 0, OWL.ObjectProperty: 1, OWL.DatatypeProperty: 1, SKOS.Concept: 2}
    found = sorted(
        (rank, shortened(str(term)), term) for kind, rank in kinds.items() for term in graph.subjects(RDF.type, kind)
    )
    return [
        {
            "name": name,
            "label": _said(graph, term, RDFS.label, spoken) or _said(graph, term, SKOS.prefLabel, spoken),
            "text": _said(graph, term, SKOS.definition, spoken),
        }
        for _, name, term in found
        if not name.startswith("http")
    ]


def vocabulary_label(iri: str, spoken: str) -> str:
    """What the vocabulary calls a term or concept; any other by its short name."""
    graph, term = vocabulary(), URIRef(iri)
    return _said(graph, term, RDFS.label, spoken) or _said(graph, term, SKOS.prefLabel, spoken) or shortened(iri)


def is_explained(iri: str) -> bool:
    """Whether the term or concept stands on the page."""
    return (URIRef(iri), RDF.type, None) in vocabulary()


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
        "sections": [*sections, (N_("Ord från andra vokabulärer"), _terms(graph, others))],
        "schemes": [_scheme(graph, scheme) for scheme in sorted(graph.subjects(RDF.type, SKOS.ConceptScheme), key=str)],
        "rules": _rules(),
    }


def _terms(graph: Graph, terms: Iterable[Node]) -> list[dict[str, Any]]:
    return [_term(graph, term) for term in sorted(terms, key=lambda t: shortened(str(t)).casefold())]


def _term(graph: Graph, term: Node) -> dict[str, Any]:
    wider = [*graph.objects(term, RDFS.subClassOf), *graph.objects(term, RDFS.subPropertyOf)]
    ends = graph.objects(term, RDFS.domain), graph.objects(term, RDFS.range)
    facts = zip((N_("Under"), N_("Av"), N_("Till")), (wider, *ends), strict=True)
    return {
        "id": anchor(str(term)),
        "name": shortened(str(term)),
        "label": _spoken(graph, term, RDFS.label),
        "text": _spoken(graph, term, SKOS.definition),
        "note": _spoken(graph, term, SKOS.scopeNote),
        "facts": [(name, links) for name, of in facts if (links := _links(graph, of))],
    }


def _scheme(graph: Graph, scheme: Node) -> dict[str, Any]:
    members = sorted(graph.subjects(SKOS.inScheme, scheme), key=lambda it: _order(graph, it))
    return {
        "id": anchor(str(scheme)),
        "label": _spoken(graph, scheme, SKOS.prefLabel),
        "concepts": [_concept(graph, concept) for concept in members],
    }


def _order(graph: Graph, concept: Node) -> tuple[int, str]:
    """Concepts in their own order where they have one, such as steps; else by code."""
    rank = graph.value(concept, URIRef(f"{NAMESPACE}rank"))
    return int(str(rank)) if rank is not None else 0, str(concept)


def _concept(graph: Graph, concept: Node) -> dict[str, Any]:
    known = [(p, o) for p, o in graph.predicate_objects(concept) if str(p).startswith(NAMESPACE) or p == SKOS.broader]
    facts = [(_spoken(graph, p, RDFS.label), _links(graph, [o])) for p, o in sorted(known, key=str)]
    others = sorted(str(name) for name in graph.objects(concept, SKOS.altLabel))
    return {
        "id": anchor(str(concept)),
        "name": str(graph.value(concept, SKOS.notation)),
        "label": _spoken(graph, concept, SKOS.prefLabel),
        "text": _spoken(graph, concept, SKOS.definition),
        "others": others,
        "facts": facts,
    }


def _links(graph: Graph, terms: Iterable[Node]) -> list[dict[str, Any]]:
    """Terms as words that lead to where they stand on the page, or out to their own vocabulary."""
    return [_link(graph, term) for term in sorted(terms, key=str)]


def _link(graph: Graph, term: Node) -> dict[str, Any]:
    if not isinstance(term, URIRef):
        return {"text": dict.fromkeys(LANGUAGES, str(term)), "href": ""}
    names = _spoken(graph, term, SKOS.prefLabel)
    text = {spoken: name or shortened(str(term)) for spoken, name in names.items()}
    return {"text": text, "href": f"#{anchor(str(term))}" if (term, RDF.type, None) in graph else str(term)}


def _rules() -> list[tuple[str, dict[str, str]]]:
    """What the shapes demand: of which terms, in each language."""
    graph = Graph().parse(data=read_ttl(SHAPES), format="turtle")
    found = {}
    for shape in graph.subjects(RDF.type, SH.NodeShape):
        aims = [*graph.objects(shape, SH.targetClass), *graph.objects(shape, SH.targetSubjectsOf)]
        of = ", ".join(sorted(shortened(str(aim)) for aim in aims))
        for rule in (shape, *graph.objects(shape, SH.property)):
            if (said := _spoken(graph, rule, SH.message))["sv"]:
                found[of, said["sv"]] = said
    return [(of, said) for (of, _), said in sorted(found.items(), key=lambda item: item[0])]


def _spoken(graph: Graph, term: Node, how: Node) -> dict[str, str]:
    """What is said of a term, by language."""
    return {code: _said(graph, term, how, code) for code in LANGUAGES}


def _said(graph: Graph, term: Node, how: Node, code: str) -> str:
    found = graph.objects(term, how)
    return next((str(one) for one in found if isinstance(one, Literal) and one.language == code), "")
