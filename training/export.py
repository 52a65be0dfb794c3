"""The finished table as the product reads it: eight bits a number, and one scale for each piece."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search.pieces import Pieces

STEM = "svensk"


def quantised(vectors: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float16]]:
    """Rows of -127 … 127, and the scale that brings each back."""
    scales = np.maximum(np.abs(vectors).max(axis=1) / 127, 1e-6).astype(np.float16)
    return np.round(vectors / scales[:, None].astype(np.float32)).clip(-127, 127).astype(np.int8), scales


def used(pieces: Path) -> list[int]:
    """The lines of a vocabulary that some cut can choose: those whose own best cut is themselves, and the unknown."""
    vocabulary = Pieces.load(pieces)
    names = [line.split("\t")[0] for line in pieces.read_text(encoding="utf-8").splitlines()]
    return [number for number, name in enumerate(names) if not number or vocabulary.best_cut(name) == [number]]


def write_model(folder: Path, pieces: Path, vectors: NDArray[np.float32]) -> None:
    """The three files that search.static reads, without the pieces that no cut chooses."""
    folder.mkdir(parents=True, exist_ok=True)
    kept = used(pieces)
    lines = pieces.read_text(encoding="utf-8").splitlines()
    numbers, scales = quantised(vectors[kept])
    np.save(folder / f"{STEM}.vectors.npy", numbers)
    np.save(folder / f"{STEM}.scales.npy", scales)
    text = "\n".join(lines[number] for number in kept) + "\n"
    (folder / f"{STEM}.pieces.tsv").write_text(text, encoding="utf-8")
