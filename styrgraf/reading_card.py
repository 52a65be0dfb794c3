"""What was read from one document, laid out for a person: each value with the words and the page it came from."""

from __future__ import annotations

from collections.abc import Iterator

import click

from kg.model import Field, Reading
from styrgraf import labels
from styrgraf.web.subjects import subject

_QUOTE = 60


def reading_card(reading: Reading) -> str:
    """The card of a reading."""
    return "\n".join(_lines(reading))


def _lines(reading: Reading) -> Iterator[str]:
    document = reading.document
    title = document.title.value if document.title else "Utan känd titel"
    yield click.style(title, bold=True)
    pages = labels.plural(document.pages, "sida", "sidor")
    yield f"{labels.kind(document.kind)} · {document.source.name} · {pages} · dokument {document.id}"
    yield from (f"! {note}" for note in reading.notes)
    yield ""
    yield from _facts(reading)
    yield from _questions(reading)
    for name, items in (("Iakttagelser", reading.findings), ("Rekommendationer", reading.recommendations)):
        if items:
            yield from ["", click.style(name, bold=True)]
            yield from (f"  {item.id}  s. {item.spans[0].page}  {labels.short(item.text, 200)}" for item in items)
    counts = [("hänvisningar", reading.citations), ("lagrum", reading.laws), ("avsnitt", reading.passages)]
    yield from ["", " · ".join(f"{len(found)} {name}" for name, found in counts)]
    yield from (f"! {flag.message}" for flag in reading.flags)


def _facts(reading: Reading) -> Iterator[str]:
    for name, label in labels.FIELDS.items():
        value = getattr(reading.document, name)
        for read in value if isinstance(value, tuple) else (value,):
            if isinstance(read, Field) and name != "kind_evidence":
                yield f"  {label:<22} {labels.short(_shown(name, read.value), 70)}"
                quote = labels.short(read.spans[0].quote, _QUOTE)
                yield click.style(f"  {'':<22} ”{quote}”, sida {read.spans[0].page}", dim=True)


def _shown(name: str, value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nej"
    return subject(str(value)) if name == "subjects" else str(value)


def _questions(reading: Reading) -> Iterator[str]:
    if reading.questions:
        yield from ["", click.style("Revisionsfrågor", bold=True)]
    for question in reading.questions:
        verdict = question.assessment
        said = (
            f"{labels.step(verdict.step)} (”{labels.short(verdict.text, 40)}”)" if verdict else "ingen bedömning funnen"
        )
        yield f"  {question.number or '·':<3} {labels.short(question.text, 200)}"
        yield f"      {said}"
