"""How well a steering document answers a finding: the likeness of the search, and what the document is and holds."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace

from search.about import on_subject
from search.catalogue import AUDIT, Card
from search.filters import municipality_matches
from search.force import day
from search.index import Index
from search.need import Need
from search.scoring import TOP, Candidate

_SAME_SUBJECT = 0.6
_FAMILIES = (
    frozenset({"strategi", "program", "plan", "handlingsplan", "verksamhetsplan"}),
    frozenset({"policy", "riktlinje", "regler", "reglemente", "rutin", "anvisning", "foreskrift"}),
)
_FAILED = {"nej": 1.0, "delvis": 0.6, "i-huvudsak": 0.2}


@dataclass(frozen=True, slots=True)
class Audit:
    """The circumstances of a finding: the audited municipality, the day, and the report's document id.

    `dated` is False when no day is known: then `date` is today.
    """

    municipality: str | None
    code: str | None
    date: datetime.date
    report: str | None
    dated: bool = True


def judged(index: Index, need: Need, audit: Audit, one: Candidate) -> Candidate:
    """The candidate with the features of a precedent added."""
    return replace(one, features=one.features | _features(index, need, audit, one, index.cards[one.document]))


def _features(index: Index, need: Need, audit: Audit, one: Candidate, card: Card) -> dict[str, float]:
    applied = index.in_force(card, audit.date)
    return {
        "off_subject": float(not on_subject(index, need.subject, need.query.words, one)),
        "kind": kind_fits(card.kind, need.kind),
        "provisions": _provisions(index, need, one),
        "level": level(card.adopted_by),
        "in_force": 0.5 if applied is None else float(applied),
        "superseded": float(card.id in index.superseded),
        "tested": max((_FAILED.get(str(test["step"]), 0.0) for test in tested(index, card)), default=0.0),
    }


def kind_fits(kind: str, asked: str | None) -> float:
    """1 for the kind asked for, a half for its family (activating or normative), 0 otherwise or when none is."""
    if asked is None:
        return 0.0
    if kind == asked:
        return 1.0
    return 0.5 if any({kind, asked} <= family for family in _FAMILIES) else 0.0


def level(body: str | None) -> float:
    """How high up it was adopted: the council 1, the board .7, a committee .5, an official .3; unknown 0."""
    name = (body or "").casefold()
    levels = {"fullmäktige": 1.0, "styrelse": 0.7, "nämnd": 0.5, "utskott": 0.5, "direktör": 0.3, "chef": 0.3}
    return next((value for part, value in levels.items() if part in name), 0.0)


def _provisions(index: Index, need: Need, one: Candidate) -> float:
    """The share of the provisions sought that the best passages lay down."""
    if not need.provisions:
        return 0.0
    held = index.stored([position for position, _ in one.best[:TOP]])
    provided = {name for passage in held.values() for name in passage.provides}
    return len(need.provisions & provided) / len(need.provisions)


def tested(index: Index, card: Card) -> list[dict[str, object]]:
    """The later audits of the document's municipality on its subject, with their verdicts."""
    decided = day(card.date)
    if not card.municipality or decided is None or not index.has_encoder:
        return []
    number = index.number[card.id]
    found: list[dict[str, object]] = []
    for other in index.audits_of(card.code or card.municipality):
        report = index.cards[other]
        reported = day(report.date, "last")
        if reported is None or reported < decided or not index.same_subject(number, other, _SAME_SUBJECT):
            continue
        found.append({"document": report.id, "title": report.shown_title, "date": report.date, "step": step_of(report)})
    return found


def step_of(report: Card) -> str | None:
    """The verdict of a report: the overall one, else the weakest of its questions."""
    order = ("nej", "delvis", "i-huvudsak", "ja")
    steps = {statement.step for statement in report.statements}
    return report.overall_step or next((step for step in order if step in steps), None)


def is_audit_of(report: Card, municipality: str) -> bool:
    """Whether a document is an audit report on that municipality."""
    return report.kind == AUDIT and municipality_matches(report.municipality, report.code, municipality)
