"""BM25 over lists of terms: the baseline of the figures, and the finder of hard negatives."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence

import numpy as np
import snowballstemmer
from numpy.typing import NDArray
from scipy.sparse import csr_array

from search.compounds import compounds

Terms = Callable[[str], list[str]]

_WORD = re.compile(r"[^\W_]+")
_K1, _B = 1.2, 0.75
_stem = snowballstemmer.stemmer("swedish").stemWord


def plain(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def stemmed(text: str) -> list[str]:
    return [_stem(word) for word in plain(text)]


@functools.cache
def _stems_with_parts(word: str) -> tuple[str, ...]:
    return (_stem(word), *map(_stem, compounds().parts(word)))


def with_parts(text: str) -> list[str]:
    """Stems of the words, and of the parts of compounds beside them."""
    return [term for word in plain(text) for term in _stems_with_parts(word)]


class Bm25:
    """An index of `texts`; scores are those of Robertson's formula (k1 = 1.2, b = 0.75)."""

    def __init__(self, texts: Sequence[str], terms: Terms) -> None:
        self._terms = terms
        self._column: dict[str, int] = {}
        rows = [[self._column.setdefault(term, len(self._column)) for term in terms(text)] for text in texts]
        lengths = np.array([len(row) for row in rows], np.float32)
        ends = np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)])
        columns = np.fromiter((column for row in rows for column in row), np.int64, int(ends[-1]))
        counts = csr_array((np.ones(len(columns), np.float32), columns, ends), shape=(len(texts), len(self._column)))
        counts.sum_duplicates()
        frequency = np.bincount(counts.indices, minlength=len(self._column))
        idf = np.log(1 + (len(texts) - frequency + 0.5) / (frequency + 0.5))
        norm = np.repeat(_K1 * (1 - _B + _B * lengths / lengths.mean()), np.diff(counts.indptr))
        counts.data = (idf[counts.indices] * counts.data * (_K1 + 1) / (counts.data + norm)).astype(np.float32)
        self._weights = counts.T.tocsr()

    def scores(self, queries: Sequence[str]) -> NDArray[np.float32]:
        """One row of scores for each query."""
        rows, columns = [], []
        for number, query in enumerate(queries):
            for term in self._terms(query):
                if term in self._column:
                    rows.append(number)
                    columns.append(self._column[term])
        shape = (len(queries), len(self._column))
        wanted = csr_array((np.ones(len(rows), np.float32), (rows, columns)), shape=shape)
        scores: NDArray[np.float32] = (wanted @ self._weights).toarray()
        return scores
