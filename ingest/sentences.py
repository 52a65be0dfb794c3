"""Where sentences begin and end in running text, abbreviations and lines of facts considered."""

from __future__ import annotations

import re

_SENTENCE_END = re.compile(r"[.!?](?=\s+[\"”»*]?[A-ZÅÄÖ]|\s*$)|\n\s*\n|\f")
_ABBREVIATED = re.compile(
    r"(?:\b(?:bl\.?a|t\.?ex|m\.?m|dvs|nr|kap|dnr|st|ca|jan|feb|febr|mar|apr|jun|jul|aug|sept?|okt|nov|dec|rev|ver)|\b[A-ZÅÄÖ]|\d)$",
    re.I,
)
# Each item of a list is a sentence of its own.
_BULLET = re.compile(r"\n[ \t]*[•▪*–-][ \t]+(?=[A-ZÅÄÖ])")
_SUBJECT_FIRST = re.compile(
    r"(?:Denna|Detta|Dessa|Dokumentet|[A-ZÅÄÖ][\wåäö-]{0,30}?(?:olicyn|lanen|rogrammet|trategin|injerna|eglerna|eglementet|utinen))\s"
)


def sentence_end(text: str, start: int) -> int:
    """Where the sentence that holds `start` ends."""
    for match in _SENTENCE_END.finditer(text, start):
        if match[0] not in ".!?" or not _ABBREVIATED.search(text[max(0, match.start() - 6) : match.start()]):
            return match.start()
        if (
            match[0] == "."
            and re.match(r"\.\s+[A-ZÅÄÖ]", text[match.start() : match.start() + 4])
            and text[match.start() - 1].isdigit()
        ):
            return match.start()
    return len(text)


def sentence_start(text: str, at: int) -> int:
    """Where the sentence that holds `at` begins."""
    begin = max(0, at - 500)
    start = begin
    while (end := sentence_end(text, start)) < at:
        start = end + 1
        while start < at and (text[start].isspace() or text[start] in ".!?"):
            start += 1
    line = text.rfind("\n", start, at) + 1
    bullets = list(_BULLET.finditer(text, start, at))
    start = bullets[-1].end() if bullets else start
    # Lines of facts have no full stops: one that opens with its subject begins a sentence all the same.
    return line if line > start and _SUBJECT_FIRST.match(text, line, at) else start
