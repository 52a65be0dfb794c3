"""The field's synonyms and abbreviations: `data/synonyms.toml`, looked up by the terms of a text."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Sequence
from pathlib import Path

from search.analysis import tokens

Phrase = tuple[str, ...]

_FILE = Path(__file__).parent / "data" / "synonyms.toml"


class Synonyms:
    """Groups of phrases, each phrase a row of terms."""

    def __init__(self, groups: Sequence[Sequence[str]]) -> None:
        self._others: dict[Phrase, list[Phrase]] = {}
        for group in groups:
            phrases = [phrase for member in group if (phrase := _phrase(member))]
            for phrase in phrases:
                known = self._others.setdefault(phrase, [])
                known += [other for other in phrases if other != phrase and other not in known]
        self._longest = max(map(len, self._others), default=0)

    def found(self, row: Sequence[str]) -> list[tuple[int, int, Phrase]]:
        """Each synonym of a stretch of `row`: where the stretch begins and ends, and the other phrase."""
        return [
            (start, end, other)
            for start in range(len(row))
            for end in range(start + 1, min(len(row), start + self._longest) + 1)
            for other in self._others.get(tuple(row[start:end]), ())
        ]


def _phrase(member: str) -> Phrase:
    return tuple(token.term for token in tokens(member))


@functools.cache
def synonyms() -> Synonyms:
    """The groups that ship with Styrgraf."""
    return Synonyms(tomllib.loads(_FILE.read_text(encoding="utf-8"))["groups"])
