"""Where in a text a costly pattern can match at all: near the plain words or digits that every match holds."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_SHORTEST = 600
_SPACE = re.compile(r"\s")


def windows(text: str, anchor: re.Pattern[str], before: int, after: int) -> Iterator[tuple[int, int]]:
    """Stretches of `text` around what `anchor` finds in it in lower case, apart from each other and cut at blanks.

    A pattern whose every match holds an anchor, begins at most `before` ahead of it and ends at most `after` behind
    its beginning finds the same in these stretches as in the whole. A short text is one stretch.
    """
    lower = text.lower()
    if len(text) < _SHORTEST or len(lower) != len(text):
        yield 0, len(text)
        return
    begin = end = -1
    for match in anchor.finditer(lower):
        if match.start() - before > end and match.start() - before > (end := _blank(text, end)):
            if end > begin:
                yield begin, end
            begin = max(0, match.start() - before)
        end = match.start() + after
    if end > begin:
        yield begin, _blank(text, end)


def _blank(text: str, at: int) -> int:
    """The first blank from `at` on: no word is cut."""
    found = _SPACE.search(text, max(0, at))
    return found.start() if found else len(text)


_GROUP = re.compile(r"\((?:\?(?:[:!=]|<[!=]))?[^()]*\)[?*]?")
_OPTIONAL = re.compile(r"\\?\w[?*]|\\[swdb]")


def anchors_of(forms: Sequence[str]) -> re.Pattern[str]:
    """A pattern of the longest plain word that each of these regular expressions must hold, or an empty one."""
    words = {_plain(form) for form in forms}
    fewest = [word for word in words if not any(other in word for other in words - {word})]
    return re.compile("|".join(map(re.escape, sorted(fewest))))


def _plain(form: str) -> str:
    while (shorter := _GROUP.sub("|", form)) != form:
        form = shorter
    words: list[str] = re.findall(r"[\wåäö]+", _OPTIONAL.sub("|", form))
    return max(words, key=len, default="").lower()
