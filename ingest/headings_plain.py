"""Headings of plain text: short lines without a full stop, alone between blank lines, with text below them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.cover import Cover
from ingest.extract import Extract, Heading, Line
from ingest.numbering import depth, split_number
from ingest.section_names import fold_name, level_of
from kg.model import Zone

_LONGEST = 90
_MOST_WORDS = 11
_COVER_RUN = 3
_ENDS_SENTENCE = re.compile(r"[.,;:!]\s*$")
_LIST_ITEM = re.compile(r"^\s*(?:[•●○▪–—*-]\s|\(?[a-z]\)|\d{1,2}[.)]\s.*[?.;]$)")
_EMPHASIS = re.compile(r"^\s*[*_]{1,3}(.+?)[*_]{1,3}\s*$")
_LABELLED = re.compile(r"^[^:]{2,40}:\s")
_NUMERIC = re.compile(r"\d{4}-\d{2}-\d{2}|^\W*\d[\d\s.,:%()-]*$")


def standing_alone(extract: Extract, zones: Sequence[Zone], titles: frozenset[str]) -> list[Heading]:
    """The headings of a text without geometry; `titles` are folded titles of its contents list."""
    text = extract.text.text
    covered = Cover(zones, extract.tables)
    lines = [line for line in extract.lines if not covered.holds(line.start)]
    known = [_is_known(text, line, titles) for line in lines]
    marks = [_is_candidate(text, line, named=name) for line, name in zip(lines, known, strict=True)]
    return [
        _heading(text, line)
        for at, line in enumerate(lines[:-1])
        if marks[at] and (known[at] or _announces(marks, known, at))
    ]


def _announces(marks: Sequence[bool], known: Sequence[bool], at: int) -> bool:
    """Whether text follows the line, or a known section; a row of names on a cover announces nothing."""
    if marks[at + 1] and not known[at + 1]:
        return False
    first = at
    while first > 0 and marks[first - 1] and not known[first - 1]:
        first -= 1
    return at - first + 1 < (_COVER_RUN if not marks[at + 1] else 2)


def _words(text: str, line: Line) -> str:
    words = text[line.start : line.end].strip()
    found = _EMPHASIS.match(words)
    return found[1] if found else words


def _is_known(text: str, line: Line, titles: frozenset[str]) -> bool:
    name = split_number(_words(text, line))[1]
    return level_of(name) is not None or fold_name(name) in titles


def _is_candidate(text: str, line: Line, *, named: bool) -> bool:
    words = _words(text, line)
    if not _is_alone(text, line):
        return False
    if named:
        return True
    if len(words) > _LONGEST or len(words.split()) > _MOST_WORDS or len(words) < 3:
        return False
    if _ENDS_SENTENCE.search(words) or _LIST_ITEM.match(words) or _LABELLED.match(words) or _NUMERIC.search(words):
        return False
    title = split_number(words)[1]
    return title[:1].isupper() and any(char.isalpha() for char in title)


def _is_alone(text: str, line: Line) -> bool:
    """Whether blank lines, or the page's edges, stand above and below."""
    above = text[max(0, line.start - 200) : line.start]
    above = above.rpartition("\f")[2] if "\f" in above else above
    gap = len(above) - len(above.rstrip(" \t\n"))
    below = text[line.end : line.end + 200]
    space = below[: len(below) - len(below.lstrip(" \t\n\f"))]
    at_top = not above.strip()
    return (at_top or above[len(above) - gap :].count("\n") >= 2) and (space.count("\n") >= 2 or "\f" in space)


def _heading(text: str, line: Line) -> Heading:
    words = _words(text, line)
    number, title = split_number(words)
    start = line.start + text[line.start : line.end].index(words)
    level = depth(number) if number else level_of(title) or 2
    return Heading(start, start + len(words), level, title, number)
