"""The entries of a PDF's outline, found again as lines of its text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.extract import Heading, Line
from ingest.numbering import split_number
from ingest.pdf_about import Entry
from kg.model import StoredText

_LETTERS = re.compile(r"[\W_]+")


def headings_of_outline(text: StoredText, lines: Sequence[Line], outline: Sequence[Entry]) -> tuple[Heading, ...]:
    """The lines that carry the outline's titles, each on the entry's page where that is known."""
    if not outline:
        return ()
    by_key: dict[str, list[Line]] = {}
    for line in lines:
        by_key.setdefault(_key(text.text[line.start : line.end]), []).append(line)
    found: dict[int, Heading] = {}
    for entry in outline:
        found_line = _best(by_key.get(_key(entry.title), []), entry.page)
        if found_line is not None and found_line.start not in found:
            words = text.text[found_line.start : found_line.end]
            number, title = split_number(words)
            found[found_line.start] = Heading(found_line.start, found_line.end, entry.level, title, number)
    return tuple(found[start] for start in sorted(found))


def _key(text: str) -> str:
    return _LETTERS.sub("", text.lower())


def _best(lines: Sequence[Line], page: int | None) -> Line | None:
    if page is None:
        return lines[0] if len(lines) == 1 else None
    on_page = [line for line in lines if line.page == page]
    return max(on_page, key=lambda line: line.size or 0.0, default=None)
