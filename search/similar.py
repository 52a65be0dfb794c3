"""Likeness within the collection: documents like this one, passages like this one, findings like this one, and back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kg.errors import UsageError
from kg.message import Message
from search.catalogue import Card, Statement
from search.index import Index
from search.precedents import needs_precedent
from search.stored import Stored

Floats = NDArray[np.float32]

_BOTH_WAYS = 0.5
_TITLE = 0.3
_NEAR = 0.35
_FINALISTS = 50


@dataclass(frozen=True, slots=True)
class Like:
    """A document, passage or finding that is like another: how much (0-1), and where it stands."""

    card: Card
    score: float
    passage: Stored | None = None
    statement: Statement | None = None


def similar_documents(index: Index, document: str, k: int = 10) -> list[Like]:
    """The documents most like a held one, of the same family (steering or not): by title, and passage by passage."""
    number = _held(index, document)
    own = index.positions([number])
    title = index.titles.rows(np.array([number], np.int64))[0]
    family = index.cards[number].steering
    others = [place for place, card in enumerate(index.cards) if place != number and card.steering == family]
    if not others or not len(own):
        return []
    centre = _direction(index.passages.rows(own).mean(axis=0))
    first, _ = index.titles.search(title, _FINALISTS, np.array(others, np.int64))
    near, _ = index.passages.search(centre, _FINALISTS, index.positions(others))
    finalists = list(dict.fromkeys([*map(int, first), *map(int, index.owners(near))]))
    scored = [(place, _alike(index, own, title, place)) for place in finalists]
    return [Like(index.cards[place], score) for place, score in sorted(scored, key=lambda pair: -pair[1])[:k]]


def _alike(index: Index, own: NDArray[np.int64], title: Floats, other: int) -> float:
    """Mean over passages of the best likeness, both ways, with the titles' likeness."""
    theirs = index.positions([other])
    titles = max(0.0, float(index.titles.rows(np.array([other], np.int64))[0] @ title))
    if not len(theirs):
        return _TITLE * titles
    likeness = np.clip(index.passages.rows(own) @ index.passages.rows(theirs).T, 0.0, 1.0)
    texts = _BOTH_WAYS * (likeness.max(axis=1).mean() + likeness.max(axis=0).mean())
    return float(_TITLE * titles + (1 - _TITLE) * texts)


def more_like(index: Index, document: str, passage: str, k: int = 10) -> list[Like]:
    """The passages of other documents most like a held one. Raises `UsageError` for a passage that is not held."""
    number = _held(index, document)
    own = index.positions([number])
    stored = index.stored([int(place) for place in own])
    place = next((place for place, one in stored.items() if one.id == passage), None)
    if place is None:
        raise UsageError(
            Message("Stycket ”%(passage)s” finns inte i dokumentet %(document)s.", passage=passage, document=document)
        )
    query = index.passages.rows(np.array([place], np.int64))[0]
    positions, scores = index.passages.search(query, k + len(own))
    owners = index.owners(positions)
    found = [one for one in zip(positions, scores, owners, strict=True) if one[2] != number][:k]
    shown = index.stored([int(position) for position, _, _ in found])
    return [
        Like(index.cards[int(owner)], max(0.0, float(score)), shown[int(position)]) for position, score, owner in found
    ]


def similar_findings(index: Index, finding: str, k: int = 10) -> list[Like]:
    """The findings and recommendations of other reports most like a held one."""
    if finding not in index.said:
        raise UsageError(Message("Iakttagelsen ”%(finding)s” finns inte i samlingen.", finding=finding))
    number, statement = index.said[finding]
    order = list(index.said)
    query = index.statements.rows(np.array([order.index(statement.id)], np.int64))[0]
    return [one for one in _findings_near(index, query, len(order)) if index.number[one.card.id] != number][:k]


def findings_answered(index: Index, document: str, k: int = 10) -> list[Like]:
    """The weak findings of other municipalities that a steering document comes nearest to answering."""
    number = _held(index, document)
    own = index.cards[number]
    rows = index.passages.rows(index.positions([number]))
    best: dict[str, Like] = {}
    for row in rows:
        for one in _findings_near(index, row, 5 * k):
            foreign = one.card.municipality != own.municipality or own.municipality is None
            if one.statement is None or not foreign or not needs_precedent(one.statement):
                continue
            known = best.get(one.statement.id)
            best[one.statement.id] = one if known is None or one.score > known.score else known
    return sorted(best.values(), key=lambda one: -one.score)[:k]


def _findings_near(index: Index, query: Floats, k: int) -> list[Like]:
    order = list(index.said.values())
    positions, scores = index.statements.search(query, k)
    return [
        Like(index.cards[order[int(place)][0]], float(score), statement=order[int(place)][1])
        for place, score in zip(positions, scores, strict=True)
        if score >= _NEAR
    ]


def _held(index: Index, document: str) -> int:
    if document not in index.number:
        raise UsageError(Message("Dokumentet ”%(document)s” finns inte i samlingen.", document=document))
    return index.number[document]


def _direction(row: Floats) -> Floats:
    return np.asarray(row / max(float(np.linalg.norm(row)), 1e-9), np.float32)
