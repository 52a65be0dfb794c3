"""The story of a file: bytes, text, layout, kind, facts, an audit's judgements, passages: one Reading."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ingest.audit import AuditFacts, read_audit
from ingest.box_zones import with_box_zones
from ingest.citations import find_citations
from ingest.confidence import calibrated
from ingest.extract import Layout
from ingest.formats import extract
from ingest.kinds import read_kind
from ingest.language import language_of
from ingest.laws import find_laws
from ingest.metadata import read_document
from ingest.passages import split_passages
from ingest.personal_numbers import mask, masked
from ingest.policy_areas import with_subjects
from ingest.registry import Registry
from ingest.run import run_of
from ingest.source import load_source
from ingest.structure import lay_out
from kg.errors import UnreadableFile
from kg.model import Document, Reading, Run, Source

# Documents that steer nothing: what their passages say of goals and duties is about other documents.
_NOT_STEERING = frozenset({"revisionsrapport", "yttrande", "tjansteskrivelse", "protokoll", "ovrigt"})


def read(path: Path, registry: Registry, *, ocr: bool = True) -> Reading:
    """Read one file. Raises `UnreadableFile` when there is no document in it; a part that fails makes it partial."""
    source, data = load_source(path)
    layout = lay_out(mask(extract(source, data, ocr=ocr)))
    known = replace(source, name=masked(source.name)[0])
    return read_layout(known, layout, registry, run_of(registry, ocr=ocr))


def read_layout(source: Source, layout: Layout, registry: Registry, run: Run | None = None) -> Reading:
    """All that can be read from a document that has been laid out."""
    if not any(char.isalnum() for char in layout.text.text):
        raise UnreadableFile(source.name, "no-text", _why_empty(layout), "Skaffa en fil med text i, eller slå på OCR.")
    kind = read_kind(layout, registry)
    document, decisions, flags = read_document(layout, source, kind, registry)
    document = replace(_with_language(document, layout), masked_numbers=layout.extract.masked)
    audit = read_audit(layout, document, registry) if document.kind == "revisionsrapport" else AuditFacts(document)
    boxed = with_box_zones(layout)
    reading = Reading(
        calibrated(audit.document),
        layout.text,
        questions=audit.questions,
        findings=audit.findings,
        recommendations=audit.recommendations,
        citations=find_citations(layout, audit.document, registry),
        laws=find_laws(layout, _year(audit.document)),
        criteria=audit.criteria,
        decisions=decisions,
        earlier_audits=audit.earlier_audits,
        passages=split_passages(boxed, document.id, _steers(document)),
        flags=(*flags, *audit.flags),
        notes=layout.extract.problems,
        zones=boxed.zones,
        run=run,
        boxes=layout.extract.words,
    )
    return with_subjects(reading)


def _steers(document: Document) -> bool:
    return document.kind not in _NOT_STEERING or (document.kind == "ovrigt" and document.status == "adopted")


def _year(document: Document) -> int | None:
    """The year the document was last decided, as far as it says."""
    stated = (document.decision_date, document.revised_date, document.report_date)
    return max((int(field.value[:4]) for field in stated if field), default=None)


def _with_language(document: Document, layout: Layout) -> Document:
    if document.language is not None:
        return document
    return replace(document, language=language_of(layout.text.text))


def _why_empty(layout: Layout) -> str:
    problems = layout.extract.problems
    return f"innehåller ingen läsbar text ({' '.join(problems)})" if problems else "innehåller ingen text"
