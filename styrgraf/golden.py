"""Corrections as golden cases: what a person has said of a document becomes a test of reading it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.model import Field, Reading
from kg.reviews import Review
from styrgraf.collection import Collection


def golden_cases(collection: Collection) -> str:
    """A case for each document with reviewed values, in the form of tests/golden: "== name", the text of the pages
    where the values stand, a blank line, and a line for each value; one that was rejected is "not stated"."""
    archive = collection.store.archive
    cases = []
    for document in archive.reviews.documents():
        reviews = [one for one in archive.reviews.of(document).values() if one.about in ("field", "assessment")]
        if reviews and document in collection.index.number:
            cases.append(_case(collection.reading(document), sorted(reviews, key=lambda one: one.part)))
    return "\n".join(cases)


def _case(reading: Reading, reviews: list[Review]) -> str:
    lines = [line for review in reviews for line in _lines(reading, review)]
    text = "\n".join(line.strip() for line in _pages(reading, reviews).splitlines() if line.strip())
    name = f"{reading.document.source.name} ({reading.document.id})".replace("\n", " ")
    return f"== {name}\n{text}\n\n" + "\n".join(lines) + "\n"


def _pages(reading: Reading, reviews: list[Review]) -> str:
    """The text of the first page and of those where a reviewed value stands."""
    wanted = {1} | {span.page for review in reviews for span in _spans(reading, review)}
    text = reading.text
    return "\n".join(text.text[page.start : page.end] for page in text.pages if page.number in wanted)


def _spans(reading: Reading, review: Review) -> list[Any]:
    return [span for one in _read(reading, review.part) for span in one.spans]


def _lines(reading: Reading, review: Review) -> Iterator[str]:
    if review.about == "assessment":
        question = next((one for one in reading.questions if one.id == review.part), None)
        if question is not None:
            step = question.assessment.step if question.assessment else "not stated"
            yield f"assessment: {step} | {' '.join(question.text.split())}"
        return
    if review.part == "kind":
        yield f"kind: {reading.document.kind}"
        return
    held = _read(reading, review.part)
    for one in held:
        yield f"{review.part}: {one.value}" + (f" ({one.code})" if one.code else "")
    if not held:
        yield f"{review.part}: not stated"


def _read(reading: Reading, name: str) -> tuple[Field[Any], ...]:
    value = getattr(reading.document, "kind_evidence" if name == "kind" else name, None)
    return value if isinstance(value, tuple) else (value,) if isinstance(value, Field) else ()
