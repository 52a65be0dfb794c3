"""Contents pages: a list of titles that end in page numbers, on lines of their own or run together on one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.extract import Extract, Line
from kg.model import Zone

_NAME = re.compile(
    r"^\s*#*\s*(?:\d\.?\s+)?(?:innehåll|innehållsförteckning|innehållsöversikt|(?:table of )?contents)\s*:?\s*$",
    re.I,
)
_ENTRY = re.compile(r"^(?P<title>\S.*?)(?:[\s.…·_]{2,}|\s)(?P<page>\d{1,3}|[ivxl]{1,5})\s*$")
_LEADER = re.compile(r"(?:\.\s?){4,}\s*\d{1,3}\s*$|…+\s*\d{1,3}\s*$")
_FLAT = re.compile(r"\b(?:Innehåll|Innehållsförteckning|INNEHÅLL|INNEHÅLLSFÖRTECKNING)\b:?\s+")
_FLAT_ENTRY = re.compile(r"(?P<title>[^\d\s](?:[^\d]|\d(?=[\d.]*\s+[^\W\d])){2,120}?)[\s.…]+(?P<page>\d{1,3})(?=\s|$)")
_FLAT_LEAST = 3
# An entry stands on one printed line. The patterns look back over leaders, so what is longer is never given to them.
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Contents:
    """A contents list: its place, and the titles it names in order."""

    start: int
    end: int
    titles: tuple[str, ...]


def find_contents(extract: Extract) -> Iterator[Zone]:
    """The zones of the contents lists."""
    for found in contents_lists(extract):
        yield Zone("contents", found.start, found.end)


def contents_lists(extract: Extract) -> list[Contents]:
    """The contents lists of a document, with what they name."""
    text = extract.text.text
    lines = extract.lines
    found: list[Contents] = []
    at = 0
    while at < len(lines):
        words = text[lines[at].start : lines[at].end]
        taken = _named(text, lines, at) if _names_list(words) else _leaders(text, lines, at)
        taken = max(taken, _tabbed(text, lines, at, len(extract.text.pages)))
        if taken > at:
            titles = [_title(text, line) for line in lines[at:taken]]
            found.append(Contents(lines[at].start, lines[taken - 1].end, tuple(title for title in titles if title)))
            at = taken
            continue
        flat = _flattened(words, lines[at].start)
        if flat is not None:
            found.append(flat)
        at += 1
    return found


def _names_list(words: str) -> bool:
    """Whether a line is the heading of a contents list."""
    stripped = words.strip()
    return len(stripped) <= _LONGEST and bool(_NAME.match(stripped))


def _named(text: str, lines: Sequence[Line], at: int) -> int:
    """The index after the list under the heading at `at`; `at` itself when no list follows."""
    last, misses = at, 0
    previous = 0
    for index in range(at + 1, len(lines)):
        page = _page(text[lines[index].start : lines[index].end])
        if page is not None and page >= previous:
            last, misses, previous = index, 0, page
        elif len(text[lines[index].start : lines[index].end]) > 160 or misses >= 2:
            break
        else:
            misses += 1
    return last + 1 if last - at >= 2 else at


def _leaders(text: str, lines: Sequence[Line], at: int) -> int:
    """The index after a run of at least three lines with dotted leaders that begins at `at`."""
    last, index = at - 1, at
    while index < len(lines) and index - last <= 2:
        if _LEADER.search(text[max(lines[index].start, lines[index].end - _LONGEST) : lines[index].end]):
            last = index
        elif last < at:
            return at
        index += 1
    return last + 1 if last - at >= 2 else at


def _page(words: str) -> int | None:
    found = _ENTRY.match(words.strip()) if len(words) <= 220 else None
    if found is None or not any(char.isalpha() for char in found["title"]):
        return None
    return int(found["page"]) if found["page"].isdigit() else 0


_TABBED = re.compile(r"[^\t\d][^\t]*\t+(?P<page>\d{1,3})\s*$|\d[\d.]*\s[^\t]*\t+(?P<page2>\d{1,3})\s*$")
_TABBED_LEAST = 5


def _tabbed(text: str, lines: Sequence[Line], at: int, pages: int) -> int:
    """The index after a run of titles with a page number behind a tab, which never falls; `at` when it is short."""
    index, last = at, 0
    while index < len(lines) and lines[index].end - lines[index].start <= _LONGEST:
        found = _TABBED.match(text, lines[index].start, lines[index].end)
        page = int(found["page"] or found["page2"]) if found else 0
        if not found or not max(1, last) <= page <= pages + 2 or lines[index].page != lines[at].page:
            break
        index, last = index + 1, page
    return index if index - at >= _TABBED_LEAST else at


def _title(text: str, line: Line) -> str:
    found = _ENTRY.match(text[max(line.start, line.end - _LONGEST) : line.end].strip())
    return found["title"].strip(" .…·_\t") if found else ""


def _flattened(words: str, offset: int) -> Contents | None:
    """A contents page on one line: titles and numbers in turn, the numbers never falling."""
    head = _FLAT.search(words)
    if head is None:
        return None
    titles: list[str] = []
    at, previous, end = head.end(), 0, head.end()
    while (found := _FLAT_ENTRY.match(words, at)) and int(found["page"]) >= previous:
        titles.append(found["title"].strip(" ."))
        previous, end = int(found["page"]), found.end()
        at = end + len(words[end:]) - len(words[end:].lstrip())
    if len(titles) < _FLAT_LEAST:
        return None
    return Contents(offset + head.start(), offset + end, tuple(titles))
