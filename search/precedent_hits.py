"""Precedents as hits: passages, badges, and the reasons for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from search.answer import Badges, Hit
from search.catalogue import Card
from search.duplicates import folded
from search.force import began
from search.index import Index, Stored
from search.need import Need
from search.precedent_score import Audit, tested
from search.reasons import Reason, known_provisions
from search.retrieve import passage_hits, saying
from search.scoring import TOP, Candidate, shown_parts
from search.unmentioned import unmentioned
from search.weights import ANSWERS
from search.why import matched_words

# What laying something down adds to a passage's likeness (0-1) when those to show are chosen.
_SOUGHT, _LAID_DOWN = 0.06, 0.03


def hits_for(
    index: Index, need: Need, audit: Audit, ranked: Sequence[tuple[Candidate, float]], k: int, *, own: bool = False
) -> tuple[Hit, ...]:
    """The best `k` candidates as hits, near-duplicates folded."""
    scores = {one.document: score for one, score in ranked}
    groups = folded(index, [one for one, _ in ranked[: 3 * k]])[:k]
    stored = index.stored([position for one, _ in groups for position, _ in one.best])
    rarity = {want.term: index.lexical.rarity(want.term) for want in need.query.wanted()}
    hits: list[Hit] = []
    for one, twins in groups:
        card = index.cards[one.document]
        best = _telling([(stored[position], value) for position, value in one.best], need)
        words = matched_words([passage.surfaces for passage, _ in best[:1]], need.query, rarity)
        badges = _badges(index, card, audit, own)
        told = _reasons(card, best[0][0] if best else None, words, need, badges, audit)
        if lacking := unmentioned(index, one.document, need.query):
            told = (*told, Reason("unmentioned", words=lacking))
        duplicates = tuple(index.cards[twin].id for twin in twins)
        passages = passage_hits(best, need.query)
        score, related = scores[one.document], bool(hits) and scores[one.document] < ANSWERS
        hits.append(Hit(card, passages, score, shown_parts(one.features), told, badges, duplicates, related=related))
    return tuple(hits)


def _telling(best: Sequence[tuple[Stored, float]], need: Need) -> list[tuple[Stored, float]]:
    """The passages to show: of nearly equal ones those that lay something down, most of all what is sought."""

    def worth(pair: tuple[Stored, float]) -> float:
        provided = set(pair[0].provides)
        return pair[1] + (_SOUGHT if provided & need.provisions else _LAID_DOWN if provided else 0.0)

    return sorted(saying(best), key=worth, reverse=True)[:TOP]


def _badges(index: Index, card: Card, audit: Audit, own: bool) -> Badges:
    tests: list[dict[str, Any]] = [
        {name: value for name, value in test.items() if value is not None}
        for test in tested(index, card)
        if test["document"] != audit.report
    ]
    since = began(card)
    return Badges(
        index.force(card, audit.date),
        audit.date,
        index.superseded.get(card.id),
        card.status == "draft",
        own,
        tuple(tests),
        later=audit.dated and since is not None and since > audit.date,
    )


def _reasons(
    card: Card, passage: Stored | None, words: Sequence[str], need: Need, badges: Badges, audit: Audit
) -> tuple[Reason, ...]:
    found = [Reason("kind", document_kind=card.kind)] if need.kind and card.kind == need.kind else []
    if passage is not None:
        laid_down = known_provisions(code for code in passage.provides if code in need.provisions)
        found.append(Reason("lays-down" if laid_down else "treats", passage, tuple(words), laid_down))
    if badges.later:
        found.append(Reason("later"))
    elif badges.force.applies is not None:
        found.append(Reason("in-force" if badges.force.applies else "not-in-force", dated=audit.dated))
    if badges.draft:
        found.append(Reason("draft"))
    return tuple(found) or (Reason("title"),)
