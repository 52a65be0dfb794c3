"""A question becomes an answer: the whole story of a search, in order."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from kg.errors import UsageError
from kg.message import Message
from search.about import on_subject, surely_on_subject
from search.analysis import tokens
from search.answer import Answer, Badges, Hit, PassageHit
from search.duplicates import folded
from search.filters import Filters as Filters
from search.force import day
from search.gaps import gaps, narrowed, told, without_names
from search.index import Index, Stored
from search.named import named
from search.query import Query, Word, parse
from search.query import words as words_of
from search.reasons import Reason
from search.scoring import CANDIDATES, TOP, Asked, Candidate, candidates, is_sure, ranked, ready, shown_parts
from search.spelling import forgiven
from search.subject import is_kind, subject_of, subjects
from search.unmentioned import unmentioned
from search.weights import SHOWN
from search.why import matched_words, reasons

Mode = Literal["hybrid", "lexical", "semantic"]

MODES = ("hybrid", "lexical", "semantic")
MOST = 1000
_PINNED_SCORE = 1.0
_MARKED = 0.3


def retrieve(
    index: Index,
    text: str,
    *,
    k: int = 10,
    filters: Filters | None = None,
    mode: str = "hybrid",
    known: Sequence[str] = (),
) -> Answer:
    """The documents that answer `text`, each with its best passages, or why there are none.

    `known` are names of municipalities that exist beside those held, so that one not held can be told from one that
    does not exist. Raises `UsageError` for a question that cannot be answered as asked.
    """
    filters = filters or Filters()
    check(k, mode)
    query = parse(text)
    allowed: Sequence[int] = index.passing(filters, known)
    names = named(query.text, index.municipalities, known)
    missing, held = gaps(index, filters, names, allowed, known)
    if (missing and not held) or not index.cards:
        return Answer(text, "not-held", not_held=missing, message=told(missing) or Message("Samlingen är tom."))
    allowed, query = narrowed(index, allowed, names, held), without_names(query, names, held)
    query = forgiven(index, query)
    asked = ready(index, query, mode)
    everything = len(allowed) == len(index.cards)
    pins = set(index.designations.pinned(names.rest if names.mentions else query.text))
    pins = pins if everything else pins.intersection(allowed)
    only = None if everything else allowed
    found = candidates(index, asked, only, mode, max(CANDIDATES, 2 * k), sorted(pins)[:MOST])
    chosen_mode = effective(index, mode)
    ordered = _pinned_first(ranked(found, "search", chosen_mode), pins)
    if not ordered or not (pins or query.phrases or _answers(index, query, ordered[0][0], chosen_mode)):
        return Answer(text, "none-relevant", not_held=missing, message=told(missing) or _nothing(filters))
    answer = _answer(index, text, asked, ordered, pins, k, day(filters.in_force_on) or datetime.date.today())
    return replace(answer, not_held=missing, message=told(missing) or None)


def _nothing(filters: Filters) -> Message:
    if filters.any():
        return Message("Det som avgränsningen släpper igenom har inget som svarar på det du söker.")
    return Message("Samlingen har inget som svarar på det du söker.")


def _answers(index: Index, query: Query, first: Candidate, mode: str) -> bool:
    """Whether the first document answers likely enough, and is on the subject if a document on one is asked for."""
    if not is_sure(first, "search", mode):
        return _names_all(index, query, first)
    asked = [word for word in query.words if not is_kind(word.surface)]
    named_subjects = [words_of(one, tokens(one)) for one in subjects(query.text)]
    return all(on_subject(index, one, _bare(asked), first) for one in named_subjects)


def _names_all(index: Index, query: Query, one: Candidate) -> bool:
    """Whether a document on a subject is asked for and the title names that subject."""
    named_subjects = [words_of(one_of, tokens(one_of)) for one_of in subjects(query.text)]
    return bool(named_subjects) and all(surely_on_subject(index, words, one) for words in named_subjects)


def _bare(asked: Sequence[Word]) -> list[Word]:
    """The words as their subjects: "cykelstrategi" as "cykel"."""
    subject = " ".join(subject_of(word.surface) for word in asked)
    return list(words_of(subject, tokens(subject)))


def effective(index: Index, mode: str) -> str:
    """The mode in fact: without an encoder a hybrid search compares words alone."""
    return "lexical" if mode == "hybrid" and not index.has_encoder else mode


def check(k: int, mode: str) -> None:
    """Raises `UsageError` for a number or a mode out of range."""
    if not 1 <= k <= MOST:
        raise UsageError(Message("k=%(k)s går inte: ange ett antal från 1 till %(most)s.", k=k, most=MOST))
    if mode not in MODES:
        raise UsageError(
            Message("Sättet ”%(mode)s” finns inte. De som finns är %(modes)s.", mode=mode, modes=", ".join(MODES))
        )


def _pinned_first(ordered: list[tuple[Candidate, float]], pins: set[int]) -> list[tuple[Candidate, float]]:
    raised = [(one, _PINNED_SCORE if one.document in pins else score) for one, score in ordered]
    return sorted(raised, key=lambda pair: -pair[1])


def _answer(
    index: Index,
    text: str,
    asked: Asked,
    ordered: list[tuple[Candidate, float]],
    pins: set[int],
    k: int,
    today: datetime.date,
) -> Answer:
    relevant = [(one, score) for one, score in ordered if score >= SHOWN or _names_all(index, asked.query, one)]
    scores = {one.document: score for one, score in relevant}
    groups = folded(index, [one for one, _ in relevant])
    shown = groups[:k]
    stored = index.stored([position for one, _ in shown for position, _ in one.best])
    hits = []
    for one, twins in shown:
        hit = _hit(index, asked, one, scores[one.document], stored, today)
        duplicates = tuple(index.cards[twin].id for twin in twins)
        hits.append(_with(hit, duplicates, one.document in pins))
    facets = facets_of(index, [one.document for one, _ in groups])
    return Answer(text, "found", tuple(hits), len(groups), facets)


def _with(hit: Hit, duplicates: tuple[str, ...], pin: bool) -> Hit:
    told = (Reason("designation"), *hit.reasons) if pin else hit.reasons
    return replace(hit, reasons=told, duplicates=duplicates, pinned=pin)


def _hit(
    index: Index, asked: Asked, one: Candidate, score: float, stored: dict[int, Stored], today: datetime.date
) -> Hit:
    card = index.cards[one.document]
    best = saying([(stored[position], value) for position, value in one.best])[:TOP]
    words = matched_words([best[0][0].surfaces] if best else [], asked.query, asked.rarity)
    told = reasons(best[0][0] if best else None, words, one.features)
    if lacking := unmentioned(index, one.document, asked.query):
        told = (*told, Reason("unmentioned", words=lacking))
    badges = Badges(index.force(card, today), today, index.superseded.get(card.id), card.status == "draft")
    return Hit(card, passage_hits(best, asked.query), score, shown_parts(one.features), told, badges)


def saying(best: Sequence[tuple[Stored, float]]) -> list[tuple[Stored, float]]:
    """Without passages that say nothing, unless there are no others."""
    return [pair for pair in best if pair[0].says_something] or list(best)


def passage_hits(best: Sequence[tuple[Stored, float]], query: Query) -> tuple[PassageHit, ...]:
    """Passages with the words that were asked for marked: none that tell little, as most of a finding do."""
    forms = frozenset(term for word in query.words for term, weight in word.forms.items() if weight >= _MARKED)
    return tuple(PassageHit(passage, value, forms) for passage, value in best)


def facets_of(index: Index, numbers: Sequence[int]) -> dict[str, dict[str, int]]:
    """How many of the documents have each value that a search can be narrowed to."""
    cards = [index.cards[number] for number in numbers]
    values: dict[str, Iterable[str | None]] = {
        "kind": (card.kind for card in cards),
        "municipality": (card.municipality for card in cards),
        "county": (card.county for card in cards),
        "size": (index.size(card) for card in cards),
        "adopted_by": (card.adopted_by for card in cards),
        "subject": (subject for card in cards for subject in card.subjects),
        "year": (card.year for card in cards),
    }
    return {name: dict(Counter(filter(None, held)).most_common()) for name, held in values.items()}
