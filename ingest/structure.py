"""An Extract becomes a Layout: zones, headings, the sections under them, and the tables that are no contents list."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.cover import Cover
from ingest.extract import Extract, Heading, Layout, Line, Section
from ingest.headings import find_headings
from ingest.note_marks import tied
from ingest.zones import find_zones, laid_out, reference_lists


def lay_out(extract: Extract) -> Layout:
    """Tell body text from everything else, and give it its headings."""
    body_size = usual_size(extract.lines)
    zones = find_zones(extract, body_size)
    headings = find_headings(extract, zones, body_size)
    end = len(extract.text.text)
    zones = tied(extract.text, laid_out([*zones, *reference_lists(headings, end)]))
    listed = Cover(zone for zone in zones if zone.kind == "contents")
    tables = tuple(table for table in extract.tables if not listed.meets(table.start, table.end))
    return Layout(extract, headings, sections_of(headings, end), tables, zones)


def usual_size(lines: Sequence[Line]) -> float | None:
    """The type size in which most of the text is set."""
    sizes: dict[float, int] = {}
    for line in lines:
        if line.size is not None:
            size = round(line.size * 2) / 2
            sizes[size] = sizes.get(size, 0) + line.end - line.start
    return max(sizes, key=lambda size: sizes[size]) if sizes else None


def sections_of(headings: Sequence[Heading], end: int) -> tuple[Section, ...]:
    """The text under each heading; what stands before the first heading has an empty path."""
    sections: list[Section] = []
    path: list[Heading] = []
    first = headings[0].start if headings else end
    if first > 0:
        sections.append(Section((), 0, first))
    for at, heading in enumerate(headings):
        while path and path[-1].level >= heading.level:
            path.pop()
        path.append(heading)
        stop = headings[at + 1].start if at + 1 < len(headings) else end
        sections.append(Section(tuple(item.text for item in path), heading.start, stop, heading))
    return tuple(sections)
