"""What on the pages is no body text: running heads, page numbers, contents, reference lists, footnotes, a host page.

The text of a zone stays in the stored text, for facts may stand in a footer; a zone only marks it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ingest.contents import find_contents
from ingest.extract import Extract, Heading, Line
from ingest.furniture import find_furniture
from ingest.source import HTML, MARKDOWN, TEXT
from kg.model import Zone

_MARKER = re.compile(r"(?m)^[ \t]*(?:transkript|transcript|transkription)[ \t]*:?[ \t]*$", re.I)
# The list of other documents that a document's page shows, up to the link to more of them.
_RELATED = re.compile(
    r"(?m)^[ \t]*(?:relaterade|relevanta|liknande|fler|andra)[ \t]dokument:?[ \t]*\n(?:[^\n]{0,160}\n){2,120}?"
    r"[ \t]*(?:visa|se|läs)[ \t](?:fler|alla|mer)\b[^\n]{0,40}$",
    re.I,
)
_FRONT = 8000
_REFERENCES = re.compile(
    r"^(?:referenser|referenslista|källor|källförteckning|litteratur|litteraturförteckning"
    r"|käll- och litteraturförteckning|källhänvisningar|referenser och källor|references|bibliography)$",
    re.I,
)
_NOTE = re.compile(r"^(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|\d{1,3}|\*{1,3})[ \t\u00a0]*\S")
_RAISED_NOTE = re.compile(r"^[¹²³⁴⁵⁶⁷⁸⁹][⁰¹²³⁴⁵⁶⁷⁸⁹]*\s*\S")
_SECTION = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s")
_SMALL = 0.91
_FULL_LINE = 40


def find_zones(extract: Extract, body_size: float | None) -> tuple[Zone, ...]:
    """All zones but the reference lists, sorted and apart from each other."""
    found: list[Zone] = [*extract.zones, *_host_page(extract), *find_contents(extract)]
    edges = find_furniture(extract)
    found += edges
    found += _footnotes(extract, body_size, {zone.start for zone in edges})
    return laid_out(found)


def laid_out(zones: Iterable[Zone]) -> tuple[Zone, ...]:
    """Zones sorted and cut so that none overlap: one that stands earlier in `zones` keeps its ground."""
    kept: list[Zone] = []
    for zone in zones:
        at = bisect_right(kept, zone.start, key=_start)
        first = at - 1 if at and kept[at - 1].end > zone.start else at
        last = bisect_left(kept, zone.end, lo=at, key=_start)
        kept[last:last] = [replace(zone, start=gap[0], end=gap[1]) for gap in _gaps(zone, kept[first:last])]
        if last > at:
            # Only a zone that others lie in is cut; its pieces are put back in order.
            kept.sort(key=_start)
    return tuple(kept)


def _start(zone: Zone) -> int:
    return zone.start


def _gaps(zone: Zone, held: Sequence[Zone]) -> Iterator[tuple[int, int]]:
    at = zone.start
    for other in held:
        if other.start > at:
            yield at, other.start
        at = max(at, other.end)
    if at < zone.end:
        yield at, zone.end


def _host_page(extract: Extract) -> Iterator[Zone]:
    """A scraped page around the document: everything down to the line that says the transcript begins."""
    if extract.media_type in (TEXT, MARKDOWN, HTML):
        marker = _MARKER.search(extract.text.text)
        if marker and extract.text.text[: marker.start()].strip() and extract.text.text[marker.end() :].strip():
            yield Zone("host-page", 0, marker.end())
        elif listed := _RELATED.search(extract.text.text[:_FRONT]):
            yield Zone("host-page", *listed.span())


def _footnotes(extract: Extract, body_size: float | None, edges: set[int]) -> Iterator[Zone]:
    text = extract.text.text
    pages: dict[int, list[Line]] = {}
    for line in extract.lines:
        if line.size is None and _RAISED_NOTE.match(text[line.start : line.end]):
            yield Zone("footnote", line.start, line.end)
        elif line.box is not None and line.start not in edges:
            pages.setdefault(line.page, []).append(line)
    if body_size is not None:
        tables = [(table.start, table.end) for table in extract.tables]
        for lines in pages.values():
            # The small print of a table at the foot of a page is no note.
            own = [line for line in lines if not any(start <= line.start < end for start, end in tables)]
            yield from _notes_below(text, own, body_size)


def _notes_below(text: str, lines: Sequence[Line], body_size: float) -> Iterator[Zone]:
    """Small lines at the foot of a page, from the first that begins with a mark."""
    placed = sorted(lines, key=lambda line: line.box.y0 if line.box else 0.0)
    small: list[Line] = []
    for line in reversed(placed):
        if line.size is None or line.size > body_size * _SMALL:
            break
        small.append(line)
    small.reverse()
    first = next((at for at, line in enumerate(small) if _is_note(text[line.start : line.end])), None)
    above = [line for line in placed[: len(placed) - len(small)] if line.end - line.start > _FULL_LINE]
    if first is not None and len(above) >= 2:
        for line in small[first:]:
            yield Zone("footnote", line.start, line.end)


def _is_note(words: str) -> bool:
    """Whether a small line begins with a note's mark: "2.3.2 Bedömning" has a section's number."""
    return bool(_NOTE.match(words)) and not _SECTION.match(words)


def reference_lists(headings: Sequence[Heading], end: int) -> Iterator[Zone]:
    """From a heading that announces sources to the next heading that does not lie under it."""
    for at, heading in enumerate(headings):
        if _REFERENCES.match(heading.text.strip()):
            after = (other.start for other in headings[at + 1 :] if other.level <= heading.level)
            yield Zone("references", heading.start, next(after, end))
