"""One document's reading as one graph: the story. Each chapter draws one family of nouns."""

from __future__ import annotations

from rdflib import PROV, RDF, Graph
from rdflib.namespace import FOAF

from kg.drawing import Drawing
from kg.iris import DEFAULT_BASE
from kg.jsonform import digest
from kg.model import Reading, Run
from kg.software import software_version
from kg.triples_audit import draw_audit
from kg.triples_decisions import draw_decisions
from kg.triples_document import draw_document
from kg.triples_references import draw_references
from kg.triples_text import draw_text
from ontology.terms import STYR


def document_graph(reading: Reading, base: str = DEFAULT_BASE, *, reading_digest: str | None = None) -> Graph:
    """All that was read from one document, as the content of its named graph; no blank nodes, no time of day.

    `reading_digest` saves computing the digest again when the archive has just told it.
    """
    drawing = Drawing(reading, base)
    draw_document(drawing)
    draw_decisions(drawing)
    draw_audit(drawing)
    draw_references(drawing)
    draw_text(drawing)
    _draw_provenance(drawing, reading_digest or digest(reading))
    return drawing.graph


def _draw_provenance(drawing: Drawing, reading_digest: str) -> None:
    """Who read what. Without the time, so that reading the same file again yields the same graph."""
    graph = drawing.iris.document_graph(drawing.id)
    drawing.add(graph, RDF.type, STYR.ReadingGraph)
    drawing.add(graph, FOAF.primaryTopic, drawing.document)
    run = drawing.reading.run or Run(software_version(), "")
    drawing.add(graph, PROV.wasGeneratedBy, drawing.iris.run(run))
    drawing.say(graph, STYR.readingDigest, reading_digest)
