"""The information box as a zone: its labels and values are facts, not passages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from ingest.extract import Layout
from ingest.infobox import read_infobox
from ingest.zones import laid_out
from kg.model import Zone

# A box is at least this many labelled values near each other; one or two may be a sentence with a colon.
_FEWEST = 3
_NEAR = 80


def with_box_zones(layout: Layout) -> Layout:
    """The layout with its information boxes marked as zones."""
    boxes = [Zone("infobox", start, end) for start, end in _boxes(layout)]
    return replace(layout, zones=laid_out([*layout.zones, *boxes])) if boxes else layout


def _boxes(layout: Layout) -> Iterator[tuple[int, int]]:
    box = read_infobox(layout)
    entries = (*box.entries, *box.placeholders)
    spans = sorted((min(entry.label_start, entry.start), max(entry.label_start, entry.end)) for entry in entries)
    for group in _groups(spans):
        if len(group) >= _FEWEST:
            yield _whole_tables(layout, group[0][0], max(end for _, end in group))


def _groups(spans: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    group: list[tuple[int, int]] = []
    for span in spans:
        if group and span[0] - max(end for _, end in group) > _NEAR:
            yield group
            group = []
        group.append(span)
    if group:
        yield group


def _whole_tables(layout: Layout, start: int, end: int) -> tuple[int, int]:
    """The range, and all of any table that it runs into: a box's empty labels belong to it too."""
    touched = [table for table in layout.tables if table.start < end and start < table.end]
    return min([start, *(table.start for table in touched)]), max([end, *(table.end for table in touched)])
