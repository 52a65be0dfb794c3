"""The one scorer: what is compared of a document and a question, and how that becomes a score from 0 to 1.

First candidates are gathered by words and by meaning; then every candidate is compared in full, so that its score does
not depend on how it was found. The weights are in `search/weights.py`, with the measurement beside them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from search.closeness import closeness, sought, words_of
from search.gather import gathered
from search.index import Index
from search.lexical import Clause, required
from search.query import Query, Word
from search.stored import Words
from search.subject import subjects_alone
from search.vectors import Floats, Positions
from search.weights import AGREED, FIELD_WEIGHTS, FIRST_LOOK, PASSAGE_LEXICAL, RANKING, STEEPNESS, SURE

Numbers = Sequence[int] | NDArray[np.int64]

CANDIDATES = 60
_CLOSELY = 12
_K1 = 2.2
_SPREAD = 6.0  # a likeness six standard deviations above that of any passage counts as 1
TOP = 3
BEST = 6
_BESIDE_BEST = ("lexical_beside_best", "semantic_beside_best", "closeness_beside_best")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that is compared: all its passages, those that answer best (position and likeness, best first; `TOP`
    of them are compared closely and shown), and the `features` of the whole."""

    document: int
    positions: Positions
    best: tuple[tuple[int, float], ...]
    features: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question made ready: its vector (None for words alone), weights of rare words, and what is usual."""

    query: Query
    vector: Floats | None
    ideal: float
    usual: tuple[float, float]
    usual_title: tuple[float, float]
    rarity: Mapping[str, float]
    given: Mapping[str, float]


def ready(index: Index, query: Query, mode: str, meaning: Floats | None = None) -> Asked:
    """The question made ready for a mode: hybrid, lexical or semantic. `meaning` is its vector, if known."""
    rarity = {want.term: index.lexical.rarity(want.term) for want in query.wanted()}
    given = {want.term: min(want.weight, 1.0) for want in query.wanted()}
    ideal = sum(_worth(word, rarity, index.lexical.holds) for word in query.words) * _K1
    if mode == "lexical" or (mode == "hybrid" and not index.has_encoder):
        return Asked(query, None, ideal, (0.0, 1.0), (0.0, 1.0), rarity, given)
    vector = index.encoder.encode([subjects_alone(query.text)])[0] if meaning is None else meaning
    usual, usual_title = (moments.likeness(vector) for moments in index.usual)
    return Asked(query, vector, ideal, usual, usual_title, rarity, given)


def _worth(word: Word, rarity: Mapping[str, float], held: Callable[[str], bool]) -> float:
    """What a passage that meets the word would get for it. A synonym that is held stands in for a word that is not."""
    whole = rarity[word.term] * word.forms[word.term]
    if held(word.term):
        return whole
    standing = (phrase for phrase in word.synonyms if all(map(held, phrase)))
    return max((sum(word.forms[term] * rarity[term] for term in phrase) for phrase in standing), default=whole)


def candidates(
    index: Index,
    asked: Asked,
    allowed: Numbers | None = None,
    mode: str = "hybrid",
    most: int = CANDIDATES,
    pins: Sequence[int] = (),
) -> list[Candidate]:
    """The documents worth comparing, compared in full; the best of them, and all `pins`.

    `allowed`: numbers of the only documents that may be found.
    """
    mask = None
    if allowed is not None:
        mask = np.zeros(len(index.cards), bool)
        mask[np.asarray(allowed, np.int64)] = True
    wanted = index.lexical.weighted(asked.query.wanted(), FIELD_WEIGHTS)
    numbers = gathered(index, asked.query, wanted, asked.vector, mask, mode, most)
    return _compared(index, asked, list(dict.fromkeys([*pins, *numbers])), wanted, len(pins), max(len(pins), most // 2))


def _compared(
    index: Index, asked: Asked, numbers: Sequence[int], wanted: Clause, pinned: int = 0, most: int = CANDIDATES
) -> list[Candidate]:
    """The best `most` of these documents by a first look, compared in full; the first `pinned` are among them."""
    if not numbers:
        return []
    positions = index.positions(numbers)
    counts = index.counts[np.asarray(numbers, np.int64)]
    lexical = _lexical(index, asked, numbers, positions, wanted)
    semantic = _semantic(index, asked, positions)
    columns = {"title": _titles(index, asked, numbers), "whole": _wholes(index, asked, numbers)}
    columns["lexical"], columns["lexical_more"], _ = best_of(lexical, counts)
    columns["semantic"], columns["semantic_more"], _ = best_of(semantic, counts)
    value = PASSAGE_LEXICAL * lexical + (1 - PASSAGE_LEXICAL) * semantic
    _, _, order = best_of(value, counts)
    beside_best = columns | {"lexical": columns["lexical"] / max(float(columns["lexical"].max()), 1e-6)}
    first = sum(weight * beside_best[name] for name, weight in FIRST_LOOK.items())
    first[:pinned] += first.max()
    starts = np.cumsum(counts) - counts
    made = []
    for place in np.argsort(-first, kind="stable")[:most].tolist():
        held = slice(int(starts[place]), int(starts[place] + counts[place]))
        top = order[held][:BEST]
        best = tuple(zip(positions[top].tolist(), value[top].tolist(), strict=True))
        features = {name: float(column[place]) for name, column in columns.items()}
        made.append(Candidate(numbers[place], positions[held], best, features))
    return _beside_the_best(_closely(index, asked, made))


def best_of(values: Floats, counts: NDArray[np.int64]) -> tuple[Floats, Floats, NDArray[np.int64]]:
    """Of each stretch of `values` (so many each) the greatest and the mean of the three greatest, and the places of all
    values, stretch by stretch, the greatest first."""
    owner = np.repeat(np.arange(len(counts)), counts)
    order = np.lexsort((-values, owner))
    rank = np.arange(len(values)) - np.repeat(np.cumsum(counts) - counts, counts)
    ordered = values[order]
    greatest = np.zeros(len(counts), np.float32)
    greatest[owner[rank == 0]] = ordered[rank == 0]
    top = rank < TOP
    more = np.bincount(owner[top], ordered[top], minlength=len(counts)) / TOP
    return greatest, more.astype(np.float32), order


def _closely(index: Index, asked: Asked, made: Sequence[Candidate]) -> Sequence[Candidate]:
    """The candidates with what takes their words: how near those of title and best passages come."""
    groups = [_words(index, one) for one in made[:_CLOSELY]]
    near = closeness(sought(asked.query, asked.rarity), groups) + [0.0] * (len(made) - len(groups))
    for one, value in zip(made, near, strict=True):
        one.features["closeness"] = value
        one.features["title_words"] = title_words(index, asked, one.document)
        one.features["draft"] = float(index.drafts[one.document])
    return made


def _words(index: Index, one: Candidate) -> Words:
    """The words of the title and of the best passages, each with its heading."""
    title = words_of(index.cards[one.document].title or "")
    return Words.joined([title, *(index.words(position) for position, _ in one.best[:TOP])])


def _beside_the_best(made: Sequence[Candidate]) -> list[Candidate]:
    """Each candidate with its likeness as a share of the best one's: it ranks, the rest tells how sure that is."""
    for name in ("lexical", "semantic", "closeness"):
        best = max((one.features[name] for one in made), default=0.0)
        for one in made:
            one.features[f"{name}_beside_best"] = one.features[name] / best if best else 0.0
    return list(made)


def _lexical(index: Index, asked: Asked, numbers: Sequence[int], positions: Positions, wanted: Clause) -> Floats:
    """BM25 of each passage, as a share of what a passage with every word would get."""
    these = index.lexical.any_of("document", [index.cards[number].id for number in numbers])
    rows, scores = index.lexical.rows(required(wanted, [these]), max(1, len(positions)))
    order = np.argsort(positions)
    places = order[np.searchsorted(positions, index.positions_of_rows(rows), sorter=order)]
    found = np.zeros(len(positions), np.float32)
    found[places] = scores
    return np.asarray(np.minimum(found / max(asked.ideal, 1e-6), 1.0), np.float32)


def _semantic(index: Index, asked: Asked, positions: Positions) -> Floats:
    if asked.vector is None:
        return np.zeros(len(positions), np.float32)
    return _above(index.passages.scores(asked.vector, positions), asked.usual)


def _titles(index: Index, asked: Asked, numbers: Sequence[int]) -> Floats:
    if asked.vector is None:
        return np.zeros(len(numbers), np.float32)
    return _above(index.titles.scores(asked.vector, np.array(numbers, np.int64)), asked.usual_title)


def _wholes(index: Index, asked: Asked, numbers: Sequence[int]) -> Floats:
    """Likeness in meaning to the document as a whole."""
    if asked.vector is None:
        return np.zeros(len(numbers), np.float32)
    return np.maximum(index.centres.scores(asked.vector, np.array(numbers, np.int64)), 0.0)


def _above(values: Floats, usual: tuple[float, float]) -> Floats:
    """Likeness in standard deviations above what is usual, as 0-1."""
    mean, deviation = usual
    return np.asarray(np.clip((values - mean) / deviation / _SPREAD, 0.0, 1.0), np.float32)


def title_words(index: Index, asked: Asked, number: int) -> float:
    """How much of the title's subject is asked for: the share of its rare words, the municipality's name aside."""
    total = matched = 0.0
    for token, worth in index.title_tokens(number):
        total += worth
        matched += worth * max((asked.given.get(form, 0.0) for form in (token.term, *token.parts)), default=0.0)
    return min(1.0, matched / total) if total else 0.0


def total(features: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The weighted sum of the features."""
    return sum(weight * (1.0 if name == "bias" else features.get(name, 0.0)) for name, weight in weights.items())


def score_of(ranking: float) -> float:
    """A ranking total as a score from 0 to 1: .5 is where a first document is as likely right as wrong."""
    return 1 / (1 + math.exp(-STEEPNESS * max(-15.0, min(15.0, ranking))))


def ranked(found: Sequence[Candidate], question: str, mode: str) -> list[tuple[Candidate, float]]:
    """The candidates of a "search" or of "precedents" by their scores, best first."""
    weights = RANKING[question][mode]
    totals = [(one, total(one.features, weights)) for one in found]
    for one, value in totals:
        one.features["ranking"] = value
    return sorted(((one, score_of(value)) for one, value in totals), key=lambda pair: -pair[1])


def shown_parts(features: Mapping[str, float]) -> dict[str, float]:
    """The parts of a score that a reader sees: each from 0 to 1, without those that only order candidates."""
    aside = ("ranking", "off_subject")
    return {name: value for name, value in features.items() if name not in aside and not name.endswith("_beside_best")}


def is_sure(first: Candidate, question: str, mode: str) -> bool:
    """Whether the first document is likely enough an answer for there to be one.

    So is one on which words, meaning and closeness agree, when it meets most of what a search asks for.
    """
    if question == "precedents":
        return first.features["ranking"] >= 0
    if total(first.features, SURE[mode]) >= 0:
        return True
    return first.features["closeness"] >= AGREED and min(first.features[name] for name in _BESIDE_BEST) == 1
