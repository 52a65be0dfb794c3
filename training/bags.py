"""Texts as bags of piece numbers, packed so that a batch is gathered without a loop over its texts."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from search.pieces import Pieces, words

Numbers = NDArray[np.int64]


class Cutter:
    """Cuts texts into piece numbers; words met before are remembered."""

    def __init__(self, path: Path) -> None:
        self._pieces = Pieces.load(path)
        self._known: dict[str, list[int]] = {}

    def __len__(self) -> int:
        return len(self._pieces)

    def cut(self, text: str, most: int) -> list[int]:
        """At most `most` numbers; one unknown for an empty text."""
        numbers: list[int] = []
        for word in words(text):
            if word not in self._known:
                self._known[word] = self._pieces.cut(word)
            numbers += self._known[word]
            if len(numbers) >= most:
                break
        return numbers[:most] or [0]

    def bags(self, texts: Iterable[str], most: int) -> Bags:
        return Bags([self.cut(text, most) for text in texts])


class Bags:
    """Bag number i holds the piece numbers values[starts[i] : starts[i + 1]]."""

    def __init__(self, lists: list[list[int]]) -> None:
        self.lengths = np.array([len(each) for each in lists], np.int64)
        self._starts = np.concatenate([[0], np.cumsum(self.lengths)])
        self._values = np.fromiter((value for each in lists for value in each), np.int32, int(self._starts[-1]))

    def __len__(self) -> int:
        return len(self.lengths)

    def take(self, chosen: Numbers) -> tuple[Numbers, Numbers]:
        """The numbers of the chosen bags, one after the other, and where each bag starts."""
        lengths = self.lengths[chosen]
        starts = np.cumsum(lengths) - lengths
        places = np.arange(int(lengths.sum())) + np.repeat(self._starts[chosen] - starts, lengths)
        return self._values[places].astype(np.int64), starts
