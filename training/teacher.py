"""What the English teacher says of one side of the parallel rows, in as many dimensions as the pupil has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training import material
from training.bags import Bags, Cutter

Vectors = NDArray[np.float32]


@dataclass(frozen=True)
class Teacher:
    """Vectors centred, turned so that the first dimensions say most, and of length 1; English string -> row."""

    row_of: dict[str, int]
    vectors: Vectors

    @property
    def dimensions(self) -> int:
        return int(self.vectors.shape[1])


@dataclass(frozen=True)
class Lessons:
    """Swedish bags, the row of the teacher for each, and how often each is drawn."""

    bags: Bags
    rows: NDArray[np.int64]
    chances: NDArray[np.float64]


def load_teacher(folder: Path, dimensions: int) -> Teacher:
    row_of, vectors = material.teacher(folder)
    vectors = vectors - vectors.mean(axis=0)
    if dimensions < vectors.shape[1]:
        _, turned = np.linalg.eigh(vectors.T @ vectors)
        vectors = vectors @ turned[:, ::-1][:, :dimensions]
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return Teacher(row_of, vectors.astype(np.float32))


def lessons(folder: Path, teacher: Teacher, cutter: Cutter, most: int, weights: Mapping[str, float]) -> Lessons:
    """The parallel rows whose English side the teacher has seen; `weights` by origin (1 where none is given)."""
    rows = [row for row in material.parallel(folder) if row.english in teacher.row_of]
    chances = np.array([weights.get(row.origin, 1.0) for row in rows])
    numbers = np.array([teacher.row_of[row.english] for row in rows], np.int64)
    return Lessons(cutter.bags((row.swedish for row in rows), most), numbers, chances / chances.sum())
