"""How near the words of a text come to each word that is asked for: words that say the same without looking alike."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.analysis import surfaces
from search.query import Query, Word
from search.stored import Words
from search.subject import subject_of
from search.word_vectors import word_vectors

# Measured on the declared cases (fitted on one half, tested on the other, both ways): balanced accuracy of no answer
# told from answerable in search .83 without closeness, .90 with; nDCG@10 .936 and .949. Floors .2, .5: .936, .949.
_FLOOR = 0.35
_FORM = 0.8  # a part or a synonym stands for the word, though not quite
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Sought:
    """The words that tell most of what is asked for, their weights and vectors."""

    words: tuple[Word, ...]
    weights: NDArray[np.float32]
    vectors: NDArray[np.float32]


def sought(query: Query, rarity: Mapping[str, float]) -> Sought:
    """The rarest words of a query."""
    worth = {word: word.forms[word.term] * rarity[word.term] for word in query.words}
    chosen = tuple(sorted(query.words, key=lambda word: -worth[word])[:_MOST_WORDS])
    weights = np.array([worth[word] for word in chosen], np.float32)
    return Sought(chosen, weights, word_vectors().of(subject_of(word.surface.lower()) for word in chosen))


def of_words(words: Sequence[Word], rarity: Mapping[str, float]) -> Sought:
    """The words of a subject, all of them."""
    weights = np.array([word.forms[word.term] * rarity.get(word.term, 1.0) for word in words], np.float32)
    return Sought(tuple(words), weights, word_vectors().of(word.surface.lower() for word in words))


def closeness(asked: Sought, texts: Sequence[Words]) -> list[float]:
    """For each text the share (0-1) of what is asked for that its words together come near."""
    known = list(frozenset().union(*(text.surfaces for text in texts)))
    if not known or not asked.words:
        return [0.0] * len(texts)
    place = {word: number for number, word in enumerate(known)}
    near = np.clip((asked.vectors @ word_vectors().of(known).T - _FLOOR) / (1 - _FLOOR), 0.0, 1.0)
    best = np.array([[_form(word, text.terms) for word in asked.words] for text in texts], np.float32)
    for number, text in enumerate(texts):
        if text.surfaces:
            nearest = near[:, [place[word] for word in text.surfaces]].max(axis=1)
            best[number] = np.maximum(best[number], nearest)
    shares: list[float] = (best @ asked.weights / max(float(asked.weights.sum()), 1e-9)).tolist()
    return shares


@functools.lru_cache(maxsize=50_000)
def words_of(text: str) -> Words:
    """The words of a short text, such as a title."""
    return Words.of(surfaces(text))


def _form(word: Word, terms: frozenset[str]) -> float:
    if word.term in terms:
        return 1.0
    if any(terms.issuperset(phrase) for phrase in word.synonyms):
        return _FORM
    own = word.forms[word.term]
    return _FORM * min(1.0, max((weight / own for term, weight in word.forms.items() if term in terms), default=0.0))
