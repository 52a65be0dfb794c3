"""The running text of a document: its body without page furniture, with the way back to the stored text."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.extract import Layout
from kg.model import Span, StoredText, ZoneKind

FURNITURE: frozenset[ZoneKind] = frozenset(
    {"running-head", "page-number", "contents", "references", "footnote", "host-page"}
)
_SPACE = re.compile(r"\s+")
_EMPHASIS = re.compile(r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}")


@dataclass(frozen=True, slots=True)
class Flow:
    """Body text as `text`; character `i` stands at `offsets[i]` of the stored text."""

    text: str
    offsets: array[int]
    stored: StoredText

    def spans(self, start: int, end: int) -> tuple[Span, ...]:
        """The evidence for `text[start:end]`: more than one span where furniture stands between."""
        pieces = [piece for piece in self._pieces(start, end) if self.stored.text[piece[0] : piece[1]].strip()]
        return tuple(self.stored.span(*piece) for piece in pieces)

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        if start >= end:
            return
        first = previous = self.offsets[start]
        for at in range(start + 1, end):
            here = self.offsets[at]
            if here - previous > 1 and self.stored.text[previous + 1 : here].strip():
                yield first, previous + 1
                first = here
            previous = here
        yield first, previous + 1

    def words(self, start: int, end: int) -> str:
        """`text[start:end]` as a value: one line, without emphasis marks."""
        return tidy(self.text[start:end])

    def at(self, stored_offset: int) -> int:
        """Where the flow continues at or after an offset of the stored text."""
        return bisect_left(self.offsets, stored_offset)


def tidy(text: str) -> str:
    """One line, single spaces, without Markdown's emphasis marks and soft hyphens."""
    return _EMPHASIS.sub("", _SPACE.sub(" ", text.replace("\u00ad", ""))).strip()


def flow_of(layout: Layout, without: frozenset[ZoneKind] = FURNITURE) -> Flow:
    """The text of `layout` `without` zones of some kinds, as running text. Page breaks become line breaks."""
    stored = layout.text
    kept: list[str] = []
    offsets: array[int] = array("l")
    for start, end in _body_ranges(layout, without):
        kept.append(stored.text[start:end].replace("\f", "\n"))
        offsets.extend(range(start, end))
    return Flow("".join(kept), offsets, stored)


def _body_ranges(layout: Layout, without: frozenset[ZoneKind]) -> Iterator[tuple[int, int]]:
    at = 0
    for zone in layout.zones:
        if zone.kind in without and zone.end > at:
            if zone.start > at:
                yield at, zone.start
            at = max(at, zone.end)
    if at < len(layout.text.text):
        yield at, len(layout.text.text)
