"""The vectors of single words, learnt once: those of the encoder that ships with Styrgraf, whichever the index has."""

from __future__ import annotations

import functools
import threading
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from search.encoder import Encoder, load_encoder

Floats = NDArray[np.float32]

_MOST = 200_000  # some 200 MB; then the memory starts over
_FIRST = 4096


class WordVectors:
    """A growing table with a row of length 1 for each word met so far; safe to use from several threads."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder, self._lock = encoder, threading.Lock()
        self._places: dict[str, int] = {}
        self._table: Floats = np.zeros((_FIRST, encoder.dimensions), np.float32)

    def of(self, words: Iterable[str]) -> Floats:
        """A row for each word."""
        asked = list(words)
        with self._lock:
            if len(self._places) > _MOST:
                self._places, self._table = {}, self._table[:_FIRST].copy()
            new = [word for word in dict.fromkeys(asked) if word not in self._places]
            if new:
                self._learn(new)
            return np.asarray(self._table[[self._places[word] for word in asked]], np.float32)

    def _learn(self, new: list[str]) -> None:
        first, end = len(self._places), len(self._places) + len(new)
        while end > len(self._table):
            self._table = np.concatenate([self._table, np.zeros_like(self._table)])
        self._table[first:end] = self._encoder.encode(new)
        self._places |= dict(zip(new, range(first, end), strict=True))


@functools.cache
def word_vectors() -> WordVectors:
    """The table of this process."""
    return WordVectors(load_encoder())
