"""The information box, whatever became of it: a table, lines with colons, or labels and values drawn apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ingest.box_data import is_data
from ingest.box_history import is_history
from ingest.box_lines import line_entries
from ingest.box_rows import Piece
from ingest.box_tables import grid_of, has_history, table_entries
from ingest.box_values import Entry
from ingest.cover import Cover
from ingest.extract import Layout, Line
from ingest.labels import is_placeholder
from ingest.once import once

_FRONT_PAGES = 2
_FRONT_LINES = 70
_LAST_LINES = 40


@dataclass(frozen=True, slots=True)
class Infobox:
    """What the box says, in reading order. Values that a template left are not in it."""

    entries: tuple[Entry, ...] = ()
    placeholders: tuple[Entry, ...] = field(default=())

    def all(self, *keys: str) -> Iterator[Entry]:
        """The entries under the first of the keys that has any, then the next."""
        for key in keys:
            yield from (entry for entry in self.entries if entry.key == key)

    def first(self, *keys: str) -> Entry | None:
        """The first entry under these keys, in the order of the keys."""
        return next(self.all(*keys), None)

    def holds(self, offset: int) -> bool:
        """Whether a character belongs to a label or value of the box."""
        return any(entry.label_start <= offset < entry.end for entry in self.entries)


@once
def read_infobox(layout: Layout) -> Infobox:
    """Every label with its value in the document's tables, front, last lines and running heads."""
    found: list[Entry] = []
    inside: list[tuple[int, int]] = []
    for table in layout.tables:
        told = has_history(layout.text.text, table) or is_history(layout.text.text, table)
        told = told or is_data(layout.text.text, *grid_of(layout.text.text, table))
        entries = [] if told else list(table_entries(layout, table))
        if entries or told:
            found += entries
            inside.append((table.start, table.end))
    lines = [line for line in _box_lines(layout) if not any(a <= line.start < b for a, b in inside)]
    beside = frozenset(line.start for line in lines if any(0 <= line.start - end < 4 for _, end in inside))
    found += line_entries(layout.text.text, [Piece.of(line) for line in lines], _headings(layout), beside)
    found.sort(key=lambda entry: (entry.start, entry.end))
    text = layout.text.text
    left = tuple(entry for entry in found if is_placeholder(text[entry.start : entry.end]))
    return Infobox(tuple(entry for entry in found if entry not in left), left)


@once
def data_tables(layout: Layout) -> Cover:
    """Where the tables stand that are no information box but list what is to be done, or other documents."""
    text = layout.text.text
    return Cover(table for table in layout.tables if is_data(text, *grid_of(text, table)))


def _headings(layout: Layout) -> frozenset[int]:
    return frozenset(heading.start for heading in layout.headings)


def _box_lines(layout: Layout) -> list[Line]:
    lines = [line for line in layout.extract.lines if _may_hold_box(layout, line)]
    body = [line for line in lines if _zone(layout, line) is None]
    front = {line.start for line in body[:_FRONT_LINES] if line.page <= _FRONT_PAGES}
    back = {line.start for line in body[-_LAST_LINES:]}
    return [
        line
        for line in lines
        if line.start in front or line.start in back or _zone(layout, line) in ("infobox", "running-head")
    ]


def _may_hold_box(layout: Layout, line: Line) -> bool:
    return _zone(layout, line) not in ("contents", "host-page", "references", "footnote")


def _zone(layout: Layout, line: Line) -> str | None:
    zone = layout.zone_at(line.start)
    return zone.kind if zone else None
