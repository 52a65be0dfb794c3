"""Stretches of text that are taken, and whether an offset lies in one of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from typing import Protocol


class Stretch(Protocol):
    """Anything that stands from one offset to another."""

    @property
    def start(self) -> int:
        """Where it begins."""

    @property
    def end(self) -> int:
        """Where it ends."""


class Cover:
    """The union of half-open ranges; a question costs one bisection, however many ranges there are."""

    def __init__(self, *groups: Iterable[Stretch]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted((part.start, part.end) for group in groups for part in group):
            if self._ends and start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            elif end > start:
                self._starts.append(start)
                self._ends.append(end)

    def holds(self, offset: int) -> bool:
        """Whether the offset lies in a range."""
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._ends[at]

    def meets(self, start: int, end: int) -> bool:
        """Whether any of `start`-`end` lies in a range."""
        at = bisect_right(self._starts, start) - 1
        return (at >= 0 and start < self._ends[at]) or (at + 1 < len(self._starts) and self._starts[at + 1] < end)

    def ranges(self) -> list[tuple[int, int]]:
        """The ranges, sorted and apart."""
        return list(zip(self._starts, self._ends, strict=True))
