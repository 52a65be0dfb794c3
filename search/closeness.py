"""How near the words of a text come to each word that is asked for: words that say the same without looking alike.

The vectors of single words are those of the encoder that ships with Styrgraf, whichever encoder the index is made with.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.analysis import tokens
from search.encoder import load_encoder
from search.query import Query, Word
from search.subject import subject_of

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
    return Sought(chosen, weights, _vectors([subject_of(word.surface.lower()) for word in chosen]))


def of_words(words: Sequence[Word], rarity: Mapping[str, float]) -> Sought:
    """The words of a subject, all of them."""
    weights = np.array([word.forms[word.term] * rarity.get(word.term, 1.0) for word in words], np.float32)
    return Sought(tuple(words), weights, _vectors([word.surface.lower() for word in words]))


def closeness(asked: Sought, groups: Sequence[Sequence[str]]) -> list[float]:
    """For each group of texts the share (0-1) of what is asked for that they together come near."""
    found = [_gathered(texts) for texts in groups]
    surfaces = {surface: None for words, _ in found for surface in words}
    if not surfaces or not asked.words:
        return [0.0] * len(groups)
    place = {surface: number for number, surface in enumerate(surfaces)}
    likeness = asked.vectors @ _vectors(list(surfaces)).T
    near = np.clip((likeness - _FLOOR) / (1 - _FLOOR), 0.0, 1.0)
    total = max(float(asked.weights.sum()), 1e-9)
    values = []
    for words, terms in found:
        best = near[:, [place[surface] for surface in words]].max(axis=1, initial=0.0)
        values.append(float(np.maximum(best, _met(asked, terms)) @ asked.weights) / total)
    return values


def _gathered(texts: Iterable[str]) -> tuple[set[str], set[str]]:
    """The words of the texts as they stand, and their terms."""
    surfaces: set[str] = set()
    terms: set[str] = set()
    for text in texts:
        words, held = _analysed(text)
        surfaces |= words
        terms |= held
    return surfaces, terms


@functools.lru_cache(maxsize=20_000)
def _analysed(text: str) -> tuple[frozenset[str], frozenset[str]]:
    found = tokens(text)
    surfaces = frozenset(text[token.start : token.end].lower() for token in found)
    return surfaces, frozenset(term for token in found for term in (token.term, *token.parts))


def _vectors(surfaces: Sequence[str]) -> NDArray[np.float32]:
    return np.stack([_vector(surface) for surface in surfaces])


@functools.lru_cache(maxsize=50_000)
def _vector(surface: str) -> NDArray[np.float32]:
    vector: NDArray[np.float32] = load_encoder().encode([surface])[0]
    return vector


def _met(asked: Sought, terms: set[str]) -> NDArray[np.float32]:
    return np.array([_form(word, terms) for word in asked.words], np.float32)


def _form(word: Word, terms: set[str]) -> float:
    if word.term in terms:
        return 1.0
    if not word.synonyms.isdisjoint(terms):
        return _FORM
    own = word.forms[word.term]
    return _FORM * min(1.0, max((weight / own for term, weight in word.forms.items() if term in terms), default=0.0))
