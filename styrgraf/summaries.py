"""What lists say of each document and finding: a generation carries it, so that no list opens a reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from kg.model import Assessment, AuditQuestion, Document, Finding, Reading, Span
from styrgraf.labels import WEAKEST_FIRST

FILE = "summaries.json"
_FIELDS = (
    "title",
    "municipality",
    "adopted_by",
    "decision_date",
    "paragraph",
    "case_number",
    "valid_from",
    "valid_to",
    "auditor",
    "report_date",
)


@dataclass(frozen=True, slots=True)
class Summaries:
    """The documents of a generation by id, each with its findings, as the JSON that lists and pages show."""

    documents: Mapping[str, dict[str, Any]] = field(default_factory=dict)

    def listed(self) -> list[dict[str, Any]]:
        """Every document without its findings, by title, then id."""
        documents = [{k: v for k, v in d.items() if k != "findings"} for d in self.documents.values()]
        return sorted(documents, key=lambda d: (str(d.get("title") or d["file"]).casefold(), d["id"]))

    def findings(self) -> list[dict[str, Any]]:
        """Every finding with its document, the weakest verdict first, then the newest report."""
        found = [
            finding | {"document": {k: v for k, v in document.items() if k != "findings"}}
            for document in self.documents.values()
            for finding in document["findings"]
        ]
        found.sort(key=lambda f: (f["document"]["id"], f["start"]))
        found.sort(key=lambda f: str(f["document"].get("report_date", "")), reverse=True)
        return sorted(found, key=_weakness)

    def changed(self, readings: Iterable[Reading], removed: Iterable[str] = ()) -> Summaries:
        """These summaries with those of `readings` in place of what was said before, and without `removed`."""
        documents = dict(self.documents) | {reading.document.id: summary(reading) for reading in readings}
        for gone in removed:
            documents.pop(gone, None)
        return Summaries(documents)

    def write(self, path: Path) -> None:
        """Write to `path`, whole or not at all."""
        draft = path.with_suffix(".tmp")
        draft.write_bytes(orjson.dumps(self.documents, option=orjson.OPT_SORT_KEYS))
        draft.replace(path)

    @classmethod
    def load(cls, path: Path) -> Summaries:
        """Those written to `path`; none when there is no such file."""
        return cls(orjson.loads(path.read_bytes())) if path.is_file() else cls()


def summary(reading: Reading) -> dict[str, Any]:
    """One document in short; what was not stated is left out."""
    document = reading.document
    return {
        **summarised(document),
        "file": document.source.name,
        "pages": document.pages,
        "questions": len(reading.questions),
        "findings": [finding_in_short(reading, finding) for finding in reading.findings],
    }


def summarised(document: Document) -> dict[str, Any]:
    """The facts of a document that stand wherever it is named."""
    said: dict[str, Any] = {"id": document.id, "kind": document.kind, "status": document.status}
    for name in _FIELDS:
        if (value := getattr(document, name)) is not None:
            said[name] = value.value
    if document.municipality is not None and document.municipality.code:
        said["code"] = document.municipality.code
    return said


def finding_in_short(reading: Reading, finding: Finding) -> dict[str, Any]:
    """A finding with the question it belongs to and the assessment that question was given."""
    question = next((q for q in reading.questions if q.id == finding.question), None)
    span = finding.spans[0]
    said: dict[str, Any] = {"id": finding.id, "text": finding.text, "role": finding.role}
    said |= {"page": span.page, "start": span.start, "end": span.end}
    if question is not None:
        said["question"] = _question(question)
        if question.assessment is not None:
            said["assessment"] = _assessment(question.assessment)
    return said


def finding_in_full(reading: Reading, finding: Finding) -> dict[str, Any]:
    """A finding with all of its report that a reader needs beside it: question, assessment, recommendations."""
    said = finding_in_short(reading, finding)
    said["document"] = summarised(reading.document)
    said["spans"] = [_span(span) for span in finding.spans]
    said["recommendations"] = [
        {"id": r.id, "text": r.text, "addressees": list(r.addressees), "spans": [_span(span) for span in r.spans]}
        for r in reading.recommendations
    ]
    return said


def _question(question: AuditQuestion) -> dict[str, Any]:
    said = {"id": question.id, "text": question.text, "term": question.term, "page": question.spans[0].page}
    return said | ({"number": question.number} if question.number else {})


def _assessment(assessment: Assessment) -> dict[str, Any]:
    return {"text": assessment.text, "step": assessment.step, "spans": [_span(span) for span in assessment.spans]}


def _span(span: Span) -> dict[str, Any]:
    return {"page": span.page, "start": span.start, "end": span.end, "quote": span.quote}


def _weakness(finding: Mapping[str, Any]) -> int:
    step = finding.get("assessment", {}).get("step")
    return WEAKEST_FIRST.index(step) if step in WEAKEST_FIRST else WEAKEST_FIRST.index("ej-bedomd")
