"""Precedents as hits: passages, badges, and one sentence made from the parts."""

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
from search.retrieve import passage_hits, saying
from search.scoring import TOP, Candidate, shown_parts
from search.weights import ANSWERS
from search.why import joined, matched_words, place, quoted

_KINDS = {
    "strategi": "en strategi",
    "program": "ett program",
    "plan": "en plan",
    "handlingsplan": "en handlingsplan",
    "verksamhetsplan": "en verksamhetsplan",
    "policy": "en policy",
    "riktlinje": "en riktlinje",
    "regler": "regler",
    "reglemente": "ett reglemente",
    "rutin": "en rutin",
    "anvisning": "en anvisning",
    "foreskrift": "en föreskrift",
}
# What laying something down adds to a passage's likeness (0-1) when those to show are chosen.
_SOUGHT, _LAID_DOWN = 0.06, 0.03
_PROVIDES = {"mal": "mål", "ansvar": "ansvar", "atgard": "åtgärder", "uppfoljning": "uppföljning", "krav": "krav"}


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
        why = _why(card, best[0][0] if best else None, words, need, badges, audit)
        duplicates = tuple(index.cards[twin].id for twin in twins)
        passages = passage_hits(best, need.query)
        score, related = scores[one.document], bool(hits) and scores[one.document] < ANSWERS
        hits.append(Hit(card, passages, score, shown_parts(one.features), why, badges, duplicates, related=related))
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


def _why(card: Card, passage: Stored | None, words: Sequence[str], need: Need, badges: Badges, audit: Audit) -> str:
    """For example: "Dokumentet är en plan, den sort som efterfrågas, och behandlar ”mål” i avsnittet ”Mål” (s. 3)." """
    clauses = []
    if need.kind and card.kind == need.kind:
        clauses.append(f"är {_KINDS.get(card.kind, card.kind)}, den sort som efterfrågas")
    if passage is not None:
        clauses.append(_treats(passage, words, need))
    if badges.later:
        clauses.append("beslutades efter granskningen")
    elif badges.force.applies is not None:
        verb, when = ("gällde", "vid granskningen") if audit.dated else ("gäller", "i dag")
        clauses.append(f"{verb} {when}" if badges.force.applies else f"{verb} inte {when}")
    if badges.draft:
        clauses.append("är ett förslag, inte antaget")
    sentence = ", ".join(clauses[:-1]) + " och " + clauses[-1] if len(clauses) > 1 else "".join(clauses)
    return f"Dokumentet {sentence}." if sentence else "Titeln motsvarar det som saknas."


def _treats(passage: Stored, words: Sequence[str], need: Need) -> str:
    laid_down = [_PROVIDES[name] for name in passage.provides if name in need.provisions and name in _PROVIDES]
    what = f"anger {joined(laid_down)}" if laid_down else "behandlar ämnet"
    met = f", med orden {quoted(words)}," if words else ""
    return (
        f"{what} i {place(passage)}{met}".rstrip(",")
        if not words
        else f"{what} i {place(passage)} (orden {quoted(words)})"
    )
