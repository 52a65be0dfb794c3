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

    def length(self, word: str) -> float:
        """The length of a word's vector before it is brought to 1; 0 for what is no word."""
        found = words(word)
        with self._lock:
            self._learn([one for one in found if one not in self._rows])
            rows = [self._rows[one] for one in found]
            return float(np.linalg.norm(self._sums[rows].sum(axis=0)))

    def _encode_batch(self, texts: Sequence[str], out: Vectors) -> None:
        rows: list[int] = []
        starts: list[int] = []
        filled: list[int] = []
        found = [words(text) for text in texts]
        self._learn([*dict.fromkeys(word for each in found for word in each if word not in self._rows)])
        for number, each in enumerate(found):
            if each:
                starts.append(len(rows))
                filled.append(number)
                rows += map(self._rows.__getitem__, each)
        if not rows:
            return
        sums = np.add.reduceat(self._sums[rows], starts, axis=0)
        sums /= np.add.reduceat(self._counts[rows], starts)[:, None]
        norms = np.linalg.norm(sums, axis=1, keepdims=True)
        out[filled] = sums / np.maximum(norms, 1e-9)

    def _learn(self, new: Sequence[str]) -> None:
        """Give words met for the first time a row: the sum of their pieces' vectors, kept for the next time."""
        if not new:
            return
        first, end = len(self._rows), len(self._rows) + len(new)
        while end > len(self._sums):
            self._sums = np.concatenate([self._sums, np.zeros_like(self._sums)])
            self._counts = np.concatenate([self._counts, np.zeros_like(self._counts)])
        cuts = [self._pieces.cut(word) for word in new]
        lengths = [len(cut) for cut in cuts]
        ids = [number for cut in cuts for number in cut]
        vectors = self._vectors[ids] * self._scales[ids, None]
        self._sums[first:end] = np.add.reduceat(vectors, np.cumsum([0, *lengths[:-1]]), axis=0)
        self._counts[first:end] = lengths
        self._rows.update(zip(new, range(first, end), strict=True))
