"""Each decision as a node of its own: it exists without the document that tells of it."""

from __future__ import annotations

from rdflib import RDF, URIRef
from rdflib.namespace import DCTERMS

from kg.drawing import Drawing, dated
from kg.ids import part_id
from kg.iris import slug
from kg.model import Decision
from ontology.terms import STYR, concept


def draw_decisions(drawing: Drawing) -> None:
    """All decisions that the document tells of."""
    for number, decision in enumerate(drawing.reading.decisions, start=1):
        starts = (span.start for span in decision.spans)
        _draw(drawing, decision, drawing.iris.thing("beslut", part_id(drawing.id, "beslut", number, *starts)))


def _known_whole(drawing: Drawing, decision: Decision) -> URIRef | None:
    """The decision as it is known in every document that tells of it, when body, day and paragraph are given."""
    if not (decision.body and decision.date and decision.paragraph) or drawing.owner == drawing.document:
        return None
    owner = str(drawing.owner).removeprefix(f"{drawing.iris.base}id/")
    return drawing.iris.thing("beslut", owner, slug(decision.body), decision.date, slug(decision.paragraph))


def _draw(drawing: Drawing, decision: Decision, node: URIRef) -> None:
    drawing.add(node, RDF.type, STYR.Decision)
    known = _known_whole(drawing, decision)
    if known is not None:
        drawing.add(node, STYR.decidedAs, known)
    drawing.add(node, STYR.action, concept("action", decision.action))
    drawing.add(node, STYR.foundAt, *map(drawing.span, decision.spans))
    drawing.say(node, STYR.paragraph, decision.paragraph)
    drawing.say(node, STYR.caseNumber, decision.case_number)
    if decision.body is not None:
        drawing.add(node, STYR.decidedBy, drawing.organ(decision.body))
    if decision.date is not None:
        drawing.add(node, DCTERMS.date, dated(decision.date, decision.precision))
    if decision.concerns is None:
        drawing.add(node, STYR.concerns, drawing.document)
    drawing.say(node, STYR.concernsTitle, decision.concerns)
    for one in decision.corrected:
        drawing.add(node, STYR.correctedBy, drawing.iris.thing("granskning", one.review))
