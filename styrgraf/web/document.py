"""The page of one document: what was read, each value with where it says so, and the text by its sections."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from itertools import groupby
from typing import Any

from kg.model import Decision, Field, Passage, Reading
from styrgraf import labels
from styrgraf.language import gettext as _
from styrgraf.web.subjects import subject


def facts(reading: Reading) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and value of each fact that was read, with its evidence."""
    for name, label in labels.FIELDS.items():
        value = getattr(reading.document, name)
        for read in value if isinstance(value, tuple) else (value,):
            if isinstance(read, Field):
                yield _(label), _fact(name, read) | {"part": "kind" if name == "kind_evidence" else name}
    if (verdict := reading.document.overall_assessment) is not None:
        shown = f"{labels.step(verdict.step)} (”{verdict.text}”)"
        overall = {"shown": shown, "spans": verdict.spans, "rule": "", "confidence": 1}
        yield _(labels.FIELDS["overall_assessment"]), overall


def _fact(name: str, read: Field[Any]) -> dict[str, Any]:
    # What is worded by us is in the page's language, all else in the document's.
    ours = True
    if isinstance(read.value, bool):
        shown = _("Ja") if read.value else _("Nej")
    elif name == "kind_evidence":
        shown = labels.kind(read.value)
    elif name == "subjects":
        shown = subject(read.value)
    elif read.precision:
        shown = labels.day(read.value)
    else:
        shown, ours = str(read.value), False
    return {"shown": shown, "ours": ours, "spans": read.spans, "rule": read.rule, "confidence": read.confidence}


def sections(passages: tuple[Passage, ...]) -> Iterator[dict[str, Any]]:
    """The passages under the heading they stand under, in reading order."""
    for number, (path, held) in enumerate(groupby(passages, key=lambda passage: passage.heading_path), 1):
        yield {
            "id": f"avsnitt-{number}",
            "heading": path[-1] if path else None,
            "above": path[:-1],
            "depth": len(path),
            "passages": [{"id": one.id, "text": one.text, "span": one.span} for one in held],
        }


def timeline(decisions: tuple[Decision, ...], versions: list[dict[str, Any]], own: str) -> list[dict[str, Any]]:
    """The decisions on a document and its other versions by date; what has no date stands last."""
    events: list[dict[str, Any]] = [{"date": one.date, "decision": asdict(one)} for one in decisions]
    events += [{"date": one.get("decision_date"), "version": one} for one in versions if one["id"] != own]
    return sorted(events, key=lambda event: (event["date"] is None, event["date"] or ""))
