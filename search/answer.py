"""What search answers with: hits grouped by document, or an honest none."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any, Literal

from kg.validity import UNKNOWN, Force
from search.catalogue import Card, Statement
from search.reasons import Reason, sentence
from search.stored import Stored
from search.why import highlights

Status = Literal["found", "none-relevant", "not-held"]


@dataclass(frozen=True, slots=True)
class PassageHit:
    """A passage of a hit; `forms` are the terms of the words asked for, by which it is marked when it is shown."""

    stored: Stored
    score: float
    forms: frozenset[str] = frozenset()

    @property
    def highlights(self) -> tuple[tuple[int, int], ...]:
        """The stretches of its text that hold words asked for."""
        return highlights(self.stored.text, self.forms)

    def to_json(self) -> dict[str, Any]:
        """The passage of the contract."""
        one = self.stored
        said = {"id": one.id, "text": one.text, "page": one.page, "start": one.start, "end": one.end}
        marks = [list(mark) for mark in self.highlights]
        provides = {"provides": list(one.provides)} if one.provides else {}
        return (
            said
            | {"heading_path": list(one.heading_path), "highlights": marks, "score": round(self.score, 4)}
            | provides
        )


@dataclass(frozen=True, slots=True)
class Badges:
    """What a reader should know of a document before leaning on it; None is not known.

    `force` is told for the day `on`.
    """

    force: Force = UNKNOWN
    on: datetime.date | None = None
    superseded_by: str | None = None
    draft: bool = False
    own: bool = False
    tested: tuple[dict[str, Any], ...] = ()
    later: bool = False

    def to_json(self) -> dict[str, Any]:
        """Known badges by name; `superseded` is the id of the newer document, `later` that it came after the audit."""
        said: dict[str, Any] = force_json(self.force, self.on)
        said |= {"draft": self.draft or None, "own": self.own or None}
        said |= {"superseded": self.superseded_by, "tested": list(self.tested) or None}
        said |= {"later": self.later or None}
        return {name: value for name, value in said.items() if value is not None}


@dataclass(frozen=True, slots=True)
class Hit:
    """A document with its best passages, its score (0-1), the parts of the score, and why it is there.

    `related`: it comes after the documents that answer, on something beside what is missing.
    """

    card: Card
    passages: tuple[PassageHit, ...]
    score: float
    parts: dict[str, float]
    reasons: tuple[Reason, ...]
    badges: Badges = field(default_factory=Badges)
    duplicates: tuple[str, ...] = ()
    pinned: bool = False
    related: bool = False

    @property
    def why(self) -> str:
        """The reasons in words, Swedish unless said in another language."""
        return sentence(self.reasons)

    def to_json(self) -> dict[str, Any]:
        """The hit of the contract."""
        said: dict[str, Any] = {
            "document": document_json(self.card, self.badges.force),
            "passages": [passage.to_json() for passage in self.passages],
            "score": round(self.score, 4),
            "parts": {name: round(value, 4) for name, value in self.parts.items()},
            "why": self.why,
            "reasons": [reason.to_json() for reason in self.reasons],
            "badges": self.badges.to_json(),
        }
        extra = {"duplicates": list(self.duplicates), "pinned": self.pinned, "related": self.related}
        return said | {name: value for name, value in extra.items() if value}


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question. `own` are the audited municipality's own documents (precedents only)."""

    query: str
    status: Status
    hits: tuple[Hit, ...] = ()
    total: int = 0
    facets: dict[str, dict[str, int]] = field(default_factory=dict)
    not_held: tuple[dict[str, str], ...] = ()
    own: tuple[Hit, ...] = ()
    finding: dict[str, Any] | None = None
    message: str | None = None

    def to_json(self, generation: int | None = None) -> dict[str, Any]:
        """The answer of the contract; `generation` is the number of the store's generation."""
        said: dict[str, Any] = {
            "query": self.query,
            "status": self.status,
            "total": self.total,
            "hits": [hit.to_json() for hit in self.hits],
            "facets": self.facets,
            "not_held": list(self.not_held),
        }
        extra = {"finding": self.finding, "own": [hit.to_json() for hit in self.own] or None, "message": self.message}
        said |= {name: value for name, value in extra.items() if value is not None}
        return said | ({"generation": generation} if generation is not None else {})


def force_json(force: Force, on: datetime.date | None = None) -> dict[str, Any]:
    """Whether a document was in force (`in_force`), on what that rests, and for which day it is told."""
    if force.applies is None:
        return {}
    said: dict[str, Any] = {"in_force": force.applies, "in_force_basis": force.ground}
    return said | ({"in_force_on": on.isoformat()} if on else {})


def document_json(card: Card, force: Force = UNKNOWN) -> dict[str, Any]:
    """The card of a document as a hit shows it; absent values left out."""
    said = {
        "id": card.id,
        "kind": card.kind,
        "title": card.title,
        "file": card.name,
        "municipality": card.municipality,
        "code": card.code,
        "adopted_by": card.adopted_by,
        "decision_date": card.decision_date,
        "paragraph": card.paragraph,
        "case_number": card.case_number,
        "report_date": card.report_date,
        "valid_from": card.valid_from,
        "valid_to": card.valid_to,
        "status": card.status,
    }
    return {name: value for name, value in said.items() if value is not None} | force_json(force)


def statement_json(statement: Statement, document: Card) -> dict[str, Any]:
    """The finding or recommendation that precedents were sought for."""
    said = {
        "id": statement.id,
        "role": statement.role,
        "text": statement.text,
        "document": document.id,
        "title": document.shown_title,
        "municipality": document.municipality,
        "page": statement.page,
        "start": statement.start,
        "end": statement.end,
        "question": statement.question_text,
        "question_id": statement.question,
        "verdict": statement.verdict,
        "step": statement.step,
    }
    return {name: value for name, value in said.items() if value is not None}
