"""The text: its passages with their places in it. The text as a whole stays in the archive."""

from __future__ import annotations

from rdflib import RDF
from rdflib.namespace import DCTERMS

from kg.drawing import Drawing
from ontology.terms import NIF, STYR, concept


def draw_text(drawing: Drawing) -> None:
    """All passages, and the text that they are offsets into."""
    drawing.add(drawing.context, RDF.type, NIF.Context)
    drawing.add(drawing.context, DCTERMS.isPartOf, drawing.document)
    for passage in drawing.reading.passages:
        node = drawing.iris.passage(passage.id)
        drawing.add(node, RDF.type, STYR.Passage)
        drawing.add(node, DCTERMS.isPartOf, drawing.document)
        drawing.offsets(node, passage.span)
        if passage.heading_path:
            drawing.say(node, STYR.headingPath, " › ".join(passage.heading_path))
        for provision in passage.provides:
            drawing.add(node, STYR.provides, concept("provision", provision))
