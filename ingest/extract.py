"""What every file format is turned into before anything is read from it: stored text with its geometry.

`Extract` is what a format reader (pdf, docx, html, plain) returns; `Layout` is an Extract in which
running heads, contents pages, headings, sections and tables have been told apart (`ingest.structure`).
All offsets are code points into `text.text`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.model import StoredText, WordBox, Zone, ZoneKind


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page in points, origin at the top left corner."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: `text[start:end]` without its break. Geometry and type are absent where the format has none."""

    start: int
    end: int
    page: int
    box: Box | None = None
    size: float | None = None
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; `level` counts from 1; `number` is its printed numbering ("2.1") if any."""

    start: int
    end: int
    level: int
    text: str
    number: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: `text[start:end]`, at a row and column from 0. Empty cells are left out."""

    row: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table found by ruling lines, by columns of words, or declared by the format."""

    page: int
    start: int
    end: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of a file and all that its format says about it.

    `declared` is the file's own metadata (title, author, created, modified, language): a hint, never
    a fact, for it has no characters in the text. `headings` and `tables` are those the format
    declares (DOCX styles, HTML h1-h6, Markdown #); a PDF's are found later. `problems` says why the
    text is incomplete, in words fit for a person; a non-empty tuple makes the document partial.
    `masked` is how many personal identity numbers have been masked in the text.
    """

    text: StoredText
    lines: tuple[Line, ...]
    media_type: str
    declared: dict[str, str] = field(default_factory=dict)
    headings: tuple[Heading, ...] = ()
    tables: tuple[Table, ...] = ()
    zones: tuple[Zone, ...] = ()
    words: tuple[WordBox, ...] = ()
    problems: tuple[str, ...] = ()
    masked: int = 0


@dataclass(frozen=True, slots=True)
class Section:
    """The text under a heading, down to the next heading of any level. `path` ends with the heading itself."""

    path: tuple[str, ...]
    start: int
    end: int
    heading: Heading | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """An Extract with its structure. `sections` cover the body in reading order; `zones` are everything else."""

    extract: Extract
    headings: tuple[Heading, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    zones: tuple[Zone, ...]

    @property
    def text(self) -> StoredText:
        """The stored text."""
        return self.extract.text

    def lines(self, *, without: frozenset[ZoneKind] = frozenset()) -> Iterator[Line]:
        """The printed lines in reading order, leaving out those that begin in a zone of the kinds in `without`."""
        for line in self.extract.lines:
            zone = self.zone_at(line.start)
            if zone is None or zone.kind not in without:
                yield line

    def body_lines(self) -> Iterator[Line]:
        """The lines that lie in no zone at all, other than the information box."""
        for line in self.extract.lines:
            zone = self.zone_at(line.start)
            if zone is None or zone.kind == "infobox":
                yield line

    def zone_at(self, offset: int) -> Zone | None:
        """The zone that holds the character at `offset`; zones are sorted and do not overlap."""
        at = bisect_right(self.zones, offset, key=lambda zone: zone.start) - 1
        if at >= 0 and offset < self.zones[at].end:
            return self.zones[at]
        return None

    def section_at(self, offset: int) -> Section | None:
        """The section that holds the character at `offset`."""
        at = bisect_right(self.sections, offset, key=lambda section: section.start) - 1
        if at >= 0 and offset < self.sections[at].end:
            return self.sections[at]
        return None
