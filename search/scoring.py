"""The one scorer: what is compared of a document and a question, and how that becomes a score from 0 to 1.

First candidates are gathered by words and by meaning; then every candidate is compared in full, so that its score does
not depend on how it was found. The weights are in `search/weights.py`, with the measurement beside them.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import tantivy
from numpy.typing import NDArray

from search.closeness import closeness, sought
from search.index import Index, Stored
from search.lexical import required
from search.query import Query, Word
from search.subject import subjects_alone
from search.vectors import Floats, Positions, Vectors
from search.weights import AGREED, FIELD_WEIGHTS, FIRST_LOOK, PASSAGE_LEXICAL, RANKING, STEEPNESS, SURE

_LISTED = 200
_CANDIDATES = 60
_CLOSELY = 20
_SAMPLE = 2000
_K1 = 2.2
_SPREAD = 6.0  # a likeness six standard deviations above that of any passage counts as 1
_TOP = 3
_BESIDE_BEST = ("lexical_beside_best", "semantic_beside_best", "closeness_beside_best")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A document that is compared: per passage its likeness in words and in meaning; `features` of the whole."""

    document: int
    positions: Positions
    lexical: Floats
    semantic: Floats
    features: dict[str, float] = field(default_factory=dict)

    def best(self, count: int) -> list[tuple[int, float]]:
        """The passages that answer best: position and likeness, best first."""
        value = PASSAGE_LEXICAL * self.lexical + (1 - PASSAGE_LEXICAL) * self.semantic
        order = np.argsort(-value, kind="stable")[:count]
        return [(int(self.positions[place]), float(value[place])) for place in order]


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
    background = index.background
    usual, usual_title = (_usual(held, vector, background) for held in (index.passages, index.titles))
    return Asked(query, vector, ideal, usual, usual_title, rarity, given)


def _worth(word: Word, rarity: Mapping[str, float], held: Callable[[str], bool]) -> float:
    """What a passage that meets the word would get for it. A synonym that is held stands in for a word that is not."""
    whole = rarity[word.term] * word.forms[word.term]
    if held(word.term):
        return whole
    return max((word.forms[term] * rarity[term] for term in word.synonyms if held(term)), default=whole)


def _usual(vectors: Vectors, query: Floats, background: Floats) -> tuple[float, float]:
    """Mean and deviation of the likeness to the question of any passage: an even sample, and texts on all and nothing.

    The latter make a collection of a few documents tell what is unusual as well as one of thousands.
    """
    count = len(vectors)
    sample = np.arange(0, count, max(1, count // _SAMPLE), dtype=np.int64)
    values = np.concatenate([vectors.scores(query, sample), background @ query])
    return float(values.mean()), max(float(values.std()), 0.03)


def candidates(
    index: Index,
    asked: Asked,
    allowed: Sequence[int] | None = None,
    mode: str = "hybrid",
    most: int = _CANDIDATES,
) -> list[Candidate]:
    """The documents worth comparing, compared in full. `allowed`: numbers of the only documents that may be found."""
    must, never = _restrictions(index, asked.query, allowed)
    lexical_query = index.lexical.weighted(asked.query.wanted(), FIELD_WEIGHTS)
    found = _by_words(index, lexical_query, must, never, mode)
    found += _by_meaning(index, asked, allowed, mode)
    numbers = _merged(found, most)
    if asked.query.phrases or asked.query.excluded:
        numbers = _still_allowed(index, numbers, must, never)
    return _compared(index, asked, numbers, lexical_query)


def _restrictions(
    index: Index, query: Query, allowed: Sequence[int] | None
) -> tuple[list[tantivy.Query], list[tantivy.Query]]:
    must = [index.lexical.phrase(phrase) for phrase in query.phrases]
    if allowed is not None:
        must.append(index.lexical.any_of("document", [index.cards[number].id for number in allowed]))
    return must, [index.lexical.phrase([term]) for term in query.excluded]


def _by_words(
    index: Index, query: tantivy.Query, must: list[tantivy.Query], never: list[tantivy.Query], mode: str
) -> list[list[int]]:
    if mode == "semantic":
        return []
    rows, _ = index.lexical.rows(required(query, must, never), _LISTED)
    return [_documents(index, index.positions_of_rows(rows))]


def _by_meaning(index: Index, asked: Asked, allowed: Sequence[int] | None, mode: str) -> list[list[int]]:
    if mode == "lexical" or asked.vector is None:
        return []
    among = None if allowed is None else index.positions(allowed)
    positions, _ = index.passages.search(asked.vector, _LISTED, among)
    titles, _ = index.titles.search(asked.vector, _CANDIDATES, None if allowed is None else np.array(allowed, np.int64))
    return [_documents(index, positions), [int(number) for number in titles]]


def _documents(index: Index, positions: Positions) -> list[int]:
    return list(dict.fromkeys(int(number) for number in index.owners(positions)))


def _merged(lists: Sequence[Sequence[int]], most: int) -> list[int]:
    """The documents of several lists, those highest in any first."""
    places: dict[int, float] = {}
    for one in lists:
        for place, number in enumerate(one):
            places[number] = places.get(number, 0.0) + 1 / (place + 10)
    return sorted(places, key=lambda number: -places[number])[:most]


def _still_allowed(
    index: Index, numbers: Sequence[int], must: Sequence[tantivy.Query], never: Sequence[tantivy.Query]
) -> list[int]:
    """Those of the documents of which a passage holds the quoted words and none of the excluded."""
    these = index.lexical.any_of("document", [index.cards[number].id for number in numbers])
    rows, _ = index.lexical.rows(required(these, must, never), 100_000)
    kept = set(_documents(index, index.positions_of_rows(rows)))
    return [number for number in numbers if number in kept]


def _compared(index: Index, asked: Asked, numbers: Sequence[int], query: tantivy.Query) -> list[Candidate]:
    if not numbers:
        return []
    positions = index.positions(numbers)
    lexical = _lexical(index, asked, numbers, positions, query)
    semantic = _semantic(index, asked, positions)
    titles = _titles(index, asked, numbers)
    ends = np.cumsum([index.starts[number + 1] - index.starts[number] for number in numbers])
    made = []
    for place, number in enumerate(numbers):
        start = int(ends[place - 1]) if place else 0
        chosen = slice(start, int(ends[place]))
        features = _features(lexical[chosen], semantic[chosen]) | {"title": float(titles[place])}
        features["title_words"] = title_words(index, asked, number)
        features["draft"] = float(index.cards[number].status == "draft")
        made.append(Candidate(number, positions[chosen], lexical[chosen], semantic[chosen], features))
    return _beside_the_best(_closest(index, asked, made))


def _closest(index: Index, asked: Asked, made: list[Candidate]) -> list[Candidate]:
    """The best candidates by a first look, with how near the words of title and best passages come."""
    made = sorted(made, key=lambda one: -total(one.features, FIRST_LOOK))[: max(_CLOSELY, len(made) // 3)]
    stored = index.stored([position for one in made for position, _ in one.best(_TOP)])
    groups = [_closely(index, one, stored) for one in made]
    for one, value in zip(made, closeness(sought(asked.query, asked.rarity), groups), strict=True):
        one.features["closeness"] = value
    return made


def _closely(index: Index, one: Candidate, stored: Mapping[int, Stored]) -> list[str]:
    """Title and best passages, each under its heading."""
    held = [stored[position] for position, _ in one.best(_TOP) if position in stored]
    texts = [f"{' '.join(passage.heading_path[-1:])} {passage.text}" for passage in held]
    return [index.cards[one.document].title or "", *texts]


def _beside_the_best(made: list[Candidate]) -> list[Candidate]:
    """Each candidate with its likeness as a share of the best one's: it ranks, the rest tells how sure that is."""
    for name in ("lexical", "semantic", "closeness"):
        best = max((one.features[name] for one in made), default=0.0)
        for one in made:
            one.features[f"{name}_beside_best"] = one.features[name] / best if best else 0.0
    return made


def _lexical(index: Index, asked: Asked, numbers: Sequence[int], positions: Positions, query: tantivy.Query) -> Floats:
    """BM25 of each passage, as a share of what a passage with every word would get."""
    these = index.lexical.any_of("document", [index.cards[number].id for number in numbers])
    rows, scores = index.lexical.rows(required(query, [these]), max(1, len(positions)))
    values = np.zeros(len(index.passages), np.float32) if len(positions) > 5000 else None
    held = index.positions_of_rows(rows)
    if values is not None:
        values[held] = scores
        found = values[positions]
    else:
        by_position = dict(zip(held.tolist(), scores.tolist(), strict=True))
        found = np.array([by_position.get(position, 0.0) for position in positions.tolist()], np.float32)
    return np.asarray(np.minimum(found / max(asked.ideal, 1e-6), 1.0), np.float32)


def _semantic(index: Index, asked: Asked, positions: Positions) -> Floats:
    if asked.vector is None:
        return np.zeros(len(positions), np.float32)
    return _above(index.passages.scores(asked.vector, positions), asked.usual)


def _titles(index: Index, asked: Asked, numbers: Sequence[int]) -> Floats:
    if asked.vector is None:
        return np.zeros(len(numbers), np.float32)
    return _above(index.titles.scores(asked.vector, np.array(numbers, np.int64)), asked.usual_title)


def _above(values: Floats, usual: tuple[float, float]) -> Floats:
    """Likeness in standard deviations above what is usual, as 0-1."""
    mean, deviation = usual
    return np.asarray(np.clip((values - mean) / deviation / _SPREAD, 0.0, 1.0), np.float32)


def _features(lexical: Floats, semantic: Floats) -> dict[str, float]:
    return {
        "lexical": float(lexical.max(initial=0.0)),
        "lexical_more": _mean_of_best(lexical),
        "semantic": float(semantic.max(initial=0.0)),
        "semantic_more": _mean_of_best(semantic),
    }


def _mean_of_best(values: NDArray[np.float32]) -> float:
    return float(np.sort(values)[-_TOP:].sum()) / _TOP if len(values) else 0.0


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
    return {name: value for name, value in features.items() if name != "ranking" and not name.endswith("_beside_best")}


def is_sure(first: Candidate, question: str, mode: str) -> bool:
    """Whether the first document is likely enough an answer for there to be one.

    So is a first document on which words, meaning and closeness agree, when it meets most of what a search asks for.
    A finding of many words is never met by many of them: then a first document whose title tells its subject is enough.
    """
    if total(first.features, SURE[question][mode]) >= 0:
        return True
    if question == "precedents":
        return first.features["ranking"] >= 0
    return first.features["closeness"] >= AGREED and min(first.features[name] for name in _BESIDE_BEST) == 1
