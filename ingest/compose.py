"""A page's segments and tables become stored text: lines in reading order, cut words joined, paragraphs parted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingest.clean import join_hyphen
from ingest.extract import Box, Cell, Table
from ingest.grid import Grid
from ingest.printed import MARKER, Segment, Word
from ingest.writer import TextWriter
from kg.model import WordBox

Item = Segment | Grid

_PARAGRAPH_GAP = 1.35
_HYPHENS = "-‐\u00ad"
_HYPHEN_AT_END = re.compile(r"(?<=\w)[-‐\u00ad]$")
_TAB_GAP = 2.0
_DIRECTLY_BELOW = 1.05


class PageComposer:
    """Writes one page at a time. Words keep their boxes; a word cut at a line's end is one word with two boxes."""

    def __init__(self, writer: TextWriter) -> None:
        self.writer = writer

    def page(self, items: Sequence[Item]) -> None:
        """Write the items of a page; the caller closes the page."""
        lines = printed_lines(items)
        leading = _leading([line for line in lines if isinstance(line, list)])
        before: list[Segment] | Grid | None = None
        carried: Word | None = None
        for at, line in enumerate(lines):
            if before is not None and self._parted(before, line, leading) and carried is None:
                self.writer.blank()
            if isinstance(line, Grid):
                self._grid(line)
                carried = None
            else:
                after = lines[at + 1] if at + 1 < len(lines) else None
                carried = self._line(line, carried, after)
            before = line

    def _parted(self, before: list[Segment] | Grid, line: list[Segment] | Grid, leading: float) -> bool:
        if isinstance(before, Grid) or isinstance(line, Grid):
            return True
        last, first = before[0], line[0]
        size = max(last.size, first.size)
        down = first.y0 - last.y0
        if abs(last.size - first.size) > 0.08 * size:
            return True
        if last.bold != first.bold and not 0 <= down <= _DIRECTLY_BELOW * leading * size:
            # A label and its value directly below it stay together.
            return True
        return down > _PARAGRAPH_GAP * leading * size or (down < -2 * size and first.x1 < last.x0)

    def _line(self, line: list[Segment], carried: Word | None, after: list[Segment] | Grid | None) -> Word | None:
        """Write a line; returns the first word of `after` when it was drawn into this line's last word."""
        words = [word for segment in line for word in segment.words]
        skip = words[0] if carried is not None and words and words[0] is carried else None
        if skip is not None:
            words = words[1:]
        if not words:
            return None
        following = after[0].words[0] if isinstance(after, list) else None
        start = self.writer.length
        self._words(words[:-1])
        if len(words) > 1:
            self.writer.put(_space(words[-2], words[-1]))
        carried = self._word(words[-1], following)
        box = Box(words[0].x0, min(s.y0 for s in line), max(s.x1 for s in line), max(s.y1 for s in line))
        main = max(line, key=lambda segment: len(segment.words)) if len(line) > 1 else line[0]
        self.writer.mark_line(start, box, main.size, bold=all(segment.bold for segment in line))
        return carried

    def _words(self, words: Sequence[Word]) -> None:
        """Write whole words of one line with the spaces between them, in one go."""
        at, page, parts, boxes = self.writer.length, self.writer.page_number, [], self.writer.words
        before: Word | None = None
        for word in words:
            if before is not None:
                parts.append(_space(before, word))
                at += 1
            end = at + len(word.text)
            parts.append(word.text)
            boxes.append(WordBox._make((page, at, end, word.x0, word.y0, word.x1, word.y1)))
            at, before = end, word
        self.writer.put("".join(parts))

    def _word(self, word: Word, following: Word | None) -> Word | None:
        """Write a word, with the rest of it when it is cut at the line's end."""
        if not word.cut and word.text[-1] not in _HYPHENS:
            self._box(word, self.writer.put(word.text))
            return None
        stem = word.text if word.cut else _HYPHEN_AT_END.sub("", word.text)
        if stem == word.text and not word.cut:
            self._box(word, self.writer.put(word.text))
            return None
        joined = join_hyphen(stem, following.text) if following is not None else None
        if following is None or joined is None:
            self._box(word, self.writer.put(stem + "-"))
            return None
        at = self.writer.put(joined)
        middle = at + len(joined) - len(following.text)
        self.writer.words.append(_word_box(self.writer.page_number, at, middle, word))
        self.writer.words.append(_word_box(self.writer.page_number, middle, self.writer.length, following))
        return following

    def _box(self, word: Word, at: int) -> None:
        self.writer.words.append(_word_box(self.writer.page_number, at, self.writer.length, word))

    def _grid(self, grid: Grid) -> None:
        begin = self.writer.length
        cells: list[Cell] = []
        for number, row in enumerate(grid.rows):
            start = self.writer.length
            last = max(column for column, words in enumerate(row) if words)
            for column, words in enumerate(row[: last + 1]):
                if column:
                    self.writer.put("\t")
                at = self.writer.length
                self._cell(words)
                if self.writer.length > at:
                    cells.append(Cell(number, column, at, self.writer.length))
            present = [word for words in row for word in words]
            box = Box(
                min(w.x0 for w in present),
                min(w.y0 for w in present),
                max(w.x1 for w in present),
                max(w.y1 for w in present),
            )
            self.writer.mark_line(start, box, present[0].size, bold=all(word.bold for word in present))
        self.writer.tables.append(Table(self.writer.page_number, begin, self.writer.length - 1, tuple(cells)))

    def _cell(self, words: Sequence[Word]) -> None:
        carried: Word | None = None
        for at, word in enumerate(words):
            if word is carried:
                carried = None
                continue
            if at:
                self.writer.put(" ")
            following = words[at + 1] if at + 1 < len(words) else None
            wraps = following is not None and following.y0 > word.y0 + 0.5 * word.size
            carried = self._word(word, following if wraps else None)


def printed_lines(items: Sequence[Item]) -> list[list[Segment] | Grid]:
    """Segments drawn one after the other on one baseline, from left to right, are one printed line."""
    lines: list[list[Segment] | Grid] = []
    for item in items:
        last = lines[-1] if lines else None
        if isinstance(item, Segment) and isinstance(last, list) and _continues(last[-1], item):
            last.append(item)
        else:
            lines.append([item] if isinstance(item, Segment) else item)
    return lines


def _continues(last: Segment, item: Segment) -> bool:
    overlap = min(last.y1, item.y1) - max(last.y0, item.y0)
    return overlap > 0.5 * min(last.y1 - last.y0, item.y1 - item.y0) and item.x0 >= last.x1 and not last.words[-1].cut


def _leading(lines: Sequence[list[Segment]]) -> float:
    """The usual distance between baselines, in type sizes."""
    steps = [
        (below[0].y0 - above[0].y0) / above[0].size
        for above, below in pairwise(lines)
        if above[0].size > 0 and 0.8 < (below[0].y0 - above[0].y0) / above[0].size < 2.2
    ]
    return min(1.7, median(steps)) if steps else 1.3


def _space(before: Word, word: Word) -> str:
    if word.x0 - before.x1 <= _TAB_GAP * word.size:
        return " "
    wide = word.x0 - before.x1 > _TAB_GAP * max(word.size, before.size)
    return "\t" if wide and not MARKER.match(before.text) else " "


def _word_box(page: int, start: int, end: int, word: Word) -> WordBox:
    return WordBox(page, start, end, word.x0, word.y0, word.x1, word.y1)
