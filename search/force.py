"""What a catalogue card tells of time: whether its document was in force on a day, and what it may be a version of."""

from __future__ import annotations

import datetime
import functools
from typing import Any

from kg.model import Decision, Document, Field, Source, Span
from kg.succession import Version
from kg.validity import Force, day_of, force
from search.catalogue import Card

# The catalogue keeps values without their evidence, which lies in the reading.
_ELSEWHERE = (Span(1, 0, 1, "·"),)


@functools.lru_cache(maxsize=100_000)
def force_on(card: Card, day: datetime.date) -> Force:
    """Whether the document applied that day by what itself says, and on what that rests."""
    return force(_document(card), _decisions(card), day)


def _document(card: Card) -> Document:
    return Document(
        id=card.id,
        kind=card.kind,
        source=Source(card.name, "", 0, ""),
        pages=card.pages,
        status=card.status,  # type: ignore[arg-type]
        decision_date=_field(card.decision_date, card.decision_precision),
        valid_from=_field(card.valid_from, card.valid_from_precision),
        valid_to=_field(card.valid_to, card.valid_to_precision),
        open_ended=_field(card.open_ended),
    )


def _field(value: Any, precision: Any = None) -> Field[Any] | None:
    return None if value is None else Field(value, 1.0, "catalogue", _ELSEWHERE, precision)


def _decisions(card: Card) -> tuple[Decision, ...]:
    return tuple(
        Decision(act.action, _ELSEWHERE, act.body, act.date, concerns=act.concerns)  # type: ignore[arg-type]
        for act in card.acts
    )


def day(value: str | None, edge: str = "first") -> datetime.date | None:
    """The first or last day of a date, month or year; None for no date."""
    return day_of(value, edge) if value else None  # type: ignore[arg-type]


def began(card: Card) -> datetime.date | None:
    """The first day on which a document can have applied; None when no day is known."""
    return day(card.valid_from) or day(card.decision_date)


def version(card: Card) -> Version:
    """What tells which document has taken the place of which."""
    bodies = (card.adopted_by, *(act.body for act in card.acts if act.concerns is None))
    return Version(
        card.id,
        card.kind,
        card.title or "",
        card.code or card.municipality or "",
        card.municipality or "",
        day(card.date, "last") or min((found for act in card.acts if (found := day(act.date, "last"))), default=None),
        began(card),
        frozenset(filter(None, bodies)),
        card.status == "draft",
        card.replaces or "",
    )
