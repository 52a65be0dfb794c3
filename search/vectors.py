"""Nearest vectors: exact where that is quick, approximate and scored again exactly where there are many.

Vectors are kept in half precision. Up to `EXACT` of them every one is compared; above, an inverted file over 8-bit
codes finds candidates. Approximate search under a narrow filter loses most right answers, so a filter that leaves
few is always searched exactly.
"""

from __future__ import annotations

from collections.abc import Sequence

import faiss
import numpy as np
from numpy.typing import NDArray

Half = NDArray[np.float16]
Floats = NDArray[np.float32]
Positions = NDArray[np.int64]

EXACT = 100_000
_FEW = 50_000
_FEW_SHARE = 0.05
_RESCORE = 8  # candidates for each one asked for, compared again in half precision
_PROBE_SHARE = 0.06  # of the lists; recall@10 .99 on real vectors
_TRAINING = 60
_BLOCK = 32_768

# One thread: a search takes about a millisecond, and waking others takes longer when the machine is busy.
faiss.omp_set_num_threads(1)


class Vectors:
    """Rows of one length, searched by inner product. `parts` are concatenated in order."""

    def __init__(self, parts: Sequence[Half], dimensions: int) -> None:
        self._parts = [part for part in parts if len(part)]
        self._starts = np.cumsum([0, *(len(part) for part in self._parts)])
        self._dimensions = dimensions
        self._index: faiss.Index | None = None

    def __len__(self) -> int:
        return int(self._starts[-1])

    def search(self, query: Floats, k: int, among: Positions | None = None) -> tuple[Positions, Floats]:
        """Positions and inner products of the `k` rows nearest to `query`, best first; only of `among` if given."""
        if among is not None and self._few(len(among)):
            return _best(among, self.scores(query, among), k)
        if not len(self):
            return np.zeros(0, np.int64), np.zeros(0, np.float32)
        wanted = min(k if len(self) <= EXACT else k * _RESCORE, len(self))
        parameters = self._parameters(among)
        _, found = self._faiss().search(np.ascontiguousarray(query[None]), wanted, params=parameters)
        positions = found[0][found[0] >= 0]
        return _best(positions, self.scores(query, positions), k)

    def scores(self, query: Floats, positions: Positions) -> Floats:
        """The inner products of `query` and the rows at `positions`, exact."""
        out = np.empty(len(positions), np.float32)
        for start in range(0, len(positions), _BLOCK):
            block = positions[start : start + _BLOCK]
            out[start : start + _BLOCK] = self.rows(block) @ query
        return out

    def rows(self, positions: Positions) -> Floats:
        """The vectors at `positions`."""
        if len(self._parts) == 1:
            return np.asarray(self._parts[0][positions], np.float32)
        out = np.empty((len(positions), self._dimensions), np.float32)
        where = np.searchsorted(self._starts, positions, side="right") - 1
        for number in np.unique(where):
            chosen = where == number
            out[chosen] = self._parts[number][positions[chosen] - self._starts[number]]
        return out

    def _few(self, count: int) -> bool:
        return count <= max(_FEW, _FEW_SHARE * len(self))

    def _parameters(self, among: Positions | None) -> faiss.SearchParameters | None:
        selector = faiss.IDSelectorBatch(among) if among is not None else None
        index = self._faiss()
        if isinstance(index, faiss.IndexIVF):
            probes = max(8, int(index.nlist * _PROBE_SHARE))
            return faiss.SearchParametersIVF(sel=selector, nprobe=probes)  # type: ignore[call-arg]
        return faiss.SearchParameters(sel=selector) if selector else None  # type: ignore[call-arg]

    def _faiss(self) -> faiss.Index:
        if self._index is None:
            self._index = self._exact() if len(self) <= EXACT else self._inverted()
        return self._index

    def _exact(self) -> faiss.Index:
        """Half-precision codes as they lie on disk: nothing is computed."""
        index = faiss.IndexScalarQuantizer(self._dimensions, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
        codes = np.concatenate([np.ascontiguousarray(part).view(np.uint8).ravel() for part in self._parts])
        faiss.copy_array_to_vector(codes, index.codes)
        index.ntotal = len(self)
        return index

    def _inverted(self) -> faiss.Index:
        lists = int(4 * np.sqrt(len(self)))
        quantizer = faiss.IndexFlatIP(self._dimensions)
        index = faiss.IndexIVFScalarQuantizer(
            quantizer, self._dimensions, lists, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
        )
        step = max(1, len(self) // (lists * _TRAINING))
        index.train(self.rows(np.arange(0, len(self), step)))
        for start in range(0, len(self), _BLOCK):
            index.add(self.rows(np.arange(start, min(start + _BLOCK, len(self)))))
        return index


def _best(positions: Positions, scores: Floats, k: int) -> tuple[Positions, Floats]:
    if len(positions) > k:
        top = np.argpartition(-scores, k - 1)[:k]
        positions, scores = positions[top], scores[top]
    order = np.argsort(-scores, kind="stable")
    return positions[order], scores[order]
