"""The page of one document: what was read, each value with where it says so, and the text by its sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from itertools import groupby
from typing import Any

from kg.model import Field, Passage, Reading
from kg.validity import in_force
from styrgraf import labels
from styrgraf.web.render import page


def document_page(reading: Reading, summary: dict[str, Any], citations: list[dict[str, Any]], generation: int) -> str:
    """The page of a document; `summary` is its line in the lists, `citations` say what became of each."""
    return page(
        "document.html",
        here="/dokument",
        generation=generation,
        summary=summary | {"in_force": in_force(reading.document, reading.decisions, date.today())},
        document=reading.document,
        notes=reading.notes,
        flags=reading.flags,
        facts=list(_facts(reading)),
        questions=reading.questions,
        findings=reading.findings,
        recommendations=reading.recommendations,
        decisions=reading.decisions,
        citations=citations,
        laws=[asdict(law) for law in reading.laws],
        sections=list(_sections(reading.passages)),
    )


def _facts(reading: Reading) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and value of each fact that was read, with its evidence."""
    for name, label in labels.FIELDS.items():
        value = getattr(reading.document, name)
        for read in value if isinstance(value, tuple) else (value,):
            if isinstance(read, Field):
                yield label, _fact(name, read)
    if (verdict := reading.document.overall_assessment) is not None:
        shown = f"{labels.step(verdict.step)} (”{verdict.text}”)"
        yield labels.FIELDS["overall_assessment"], {"shown": shown, "spans": verdict.spans, "rule": "", "confidence": 1}


def _fact(name: str, read: Field[Any]) -> dict[str, Any]:
    if isinstance(read.value, bool):
        shown = "Ja" if read.value else "Nej"
    elif name == "kind_evidence":
        shown = labels.kind(read.value)
    elif read.precision:
        shown = labels.day(read.value)
    else:
        shown = str(read.value)
    return {"shown": shown, "spans": read.spans, "rule": read.rule, "confidence": read.confidence}


def _sections(passages: tuple[Passage, ...]) -> Iterator[dict[str, Any]]:
    """The passages under the heading they stand under, in reading order."""
    for number, (path, held) in enumerate(groupby(passages, key=lambda passage: passage.heading_path), 1):
        yield {
            "id": f"avsnitt-{number}",
            "heading": path[-1] if path else None,
            "above": path[:-1],
            "depth": len(path),
            "passages": [{"id": one.id, "text": one.text, "page": one.span.page} for one in held],
        }
