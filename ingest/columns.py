"""Running text set in two columns: which segments it is, and the order in which it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.printed import Segment, rows_of

_LEAST_ROWS = 5
_NARROWEST_GUTTER = 6.0
_PROSE_WORDS = 3.5


@dataclass(frozen=True, slots=True)
class Band:
    """Rows on both sides of a gutter. `jumps` says that the page draws them straight across it."""

    gutter: float
    rows: list[list[Segment]]
    jumps: bool

    def holds(self) -> set[int]:
        """The identities of its segments."""
        return {id(segment) for row in self.rows for segment in row}


def find_band(segments: Sequence[Segment]) -> Band | None:
    """Two columns of sentences with a gutter between them, if the page has them."""
    rows = rows_of(segments)
    pairs = [row for row in rows if len(row) == 2]
    if len(pairs) < _LEAST_ROWS:
        return None
    left = max(row[0].x1 for row in pairs)
    right = min(row[1].x0 for row in pairs)
    if right - left < _NARROWEST_GUTTER or not all(_is_prose([row[side] for row in pairs]) for side in (0, 1)):
        return None
    gutter = (left + right) / 2
    inside = _around(rows, rows.index(pairs[0]), rows.index(pairs[-1]), gutter)
    if inside is None:
        return None
    jumps = sum(abs(row[0].order - row[1].order) == 1 for row in pairs)
    return Band(gutter, inside, jumps * 2 >= len(pairs))


def _around(rows: Sequence[list[Segment]], first: int, last: int, gutter: float) -> list[list[Segment]] | None:
    """The rows from the first pair to the last, and those next to them that keep to one side; None if one crosses."""
    if any(_crosses(row, gutter) for row in rows[first : last + 1]):
        return None
    while first > 0 and not _crosses(rows[first - 1], gutter) and _near(rows[first - 1], rows[first]):
        first -= 1
    while last + 1 < len(rows) and not _crosses(rows[last + 1], gutter) and _near(rows[last], rows[last + 1]):
        last += 1
    return list(rows[first : last + 1])


def _crosses(row: Sequence[Segment], gutter: float) -> bool:
    return any(segment.x0 < gutter < segment.x1 for segment in row)


def _near(above: Sequence[Segment], below: Sequence[Segment]) -> bool:
    return below[0].y0 - above[0].y0 < 2.5 * below[0].size


def _is_prose(column: Sequence[Segment]) -> bool:
    words = sum(len(segment.words) for segment in column) / len(column)
    right = max(segment.x1 for segment in column)
    wide = right - min(segment.x0 for segment in column)
    return words >= _PROSE_WORDS and sum(segment.x1 > right - 0.25 * wide for segment in column) * 2 >= len(column)


def in_reading_order(segments: Sequence[Segment], band: Band | None) -> list[Segment]:
    """Drawing order, except where the page draws both columns line by line: there each column in turn."""
    if band is None or not band.jumps:
        return list(segments)
    held = band.holds()
    inside = [segment for row in band.rows for segment in row]
    ordered = [s for s in inside if s.x0 < band.gutter] + [s for s in inside if s.x0 >= band.gutter]
    first = next(at for at, segment in enumerate(segments) if id(segment) in held)
    after = [segment for segment in segments[first:] if id(segment) not in held]
    return [*segments[:first], *ordered, *after]
