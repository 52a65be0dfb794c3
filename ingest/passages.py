"""The units of retrieval: paragraphs, lists with their lead-in, and groups of table rows, each under its headings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.blocks import Block, body_blocks
from ingest.extract import Layout
from ingest.provisions import provisions_of
from kg.ids import part_id
from kg.model import Passage

SHORTEST = 40
LONGEST = 1200

# A long paragraph is cut into parts of about this length: the usual length of a paragraph that is not cut.
_GOAL = 700

_SENTENCE_END = re.compile(r"[.!?:][\"”)]?\s+(?=[A-ZÅÄÖ0-9•–\"”])|\n\s*\n|\f")


def split_passages(layout: Layout, document_id: str, steering: bool) -> tuple[Passage, ...]:
    """The passages of the body, never of contents, running heads, notes, reference lists or a host page.

    The passages of `steering` documents are marked with what they lay down. Lengths are 40-1,200
    characters wherever the text allows it.
    """
    text = layout.text.text
    passages = []
    for start, end, section in _ranges(text, _groups(text, body_blocks(layout))):
        span = layout.text.span(start, end)
        path = layout.sections[section].path
        provides = provisions_of(span.quote, path) if steering else ()
        identity = part_id(document_id, "passage", span.start, span.quote)
        passages.append(Passage(identity, span.quote, path, span, provides))
    return tuple(passages)


def _groups(text: str, blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Blocks that are read together: a list with its lead-in, rows of one table, a scrap with what follows it."""
    group: list[Block] = []
    for block in blocks:
        if group and not _belongs(text, group, block):
            yield group
            group = []
        group.append(block)
    if group:
        yield group


def _belongs(text: str, group: Sequence[Block], block: Block) -> bool:
    last = group[-1]
    if last.section != block.section or text[last.end : block.start].strip():
        return False
    length = block.end - group[0].start
    if length > LONGEST:
        return False
    if block.table is not None or last.table is not None:
        return block.table == last.table and length <= _GOAL
    if block.item:
        # A lead-in is a sentence that the items finish ("Av dokumentationen ska framgå"): it has no full stop.
        return last.item or text[last.end - 1] not in ".!?"
    return last.end - group[0].start < SHORTEST


def _ranges(text: str, groups: Iterator[list[Block]]) -> Iterator[tuple[int, int, int]]:
    for group in groups:
        start, end = group[0].start, group[-1].end
        if any(char.isalpha() for char in text[start:end]):
            yield from ((a, b, group[0].section) for a, b in _cut(text, start, end))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The range whole, or in parts that end with a sentence and are about equally long."""
    if end - start <= LONGEST:
        yield start, end
        return
    ends = [found.end() for found in _SENTENCE_END.finditer(text, start, end)]
    parts = -(-(end - start) // _GOAL)
    goal = (end - start) / parts
    at = start
    while end - at > LONGEST:
        stop = _stop(text, ends, at, min(end, at + int(goal)), end)
        yield at, stop
        at = stop
    if text[at:end].strip():
        yield at, end


def _stop(text: str, ends: Sequence[int], at: int, goal: int, end: int) -> int:
    """Where to cut: at the sentence's end nearest the goal, else at a blank, else in the middle of a word."""
    fitting = [stop for stop in ends if at + SHORTEST <= stop <= min(at + LONGEST, end - SHORTEST)]
    if fitting:
        return min(fitting, key=lambda stop: abs(stop - goal))
    blank = text.rfind(" ", at + SHORTEST, at + LONGEST)
    return blank + 1 if blank > 0 else min(at + LONGEST, end)
