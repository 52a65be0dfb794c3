"""The finished table as the product reads it: eight bits a number, and one scale for each piece."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

STEM = "svensk"


def quantised(vectors: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """Rows of -127 … 127, and the scale that brings each back."""
    scales = np.maximum(np.abs(vectors).max(axis=1) / 127, 1e-6).astype(np.float16)
    return np.round(vectors / scales[:, None].astype(np.float32)).clip(-127, 127).astype(np.int8), scales


def write_model(folder: Path, pieces: Path, vectors: NDArray[np.float32]) -> None:
    """The three files that search.static reads."""
    folder.mkdir(parents=True, exist_ok=True)
    numbers, scales = quantised(vectors)
    np.save(folder / f"{STEM}.vectors.npy", numbers)
    np.save(folder / f"{STEM}.scales.npy", scales)
    target = folder / f"{STEM}.pieces.tsv"
    if pieces.resolve() != target.resolve():
        shutil.copyfile(pieces, target)
