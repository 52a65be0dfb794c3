"""The vocabulary as a page, from the Turtle files: classes, properties and concept schemes with their labels."""

from __future__ import annotations

from importlib.resources import files

from rdflib import OWL, RDF, RDFS, SKOS, Graph
from rdflib.term import Node

HEADER = """# Vocabulary

Generated from the files in `ontology/` (`make docs`). A term's Swedish label stands first.
"""


def ontology_reference() -> str:
    """docs/ontology.md."""
    graph = Graph()
    for entry in sorted(files("ontology").iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".ttl") and entry.name != "shapes.ttl":
            graph.parse(data=entry.read_text(encoding="utf-8"), format="turtle")
    parts = [
        HEADER,
        *_table(graph, "Classes", OWL.Class),
        *_table(graph, "Relations", OWL.ObjectProperty),
        *_table(graph, "Values", OWL.DatatypeProperty),
    ]
    for scheme in sorted(graph.subjects(RDF.type, SKOS.ConceptScheme), key=str):
        parts += _scheme(graph, scheme)
    return "\n".join(parts) + "\n"


def _table(graph: Graph, title: str, kind: Node) -> list[str]:
    rows = [_row(graph, term) for term in sorted(set(graph.subjects(RDF.type, kind)), key=str)]
    return [f"## {title}", "", "| term | svenska | English | meaning |", "|---|---|---|---|", *rows, ""]


def _scheme(graph: Graph, scheme: Node) -> list[str]:
    rows = [_row(graph, term) for term in sorted(graph.subjects(SKOS.inScheme, scheme), key=str)]
    heading = _label(graph, scheme, "en") or _local(graph, scheme)
    return [f"## {heading}", "", "| concept | svenska | English | meaning |", "|---|---|---|---|", *rows, ""]


def _row(graph: Graph, term: Node) -> str:
    cells = (_local(graph, term), _label(graph, term, "sv"), _label(graph, term, "en"), _meaning(graph, term))
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
            if getattr(value, "language", None) == language:
                return str(value).replace("|", "\\|")
    return ""
