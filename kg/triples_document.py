"""The document itself: its file, its kind, and each value with its evidence."""

from __future__ import annotations

from rdflib import RDF, URIRef
from rdflib.namespace import DCTERMS

from kg.drawing import Drawing, dated, day
from kg.iris import slug
from kg.kinds import AUDIT, STEERING
from kg.model import Document, Field
from kg.validity import interval_of
from ontology.terms import ELI, STYR, concept

TEXTS: dict[str, URIRef] = {
    "title": DCTERMS.title,
    "paragraph": STYR.paragraph,
    "case_number": STYR.caseNumber,
    "responsible": STYR.responsible,
    "applies_to": STYR.appliesTo,
    "replaces": STYR.replacesText,
    "version": STYR.version,
    "commissioned_by": STYR.commissionedBy,
    "audited_year": STYR.auditedYear,
    "purpose": STYR.purpose,
    "answers": STYR.answersText,
}
DATES: dict[str, URIRef] = {
    "decision_date": ELI.date_document,
    "valid_from": ELI.first_date_entry_in_force,
    "valid_to": ELI.date_no_longer_in_force,
    "revised_date": STYR.revisedDate,
    "report_date": DCTERMS.issued,
}


def draw_document(drawing: Drawing) -> None:
    """The document's node and all its fields."""
    document = drawing.reading.document
    _draw_file(drawing, document)
    for name, predicate in TEXTS.items():
        field: Field[str] | None = getattr(document, name)
        if field is not None:
            drawing.field(predicate, name, field)
    for name, predicate in DATES.items():
        field = getattr(document, name)
        if field is not None:
            drawing.field(predicate, name, field, dated(field.value, field.precision))
    _draw_bodies(drawing, document)
    _draw_validity(drawing, document)
    if document.kind_evidence is not None:
        drawing.field(STYR.kind, "kind", document.kind_evidence, concept("kind", document.kind))
    for number, author in enumerate(document.authors, start=1):
        drawing.field(STYR.author, f"author-{number}", author)
    for number, area in enumerate(document.subjects, start=1):
        drawing.field(DCTERMS.subject, f"subject-{number}", area, concept("subject", area.value))


def class_of(kind: str) -> URIRef:
    """The class of documents of a kind."""
    if kind == AUDIT:
        return STYR.AuditReport
    return STYR.SteeringDocument if kind in STEERING else STYR.OtherDocument


def _draw_file(drawing: Drawing, document: Document) -> None:
    node = drawing.document
    drawing.add(node, RDF.type, STYR.Document, class_of(document.kind))
    drawing.add(node, STYR.kind, concept("kind", document.kind))
    drawing.add(node, STYR.status, concept("status", document.status))
    drawing.say(node, DCTERMS.identifier, document.id)
    drawing.say(node, DCTERMS.language, document.language)
    drawing.say(node, DCTERMS.format, document.source.media_type)
    drawing.say(node, STYR.fileName, document.source.name)
    drawing.say(node, STYR.sha256, document.source.sha256)
    drawing.say(node, STYR.pages, document.pages)
    drawing.say(node, STYR.textQuality, float(document.text_quality))
    drawing.say(node, STYR.partial, document.partial)
    drawing.say(node, STYR.maskedNumbers, document.masked_numbers or None)


def _draw_bodies(drawing: Drawing, document: Document) -> None:
    if document.municipality is not None:
        drawing.mention(drawing.owner, document.municipality.value)
        drawing.field(STYR.municipality, "municipality", document.municipality, drawing.owner)
    if document.adopted_by is not None:
        drawing.field(ELI.passed_by, "adopted_by", document.adopted_by, drawing.organ(document.adopted_by.value))
    if document.auditor is not None:
        auditor = drawing.iris.thing("byra", document.auditor.code or slug(document.auditor.value))
        drawing.mention(auditor, document.auditor.value)
        drawing.field(STYR.auditor, "auditor", document.auditor, auditor)
    for number, body in enumerate(document.audited_bodies, start=1):
        drawing.field(STYR.auditedBody, f"audited_body-{number}", body, drawing.organ(body.value))


def _draw_validity(drawing: Drawing, document: Document) -> None:
    if document.open_ended is not None:
        drawing.field(STYR.openEnded, "open_ended", document.open_ended)
    interval = interval_of(document, drawing.reading.decisions)
    if interval is None:
        return
    node = drawing.iris.thing("giltighet", drawing.id)
    drawing.add(drawing.document, STYR.validity, node)
    drawing.add(node, RDF.type, STYR.Validity)
    drawing.add(node, STYR.validFrom, day(interval.since))
    if interval.until is not None:
        drawing.add(node, STYR.validUntil, day(interval.until))
    drawing.add(node, STYR.basis, concept("basis", interval.basis))
