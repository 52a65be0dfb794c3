"""Nearest vectors: exact where that is quick, approximate and scored again exactly where there are many.

Vectors are kept in half precision. Up to `EXACT` of them every one is compared; above, an inverted file over 8-bit
codes finds candidates. Approximate search under a narrow filter loses most right answers, so a filter that leaves
few is always searched exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import faiss
import numpy as np
from numpy.typing import NDArray

Half = NDArray[np.float16]
Floats = NDArray[np.float32]
Positions = NDArray[np.int64]

EXACT = 100_000
EXACT_TITLES = 20_000  # their search is an addition to that of passages, and should be a small one
_FEW = 50_000
_FEW_SHARE = 0.05
# Candidates that are compared again in half precision: of many asked for twice as many, of few at least so many.
_RESCORE, _LEAST_RESCORED = 2, 80
_PROBE_SHARE = 0.1  # of the lists: recall@10 .99 on 187,000 vectors of statutes (.06: .978)
_TRAINING = 40
_ROUNDS = 6
_BLOCK = 32_768

# One thread: a search takes about a millisecond, and waking others takes longer when the machine is busy.
faiss.omp_set_num_threads(1)


@dataclass(frozen=True, slots=True)
class Inverted:
    """The inverted file of a part, and which of the rows it was made of are still in the part (sorted)."""

    path: Path
    kept: Positions


class Vectors:
    """Rows of one length, searched by inner product.

    `parts` are concatenated in order; `files[i]` is the inverted file of a large part, made when it was written.
    """

    def __init__(self, parts: Sequence[Half], dimensions: int, files: Sequence[Inverted | None] = ()) -> None:
        filled = [(part, file) for part, file in zip_longest(parts, files) if part is not None and len(part)]
        self._parts = [part for part, _ in filled]
        self._files = [file for _, file in filled]
        self._starts = np.cumsum([0, *(len(part) for part in self._parts)])
        self._dimensions = dimensions
        self._indexes: dict[int, faiss.Index] = {}

    def __len__(self) -> int:
        return int(self._starts[-1])

    def search(self, query: Floats, k: int, among: Positions | None = None) -> tuple[Positions, Floats]:
        """Positions and inner products of the `k` rows nearest to `query`, best first; only of `among` if given."""
        if among is not None and len(among) <= max(_FEW, _FEW_SHARE * len(self)):
            return _best(among, self.scores(query, among), k)
        found = [self._in_part(number, query, k, among) for number in range(len(self._parts))]
        positions = np.concatenate([np.zeros(0, np.int64), *found])
        return _best(positions, self.scores(query, positions), k)

    def _in_part(self, number: int, query: Floats, k: int, among: Positions | None) -> Positions:
        """Candidates of one part: all that are near enough, to be compared again exactly."""
        start, size = int(self._starts[number]), len(self._parts[number])
        inside = None if among is None else among[(among >= start) & (among < start + size)] - start
        if inside is not None and not len(inside):
            return np.zeros(0, np.int64)
        index, file = self._faiss(number), self._files[number]
        if file is not None and inside is not None:
            inside = file.kept[inside]
        wanted = min(size, k if file is None else max(k * _RESCORE, _LEAST_RESCORED))
        _, found = index.search(np.ascontiguousarray(query[None]), wanted, params=_parameters(index, inside))
        near = found[0][found[0] >= 0]
        return np.asarray((near if file is None else _still_in(file.kept, near)) + start, np.int64)

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

    def _faiss(self, number: int) -> faiss.Index:
        if number not in self._indexes:
            file = self._files[number]
            self._indexes[number] = faiss.read_index(str(file.path)) if file else _exact(self._parts[number])
        return self._indexes[number]


def _still_in(kept: Positions, near: Positions) -> Positions:
    """Where the rows that are still in the part stand now."""
    places = np.minimum(np.searchsorted(kept, near), len(kept) - 1)
    return np.asarray(places[kept[places] == near], np.int64)


def _parameters(index: faiss.Index, among: Positions | None) -> faiss.SearchParameters | None:
    selector = faiss.IDSelectorBatch(among) if among is not None else None
    if isinstance(index, faiss.IndexIVF):
        probes = max(8, int(index.nlist * _PROBE_SHARE))
        return faiss.SearchParametersIVF(sel=selector, nprobe=probes)  # type: ignore[call-arg]
    return faiss.SearchParameters(sel=selector) if selector else None  # type: ignore[call-arg]


def _exact(rows: Half) -> faiss.Index:
    """Half-precision codes as they lie on disk: nothing is computed."""
    index = faiss.IndexScalarQuantizer(rows.shape[1], faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT)
    faiss.copy_array_to_vector(np.ascontiguousarray(rows).view(np.uint8).ravel(), index.codes)
    index.ntotal = len(rows)
    return index


def write_inverted(rows: Half, path: Path, most: int | None = None) -> None:
    """Write the inverted file of a part of more than `most` rows; for smaller ones comparing all is as quick."""
    if len(rows) <= (EXACT if most is None else most):
        return
    lists = int(4 * np.sqrt(len(rows)))
    size = rows.shape[1]
    index = faiss.IndexIVFScalarQuantizer(
        faiss.IndexFlatIP(size), size, lists, faiss.ScalarQuantizer.QT_8bit, faiss.METRIC_INNER_PRODUCT
    )
    index.cp.niter = _ROUNDS
    index.train(np.asarray(rows[:: max(1, len(rows) // (lists * _TRAINING))], np.float32))
    for start in range(0, len(rows), _BLOCK):
        index.add(np.asarray(rows[start : start + _BLOCK], np.float32))
    faiss.write_index(index, str(path))


def _best(positions: Positions, scores: Floats, k: int) -> tuple[Positions, Floats]:
    if len(positions) > k:
        top = np.argpartition(-scores, k - 1)[:k]
        positions, scores = positions[top], scores[top]
    order = np.argsort(-scores, kind="stable")
    return positions[order], scores[order]
