"""What pieces have in common: "planen" and "planer" share the stem plan, "kommunstyrelsen" its parts.

A piece's vector is its own row plus those of what it shares, so that a rare form learns from the frequent ones.
The sum is folded into one row for each piece at the end: the finished model is a plain table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from training.bags import Bags
from training.lexicon import stem
from training.vocabulary import surface_parts

_SHORTEST = 3


def features(pieces: list[str], shared: bool) -> tuple[Bags, int]:
    """For each piece the rows it is the sum of (its own first, numbered as the piece), and how many rows there are."""
    kin = [list(_kin(piece)) if shared and number else [] for number, piece in enumerate(pieces)]
    met = Counter(name for names in kin for name in names)
    row: dict[str, int] = {}
    rows = []
    for number, names in enumerate(kin):
        common = [name for name in names if met[name] > 1]
        rows.append([number, *(row.setdefault(name, len(pieces) + len(row)) for name in common)])
    return Bags(rows), len(pieces) + len(row)


def _kin(piece: str) -> Iterator[str]:
    if len(piece) < _SHORTEST or not piece.isalpha():
        return
    parts = surface_parts(piece)
    names = {_root(part) for part in parts} if len(parts) > 1 else {_root(piece)}
    yield from sorted(names)


def _root(word: str) -> str:
    """The stem, without the -s- that links compounds."""
    return str(stem(word.removesuffix("s") if len(word) > 4 else word))
