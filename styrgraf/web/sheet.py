"""One page of a document as it is printed: its stored text with a span marked, and where the span stands on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.model import Reading, WordBox
from styrgraf.web.flow import flowing

# Words whose boxes overlap this share of a line's height stand on the same line.
_SAME_LINE = 0.5
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of a document: `text` is cut in what stands before, in and after the marked span (empty when none is)."""

    number: int
    before: str
    marked: str
    after: str
    boxes: tuple[Box, ...] = ()


def sheet(reading: Reading, number: int, span: tuple[int, int] | None, boxes: Iterable[WordBox] = ()) -> Sheet:
    """The page `number` (from 1; the nearest there is) with the part of `span` that stands on it."""
    pages = reading.text.pages
    page = pages[min(max(number, 1), len(pages)) - 1]
    start, end = span or (page.end, page.end)
    start = min(max(start, page.start), page.end)
    end = min(max(end, start), page.end)
    printed = reading.text.text[page.start : page.end]
    # Of the same length: the lines run on as the window is wide, and the offsets hold.
    text = flowing(printed)
    first, last = start - page.start, end - page.start
    words = [box for box in boxes if box.page == page.number and box.start < end and box.end > start]
    return Sheet(page.number, text[:first], text[first:last], text[last:], tuple(_lines(words)))


def _lines(words: Sequence[WordBox]) -> list[Box]:
    """One box a printed line: its words in reading order put together."""
    found: list[Box] = []
    for word in words:
        box = (word.x0, word.y0, word.x1, word.y1)
        if found and _on_one_line(found[-1], box):
            last = found[-1]
            box = (min(last[0], box[0]), min(last[1], box[1]), max(last[2], box[2]), max(last[3], box[3]))
            found[-1] = box
        else:
            found.append(box)
    return found


def _on_one_line(one: Box, other: Box) -> bool:
    shared = min(one[3], other[3]) - max(one[1], other[1])
    follows = other[0] >= one[0]
    return follows and shared > _SAME_LINE * min(one[3] - one[1], other[3] - other[1])
