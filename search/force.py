"""Whether a held document was in force on a day, and whether a newer one has taken its place."""

from __future__ import annotations

import datetime
import functools
import itertools
import re
from collections.abc import Iterator, Sequence
from typing import Any

from kg.model import Decision, Document, Field, Source, Span
from kg.validity import day_of, in_force
from search.analysis import tokens
from search.catalogue import Card

# The catalogue keeps values without their evidence, which lies in the reading.
_ELSEWHERE = (Span(1, 0, 1, "·"),)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_YEARS = re.compile(r"\b(19|20)\d\d\b(?:\s*[–-]\s*(?:(19|20)\d\d\b)?)?")


@functools.lru_cache(maxsize=100_000)
def in_force_on(card: Card, day: datetime.date) -> bool | None:
    """Whether the document applied that day; None when it cannot be told."""
    return in_force(_document(card), _decisions(card), day)


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


def successors(cards: Sequence[Card]) -> dict[str, str]:
    """Which document has taken the place of which: the one that says so, else the next newer one of the same
    municipality, kind and title."""
    families: dict[tuple[str, str, str], list[Card]] = {}
    places: dict[str, list[Card]] = {}
    for card in cards:
        subject = subject_of(card)
        if card.steering and card.status != "draft" and card.date and card.municipality and subject:
            families.setdefault((card.code or card.municipality, card.kind, subject), []).append(card)
            places.setdefault(card.code or card.municipality, []).append(card)
    ordered = [sorted(family, key=lambda one: one.date or "") for family in families.values()]
    pairs = ((older, newer) for family in ordered for older, newer in itertools.pairwise(family))
    found = {older.id: newer.id for older, newer in pairs if older.date != newer.date}
    said = (pair for held in places.values() for newer in held if newer.replaces for pair in _replaced(newer, held))
    return found | {older.id: newer.id for older, newer in said}


def _replaced(newer: Card, held: Sequence[Card]) -> Iterator[tuple[Card, Card]]:
    """The older documents of its municipality whose title is all in what a document says that it replaces."""
    named = {token.term for token in tokens(newer.replaces or "")}
    years = set(_YEAR.findall(newer.replaces or ""))
    for older in held:
        own = set(_YEAR.findall(older.title or ""))
        before = older.id != newer.id and (older.date or "") < (newer.date or "")
        if before and (not own or own <= years) and set(subject_of(older).split()) <= named:
            yield older, newer


def subject_of(card: Card) -> str:
    """The title without years and the municipality's name: what two versions of a document have in common."""
    title = _YEARS.sub(" ", card.title or "")
    name = {token.term for token in tokens(f"{card.municipality or ''} {card.municipality or ''}s kommun stad region")}
    return " ".join(sorted({token.term for token in tokens(title)} - name))
