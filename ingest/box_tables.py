"""Information boxes that are tables: labels beside or over their values, or both in one cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.box_values import Entry, fit
from ingest.extract import Cell, Layout, Table
from ingest.labels import Label, is_label, label_at


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table's cells by row and column, those that are labels, and the rows of labels that stand over values."""

    cells: dict[tuple[int, int], Cell]
    heads: dict[tuple[int, int], Label]
    head_rows: set[int]

    @property
    def rows(self) -> set[int]:
        """The numbers of its rows."""
        return {row for row, _ in self.cells}


def table_entries(layout: Layout, table: Table) -> Iterator[Entry]:
    """Each label with its value in a table that is an information box."""
    text = layout.text.text
    cells, heads = grid_of(text, table)
    head_rows = {row for row in {row for row, _ in cells} if _is_head_row(text, row, cells, heads)}
    grid = _Grid(cells, heads, head_rows)
    if head_rows and len(grid.rows) > 4 and len(head_rows) == 1 and not _few_below(cells, head_rows):
        return
    if len(grid.rows) == 1 and len(cells) > 2 and len(heads) == 1:
        return
    filled = sum(1 for cell in cells.values() if _fits_in_cell(text, cell))
    for place, cell in sorted(cells.items()):
        label = heads.get(place)
        if label is None:
            yield from _within_cell(text, cell, cells, certain=filled > 1)
        elif (entry := _entry_of(layout, table, grid, place, label)) is not None:
            yield entry


def _entry_of(layout: Layout, table: Table, grid: _Grid, place: tuple[int, int], label: Label) -> Entry | None:
    """The value of the label at `place`: below it in a row of heads, else beside it."""
    row, column = place
    if row in grid.head_rows:
        return _made(layout, grid, place, (row + 1, column), label)
    if column == 0 and len(grid.cells) > 3 and not _labelled_rows(grid.cells, grid.heads):
        return None
    last = row == max(grid.rows)
    if not _stands_first(row, column, grid.heads):
        sidebar = _from_below(layout.text.text, grid, place, label)
        if sidebar is not None or (row, column + 1) in grid.cells or not last:
            return sidebar
    if (row, column + 1) not in grid.cells and last:
        value = _after_table(layout, table, label)
        start = grid.cells[place].start
        if value is None:
            return None
        return Entry(label.key, label.expects, start, value.start, value.end, 0.95, "infobox/table")
    return _made(layout, grid, place, (row, column + 1), label)


def _from_below(text: str, grid: _Grid, place: tuple[int, int], label: Label) -> Entry | None:
    """A label in a side column has its value under it, where that is what it asks for."""
    row, column = place
    below = grid.cells.get((row + 1, column))
    if below is None or (row + 1, column) in grid.heads or (row, column + 1) in grid.cells:
        return None
    if fit(label.expects, text[below.start : below.end]) < 3:
        return None
    start = grid.cells[place].start
    return Entry(label.key, label.expects, start, below.start, below.end, 0.85, "infobox/sidebar")


def _made(layout: Layout, grid: _Grid, place: tuple[int, int], at: tuple[int, int], label: Label) -> Entry | None:
    value = grid.cells.get(at)
    if value is None or at in grid.heads:
        return None
    words = layout.text.text[value.start : value.end]
    if label.expects == "text" and fit("text", words) < 0 and label.key not in _LOOSE:
        return None
    start = grid.cells[place].start
    return Entry(label.key, label.expects, start, value.start, value.end, 0.95, "infobox/table")


# What stands under these may well be a date or a number.
_LOOSE = ("replaces", "related", "other", "next_revision", "title")


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


def grid_of(text: str, table: Table) -> tuple[dict[tuple[int, int], Cell], dict[tuple[int, int], Label]]:
    """The cells by row and column, and those that are labels. Rows are counted by those that hold something."""
    rank = {row: at for at, row in enumerate(sorted({cell.row for cell in table.cells}))}
    cells = {(rank[cell.row], cell.column): replace(cell, row=rank[cell.row]) for cell in table.cells}
    return cells, {key: found for key, cell in cells.items() if (found := is_label(text[cell.start : cell.end]))}


def has_history(text: str, table: Table) -> bool:
    return _is_history(text, *grid_of(text, table))


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
