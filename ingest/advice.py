"""A recommendation: at one place, and with every place where it is repeated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ingest.fold import fold, same_letters


@dataclass(frozen=True, slots=True)
class Asked:
    """A recommendation at one place: flow offsets, text, addressees."""

    text: str
    start: int
    end: int
    addressees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation with every place where it is printed."""

    text: str
    addressees: tuple[str, ...]
    places: tuple[tuple[int, int], ...]


def each_once(found: Iterable[Asked]) -> tuple[Advice, ...]:
    kept: list[Advice] = []
    for asked in found:
        letters = fold(asked.text)
        if not any(char.isalpha() for char in letters):
            continue
        if summed := _summed(letters, kept):
            for at in summed:
                kept[at] = replace(kept[at], places=(*kept[at].places, (asked.start, asked.end)))
            continue
        twin = next((at for at, other in enumerate(kept) if _same(letters, asked, other)), None)
        place = (asked.start, asked.end)
        if twin is None:
            kept.append(Advice(asked.text, asked.addressees, (place,)))
        elif place not in kept[twin].places:
            other = kept[twin]
            whom = tuple(dict.fromkeys((*other.addressees, *asked.addressees)))
            kept[twin] = replace(other, places=(*other.places, place), addressees=whom)
    return tuple(kept)


def _summed(letters: str, kept: list[Advice]) -> list[int]:
    """The recommendations that a sentence only repeats together: "… följer upp tiderna samt tecknar avtal"."""
    inside = [at for at, other in enumerate(kept) if len(other.text) >= 20 and fold(other.text) in letters]
    share = sum(len(fold(kept[at].text)) for at in inside)
    return inside if len(inside) > 1 and share >= 0.7 * len(letters) else []


def _same(letters: str, asked: Asked, other: Advice) -> bool:
    theirs = fold(other.text)
    short = min(len(letters), len(theirs))
    return same_letters(letters, theirs) or (short >= 40 and (letters.startswith(theirs) or theirs.startswith(letters)))
