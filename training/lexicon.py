"""The vectors that training starts from: a piece has the mean of the teacher's vectors of its translations."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import numpy as np
import snowballstemmer
from numpy.typing import NDArray

from training import material
from training.teacher import Teacher

_DICTIONARIES = frozenset({"own", "folkets", "freedict"})
_NOISE = 0.02
_SIF = 1e-3  # Arora's smooth inverse frequency: a / (a + p)
stem = snowballstemmer.stemmer("swedish").stemWord


def starting_vectors(
    folder: Path, pieces: list[str], shares: list[float], teacher: Teacher, seed: int
) -> NDArray[np.float32]:
    """One row for each piece: centred, weighted down when frequent, noise where no dictionary has the word."""
    exact: dict[str, list[int]] = defaultdict(list)
    by_stem: dict[str, list[int]] = defaultdict(list)
    for row in material.parallel(folder):
        word = row.swedish.lower()
        if row.origin in _DICTIONARIES and " " not in word and row.english in teacher.row_of:
            exact[word].append(teacher.row_of[row.english])
            by_stem[stem(word)].append(teacher.row_of[row.english])
    noise = np.random.default_rng(seed).normal(0, _NOISE, (len(pieces), teacher.dimensions))
    vectors = noise.astype(np.float32)
    for number, piece in enumerate(pieces):
        found = _translations(piece, exact, by_stem) if len(piece) > 1 and number else []
        if found:
            vectors[number] = teacher.vectors[found].mean(axis=0)
    weights = _SIF / (_SIF + np.array(shares, np.float32))
    return vectors * weights[:, None]


def _translations(piece: str, exact: dict[str, list[int]], by_stem: dict[str, list[int]]) -> list[int]:
    """Of the word; else of its stem; else of the word without the -s- that links compounds."""
    word = piece.removesuffix("s")
    return exact.get(piece) or by_stem.get(stem(piece)) or exact.get(word) or by_stem.get(stem(word)) or []
