"""Filters on the catalogue: exact, and honest about values that no document has."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from kg.errors import UsageError
from kg.message import Message, hint
from ontology.sizes import sizes
from search.catalogue import AUDIT, STEERING, Card
from search.force import day, force_on

KINDS = tuple(sorted(STEERING | {AUDIT, "yttrande", "tjansteskrivelse", "protokoll", "ovrigt"}))
# How much of a name must be as it is written (0-100) for another to have been meant: of "Goteborg" 88, of "Växjo" 80;
# what merely has letters in common, "Atlantis" and "Alvesta", comes to 67 at the most.
_NEAR = 75
_CALLED = re.compile(r"s?\s+(?:kommun|stad)$", re.IGNORECASE)
NO_SIZES: Mapping[str, str] = {}
_KIND_FORMS = {"föreskrift": "foreskrift", "föreskrifter": "foreskrift", "tjänsteskrivelse": "tjansteskrivelse"}
_KIND_FORMS |= {"riktlinjer": "riktlinje", "strategier": "strategi", "övrigt": "ovrigt", "rutiner": "rutin"}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the documents must be. Dates are ISO days, months or years; `in_force_on` asks what applied that day."""

    kind: str | None = None
    municipality: str | None = None
    adopted_by: str | None = None
    from_: str | None = None
    to: str | None = None
    in_force_on: str | None = None
    subject: str | None = None
    county: str | None = None
    size: str | None = None

    def any(self) -> bool:
        """Whether anything is asked for."""
        return any(getattr(self, part.name) for part in fields(self))

    @property
    def whose_and_what(self) -> Filters:
        """Only whose documents and of which kind: what a collection can be said to lack, whatever day was asked for."""
        return Filters(kind=self.kind, municipality=self.municipality, size=self.size)


def kind_of(value: str) -> str:
    """The kind that `value` names. Raises `UsageError` listing the near ones."""
    name = value.strip().lower()
    name = _KIND_FORMS.get(name, name)
    if name in KINDS:
        return name
    raise UsageError(Message("Dokumentsorten ”%(kind)s” finns inte. %(hint)s", kind=value, hint=_near(name, KINDS)))


def check_size(value: str) -> None:
    """Raise `UsageError` listing the classes of size when `value` is none of them."""
    if value not in sizes():
        raise UsageError(Message("Kommunstorleken ”%(size)s” finns inte. %(hint)s", size=value, hint=hint((), sizes())))


def is_of(card: Card, municipality: str) -> bool:
    """Whether the document is that municipality's, by name or by code."""
    return municipality_matches(card.municipality, card.code, municipality)


@functools.lru_cache(maxsize=100_000)
def municipality_matches(name: str | None, code: str | None, asked: str) -> bool:
    """Whether name or code is what is asked for; "Mark", "Marks kommun" and "1463" are one."""
    wanted = asked.strip().casefold()
    if not wanted:
        return False
    own = (name or "").casefold()
    forms = {own, f"{own} kommun", f"{own}s kommun", f"{own} stad", f"{own}s stad", f"region {own}", f"{own} region"}
    return (bool(own) and wanted in forms) or wanted == (code or "").casefold()


def chosen(
    cards: Sequence[Card], filters: Filters, known: Iterable[str] = (), size_by_code: Mapping[str, str] = NO_SIZES
) -> Sequence[int]:
    """The numbers of the documents that pass; `size_by_code` is the class of size of municipalities.

    Raises `UsageError` for a value that no document has and none knows.
    """
    tests = _tests(cards, filters, size_by_code)
    found: Sequence[int] = range(len(cards))
    if filters.municipality:
        found = [number for number in found if is_of(cards[number], filters.municipality)]
        if not found:
            _check_municipality(cards, filters.municipality, known)
    for passes in tests:
        found = [number for number in found if passes(cards[number])]
    return found


def _tests(cards: Sequence[Card], filters: Filters, size_by_code: Mapping[str, str]) -> list[Callable[[Card], bool]]:
    """What a document must pass beside being of the municipality; raises `UsageError` for what cannot be asked."""
    found: list[Callable[[Card], bool]] = []
    if filters.kind:
        kind = kind_of(filters.kind)
        found.append(lambda card: card.kind == kind)
    if filters.size:
        check_size(filters.size)
        found.append(lambda card: size_by_code.get(card.code or "") == filters.size)
    _check_dates(filters)
    if body := filters.adopted_by:
        _check_body(cards, body)
        found.append(lambda card: _adopted_by(card, body))
    if filters.subject:
        _check_subject(cards, filters.subject)
        found.append(lambda card: filters.subject in card.subjects)
    if filters.county:
        _check_county(cards, filters.county)
        found.append(lambda card: card.county == filters.county)
    if filters.from_ or filters.to or filters.in_force_on:
        found.append(lambda card: _in_time(card, filters))
    return found


def _check_municipality(cards: Sequence[Card], asked: str, known: Iterable[str]) -> None:
    names = list(known)
    if any(municipality_matches(name, None, asked) for name in names) or not cards:
        return
    held = {card.municipality for card in cards if card.municipality}
    codes = {card.code for card in cards if card.code}
    looks_like_code = asked.strip().isdigit() and asked.strip() not in codes
    remedy: str = Message("Skriv namnet i stället.") if looks_like_code else _near_place(asked, held, names)
    raise UsageError(Message("Kommunen ”%(asked)s” är inte känd i samlingen. %(hint)s", asked=asked, hint=remedy))


def _near_place(asked: str, held: Iterable[str], known: Iterable[str]) -> str:
    """The names near to what was asked for; without any what a name looks like, for there are too many to list."""
    near = _like(_CALLED.sub("", asked), {name for name in (*held, *known) if not name.isdigit()})
    if near:
        return hint(near, ())
    return Message("Skriv namnet på en kommun eller region, eller dess kod: till exempel %(name)s.", name=min(held))


def _check_body(cards: Sequence[Card], asked: str) -> None:
    bodies = {card.adopted_by for card in cards if card.adopted_by}
    if bodies and not any(_same_body(body, asked) for body in bodies):
        raise UsageError(
            Message("Inget dokument är antaget av ”%(asked)s”. %(hint)s", asked=asked, hint=_near(asked, bodies))
        )


def _check_subject(cards: Sequence[Card], asked: str) -> None:
    held = {subject for card in cards for subject in card.subjects}
    if cards and asked not in held:
        raise UsageError(
            Message("Inget dokument hör till ämnet ”%(asked)s”. %(hint)s", asked=asked, hint=_near(asked, held))
        )


def _check_county(cards: Sequence[Card], asked: str) -> None:
    held = {card.county for card in cards if card.county}
    if cards and asked not in held:
        raise UsageError(
            Message(
                "Inget dokument hör till länet ”%(asked)s”. Län anges med sin kod. %(hint)s",
                asked=asked,
                hint=_near(asked, held),
            )
        )


_ABBREVIATIONS = {
    "kf": "kommunfullmäktige",
    "ks": "kommunstyrelsen",
    "rf": "regionfullmäktige",
    "rs": "regionstyrelsen",
}


def _same_body(body: str, asked: str) -> bool:
    wanted = asked.strip().casefold()
    return _ABBREVIATIONS.get(wanted, wanted) in body.casefold()


def _adopted_by(card: Card, asked: str) -> bool:
    return card.adopted_by is not None and _same_body(card.adopted_by, asked)


def _check_dates(filters: Filters) -> None:
    for value in (filters.from_, filters.to, filters.in_force_on):
        if value and day(value) is None:
            raise UsageError(Message("”%(value)s” är inget datum. Skriv ÅÅÅÅ-MM-DD, ÅÅÅÅ-MM eller ÅÅÅÅ.", value=value))


def _in_time(card: Card, filters: Filters) -> bool:
    first, last = day(card.date, "first"), day(card.date, "last")
    if filters.from_ and (last is None or last < (day(filters.from_) or datetime.date.min)):
        return False
    if filters.to and (first is None or first > (day(filters.to, "last") or datetime.date.max)):
        return False
    asked = day(filters.in_force_on)
    return asked is None or force_on(card, asked).applies is True


def _near(value: str, choices: Iterable[str]) -> str:
    names = sorted(set(choices))
    return hint(_like(value, names), names[:20]) or Message("Samlingen är tom.")


def _like(value: str, names: Iterable[str]) -> list[str]:
    """The names that may have been meant: a slip or two away, not merely with letters in common."""
    close = process.extract(value, names, scorer=fuzz.ratio, processor=default_process, limit=3, score_cutoff=_NEAR)
    return [name for name, _, _ in close]
