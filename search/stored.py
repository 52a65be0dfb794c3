"""Passages as the lexical index keeps them, to be shown without opening the document's reading."""

from __future__ import annotations

from dataclasses import dataclass

import orjson

from kg.model import Passage


def stored(passage: Passage) -> bytes:
    """What is kept of a passage."""
    span = passage.span
    return orjson.dumps(
        [passage.id, passage.text, span.page, span.start, span.end, passage.heading_path, passage.provides]
    )


@dataclass(frozen=True, slots=True)
class Stored:
    """A passage as the index keeps it."""

    id: str
    text: str
    page: int
    start: int
    end: int
    heading_path: tuple[str, ...]
    provides: tuple[str, ...]

    @classmethod
    def read(cls, data: bytes) -> Stored:
        """From what `IndexWriter` stored."""
        one, text, page, start, end, path, provides = orjson.loads(data)
        return cls(one, text, page, start, end, tuple(path), tuple(provides))
