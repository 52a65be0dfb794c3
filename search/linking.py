"""Findings linked with the steering documents that answer them, anew for those that a change touches.

A changed report touches its own findings. A changed steering document touches those whose need it comes near, and
those that the version it replaces comes near. Scores also follow how rare words are in the whole collection, so all
are linked anew when a document is gone, and each time the collection has grown by a tenth (docs/decisions/0008).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

import numpy as np

from kg.match import Match
from kg.model import Reading
from search.catalogue import Statement
from search.filters import Filters
from search.index import Index
from search.precedents import answer_need, audit_of, meaning_of, need_of, needs_precedent
from search.vectors import Floats

_KEPT = 10
# Of the precedents of the declared cases none that answers lies further from its need (cosine to its nearest passage
# or title).
NEAR = 0.2
_GROWTH = 1.1


def link_all(index: Index, readings: Iterable[Reading], changed: Iterable[str]) -> Iterator[Match]:
    """The matches of every finding that needs a precedent and that `changed` documents touch.

    The matches given for a finding replace all earlier ones of that finding.
    """
    for number, statement in touched(index, readings, changed):
        yield from matches(index, statement, number)


def touched(index: Index, readings: Iterable[Reading], changed: Iterable[str]) -> list[tuple[int, Statement]]:
    """The findings and recommendations to be linked anew, each with its report's number.

    `readings` are the held readings; only those of audit reports are looked at. `changed` names documents that are new,
    changed or gone.
    """
    names = set(changed)
    reports = {one.document.id for one in readings if one.findings or one.recommendations}
    asked = [
        (number, statement)
        for number, card in enumerate(index.cards)
        if card.id in reports
        for statement in card.statements
        if needs_precedent(statement)
    ]
    fresh = [index.number[one] for one in names if one in index.number and index.cards[index.number[one]].steering]
    if names - set(index.number) or (fresh and _grown(len(index.cards), len(names))):
        return asked
    around = _around(index, fresh)
    return [
        (number, statement)
        for number, statement in asked
        if index.cards[number].id in names or _comes_near(index, around, statement, number)
    ]


def _grown(now: int, changed: int) -> bool:
    """Whether the collection has passed another tenth of growth by these changes."""
    steps = (math.floor(math.log(max(1, count), _GROWTH)) for count in (now, now - changed))
    return next(steps) != next(steps)


def _around(index: Index, fresh: list[int]) -> Floats | None:
    """What changed steering documents and the older versions they replace say: a row for each passage and title."""
    if not fresh:
        return None
    ids = {index.cards[number].id for number in fresh}
    older = [index.number[one] for one, newer in index.superseded.items() if newer in ids]
    numbers = np.array([*fresh, *older], np.int64)
    return np.concatenate([index.passages.rows(index.positions(numbers)), index.titles.rows(numbers)])


def _comes_near(index: Index, around: Floats | None, statement: Statement, report: int) -> bool:
    if around is None:
        return False
    need = need_of(index, statement, report)
    return bool(need.texts) and float((around @ meaning_of(index, need)).max()) >= NEAR


def matches(index: Index, statement: Statement, report: int) -> Iterator[Match]:
    """The matches of one finding: precedents first, then own documents."""
    need = need_of(index, statement, report)
    audit = audit_of(index.cards[report])
    answer = answer_need(index, statement.text, need, audit, _KEPT, Filters(), "hybrid", ())
    for hit in (*(one for one in answer.hits if not one.related), *answer.own):
        passages = tuple(passage.stored.id for passage in hit.passages)
        parts = {name: round(value, 4) for name, value in hit.parts.items()}
        yield Match(statement.id, hit.card.id, passages, round(hit.score, 4), parts, str(hit.why), hit.badges.own)
