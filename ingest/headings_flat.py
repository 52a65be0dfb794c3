"""Headings run together with their text on one long line, as transcripts leave them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ingest.extract import Extract, Heading
from ingest.section_names import level_of, names_as_printed

_LONG_LINE = 300
_SHORTEST_TITLE = 6


def flattened_headings(extract: Extract, titles: Sequence[str]) -> Iterator[Heading]:
    """Known section names, and titles of the contents list, at the start of a sentence and followed by another."""
    text = extract.text.text
    if not any(line.box is None and line.end - line.start >= _LONG_LINE for line in extract.lines):
        return
    pattern = _pattern(tuple(title for title in titles if len(title) >= _SHORTEST_TITLE))
    for line in extract.lines:
        if line.box is None and line.end - line.start >= _LONG_LINE:
            ends_at = -1
            for found in pattern.finditer(text, line.start, line.end):
                name = found["name"]
                if _opens_sentence(text, line.start, found.start("name"), ends_at):
                    ends_at = found.end("name")
                    yield Heading(found.start("name"), ends_at, level_of(name) or 2, name, None)


@lru_cache(maxsize=64)
def _pattern(titles: tuple[str, ...]) -> re.Pattern[str]:
    names = sorted({*names_as_printed(), *titles}, key=len, reverse=True)
    spelled = "|".join(
        re.escape(name).replace("I", "[Il]", 1) if name.startswith("I") else re.escape(name) for name in names
    )
    return re.compile(rf"(?<![\w])(?P<name>{spelled})(?=\s+[A-ZÅÄÖ0-9•\-–l])")


def _opens_sentence(text: str, line_start: int, at: int, last_heading_end: int) -> bool:
    before = text[line_start:at].rstrip()
    if not before or (text[max(line_start, last_heading_end) : at].strip() == "" and last_heading_end >= 0):
        return True
    return before[-1] in '.?!:”"' and not before.endswith(("bl.a.", "t.ex.", "s.k.", "m.m:"))
