"""Tables drawn with ruling lines: full grids, and rows parted by horizontal rules alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from ingest.borderless import find_borderless
from ingest.grid import Grid, make_grid
from ingest.pdf_rules import Rule
from ingest.printed import Segment, make_segment, rows_of

_TOUCH = 4.0
_SAME = 5.0
_DISPLAY = 20.0
_MOST_RULES = 1500
# How far, in type sizes, a row may stand from the rule that it shares with the table.
_OPEN_ROW = 0.9


def find_ruled(segments: Sequence[Segment], rules: Sequence[Rule]) -> list[Grid]:
    """The tables that the page's lines enclose."""
    if len(rules) < 3 or len(rules) > _MOST_RULES:
        return []
    grids = []
    level_only: list[Rule] = []
    for group in _touching(rules):
        grid = _full_grid(segments, group)
        if grid is not None:
            grids.append(grid)
        elif all(rule.level for rule in group):
            level_only.extend(group)
    joined, seams = _joined(level_only)
    for group in _stacked(joined):
        grids.extend(_between_rules(segments, group, seams))
    return grids


def _touching(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Groups of lines that meet, by a sweep from the top."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda item: item.y0):
        met = [group for group in groups if any(_meet(rule, other) for other in group)]
        rest = [group for group in groups if group not in met]
        groups = [*rest, [rule, *(item for group in met for item in group)]]
    return groups


def _meet(one: Rule, other: Rule) -> bool:
    return (
        one.x0 <= other.x1 + _TOUCH
        and other.x0 <= one.x1 + _TOUCH
        and one.y0 <= other.y1 + _TOUCH
        and other.y0 <= one.y1 + _TOUCH
    )


def _marks(values: Iterable[float]) -> list[float]:
    """Positions with those closer than a few points taken as one."""
    marks: list[float] = []
    for value in sorted(values):
        if not marks or value - marks[-1] > _SAME:
            marks.append(value)
    return marks


def _full_grid(segments: Sequence[Segment], group: Sequence[Rule]) -> Grid | None:
    columns = _marks(x for rule in group for x in ((rule.x0, rule.x1) if rule.level else (rule.x0,)))
    rows = _marks(y for rule in group for y in ((rule.y0,) if rule.level else (rule.y0, rule.y1)))
    if len(columns) < 3 or len(rows) < 2 or all(rule.level for rule in group):
        return None
    inside = [item for item in segments if _within(item, columns, rows)]
    if _is_display(inside):
        return None
    cells: list[list[list[Segment]]] = [[[] for _ in columns[1:]] for _ in rows[1:]]
    for segment in inside:
        row = min(len(cells) - 1, bisect_right(rows, segment.middle) - 1)
        for column, piece in _split(segment, columns):
            cells[row][column].append(piece)
    for cells_of_row in cells:
        for cell, left, right in zip(cells_of_row, columns, columns[1:], strict=False):
            _join_broken(cell, left, right)
    filled = sum(bool(cell) for row in cells for cell in row)
    if filled < 2 or not any(sum(map(bool, row)) > 1 for row in cells):
        return None
    return make_grid([part for row in cells for part in _labels_over_values(row)])


def _is_display(segments: Sequence[Segment]) -> bool:
    """Whether a cover's lines and panels stand around its display type: no table is set like that."""
    sizes = [segment.size for segment in segments]
    return bool(sizes) and max(sizes) >= _DISPLAY and max(sizes) > 1.3 * min(sizes)


def _within(segment: Segment, columns: Sequence[float], rows: Sequence[float]) -> bool:
    middle = (segment.x0 + segment.x1) / 2
    return columns[0] - 2 < middle < columns[-1] + 2 and rows[0] - 2 < segment.middle < rows[-1] + 2


def _split(segment: Segment, columns: Sequence[float]) -> list[tuple[int, Segment]]:
    """A segment cut where a vertical line goes between its words."""
    pieces: dict[int, list[int]] = {}
    for at, word in enumerate(segment.words):
        column = bisect_right(columns, (word.x0 + word.x1) / 2) - 1
        pieces.setdefault(max(0, min(len(columns) - 2, column)), []).append(at)
    if len(pieces) == 1:
        return [(next(iter(pieces)), segment)]
    return [
        (column, make_segment([segment.words[at] for at in found], segment.order)) for column, found in pieces.items()
    ]


def _join_broken(cell: Sequence[Segment], left: float, right: float) -> None:
    """Mark as cut a word that filled its narrow cell and goes on in the next line without a hyphen."""
    for above, below in pairwise(cell):
        word, rest = above.words[-1], below.words[0]
        full = right - (above.x0 - left) - word.x1 < 0.7 * word.size
        small = len(rest.text) < 4 and rest.text in _SMALL_WORDS
        if len(above.words) == 1 and full and below.y0 > above.y0 and rest.text[:1].islower() and not small:
            word.cut = word.text[-1].isalpha()


_SMALL_WORDS = frozenset(["och", "för", "i", "av", "på", "om", "med", "den", "en", "ett", "vid", "är"])


def _labels_over_values(row: list[list[Segment]]) -> list[list[list[Segment]]]:
    """A row whose every cell has its label in bold above its value is two rows: of labels, and of values."""
    split = [_label_of(cell) for cell in row if cell]
    if len(split) < 2 or not all(split):
        return [row]
    labels = [[item for item in cell if item.order in _label_of(cell)] for cell in row]
    values = [[item for item in cell if item.order not in _label_of(cell)] for cell in row]
    return [labels, values] if any(values) else [row]


def _label_of(cell: Sequence[Segment]) -> set[int]:
    """The segments at a cell's top that are bold, or set smaller than what stands below them.

    A cell that is bold throughout is a label that takes several lines."""
    lines = rows_of(cell)
    if not lines:
        return set()
    body = lines[-1][0]
    label: set[int] = set()
    for line in lines:
        if (line[0].bold and (not body.bold or len(lines) == 1)) or line[0].size < 0.9 * body.size:
            label.update(item.order for item in line)
        else:
            break
    return label


def _joined(rules: Sequence[Rule]) -> tuple[list[Rule], list[tuple[float, float]]]:
    """Rules that go on in one line as one, as they are drawn under each cell apart; and where they join: (x, y)."""
    joined: list[Rule] = []
    seams: list[tuple[float, float]] = []
    for rule in sorted(rules, key=lambda item: (round(item.y0), item.x0)):
        last = joined[-1] if joined else None
        if last and abs(last.y0 - rule.y0) < 1 and abs(last.x1 - rule.x0) < 1.5:
            joined[-1] = Rule(last.x0, last.y0, rule.x1, last.y1)
            seams.append((rule.x0, rule.y0))
        else:
            joined.append(rule)
    return joined, seams


def _stacked(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Horizontal rules of one width above each other, near enough to part rows."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules, key=lambda item: item.y0):
        for group in groups:
            last = group[-1]
            if abs(last.x0 - rule.x0) < _SAME and abs(last.x1 - rule.x1) < _SAME and rule.y0 - last.y0 < 160:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return [group for group in groups if len(group) >= 3]


def _between_rules(
    segments: Sequence[Segment], group: Sequence[Rule], seams: Sequence[tuple[float, float]] = ()
) -> list[Grid]:
    edges = _marks(rule.y0 for rule in group)
    across = [item for item in segments if group[0].x0 - 3 < (item.x0 + item.x1) / 2 < group[0].x1 + 3]
    inside = [item for item in across if edges[0] - 2 < item.middle < edges[-1] + 2]
    if _is_display(inside):
        return []
    seamed = _marks(x for x, y in seams if group[0].y0 - 1 <= y <= group[-1].y0 + 1 and group[0].x0 < x < group[0].x1)
    columns = [group[0].x0, *seamed] if seamed else _columns(inside)
    if len(columns) < 2:
        return []
    edges = _with_open_rows(across, edges)
    rows: list[list[list[Segment]]] = [[[] for _ in columns] for _ in edges[1:]]
    for segment in across:
        if edges[0] - 2 < segment.middle < edges[-1] + 2:
            row = max(0, min(len(rows) - 1, bisect_right(edges, segment.middle) - 1))
            pieces = _split(segment, [*columns, group[0].x1]) if seamed else [(_column(columns, segment), segment)]
            for column, piece in pieces:
                rows[row][column].append(piece)
    if sum(sum(map(bool, row)) > 1 for row in rows) < 2:
        return find_borderless(inside)
    return [make_grid(rows)]


def _column(columns: Sequence[float], segment: Segment) -> int:
    return max(0, bisect_right(columns, segment.x0 + 3) - 1)


def _with_open_rows(segments: Sequence[Segment], edges: Sequence[float]) -> list[float]:
    """The edges, and those of a head above the first rule or a last row below the last one."""
    found = list(edges)
    for row in rows_of(segments):
        top, bottom, size = min(s.y0 for s in row), max(s.y1 for s in row), row[0].size
        if len(row) > 1 and bottom <= edges[0] + 2 and edges[0] - bottom < _OPEN_ROW * size:
            found.insert(0, min(top, found[0]))
        elif len(row) > 1 and top >= edges[-1] - 2 and top - edges[-1] < _OPEN_ROW * size:
            found.append(bottom)
    return found


def _columns(segments: Sequence[Segment]) -> list[float]:
    """Where columns begin: a new one only where nothing of the one before reaches."""
    starts: list[float] = []
    reach = float("-inf")
    for segment in sorted(segments, key=lambda item: item.x0):
        if segment.x0 > reach + 3:
            starts.append(segment.x0)
        reach = max(reach, segment.x1)
    return starts
