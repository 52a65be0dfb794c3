"""Tables without lines: rows whose words begin at the same places, as in an information box of labels and values.

Text set in columns looks alike; what tells them apart is that a table's cells are short, and that it is drawn
row by row or label by label, while columns are filled to their edge with sentences.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from ingest.grid import Grid, make_grid
from ingest.printed import MARKER, Segment, make_segment, rows_of

_ALIGNED = 4.0
_ROW_GAP = 3.2
_PROSE_WORDS = 4.5
# Labels drawn apart from their values are short; lines of a column of text are not.
_LABEL_WORDS = 3.2


@dataclass(slots=True)
class Run:
    """Rows under each other that share their columns."""

    columns: list[list[float]]
    rows: list[list[tuple[int, Segment]]] = field(default_factory=list)

    def place(self, row: Sequence[Segment]) -> list[tuple[int, Segment]] | None:
        """Each segment with its column; None when one lies over two columns or in none."""
        placed: list[tuple[int, Segment]] = []
        for segment in row:
            over = [at for at, (x0, x1) in enumerate(self.columns) if segment.x0 < x1 + 1 and segment.x1 > x0 - 1]
            if len(over) != 1 or over[0] in (at for at, _ in placed):
                return None
            placed.append((over[0], segment))
        return placed

    def fits(self, placed: Sequence[tuple[int, Segment]]) -> bool:
        """Whether the segments begin (or end, as numbers do) where their columns do."""
        return all(
            abs(segment.x0 - self.columns[at][0]) < _ALIGNED or abs(segment.x1 - self.columns[at][1]) < _ALIGNED
            for at, segment in placed
        )

    def add(self, placed: list[tuple[int, Segment]]) -> None:
        """Append a row, and widen its columns."""
        self.rows.append(placed)
        for at, segment in placed:
            column = self.columns[at]
            column[0], column[1] = min(column[0], segment.x0), max(column[1], segment.x1)


def find_borderless(segments: Sequence[Segment], *, least: int = 2) -> list[Grid]:
    """The tables among these segments; `least` is the number of rows that must fill two columns."""
    rows = rows_of(segments)
    grids = []
    at = 0
    while at < len(rows):
        run = _run_from(rows, at) if len(rows[at]) > 1 else None
        if run is not None and _is_table(run, least):
            grids.append(make_grid(_logical_rows(run)))
            at += len(run.rows)
        else:
            at += 1
    return grids


def _run_from(rows: Sequence[Sequence[Segment]], start: int) -> Run:
    run = Run([[segment.x0, segment.x1] for segment in rows[start]])
    for row in rows[start:]:
        if run.rows and _gap(run.rows[-1], row) > _ROW_GAP * row[0].size:
            break
        placed = run.place(_at_columns(row, run.columns) if run.rows else row)
        if placed is None or not run.fits(placed) or not _alike(run, row[0]) or _uneven(row):
            break
        if any(_clash(run, at, segment) for at, segment in placed):
            break
        run.add(placed)
    while run.rows and len(run.rows[-1]) == 1 and run.rows[-1][0][0] == 0 and not _wraps_on(run, len(run.rows) - 1):
        run.rows.pop()
    return run


def _at_columns(row: Sequence[Segment], columns: Sequence[Sequence[float]]) -> list[Segment]:
    """The row's segments, cut where a word begins at a column although the gap before it is no wider than a space."""
    starts = [column[0] for column in columns[1:]]
    parts: list[Segment] = []
    for segment in row:
        cuts = [
            at
            for at, word in enumerate(segment.words)
            if at and any(abs(word.x0 - start) < 1.0 and segment.x0 < start - _ALIGNED for start in starts)
        ]
        bounds = [0, *cuts, len(segment.words)]
        pieces = [make_segment(segment.words[a:b], segment.order) for a, b in pairwise(bounds)]
        parts += pieces if cuts else [segment]
    return parts


def _alike(run: Run, segment: Segment) -> bool:
    """Whether the segment is set in the run's size: a heading below a table is set in another."""
    return not run.rows or abs(segment.size - run.rows[0][0][1].size) <= 0.12 * segment.size


def _uneven(row: Sequence[Segment]) -> bool:
    """Whether a row's parts are set in very different sizes: a title beside small print is no row of a table."""
    sizes = [segment.size for segment in row]
    return max(sizes) > 1.45 * min(sizes)


def _clash(run: Run, at: int, segment: Segment) -> bool:
    """Whether the segment would widen its column into the next one."""
    return any(other != at and segment.x0 < x1 and segment.x1 > x0 for other, (x0, x1) in enumerate(run.columns))


def _gap(above: Sequence[tuple[int, Segment]], row: Sequence[Segment]) -> float:
    return row[0].y0 - max(segment.y0 for _, segment in above)


def _is_table(run: Run, least: int) -> bool:
    full = sum(len(row) > 1 for row in run.rows)
    if full < least or len(run.columns) < 2:
        return False
    prose = [_is_prose(run, at) for at in range(len(run.columns))]
    if sum(prose) > 1:
        return False
    if prose[0] or full < 3 or _words_in(run, 0) > _LABEL_WORDS:
        return _is_drawn_by_row(run)
    return True


def _words_in(run: Run, column: int) -> float:
    """How many words the column's lines have on average."""
    counts = [len(segment.words) for row in run.rows for at, segment in row if at == column]
    return sum(counts) / max(1, len(counts))


def _is_prose(run: Run, column: int) -> bool:
    cells = [segment for row in run.rows for at, segment in row if at == column]
    if len(cells) < 4:
        return False
    right = run.columns[column][1]
    wide = right - run.columns[column][0]
    return _words_in(run, column) >= _PROSE_WORDS and sum(
        segment.x1 > right - 0.2 * wide for segment in cells
    ) * 2 >= len(cells)


def _is_drawn_by_row(run: Run) -> bool:
    """Whether the page draws the rows one after the other, as it does not where a side column stands by chance."""
    full = [sorted(segment.order for _, segment in row) for row in run.rows if len(row) > 1]
    return sum(row[-1] - row[0] <= 2 * len(row) for row in full) * 2 >= len(full)


def _logical_rows(run: Run) -> list[list[list[Segment]]]:
    """Printed rows joined where a cell goes on over several lines."""
    steps = [_gap(above, [segment for _, segment in row]) for above, row in zip(run.rows, run.rows[1:], strict=False)]
    tight = min(steps, default=0.0) * 1.15
    rows: list[list[list[Segment]]] = []
    for number, row in enumerate(run.rows):
        near = number > 0 and steps[number - 1] <= tight
        if not rows or not _goes_on(run, number, rows[-1], near=near):
            rows.append([[] for _ in run.columns])
        for at, segment in row:
            rows[-1][at].append(segment)
    return rows


def _goes_on(run: Run, number: int, current: Sequence[Sequence[Segment]], *, near: bool) -> bool:
    row = run.rows[number]
    if row[0][0] != 0:
        return near or not current[row[0][0]] or _gap(run.rows[number - 1], [row[0][1]]) < 1.6 * row[0][1].size
    if not near or not _wraps_on(run, number):
        return False
    return len(row) == 1 or not any(current[1:])


def _wraps_on(run: Run, number: int) -> bool:
    """Whether the first word of the row's first cell would not have fitted on the line above it."""
    segment = run.rows[number][0][1]
    above = next((item for at, item in reversed_cells(run, number) if at == 0), None)
    first = segment.words[0]
    if above is None or above.bold != segment.bold or MARKER.match(first.text):
        return False
    if segment.y0 - above.y0 > 1.6 * segment.size:
        return False
    limit = run.columns[0][1]
    return above.x1 + (first.x1 - first.x0) + 0.25 * segment.size > limit - 1


def reversed_cells(run: Run, number: int) -> list[tuple[int, Segment]]:
    """The cells above row `number`, nearest first."""
    return [cell for row in reversed(run.rows[:number]) for cell in row]
