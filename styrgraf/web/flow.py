"""Printed lines that run on: a text as wide as the window, where the paper was narrower."""

from __future__ import annotations

import re
from itertools import chain, pairwise

_NEARLY = 0.7
_ITEM = re.compile(r"\s*([•▪◦○●–—*-]|\d+[.)]|[a-zåäö]\))\s")


def flowing(text: str) -> str:
    """A text without the line breaks of its printed lines, of the same length. List items and table rows keep theirs:
    a line is taken to run on when it is nearly as long as the longest one and what follows is no list item."""
    lines = text.split("\n")
    full = _NEARLY * max(map(len, lines))
    joints = [" " if len(line) >= full and _follows(following) else "\n" for line, following in pairwise(lines)]
    return "".join(chain.from_iterable(zip(lines, [*joints, ""], strict=True)))


def _follows(line: str) -> bool:
    return bool(line.strip()) and not _ITEM.match(line)
