"""The vocabulary as a page, from the Turtle files: classes, properties, shapes and concept schemes."""

from __future__ import annotations

from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from ontology.terms import ALIGNMENTS, CONCEPTS, NAMESPACE, SHAPES, read_ttl, vocabulary

HEADER = """# Vocabulary

Generated from the files in `ontology/` (`make docs`). A term's Swedish label stands first. A running service shows the
same at `/ns/`, and gives it as Turtle, JSON-LD, N-Triples or RDF/XML to whom asks for that.

The vocabulary's namespace is `{namespace}`, its concepts lie beneath `{concepts}`
(why: [decision 0001](decisions/0001-namespaces.md)).

![The classes of the vocabulary and how they relate](img/ontology.svg)

Whole lines are relations, broken ones lead to the wider class. What is too fine for the picture is in the tables.
"""
REUSED = """## Terms of other vocabularies

Domain and range are those that the vocabularies themselves state; a test holds everything in a graph against them.
Where we depart from a meaning it is said here.
"""
ALIGNED = """## Alignments

`ontology/alignments.ttl`, which is not loaded into the store: how our terms relate to those of vocabularies that we do
not use. A wider class or property stands only where everything that ours means is meant by theirs too.

| ours | relation | theirs |
|---|---|---|
"""
SHAPED = """## Shapes

What a document's graph must satisfy before it is kept (`ontology/shapes.ttl`, SHACL Core).

| class or property | must | svenska | English |
|---|---|---|---|
"""


def ontology_reference() -> str:
    """docs/ontology.md."""
    graph = vocabulary()
    own = {term for term in graph.subjects(RDF.type) if str(term).startswith(NAMESPACE)}
    parts = [HEADER.format(namespace=NAMESPACE, concepts=CONCEPTS)]
    for title, kind in (
        ("Classes", OWL.Class),
        ("Relations", OWL.ObjectProperty),
        ("Values", OWL.DatatypeProperty),
    ):
        parts += _terms(graph, title, [term for term in graph.subjects(RDF.type, kind) if term in own])
    others = {
        s for kind in (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty) for s in graph.subjects(RDF.type, kind)
    }
    parts += [REUSED, *_terms(graph, "", others - own), ALIGNED + "\n".join(_alignments()), ""]
    parts += [SHAPED + "\n".join(_shapes()), ""]
    for scheme in sorted(graph.subjects(RDF.type, SKOS.ConceptScheme), key=str):
        parts += _scheme(graph, scheme)
    return "\n".join(parts) + "\n"


def _terms(graph: Graph, title: str, terms: object) -> list[str]:
    rows = [_term(graph, term) for term in sorted(terms, key=lambda t: _local(graph, t))]  # type: ignore[call-overload]
    head = [f"## {title}", ""] if title else []
    return [*head, "| term | svenska | English | meaning | of | to |", "|---|---|---|---|---|---|", *rows, ""]


def _term(graph: Graph, term: Node) -> str:
    note = _literal(graph, term, "en", (SKOS.scopeNote,))
    meaning = _meaning(graph, term) + (f" *{note}*" if note else "")
    above = [*graph.objects(term, RDFS.subClassOf), *graph.objects(term, RDFS.subPropertyOf)]
    wider = f" Beneath {', '.join(sorted(_local(graph, it) for it in above))}." if above else ""
    of, to = (", ".join(sorted(_local(graph, it) for it in graph.objects(term, p))) for p in (RDFS.domain, RDFS.range))
    return _row(_local(graph, term), _label(graph, term, "sv"), _label(graph, term, "en"), meaning + wider, of, to)


def _scheme(graph: Graph, scheme: Node) -> list[str]:
    members = sorted(graph.subjects(SKOS.inScheme, scheme), key=str)
    rows = [
        _row(_local(graph, it), _label(graph, it, "sv"), _label(graph, it, "en"), _concept(graph, it)) for it in members
    ]
    heading = _label(graph, scheme, "en") or _local(graph, scheme)
    return [f"## {heading}", "", "| concept | svenska | English | meaning |", "|---|---|---|---|", *rows, ""]


def _concept(graph: Graph, concept: Node) -> str:
    """What a concept means and how it stands to others: its definition, other names, and its place."""
    said = [_meaning(graph, concept)]
    others = sorted(str(name) for name in graph.objects(concept, SKOS.altLabel))
    said += [f"Also: {', '.join(others)}."] if others else []
    own = {p: o for p, o in graph.predicate_objects(concept) if str(p).startswith(NAMESPACE) or p == SKOS.broader}
    said += [f"{_label(graph, p, 'en') or 'broader'}: {_value(graph, o)}." for p, o in sorted(own.items(), key=str)]
    return " ".join(one for one in said if one)


def _value(graph: Graph, value: Node) -> str:
    return _label(graph, value, "en") if isinstance(value, URIRef) else str(value)


def _alignments() -> list[str]:
    graph = Graph().parse(data=read_ttl(ALIGNMENTS), format="turtle")
    ties = [(_local(graph, s), _local(graph, p), _local(graph, o)) for s, p, o in graph if isinstance(o, URIRef)]
    return [_row(*tie) for tie in sorted(ties) if tie[0].startswith(("`styr:", "`step:"))]


def _shapes() -> list[str]:
    graph = Graph().parse(data=read_ttl(SHAPES), format="turtle")
    rows = set()
    for shape in graph.subjects(RDF.type, SH.NodeShape):
        aims = [*graph.objects(shape, SH.targetClass), *graph.objects(shape, SH.targetSubjectsOf)]
        targets = ", ".join(sorted(_local(graph, aim) for aim in aims))
        for rule in (shape, *graph.objects(shape, SH.property)):
            said = [_literal(graph, rule, language, (SH.message,)) for language in ("sv", "en")]
            path = graph.value(rule, SH.path)
            if said[0]:
                rows.add(_row(targets, _local(graph, path) if isinstance(path, URIRef) else "evidence", *said))
    return sorted(rows)


def _row(*cells: str) -> str:
    return "| " + " | ".join(cells) + " |"


def _local(graph: Graph, term: Node) -> str:
    return f"`{graph.namespace_manager.normalizeUri(str(term))}`"


def _label(graph: Graph, term: Node, language: str) -> str:
    return _literal(graph, term, language, (SKOS.prefLabel, RDFS.label))


def _meaning(graph: Graph, term: Node) -> str:
    return _literal(graph, term, "en", (SKOS.definition, RDFS.comment))


def _literal(graph: Graph, term: Node, language: str, properties: tuple[Node, ...]) -> str:
    for name in properties:
        for value in graph.objects(term, name):
            if isinstance(value, Literal) and value.language == language:
                return str(value).replace("|", "\\|")
    return ""
