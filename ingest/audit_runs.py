"""Transcripts, in which each page is one long line: cut at the headings audits share and at " - "."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from ingest.audit_rules import audit_rules

Piece = tuple[Literal["heading", "item", "para"], int, int, str | None]

# The headings of more than one word come first; a heading in running text is followed by a capital, a digit or a dash.
_HEADINGS = (
    r"Syfte(?:,? (?:och|samt)? ?(?:revisionsfråg(?:a|or)|kontrollmål|avgränsning))?",
    r"Revisionskriterier",
    r"Kontrollmål",
    r"Revisionsfrågor",
    r"Kontrollfrågor",
    r"Granskningsmål",
    r"Revisionsmål",
    r"Delfrågor",
    r"Frågeställningar",
    r"Avgränsning(?: och metod)?",
    r"Metod(?: och avgränsning)?",
    r"Genomförande",
    r"Bakgrund",
    r"Iakttagelser och bedömning(?:ar)?",
    r"[Il]akttagelser",
    r"Inledning",
    r"Sammanfattning",
    r"Granskningsresultat",
    r"(?:Samlad|Sammanfattande|Revisionell|Vår|Övergripande) bedömning",
    r"Bedömning(?:ar)?(?: (?:utifrån|mot|av) (?:kontrollmål|revisionsfrågor(?:na)?|kontrollfrågor(?:na)?))?",
    r"Rekommendationer",
    r"Slutsatser?(?: och rekommendationer)?",
    r"Bilag(?:a \d|or)",
    r"Kommentar",
    r"Innehållsförteckning",
)
_HEADING = re.compile(
    rf"(?<![\w\-–,/])(?:\d(?:\.\d){{0,3}}\.? )?(?:{'|'.join(_HEADINGS)})(?=\s+(?:[A-ZÅÄÖ0-9\-–•l\"”]|$)|\s*$)"
)
_BULLET = re.compile(r"(?:(?<=[.:!?;])|(?<=att)|^)\s+(?P<mark>[-–•▪●])\s+(?=[A-ZÅÄÖ])|\s(?P<sign>[•▪●])\s+(?=\S)")
_STOP = re.compile(r"[.!?](?=\s+[A-ZÅÄÖ0-9])")


def cut_run(text: str) -> Iterator[Piece]:
    """The pieces of one long line: (kind, start, end, mark) in offsets into `text`."""
    at = 0
    for match in _HEADING.finditer(text):
        if not audit_rules().section(match[0]):
            continue
        yield from _cut_items(text, at, match.start())
        yield "heading", match.start(), match.end(), None
        at = match.end()
    yield from _cut_items(text, at, len(text))


def _cut_items(text: str, start: int, end: int) -> Iterator[Piece]:
    marks = list(_BULLET.finditer(text, start, end))
    yield from _if_filled(text, "para", start, marks[0].start() if marks else end)
    for mark, following in zip(marks, [*marks[1:], None], strict=False):
        stop = following.start() if following else end
        last = following is None
        yield from _item(text, mark.end(), stop, mark["mark"] or mark["sign"], last)


def _item(text: str, start: int, end: int, mark: str, last: bool) -> Iterator[Piece]:
    # Nothing marks the end of the last item of a list in running text but the end of its sentence.
    sentence = _STOP.search(text, start, end) if last else None
    stop = sentence.end() if sentence else end
    yield "item", start, stop, mark
    yield from _if_filled(text, "para", stop, end)


def _if_filled(text: str, kind: Literal["para"], start: int, end: int) -> Iterator[Piece]:
    if text[start:end].strip():
        yield kind, start, end, None
