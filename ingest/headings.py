"""Headings: declared by the format, set larger or bolder than the text, standing alone, or named in the contents."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.contents import contents_lists
from ingest.cover import Cover
from ingest.extract import Extract, Heading
from ingest.headings_flat import flattened_headings
from ingest.headings_plain import standing_alone
from ingest.headings_printed import printed_headings
from ingest.numbering import split_number
from ingest.section_names import fold_name
from kg.model import Zone

_NO_HEADINGS_IN = frozenset({"contents", "running-head", "page-number", "footnote", "host-page"})


def find_headings(extract: Extract, zones: Sequence[Zone], body_size: float | None) -> tuple[Heading, ...]:
    """The headings of the body in reading order, none of them in a zone."""
    titles = {fold_name(split_number(title)[1]): title for listed in contents_lists(extract) for title in listed.titles}
    found = {heading.start: heading for heading in extract.headings}
    declared = Cover(extract.headings)
    if body_size is not None:
        others = printed_headings(extract, zones, body_size, frozenset(titles))
    elif not extract.headings:
        others = standing_alone(extract, zones, frozenset(titles))
    else:
        others = []
    for heading in [*others, *flattened_headings(extract, tuple(titles.values()))]:
        if not declared.meets(heading.start, heading.end):
            found[heading.start] = heading
    blocked = Cover(zone for zone in zones if zone.kind in _NO_HEADINGS_IN)
    return tuple(found[at] for at in sorted(found) if not blocked.holds(at))
