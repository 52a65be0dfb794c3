"""Composing stored text: what is written last stands last, and its offsets are known at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.extract import Box, Cell, Heading, Line, Table
from ingest.numbering import depth, split_number
from kg.model import Page, StoredText, WordBox, Zone, ZoneKind


@dataclass(slots=True)
class TextWriter:
    """Collects pages of lines and tables. Text given to it must be clean (`ingest.clean`) and hold no line breaks."""

    parts: list[str] = field(default_factory=list)
    length: int = 0
    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    zones: list[Zone] = field(default_factory=list)
    words: list[WordBox] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    _start: int = 0
    _tail: str = ""

    def put(self, text: str) -> int:
        """Append text as it is; returns where it begins."""
        at = self.length
        self.parts.append(text)
        self.length += len(text)
        self._tail = (self._tail + text)[-2:]
        return at

    def since(self, start: int) -> str:
        """What has been written since `start`, which must be where a piece began."""
        length, at = self.length, len(self.parts)
        while length > start:
            at -= 1
            length -= len(self.parts[at])
        return "".join(self.parts[at:])

    @property
    def page_number(self) -> int:
        """The number of the page being written."""
        return len(self.pages) + 1

    def line(self, text: str, box: Box | None = None, size: float | None = None, *, bold: bool = False) -> Line:
        """Append one line and its line break."""
        start = self.put(text)
        return self.mark_line(start, box, size, bold=bold)

    def mark_line(self, start: int, box: Box | None = None, size: float | None = None, *, bold: bool = False) -> Line:
        """Make a line of what was put since `start`, and break it."""
        line = Line(start, self.length, self.page_number, box, size, bold)
        self.lines.append(line)
        self.put("\n")
        return line

    def blank(self) -> None:
        """An empty line, unless there is one already or the page begins here."""
        if self.length > self._start and self._tail != "\n\n":
            self.put("\n")

    def heading(self, text: str, level: int) -> None:
        """A heading the format declares, on a line of its own; a printed number decides its level."""
        self.blank()
        line = self.line(text)
        number, title = split_number(text)
        self.headings.append(Heading(line.start, line.end, depth(number) if number else level, title, number))
        self.blank()

    def table(self, rows: Sequence[Sequence[str]]) -> None:
        """A table: cells joined by tabs, a line each row. Rows of nothing are left out."""
        self.blank()
        cells: list[Cell] = []
        begin = self.length
        shown = 0
        for row in rows:
            if not any(row):
                continue
            cells.extend(self._row(shown, row))
            shown += 1
        if cells:
            self.tables.append(Table(self.page_number, begin, self.length - 1, tuple(cells)))
        self.blank()

    def _row(self, number: int, row: Sequence[str]) -> list[Cell]:
        cells: list[Cell] = []
        start = self.length
        last = max(column for column, text in enumerate(row) if text)
        for column, text in enumerate(row[: last + 1]):
            if column:
                self.put("\t")
            at = self.put(text)
            if text:
                cells.append(Cell(number, column, at, self.length))
        self.mark_line(start)
        return cells

    def zone(self, kind: ZoneKind, start: int, end: int) -> None:
        """Mark what stands between two offsets as no body text."""
        if end > start:
            self.zones.append(Zone(kind, start, end))

    def end_page(self, label: str | None = None, quality: float = 1.0, *, ocr: bool = False) -> None:
        """Close the page; the next thing written stands on the next one."""
        self.pages.append(Page(len(self.pages) + 1, self._start, self.length, label, quality, ocr))
        self.put("\f")
        self._start = self.length

    def stored(self) -> StoredText:
        """The text of all closed pages, joined by form feeds."""
        text = "".join(self.parts)
        return StoredText(text[:-1] if self.pages and text.endswith("\f") else text, tuple(self.pages))
