"""When a document applies: the days that follow from what was read, and whether it is in force on one of them."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kg.kinds import NEVER_IN_FORCE
from kg.model import Decision, Document

Basis = Literal["stated", "inferred"]
Edge = Literal["first", "last"]
# On what the answer rests: the document states an end, that there is none, or its beginning; a decision repealed it; a
# held document says that it replaces it, or is merely a newer one of the same name; only its adoption is known; it is
# a draft.
Ground = Literal["period", "open-ended", "beginning", "repealed", "replaced", "newer-version", "adopted", "draft"]
_CONTINUING: frozenset[Ground] = frozenset({"beginning", "adopted"})


@dataclass(frozen=True, slots=True)
class Force:
    """Whether a document is in force on a day, and on what that rests; both None when it cannot be told."""

    applies: bool | None = None
    ground: Ground | None = None

    @property
    def basis(self) -> Basis | None:
        """Whether a text states it, or it is inferred: no end is known, or a newer one of the same name is held."""
        if self.ground is None:
            return None
        inferred = self.ground == "newer-version" or (self.applies and self.ground in _CONTINUING)
        return "inferred" if inferred else "stated"


UNKNOWN = Force()


@dataclass(frozen=True, slots=True)
class Interval:
    """The days a document applies, both ends included. No `until`: no end is known, or none was set (`open_ended`)."""

    since: date
    until: date | None
    basis: Basis
    open_ended: bool = False


def in_force(document: Document, decisions: Iterable[Decision], on: date) -> bool | None:
    """Whether the document applies on that day; None when that cannot be told from what was read."""
    return force(document, decisions, on).applies


def force(document: Document, decisions: Iterable[Decision], on: date) -> Force:
    """Whether the document applies on that day, and on what that rests.

    A draft never applies; of an audit or a reply the question has no answer. A document whose end is not
    stated applies from its decision until a repeal. Whether a later version has replaced it is for the caller
    to know (`kg.succession`).
    """
    if document.status == "draft":
        return Force(False, "draft")
    if document.kind in NEVER_IN_FORCE:
        return UNKNOWN
    decided = tuple(decisions)
    interval = interval_of(document, decided)
    ended = _last_day(document, decided)
    if ended is not None and on > ended:
        return Force(False, "period" if ended == _stated_end(document) else "repealed")
    if interval is None:
        return UNKNOWN
    if on < interval.since:
        # Within the month or year that is all we know of the beginning, nothing can be said.
        before = on < (_begins(document, decided, "first") or interval.since)
        return Force(False, "beginning" if interval.basis == "stated" else "adopted") if before else UNKNOWN
    return Force(True, _ground(document, interval))


def _ground(document: Document, interval: Interval) -> Ground:
    """On what it rests that a document applies within its interval."""
    if document.valid_to is not None:
        return "period"
    if interval.open_ended:
        return "open-ended"
    return "beginning" if interval.basis == "stated" else "adopted"


def interval_of(document: Document, decisions: Iterable[Decision]) -> Interval | None:
    """The days the document applies; None when its beginning is unknown or it is a draft."""
    decided = tuple(decisions)
    since = _begins(document, decided, "last")
    if since is None or document.status == "draft" or document.kind in NEVER_IN_FORCE:
        return None
    stated = document.valid_from is not None
    open_ended = document.open_ended is not None and document.open_ended.value
    return Interval(since, _last_day(document, decided), "stated" if stated else "inferred", open_ended)


def day_of(value: str, edge: Edge) -> date | None:
    """The first or last day of an ISO date of any precision; None when it is no date of the calendar."""
    try:
        parts = [int(part) for part in value.split("-")]
        year, month = parts[0], parts[1] if len(parts) > 1 else (1 if edge == "first" else 12)
        if len(parts) > 2:
            return date(year, month, parts[2])
        return date(year, month, 1 if edge == "first" else monthrange(year, month)[1])
    except (ValueError, IndexError):
        return None


def _begins(document: Document, decisions: tuple[Decision, ...], edge: Edge) -> date | None:
    if document.valid_from is not None:
        # "gäller från 2016" says the whole year, while "antagen 2016" leaves the day within it open.
        return _not_before_decided(document, day_of(document.valid_from.value, "first"))
    if document.decision_date is not None:
        return day_of(document.decision_date.value, edge)
    adopted = [d.date for d in decisions if d.action == "adopt" and d.date and d.concerns is None]
    return day_of(min(adopted), edge) if adopted else None


def _not_before_decided(document: Document, begins: date | None) -> date | None:
    """The beginning; of a year or month that a document applies from, the part after its decision in it."""
    if begins is None or document.valid_from is None or document.decision_date is None:
        return begins
    decided = day_of(document.decision_date.value, "first")
    last = day_of(document.valid_from.value, "last")
    return decided if decided and last and begins < decided <= last else begins


def _last_day(document: Document, decisions: tuple[Decision, ...]) -> date | None:
    repealed = [d.date for d in decisions if d.action == "repeal" and d.date and d.concerns is None]
    days = [_stated_end(document), *(day_of(value, "first") for value in repealed)]
    return min((day for day in days if day is not None), default=None)


def _stated_end(document: Document) -> date | None:
    return day_of(document.valid_to.value, "last") if document.valid_to is not None else None
