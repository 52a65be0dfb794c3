"""The paragraphs, list items and table rows of a document's body, without headings and page furniture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.cover import Cover
from ingest.extract import Layout

_ITEM = re.compile(r"^\s*(?:[•●○◦▪■□–—*-]\s|o\s(?=[A-ZÅÄÖ])|\(?\d{1,2}[.)]\s|\(?[a-zåäö][.)]\s)")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of body text in one section; `item` marks an item of a list, `table` the table whose row it is."""

    start: int
    end: int
    section: int
    item: bool = False
    table: int | None = None


def body_blocks(layout: Layout) -> list[Block]:
    """The blocks of the body in reading order."""
    text = layout.text.text
    tables = [(table.start, table.end, at) for at, table in enumerate(layout.tables)]
    starts = [section.start for section in layout.sections]
    blocks: list[Block] = []
    section = table = 0
    for start, end in _free_pieces(layout):
        while section + 1 < len(starts) and starts[section + 1] <= start:
            section += 1
        while table < len(tables) and tables[table][1] <= start:
            table += 1
        held = tables[table][2] if table < len(tables) and tables[table][0] <= start else None
        block = Block(start, end, section, held is None and bool(_ITEM.match(text[start:end])), held)
        if blocks and _goes_on(text, blocks[-1], block):
            blocks[-1] = replace(blocks[-1], end=end)
        else:
            blocks.append(block)
    return blocks


def _goes_on(text: str, block: Block, piece: Block) -> bool:
    """Whether the piece is the next line of the same paragraph or item."""
    between = text[block.end : piece.start]
    return (
        block.table is None
        and piece.table is None
        and not piece.item
        and block.section == piece.section
        and not between.strip()
        and ((between.count("\n") <= 1 and "\f" not in between) or _is_cut(text, block, piece, between))
    )


def _is_cut(text: str, block: Block, piece: Block, between: str) -> bool:
    """Whether a page break runs through a sentence."""
    return "\f" in between and text[block.end - 1] not in ".:!?" and text[piece.start].islower()


def _free_pieces(layout: Layout) -> Iterator[tuple[int, int]]:
    """The parts of each line that lie in no zone and no heading, without white space at their ends."""
    text = layout.text.text
    blocked = _blocked(layout)
    first = 0
    for line in layout.extract.lines:
        while first < len(blocked) and blocked[first][1] <= line.start:
            first += 1
        at, index = line.start, first
        while index < len(blocked) and blocked[index][0] < line.end:
            yield from _trimmed(text, at, blocked[index][0])
            at = max(at, blocked[index][1])
            index += 1
        yield from _trimmed(text, at, line.end)


def _blocked(layout: Layout) -> Sequence[tuple[int, int]]:
    return Cover(layout.zones, layout.headings).ranges()


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end] if end > start else ""
    left, right = len(piece) - len(piece.lstrip()), len(piece.rstrip())
    if right > left:
        yield start + left, start + right
