"""The information box, whatever became of it: a table, lines with colons, or labels and values drawn apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.box_history import is_history
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
        history = _has_history(layout.text.text, table) or is_history(layout.text.text, table)
        entries = [] if history else list(_table_entries(layout, table))
        if entries or history:
            found += entries
            inside.append((table.start, table.end))
    lines = [line for line in _box_lines(layout) if not any(a <= line.start < b for a, b in inside)]
    beside = frozenset(line.start for line in lines if any(0 <= line.start - end < 4 for _, end in inside))
    found += line_entries(layout.text.text, [Piece.of(line) for line in lines], _headings(layout), beside)
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
    cells, heads = _grid(text, table)
    rows = {row for row, _ in cells}
    filled = sum(1 for cell in cells.values() if _fits_in_cell(text, cell))
    head_rows = {row for row in rows if _is_head_row(text, row, cells, heads)}
    if head_rows and len(rows) > 4 and len(head_rows) == 1 and not _few_below(cells, head_rows):
        return
    for (row, column), cell in sorted(cells.items()):
        label = heads.get((row, column))
        if label is None:
            yield from _within_cell(text, cell, cells, certain=filled > 1)
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


def _may_be_label(text: str, cells: dict[tuple[int, int], Cell], row: int, column: int) -> bool:
    words = text[cells[row, column].start : cells[row, column].end].strip()
    return len(words) < 45 and (words.endswith(":") or (words[:1].isupper() and not any(map(str.isdigit, words))))


def _values_below(cells: dict[tuple[int, int], Cell], heads: dict[tuple[int, int], Label], row: int) -> bool:
    """Whether the next row holds values, not labels."""
    below = [column for r, column in cells if r == row + 1]
    return len(below) >= 2 and not any((row + 1, column) in heads for column in below)


def _is_head_row(text: str, row: int, cells: dict[tuple[int, int], Cell], heads: dict[tuple[int, int], Label]) -> bool:
    """A row of labels only stands over its values."""
    columns = [column for r, column in cells if r == row]
    named = [column for column in columns if (row, column) in heads]
    if len(columns) < 2 or len(named) == len(columns):
        return len(columns) >= 2
    # One label among several may be unknown, or misspelt: it ends in a colon, or its neighbours are enough.
    odd = [column for column in columns if column not in named]
    return (
        len(named) >= 2
        and len(odd) == 1
        and _may_be_label(text, cells, row, odd[0])
        and _values_below(cells, heads, row)
    )


def _few_below(cells: dict[tuple[int, int], Cell], head_rows: set[int]) -> bool:
    """A box has one row of values under its labels; a register of documents or a revision table has many."""
    head = next(iter(head_rows))
    return sum(1 for row in {r for r, _ in cells} if row > head) <= 1


def _grid(text: str, table: Table) -> tuple[dict[tuple[int, int], Cell], dict[tuple[int, int], Label]]:
    """The cells by row and column, and those that are labels. Rows are counted by those that hold something."""
    rank = {row: at for at, row in enumerate(sorted({cell.row for cell in table.cells}))}
    cells = {(rank[cell.row], cell.column): replace(cell, row=rank[cell.row]) for cell in table.cells}
    return cells, {key: found for key, cell in cells.items() if (found := is_label(text[cell.start : cell.end]))}


def _has_history(text: str, table: Table) -> bool:
    return _is_history(text, *_grid(text, table))


def _is_history(text: str, cells: dict[tuple[int, int], Cell], heads: dict[tuple[int, int], Label]) -> bool:
    """A table of decisions, one a row, each speaking for itself: "Reviderat | fullmäktige | 2018-11-29 | § 98"."""
    told = ("adopted", "revised", "extended")
    wide = 0
    for row, column in heads:
        rest = [(r, c) for r, c in cells if r == row and c > 0]
        if column or heads[row, column].key not in told or len(rest) < 2 or any(at in heads for at in rest):
            continue
        wide += any(_DAY.search(text[cells[at].start : cells[at].end]) for at in rest)
    return wide >= 2


_DAY = re.compile(r"\b(?:19|20)\d{2}-\d{2}-\d{2}\b|\b\d{1,2}\s[a-z]+\s(?:19|20)\d{2}\b")


def _fits_in_cell(text: str, cell: Cell) -> bool:
    """Whether a cell holds a label and, after nothing but a space, a value such as it asks for: "Version 3"."""
    label = label_at(text, cell.start, cell.end)
    rest = text[label.end : cell.end] if label is not None else ""
    if label is None or not label.capital or not rest.strip() or not rest[0].isspace():
        return False
    return label.expects != "text" and fit(label.expects, rest.strip()) >= 3


def _within_cell(text: str, cell: Cell, cells: dict[tuple[int, int], Cell], *, certain: bool) -> Iterator[Entry]:
    """A cell that holds both: "Dokumenttyp: Policy", or the label on a line over its value.

    `certain` says that other cells of the table do: then a space is enough between them.
    """
    label = label_at(text, cell.start, cell.end)
    if label is None:
        return
    rest = text[label.end : cell.end]
    parted = re.match(r"\s*(?::|\n)\s*", rest)
    if parted is None and certain and label.capital and re.match(r"\s+[A-ZÅÄÖ\d§]", rest):
        parted = re.match(r"\s+", rest)
    if parted and rest[parted.end() :].strip():
        end = _cell_end(text, cell, cells)
        yield Entry(label.key, label.expects, label.start, label.end + parted.end(), end, 0.93, "infobox/cell")


def _cell_end(text: str, cell: Cell, cells: dict[tuple[int, int], Cell]) -> int:
    """The end of a value that runs on into the next column of the same row, where a cell spans them."""
    following = cells.get((cell.row, cell.column + 1))
    goes_on = following is not None and text[following.start : following.start + 1].islower()
    return following.end if following is not None and goes_on else cell.end


def merge_entries(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Entries without repetitions of the same value."""
    seen: set[tuple[str, int]] = set()
    return tuple(e for e in entries if (e.key, e.start) not in seen and not seen.add((e.key, e.start)))  # type: ignore[func-returns-value]
