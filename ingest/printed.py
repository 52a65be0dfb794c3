"""Words on a page become segments: runs of words on one baseline with no wide gap between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

# A gap wider than this many times the type size parts two cells or columns; justified lines stay below it.
CELL_GAP = 1.0

# Bullets and numbers that stand before a list item or a heading, with a gap of their own after them.
MARKER = re.compile(r"^(?:[•●○◦▪■□–—o\-*\uf0b7]|\(?\d{1,2}[.)]?|\d{1,2}(?:\.\d{1,2}){1,3}\.?|\(?[a-zA-Z][.)])$")


@dataclass(slots=True)
class Word:
    """A word and its box on the displayed page, in points from the top left.

    `index` is its place in the page's own text; `cut` says that a hyphen at the line's end has been taken off.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    index: int = 0
    cut: bool = False
    bold: bool = False


@dataclass(slots=True)
class Segment:
    """Words on one baseline. `order` is its place in the order in which the page draws them."""

    words: list[Word]
    order: int
    x0: float
    y0: float
    x1: float
    y1: float
    size: float

    @property
    def text(self) -> str:
        """The words, spaced."""
        return " ".join(word.text for word in self.words)

    @property
    def middle(self) -> float:
        """Height of the middle of the line."""
        return (self.y0 + self.y1) / 2

    @property
    def bold(self) -> bool:
        """Whether most of its letters are bold."""
        strong = sum([len(word.text) for word in self.words if word.bold])
        return strong > 0 and strong * 2 > sum([len(word.text) for word in self.words])


def make_segment(words: list[Word], order: int) -> Segment:
    """The segment of these words; its size is that of most of its letters."""
    first = words[0]
    x0, y0, x1, y1, size = first.x0, first.y0, first.x1, first.y1, first.size
    mixed = False
    for word in words:
        x0, x1 = (word.x0 if word.x0 < x0 else x0), (word.x1 if word.x1 > x1 else x1)
        if word.y0 != y0 or word.y1 != y1:
            y0, y1 = min(word.y0, y0), max(word.y1, y1)
        mixed = mixed or word.size != size
    return Segment(words, order, x0, y0, x1, y1, _main_size(words) if mixed else size)


def _main_size(words: list[Word]) -> float:
    sizes: dict[float, int] = {}
    for word in words:
        sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
    return max(sizes, key=lambda size: sizes[size])


def segments_of(words: Sequence[Word]) -> list[Segment]:
    """The segments of a page, in drawing order."""
    segments: list[Segment] = []
    run: list[Word] = []
    for word in words:
        if run and _parts(run, word):
            segments.append(make_segment(run, len(segments)))
            run = []
        run.append(word)
    if run:
        segments.append(make_segment(run, len(segments)))
    return segments


def _parts(run: list[Word], word: Word) -> bool:
    """Whether a new segment begins with `word`."""
    before = run[-1]
    size = max(before.size, word.size, 1.0)
    if before.cut:
        return True
    if before.y0 != word.y0:
        overlap = min(before.y1, word.y1) - max(before.y0, word.y0)
        if overlap < 0.4 * min(before.y1 - before.y0, word.y1 - word.y0):
            return True
    gap = word.x0 - before.x1
    if -0.6 * size <= gap <= CELL_GAP * size:
        return False
    allowed = 4 * CELL_GAP if len(run) == 1 and MARKER.match(before.text) else CELL_GAP
    return gap > allowed * size or gap < -0.6 * size


def rows_of(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Segments whose middles lie at one height, from left to right; rows from the top of the page."""
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda item: item.middle):
        if rows and segment.middle - rows[-1][0].middle <= 0.4 * min(segment.size, rows[-1][0].size):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    for row in rows:
        row.sort(key=lambda item: item.x0)
    return rows
