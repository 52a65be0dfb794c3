"""The items of a printed page in reading order: segments of text, and the tables found among them."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.borderless import find_borderless
from ingest.columns import find_band, in_reading_order
from ingest.grid import Grid
from ingest.pdf_rules import Rule
from ingest.printed import Segment
from ingest.ruled import find_ruled


def page_items(segments: Sequence[Segment], rules: Sequence[Rule]) -> list[Segment | Grid]:
    """Tables stand where their first word is drawn; the rest keeps the page's own order, or its columns' order."""
    grids = find_ruled(segments, rules)
    rest = without(segments, grids)
    band = find_band(rest)
    columns = band.holds() if band else set()
    found = find_borderless([segment for segment in rest if id(segment) not in columns])
    return _merge(in_reading_order(without(rest, found), band), [*grids, *found])


def without(segments: Sequence[Segment], grids: Sequence[Grid]) -> list[Segment]:
    """The segments that are in none of the tables."""
    taken = {id(word) for grid in grids for row in grid.rows for cell in row for word in cell}
    return [segment for segment in segments if id(segment.words[0]) not in taken] if taken else list(segments)


def _merge(segments: Sequence[Segment], grids: Sequence[Grid]) -> list[Segment | Grid]:
    items: list[Segment | Grid] = list(segments)
    for grid in sorted(grids, key=lambda item: -item.order):
        at = next((i for i, item in enumerate(items) if item.order > grid.order), len(items))
        items.insert(at, grid)
    return items
