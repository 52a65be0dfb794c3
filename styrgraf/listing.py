"""What lists and pages say of each document and finding, as plain JSON; what was not stated is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kg.model import Finding, Reading, Recommendation, Span
from search.catalogue import Card, Statement
from styrgraf.labels import WEAKEST_FIRST

FACTS = (
    "title",
    "municipality",
    "code",
    "adopted_by",
    "decision_date",
    "paragraph",
    "case_number",
    "valid_from",
    "valid_to",
    "auditor",
    "report_date",
)


def document_in_short(card: Card) -> dict[str, Any]:
    """The facts of a document that stand wherever it is named."""
    said: dict[str, Any] = {"id": card.id, "kind": card.kind, "status": card.status, "file": card.name}
    said |= {name: value for name in FACTS if (value := getattr(card, name)) is not None}
    return said | {"pages": card.pages, "partial": card.partial}


def documents(cards: Iterable[Card]) -> list[dict[str, Any]]:
    """Every document, by title, then id."""
    return sorted(map(document_in_short, cards), key=lambda d: (str(d.get("title") or d["file"]).casefold(), d["id"]))


def findings(cards: Iterable[Card]) -> list[dict[str, Any]]:
    """Every finding with its document: the weakest verdict first, then the newest report, then as printed."""
    found = [
        statement_in_short(statement, card)
        for card in sorted(cards, key=lambda card: card.id)
        for statement in sorted(card.statements, key=lambda statement: statement.start)
        if statement.role != "rekommendation"
    ]
    found.sort(key=lambda finding: str(finding["document"].get("report_date", "")), reverse=True)
    return sorted(found, key=_weakness)


def statement_in_short(statement: Statement, card: Card) -> dict[str, Any]:
    """A finding or recommendation wherever it is named, with its document."""
    said: dict[str, Any] = {"id": statement.id, "text": statement.text, "role": statement.role, "page": statement.page}
    if statement.question_text:
        said["question"] = {"id": statement.question, "text": statement.question_text}
    if statement.step:
        said["assessment"] = {"text": statement.verdict, "step": statement.step}
    return said | {"document": document_in_short(card)}


def statement_in_full(
    reading: Reading, statement: str, card: Card, belonging: Sequence[str] = ()
) -> dict[str, Any] | None:
    """A finding or recommendation with what stands beside it in the report: question, assessment, recommendations.

    `belonging` are the ids of the recommendations that are about the same; they stand first and say so.
    """
    stated: tuple[Finding | Recommendation, ...] = (*reading.findings, *reading.recommendations)
    found = next((one for one in stated if one.id == statement), None)
    if found is None:
        return None
    said = _with_spans(found) | {"text": found.text, "document": document_in_short(card)}
    said["role"] = found.role if isinstance(found, Finding) else "rekommendation"
    others = [one for one in reading.recommendations if one is not found]
    others.sort(key=lambda one: belonging.index(one.id) if one.id in belonging else len(belonging))
    said["recommendations"] = [
        _with_spans(one) | {"text": one.text, "addressees": list(one.addressees), "belongs": one.id in belonging}
        for one in others
    ]
    return said | (_asked(reading, found.question) if isinstance(found, Finding) else {})


def _asked(reading: Reading, question: str | None) -> dict[str, Any]:
    found = next((one for one in reading.questions if one.id == question), None)
    if found is None:
        return {}
    asked = _with_spans(found) | {"text": found.text, "term": found.term}
    said: dict[str, Any] = {"question": asked | ({"number": found.number} if found.number else {})}
    if (verdict := found.assessment) is not None:
        said["assessment"] = {"text": verdict.text, "step": verdict.step, "spans": _spans(verdict.spans)}
    return said


def _with_spans(part: Any) -> dict[str, Any]:
    return {"id": part.id, "page": part.spans[0].page, "spans": _spans(part.spans)}


def _spans(spans: Iterable[Span]) -> list[dict[str, Any]]:
    return [{"page": s.page, "start": s.start, "end": s.end, "quote": s.quote} for s in spans]


def _weakness(finding: Mapping[str, Any]) -> int:
    step = finding.get("assessment", {}).get("step")
    return WEAKEST_FIRST.index(step) if step in WEAKEST_FIRST else WEAKEST_FIRST.index("ej-bedomd")


def coverage(cards: Iterable[Card]) -> list[dict[str, Any]]:
    """For each municipality how many documents of each kind are held and the newest date; those of none come last."""
    rows: dict[str, dict[str, Any]] = {}
    for card in cards:
        row = rows.setdefault(card.municipality or "", {"kinds": {}})
        row["kinds"][card.kind] = row["kinds"].get(card.kind, 0) + 1
        if card.date and card.date > row.get("newest", ""):
            row["newest"] = card.date
        if card.municipality:
            row |= {"municipality": card.municipality} | ({"code": card.code} if card.code else {})
    return [rows[name] for name in sorted(rows, key=lambda name: (not name, name))]
