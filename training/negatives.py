"""Hard negatives: texts that BM25 ranks high for a query and that come from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from training.bm25 import Bm25, with_parts
from training.pairs import Pair

_POOL = 40_000
_FIRST, _LAST = 3, 40  # the very first may answer the query as well as its own text does
_KEPT = 8
_CHUNK = 256
_LONGEST = 200  # characters of a query


def mine(pairs: Sequence[Pair], groups: NDArray[np.int64], most: int, seed: int) -> dict[int, NDArray[np.int64]]:
    """For up to `most` pairs the numbers of the pairs whose texts are their hard negatives."""
    draw = np.random.default_rng(seed)
    pool = draw.choice(len(pairs), min(_POOL, len(pairs)), replace=False)
    index = Bm25([pairs[number].text for number in pool], with_parts)
    found = {}
    asked = draw.choice(len(pairs), min(most, len(pairs)), replace=False)
    for start in range(0, len(asked), _CHUNK):
        numbers = asked[start : start + _CHUNK]
        scores = index.scores([pairs[number].query[:_LONGEST] for number in numbers])
        best = np.argpartition(-scores, _LAST, axis=1)[:, :_LAST]
        for number, row, columns in zip(numbers, scores, best, strict=True):
            ranked = columns[np.argsort(-row[columns], kind="stable")][_FIRST:]
            near = pool[ranked[row[ranked] > 0]]
            near = near[groups[near] != groups[number]][:_KEPT]
            if len(near):
                found[int(number)] = near
    return found
