"""The encoder that ships with Styrgraf: one vector for each piece of a word, a text is their mean.

It needs numpy alone, loads in a few hundredths of a second and is described in `search/data/MODEL_CARD.md`.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search.pieces import Pieces, words

Vectors = NDArray[np.float32]

_FIRST_ROWS = 4096
_MOST_WORDS = 400_000  # some 400 MB; then the memory of words starts over
_BATCH = 64  # the gathered rows of a batch stay in the cache: 2048 is half as fast


class StaticEncoder:
    """A static embedding in three files of one folder: pieces, vectors (int8) and the scale of each vector."""

    def __init__(self, folder: Path, stem: str) -> None:
        self._pieces = Pieces.load(folder / f"{stem}.pieces.tsv")
        self._vectors = np.load(folder / f"{stem}.vectors.npy", mmap_mode="r")
        self._scales = np.load(folder / f"{stem}.scales.npy").astype(np.float32)
        self.dimensions = int(self._vectors.shape[1])
        self.name = f"{stem}-{self.dimensions}"
        self._fingerprint_files = [folder / f"{stem}.{part}" for part in ("pieces.tsv", "scales.npy")]
        self._lock = threading.Lock()
        self._forget()

    def _forget(self) -> None:
        self._rows: dict[str, int] = {}
        self._sums: Vectors = np.zeros((_FIRST_ROWS, self.dimensions), np.float32)
        self._counts: Vectors = np.zeros(_FIRST_ROWS, np.float32)

    @property
    def fingerprint(self) -> str:
        """A hash that changes when the model does: of its vocabulary and the scales of its vectors."""
        digest = hashlib.sha256()
        for path in self._fingerprint_files:
            digest.update(path.read_bytes())
        return digest.hexdigest()[:16]

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of length 1 for each text; a text without words gives a row of zeros."""
        out = np.zeros((len(texts), self.dimensions), np.float32)
        with self._lock:
            if len(self._rows) > _MOST_WORDS:
                self._forget()
            for start in range(0, len(texts), _BATCH):
                self._encode_batch(texts[start : start + _BATCH], out[start : start + _BATCH])
        return out

    def _encode_batch(self, texts: Sequence[str], out: Vectors) -> None:
        rows: list[int] = []
        starts: list[int] = []
        filled: list[int] = []
        for number, text in enumerate(texts):
            found = [self._row(word) for word in words(text)]
            if found:
                starts.append(len(rows))
                filled.append(number)
                rows += found
        if not rows:
            return
        sums = np.add.reduceat(self._sums[rows], starts, axis=0)
        sums /= np.add.reduceat(self._counts[rows], starts)[:, None]
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        out[filled] = sums / np.maximum(norms, 1e-9)

    def _row(self, word: str) -> int:
        row = self._rows.get(word)
        return self._learn(word) if row is None else row

    def _learn(self, word: str) -> int:
        """The row of a word met for the first time: the sum of its pieces' vectors, kept for the next time."""
        row = len(self._rows)
        if row == len(self._sums):
            self._sums = np.concatenate([self._sums, np.zeros_like(self._sums)])
            self._counts = np.concatenate([self._counts, np.zeros_like(self._counts)])
        ids = self._pieces.cut(word)
        self._sums[row] = self._scales[ids] @ self._vectors[ids].astype(np.float32)
        self._counts[row] = len(ids)
        self._rows[word] = row
        return row
