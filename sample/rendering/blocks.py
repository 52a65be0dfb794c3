"""Markdown of the sources becomes blocks: only what the sources use (headings, lists, tables, notes, directives)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

BlockKind = Literal["heading", "paragraph", "bullets", "numbers", "table", "directive", "lines"]

_BULLET = re.compile(r"[-*] +")
_NUMBER = re.compile(r"\d+\. +")
_NOTE = re.compile(r"\[\^(\w+)\]: *(.+)")


@dataclass(frozen=True, slots=True)
class Block:
    """One block of text; `items` are list items or lines, `rows` table cells, `level` a heading's depth from 1."""

    kind: BlockKind
    text: str = ""
    level: int = 0
    items: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A parsed body: its blocks in order and its footnotes by mark."""

    blocks: tuple[Block, ...]
    notes: dict[str, str] = field(default_factory=dict)


def parse(body: str) -> Text:
    """Split Markdown into blocks; `:::name` lines become directives, a trailing backslash keeps a line break."""
    notes: dict[str, str] = {}
    chunks: list[list[str]] = [[]]
    for line in body.splitlines():
        note = _NOTE.match(line)
        if note:
            notes[note[1]] = note[2]
        elif line.strip():
            chunks[-1].append(line.rstrip())
        else:
            chunks.append([])
    return Text(tuple(block for chunk in chunks if chunk for block in _blocks(chunk)), notes)


def _blocks(chunk: list[str]) -> Iterator[Block]:
    first = chunk[0]
    if first.startswith("#") or first.startswith(":::"):
        yield _heading(first)
        if chunk[1:]:
            yield from _blocks(chunk[1:])
    elif first.startswith("|"):
        yield Block("table", rows=_rows(chunk))
    elif _BULLET.match(first):
        yield Block("bullets", items=_items(chunk, _BULLET))
    elif _NUMBER.match(first):
        yield Block("numbers", items=_items(chunk, _NUMBER))
    elif any(line.endswith("\\") for line in chunk):
        yield Block("lines", items=tuple(line.rstrip("\\").strip() for line in chunk))
    else:
        yield Block("paragraph", text=" ".join(line.strip() for line in chunk))


def _heading(line: str) -> Block:
    if line.startswith(":::"):
        return Block("directive", text=line[3:].strip())
    mark, _, text = line.partition(" ")
    return Block("heading", text=text.strip(), level=len(mark))


def _rows(chunk: list[str]) -> tuple[tuple[str, ...], ...]:
    cells = (tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in chunk)
    return tuple(row for row in cells if not all(set(cell) <= set("-: ") for cell in row))


def _items(chunk: list[str], mark: re.Pattern[str]) -> tuple[str, ...]:
    items: list[str] = []
    for line in chunk:
        found = mark.match(line)
        if found:
            items.append(line[found.end() :].strip())
        else:
            items[-1] += " " + line.strip()
    return tuple(items)
