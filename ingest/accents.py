"""Accents drawn as signs of their own over a letter, as old typesetters leave them: "fo¨r" is "för"."""

from __future__ import annotations

import unicodedata
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating[Any]]

# Spacing signs and the combining character each stands for. The degree sign is drawn for the ring of å.
ACCENTS = {
    "¨": "\u0308",
    "´": "\u0301",
    "`": "\u0300",
    "ˆ": "\u0302",
    "^": "\u0302",
    "˚": "\u030a",
    "°": "\u030a",
    "˜": "\u0303",
    "¸": "\u0327",
    "\u0308": "\u0308",
    "\u030a": "\u030a",
    "\u0301": "\u0301",
    "\u0300": "\u0300",
}


def join_accents(text: str, boxes: Floats) -> str:
    """`text` of the same length, where a letter under an accent carries it and the accent's place holds NUL.

    `boxes` are left, top, right, bottom of each character, y upwards. An accent that lies over no letter stays.
    """
    chars = list(text)
    left, right = boxes[:, 0], boxes[:, 2]
    middle = (boxes[:, 1] + boxes[:, 3]) / 2
    for at, char in enumerate(text):
        if char in ACCENTS:
            letter = _letter_under(text, at, left, right, middle)
            joined = unicodedata.normalize("NFC", chars[letter] + ACCENTS[char]) if letter is not None else ""
            if letter is not None and len(joined) == 1:
                chars[letter], chars[at] = joined, "\0"
                _drop_false_space(chars, at, letter, left, right)
    return "".join(chars)


def _letter_under(
    text: str,
    at: int,
    left: Floats,
    right: Floats,
    middle: Floats,
) -> int | None:
    centre = (left[at] + right[at]) / 2
    high = max(float(right[at] - left[at]), 1.0) * 3
    near = (left <= centre) & (centre <= right) & (np.abs(middle - middle[at]) < high)
    found = [int(index) for index in np.flatnonzero(near) if index != at and text[int(index)].isalpha()]
    return min(found, key=lambda index: abs(index - at), default=None)


def _drop_false_space(chars: list[str], at: int, letter: int, left: Floats, right: Floats) -> None:
    """pdfium sees a gap after a narrow accent ("O¨ rebro"): the space is false when the letters touch."""
    after = at + 1
    if letter >= at or after + 1 >= len(chars) or chars[after] != " ":
        return
    if left[after + 1] - right[letter] < 0.12 * max(float(right[letter] - left[letter]), 1.0) * 2:
        chars[after] = "\0"
