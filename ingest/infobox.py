"""The information box, whatever became of it: a table, lines with colons, or labels and values drawn apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ingest.box_lines import Piece, line_entries
from ingest.box_values import Entry, fit
from ingest.extract import Cell, Layout, Line, Table
from ingest.labels import Label, is_label, is_placeholder, label_at
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
        entries = list(_table_entries(layout, table))
        if entries:
            found += entries
            inside.append((table.start, table.end))
    lines = [line for line in _box_lines(layout) if not any(a <= line.start < b for a, b in inside)]
    found += line_entries(layout.text.text, [Piece.of(line) for line in lines], _headings(layout))
    found.sort(key=lambda entry: (entry.start, entry.end))
    text = layout.text.text
    left = tuple(entry for entry in found if is_placeholder(text[entry.start : entry.end]))
    return Infobox(tuple(entry for entry in found if entry not in left), left)


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


def _table_entries(layout: Layout, table: Table) -> Iterator[Entry]:
    text = layout.text.text
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    heads = {key: found for key, cell in cells.items() if (found := is_label(text[cell.start : cell.end]))}
    rows = {row for row, _ in cells}
    head_rows = {row for row in rows if _is_head_row(row, cells, heads)}
    if head_rows and len(rows) > 4 and len(head_rows) == 1 and not _few_below(cells, head_rows):
        return
    for (row, column), cell in sorted(cells.items()):
        label = heads.get((row, column))
        if label is None:
            yield from _within_cell(text, cell)
            continue
        if row not in head_rows and column == 0 and len(cells) > 3 and not _labelled_rows(cells, heads):
            continue
        if row not in head_rows and not _stands_first(row, column, heads):
            below = cells.get((row + 1, column))
            if (
                below is not None
                and (row + 1, column) not in heads
                and fit(label.expects, text[below.start : below.end]) >= 3
                and (row, column + 1) not in cells
            ):
                yield Entry(label.key, label.expects, cell.start, below.start, below.end, 0.85, "infobox/sidebar")
                continue
            if (row, column + 1) in cells or row != max(rows):
                continue
        value = cells.get((row + 1, column)) if row in head_rows else cells.get((row, column + 1))
        at = (row + 1, column) if row in head_rows else (row, column + 1)
        if value is None and row == max(rows) and row not in head_rows:
            value = _after_table(layout, table, label)
        if value is not None and at not in heads:
            yield Entry(label.key, label.expects, cell.start, value.start, value.end, 0.95, "infobox/table")


def _labelled_rows(cells: dict[tuple[int, int], Cell], heads: dict[tuple[int, int], Label]) -> bool:
    """Whether at least half of the rows begin with a label: else their first row is the head of a table of data."""
    rows = {row for row, _ in cells}
    return 2 * sum(1 for row in rows if (row, 0) in heads) >= len(rows)


def _stands_first(row: int, column: int, heads: dict[tuple[int, int], Label]) -> bool:
    """A label stands in the first column, or after another label's value; else it is a column's head."""
    return column == 0 or (row, column - 2) in heads


def _after_table(layout: Layout, table: Table, label: Label) -> Cell | None:
    """The line after a table's last label, when it is what that label asks for."""
    line = next((line for line in layout.extract.lines if line.start >= table.end), None)
    if line is None or line.page != table.page or fit(label.expects, layout.text.text[line.start : line.end]) < 3:
        return None
    return Cell(0, 0, line.start, line.end)


def _is_head_row(row: int, cells: dict[tuple[int, int], Cell], heads: dict[tuple[int, int], Label]) -> bool:
    """A row of labels only stands over its values."""
    columns = [column for r, column in cells if r == row]
    return len(columns) >= 2 and all((row, column) in heads for column in columns)


def _few_below(cells: dict[tuple[int, int], Cell], head_rows: set[int]) -> bool:
    """A box has one row of values under its labels; a register of documents or a revision table has many."""
    head = next(iter(head_rows))
    return sum(1 for row in {r for r, _ in cells} if row > head) <= 1


def _within_cell(text: str, cell: Cell) -> Iterator[Entry]:
    """A cell that holds both: "Dokumenttyp: Policy", or the label on a line over its value."""
    label = label_at(text, cell.start, cell.end)
    if label is None:
        return
    rest = text[label.end : cell.end]
    parted = re.match(r"\s*(?::|\n)\s*", rest)
    if parted and rest[parted.end() :].strip():
        yield Entry(label.key, label.expects, label.start, label.end + parted.end(), cell.end, 0.93, "infobox/cell")


def merge_entries(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Entries without repetitions of the same value."""
    seen: set[tuple[str, int]] = set()
    return tuple(e for e in entries if (e.key, e.start) not in seen and not seen.add((e.key, e.start)))  # type: ignore[func-returns-value]
