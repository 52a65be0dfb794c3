"""A reading as people have corrected it. The reading itself is kept as it was read; this is made anew each time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from kg.corrected_decisions import decisions_corrected
from kg.kinds import STEERING
from kg.model import Assessment, AuditQuestion, Document, Field, Precision, Reading, Span, Status
from kg.reviews import Key, Review

RULE = "granskad"
_LENGTHS: dict[int, Precision] = {4: "year", 7: "month", 10: "day"}
_ADOPTION = ("adopted_by", "decision_date", "paragraph")
DATES = frozenset({"decision_date", "valid_from", "valid_to", "revised_date", "report_date"})


def _named(form: str) -> frozenset[str]:
    return frozenset(part.name for part in fields(Document) if str(part.type).startswith(form))


SINGLE = _named("Field[") - {"kind_evidence"}
SEVERAL = _named("tuple[Field")
FIELDS = SINGLE | SEVERAL | {"kind"}


def corrected(reading: Reading, reviews: Mapping[Key, Review]) -> Reading:
    """The reading with what stands in `reviews` put in the place of what was read.

    A correction whose evidence cannot be found in the text any more, where nothing was read either, is left out:
    `unfounded` names it.
    """
    document, questions = reading.document, reading.questions
    for (about, part), review in reviews.items():
        if about == "field" and part in FIELDS:
            document = replace(document, **_field(reading, part, review))
        elif about == "assessment":
            questions = tuple(_assessed(reading, one, review) if one.id == part else one for one in questions)
    if document is reading.document and questions is reading.questions:
        return reading
    decisions = decisions_corrected(reading.decisions, reading.document, document, reviews)
    document = replace(document, status=_status(reading.document, document))
    return replace(reading, document=document, questions=questions, decisions=decisions)


def unfounded(reading: Reading, reviews: Mapping[Key, Review]) -> list[Review]:
    """The corrections that have no evidence in this reading, and are therefore not made."""
    return [
        review
        for (about, part), review in reviews.items()
        if about == "field" and review.verdict == "corrected" and not _evidence(reading, part, review)
    ]


def evidence_for(reading: Reading, quote: str, page: int | None = None) -> Span | None:
    """Where a quote stands in the text: on the page that is given, else wherever it comes first."""
    text, found = reading.text.text, -1
    if page is not None and 1 <= page <= len(reading.text.pages):
        on = reading.text.pages[page - 1]
        found = text.find(quote, on.start, on.end)
    found = text.find(quote) if found < 0 else found
    return reading.text.span(found, found + len(quote)) if quote and found >= 0 else None


def value_read(reading: Reading, name: str) -> Any:
    """What was read as a field's value, whatever stands there now: a list of several, None for nothing."""
    values = [one.value for one in _read(reading.document, name)]
    return values if name in SEVERAL else values[0] if values else None


def _status(before: Document, after: Document) -> Status:
    """A draft that somebody knows the adoption of is one no longer; without any adoption left, none is known."""
    adoptions = [[getattr(one, name) for name in _ADOPTION] for one in (before, after)]
    if after.kind not in STEERING or adoptions[0] == adoptions[1]:
        return before.status
    return "adopted" if any(adoptions[1]) else "unknown"


def _field(reading: Reading, name: str, review: Review) -> dict[str, Any]:
    """The changed parts of the document."""
    before = _read(reading.document, name)
    if review.verdict == "accepted":
        sure = tuple(replace(one, confidence=1.0) for one in before)
        return _put(name, sure, reading.document.kind)
    if review.verdict == "rejected":
        return _put(name, (), "ovrigt")
    spans = _evidence(reading, name, review)
    if not spans:
        return {}
    return _put(name, tuple(_values(review, before, spans)), reading.document.kind)


def _read(document: Document, name: str) -> tuple[Field[Any], ...]:
    value = document.kind_evidence if name == "kind" else getattr(document, name)
    return value if isinstance(value, tuple) else (value,) if value is not None else ()


def _put(name: str, held: tuple[Field[Any], ...], kind: str) -> dict[str, Any]:
    if name in SEVERAL:
        return {name: held}
    first = held[0] if held else None
    if name == "kind":
        return {"kind": str(first.value) if first else kind, "kind_evidence": first}
    return {name: first}


def _values(review: Review, before: tuple[Field[Any], ...], spans: tuple[Span, ...]) -> list[Field[Any]]:
    """The corrected values; of several, those that were read already keep their own evidence."""
    known = {one.value: one for one in before}
    said = review.value if isinstance(review.value, list) else [review.value]
    precision = _LENGTHS.get(len(str(review.value))) if review.part in DATES else None
    return [
        replace(known[value], confidence=1.0)
        if value in known and isinstance(review.value, list)
        else Field(value, 1.0, RULE, spans, precision, review.code)
        for value in said
    ]


def _evidence(reading: Reading, name: str, review: Review) -> tuple[Span, ...]:
    """Where the correction stands: at the quote that was given, else where the value was read before."""
    text = reading.text.text
    if review.quote:
        if text[review.start : review.start + len(review.quote)] == review.quote:
            return (reading.text.span(review.start, review.start + len(review.quote)),)
        moved = evidence_for(reading, review.quote, review.page or None)
        if moved is not None:
            return (moved,)
    return tuple(span for one in _read(reading.document, name) for span in one.spans)


def _assessed(reading: Reading, question: AuditQuestion, review: Review) -> AuditQuestion:
    if review.verdict == "accepted":
        return question
    if review.verdict == "rejected":
        return replace(question, assessment=None)
    quoted = evidence_for(reading, review.quote, review.page or None)
    before = question.assessment
    spans = (quoted,) if quoted else before.spans if before else question.spans
    text = review.quote or (before.text if before else str(review.value))
    return replace(question, assessment=Assessment(text, review.value, spans))
