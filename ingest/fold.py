"""Comparing texts as a reader would: without regard to accents, spaces, punctuation, or l mistaken for I.

The stored text is never rewritten; it is compared through its folding, and offsets lead back.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Levenshtein


@lru_cache(maxsize=4096)
def _letter(char: str) -> str:
    base = unicodedata.normalize("NFKD", char)[0].lower()
    if not base.isalnum():
        return ""
    # OCR and lost fonts confuse I with l ("lakttagelser"): both fold to the same letter.
    return "i" if base == "l" else base[0]


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded text; `offsets[i]` is where letter `i` stands in the text it was made from."""

    letters: str
    offsets: tuple[int, ...]


def fold_with_offsets(text: str) -> Folded:
    """The folding of `text` with the way back."""
    pairs = [(letter, at) for at, char in enumerate(text) if (letter := _letter(char))]
    return Folded("".join(letter for letter, _ in pairs), tuple(at for _, at in pairs))


def fold(text: str) -> str:
    """`text` as letters and digits only, lower case, without accents."""
    return "".join(map(_letter, text))


def same_wording(one: str, other: str) -> bool:
    """Whether two texts are the same but for inflection, glue, damage and punctuation.

    No single difference may be longer than three letters and all together at most six in a
    hundred: "möjlighet" is "möjligheter", but "styrning" is not "uppföljning".
    """
    a, b = fold(one), fold(other)
    return same_letters(a, b)


def same_letters(a: str, b: str) -> bool:
    """`same_wording` for texts already folded."""
    if a == b:
        return bool(a)
    allowed = max(2, (len(a) + len(b)) * 3 // 100)
    if abs(len(a) - len(b)) > allowed or Levenshtein.distance(a, b, score_cutoff=allowed) > allowed:
        return False
    return all(
        max(op.src_end - op.src_start, op.dest_end - op.dest_start) <= 3
        for op in Levenshtein.opcodes(a, b)
        if op.tag != "equal"
    )
