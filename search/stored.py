"""Passages as the index keeps them, to be compared and shown without opening the document's reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import orjson

from kg.model import Passage
from search.analysis import Token, surfaces, terms_of, tokens

_SENTENCE_END = re.compile(r"[.!?:;]\W*$")
_FEW_WORDS = 5
_PART, _WORD = b"\0", "\n"


def stored(passage: Passage, found: Sequence[Token]) -> bytes:
    """What is kept of a passage with these tokens: words and terms, its own and its heading's, then the rest."""
    span = passage.span
    row = [passage.id, passage.text, span.page, span.start, span.end, passage.heading_path, passage.provides]
    heading = passage.heading_path[-1] if passage.heading_path else ""
    above = tokens(heading)
    held = dict.fromkeys(term for token in (*found, *above) for term in (token.term, *token.parts))
    told = (surfaces(passage.text, found), surfaces(heading, above), held)
    return _PART.join([*(_WORD.join(words).encode() for words in told), orjson.dumps(row)])


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text, each once, and the terms of all of them."""

    surfaces: frozenset[str]
    terms: frozenset[str]

    @classmethod
    def of_stored(cls, data: bytes) -> Words:
        """Of a stored passage and the heading it stands under."""
        own, heading, terms, _ = data.split(_PART, 3)
        return cls(frozenset([*_parted(own), *_parted(heading)]), frozenset(_parted(terms)))

    @classmethod
    def of(cls, told: Iterable[str]) -> Words:
        """Of words as they stand in a text."""
        held = frozenset(told)
        return cls(held, frozenset().union(*map(terms_of, held)))

    @classmethod
    def joined(cls, several: Sequence[Words]) -> Words:
        """Of several texts together."""
        return cls(
            frozenset().union(*(one.surfaces for one in several)), frozenset().union(*(one.terms for one in several))
        )


def _parted(data: bytes) -> list[str]:
    return data.decode().split(_WORD) if data else []


@dataclass(frozen=True, slots=True)
class Stored:
    """A passage as the index keeps it; `surfaces` are the words of its text, each once."""

    id: str
    text: str
    page: int
    start: int
    end: int
    heading_path: tuple[str, ...]
    provides: tuple[str, ...]
    surfaces: tuple[str, ...]

    @property
    def says_something(self) -> bool:
        """Whether it is more than a name, a date or a lone heading: a sentence, or a few words at least."""
        return bool(_SENTENCE_END.search(self.text)) or sum(map(str.isalpha, self.surfaces)) >= _FEW_WORDS

    @classmethod
    def read(cls, data: bytes) -> Stored:
        """From what `IndexWriter` stored."""
        words, _, _, row = data.split(_PART, 3)
        one, text, page, start, end, path, provides = orjson.loads(row)
        return cls(one, text, page, start, end, tuple(path), tuple(provides), tuple(_parted(words)))
