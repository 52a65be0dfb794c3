"""Running heads and feet: lines that come back at the edge of page after page, however their numbers change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.extract import Extract, Line
from kg.model import Zone

_DIGITS = re.compile(r"\d+")
_SPACES = re.compile(r"[\s\W_]+")
_PAGE_NUMBER = re.compile(
    r"^(?:(?:sid(?:a|an)?|page|s\.)\s*:?\s*)?[-–—]?\s*\d{1,4}\s*[-–—]?"
    r"(?:\s*(?:\(\s*\d{1,4}\s*\)|av\s+\d{1,4}|of\s+\d{1,4}|/\s*\d{1,4}))?$",
    re.I,
)
_COUNT = re.compile(r"(?:^|\t|\s{2}|\bsid(?:a|an)?\.?\s*)(\d{1,3})\s?(?:\(\s?|av\s|/\s?)(\d{1,3})\)?\s*$", re.I)
_DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
_LAST_NUMBER = re.compile(r"\s(\d{1,4})\s*$")
_EDGE_LINES = 5
_BARE_EDGE_LINES = 2
# Heads and feet lie within this many points of the document's highest and lowest line.
_MARGIN = 110.0
_SAME_HEIGHT = 6.0
_SAME_SIZE = 1.2
_LONGEST = 200


def find_furniture(extract: Extract) -> list[Zone]:
    """The zones of running heads, running feet and page numbers."""
    text = extract.text.text
    pages: dict[int, list[Line]] = {}
    for line in extract.lines:
        pages.setdefault(line.page, []).append(line)
    heights = [line.box.y0 for line in extract.lines if line.box is not None]
    top, foot = min(heights, default=0.0) + _MARGIN, max(heights, default=0.0) - _MARGIN
    sides = [side for lines in pages.values() for side in _sides(lines, top, foot)]
    edges = [(line, at) for at, side in sides for line in side]
    repeated = _repeated(text, edges, len(pages))
    zones: dict[int, Zone] = {}
    for at, side in sides:
        # Only from the edge inwards: a sentence that comes back further in is text.
        for line in side:
            if is_page_number(text[line.start : line.end]):
                zones[line.start] = Zone("page-number", line.start, line.end)
            elif line.start in repeated or _counts_pages(text[line.start : line.end], line.page, at):
                zones[line.start] = Zone("running-head", line.start, line.end)
            else:
                break
    return [*zones.values(), *_numbers_after_text(extract, pages)]


def is_page_number(words: str) -> bool:
    """Whether the line is nothing but a page number: "3", "1(7)", "Sida 2 av 5"."""
    return bool(_PAGE_NUMBER.match(words.strip()))


def _counts_pages(words: str, page: int, at: int) -> bool:
    """Whether a line at the foot, or at the top of a later page, ends with the number of its own page of so many.

    The head of the first page is left: it holds what the document says of itself.
    """
    found = _COUNT.search(words) if len(words) <= _LONGEST and (page > 1 or at < 0) else None
    return found is not None and page == int(found[1]) <= int(found[2])


def _sides(lines: Sequence[Line], top: float, foot: float) -> list[tuple[int, list[Line]]]:
    """The lines at the top (1) and the foot (-1) of a page, each from the edge inwards, beyond these heights."""
    if all(line.box is not None for line in lines):
        ordered = sorted(lines, key=lambda line: line.box.y0 if line.box else 0.0)
        count = _EDGE_LINES
    else:
        ordered, count = list(lines), _BARE_EDGE_LINES
    count = min(count, (len(ordered) + 1) // 2)
    above = [line for line in ordered[:count] if line.box is None or line.box.y0 <= top]
    first = max(len(above), len(ordered) - count)
    below = [line for line in ordered[first:] if line.box is None or line.box.y0 >= foot]
    return [(1, above), (-1, below[::-1])]


def _repeated(text: str, edges: Sequence[tuple[Line, int]], pages: int) -> set[int]:
    """Where the lines begin that come back on enough pages, at one height."""
    groups: dict[tuple[str, int], list[Line]] = {}
    for line, side in edges:
        key = _key(text[line.start : line.end])
        if key:
            groups.setdefault((key, side), []).append(line)
    least = 2 if pages <= 4 else 3
    found: set[int] = set()
    for lines in groups.values():
        at_height: dict[tuple[int, int], set[int]] = {}
        for line in lines:
            at_height.setdefault(_height(line), set()).add(line.page)
        for line in lines:
            alike = _pages_near(at_height, _height(line))
            if alike >= least and (line.box is not None or alike * 2 >= pages):
                found.add(line.start)
    return found


def _height(line: Line) -> tuple[int, int]:
    """Where a line stands and how large it is, in steps within which a running head may vary."""
    if line.box is None:
        return 0, 0
    return round(line.box.y0 / _SAME_HEIGHT), round((line.size or 0.0) / _SAME_SIZE)


def _pages_near(at_height: dict[tuple[int, int], set[int]], height: tuple[int, int]) -> int:
    near = [at_height.get((height[0] + step, height[1]), set()) for step in (-1, 0, 1)]
    return len(set().union(*near)) if any(near[::2]) else len(near[1])


def _key(words: str) -> str:
    if len(words) > _LONGEST:
        return ""
    # A date in the head of every page has no letters: it comes back as it is.
    return _SPACES.sub("", _DIGITS.sub("#", words.lower())) or (words.strip() if _DATE.fullmatch(words.strip()) else "")


def _numbers_after_text(extract: Extract, pages: dict[int, list[Line]]) -> Iterator[Zone]:
    """The number that ends each page of a transcript, on the same line as its text."""
    if len(pages) < 3 or any(line.box is not None for line in extract.lines):
        return
    text = extract.text.text
    lasts = [lines[-1] for lines in pages.values()]
    ends = [_LAST_NUMBER.search(text, line.start, line.end) for line in lasts]
    if sum(found is not None for found in ends) * 4 >= 3 * len(lasts):
        yield from (Zone("page-number", found.start(1), found.end(1)) for found in ends if found)
