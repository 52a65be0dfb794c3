"""Printed numbering of headings: "2", "2.1", "2.1.", "A.", "Bilaga 1"."""

from __future__ import annotations

import re

_NUMBER = re.compile(r"^(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})(?P<dot>\.?)[ \t\u00a0]+(?P<title>[^\W\d_].*)$", re.S)
_CHAPTER = re.compile(r"^(?:kapitel|kap\.|avsnitt|del)\s+(?P<number>\d{1,2})[.:]?\s+(?P<title>\S.*)$", re.I | re.S)


def split_number(text: str) -> tuple[str | None, str]:
    """The number without its trailing dot, and the title; no number when there is none."""
    found = _NUMBER.match(text.strip()) or _CHAPTER.match(text.strip())
    if found is None:
        return None, text.strip()
    return found["number"], found["title"].strip()


def depth(number: str) -> int:
    """How deep a number lies: "2" is 1, "2.1" is 2."""
    return number.count(".") + 1
