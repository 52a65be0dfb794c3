"""A table as it stands on a page: words in cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.printed import Segment, Word


@dataclass(slots=True)
class Grid:
    """Rows of cells of words. `order` is the place of its first word in drawing order."""

    rows: list[list[list[Word]]]
    order: int
    y0: float
    y1: float


def make_grid(rows: Sequence[Sequence[Sequence[Segment]]]) -> Grid:
    """The grid whose cells hold these segments, read line by line. Rows and columns of nothing are left out."""
    used = [row for row in rows if any(row)]
    columns = [at for at in range(max(map(len, used))) if any(at < len(row) and row[at] for row in used)]
    segments = [segment for row in used for cell in row for segment in cell]
    return Grid(
        [[_words(row[at]) if at < len(row) else [] for at in columns] for row in used],
        min(segment.order for segment in segments),
        min(segment.y0 for segment in segments),
        max(segment.y1 for segment in segments),
    )


def _words(cell: Sequence[Segment]) -> list[Word]:
    ordered = sorted(cell, key=lambda segment: (round(segment.middle / 3), segment.x0))
    return [word for segment in ordered for word in segment.words]
