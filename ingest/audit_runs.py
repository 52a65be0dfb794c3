"""Transcripts, in which each page is one long line: cut at the headings audits share and at " - "."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.audit_rules import audit_rules
from ingest.audit_run_lists import Piece, cut_items

# The headings of more than one word come first; a heading in running text is followed by a capital, a digit or a dash.
_HEADINGS = (
    r"Syfte(?:,? (?:och|samt)? ?(?:revisionsfråg(?:a|or)|kontrollmål|kontrollfrågor|avgränsning))?",
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
    r"(?:Revisionskontorets|Revisionens|Revisorernas|Stadsrevisionens) bedömning",
    r"Bedömning(?:ar)?(?: (?:utifrån|mot|av) (?:kontrollmål|revisionsfrågor(?:na)?|kontrollfrågor(?:na)?))?",
    r"Rekommendationer",
    r"Slutsatser?(?: och rekommendationer)?",
    r"Bilag(?:a \d|or)",
    r"Kommentar",
    r"Innehållsförteckning",
)
_HEADING = re.compile(
    rf"(?<![\w\-–,/])(?:\d{{1,2}}(?:\.\d{{1,2}}){{0,3}}\.? )?(?:{'|'.join(_HEADINGS)})"
    r"(?=\s+(?:[A-ZÅÄÖ0-9\-–•l\"”]|$)|\s*$)"
)
# A number and the words up to the capital that begins the text under the heading; or words all in capitals.
_NUMBERED = re.compile(
    r"(?<![\w\-–,/§])\d{1,2}(?P<deep>(?:\.\d{1,2}){0,3})\.? (?!\w+ \d)"
    r"(?:[A-ZÅÄÖ]{2,30}(?:,? [A-ZÅÄÖ]{2,30}){0,6}(?![\wåäö])"
    r"|[A-ZÅÄÖ][\w/-]{1,40}(?:,? [a-zåäö][\w/-]{0,40}){0,7})(?=\s+[A-ZÅÄÖ0-9\-–•\"”]|\s*$)"
)
_POINTED_AT = re.compile(r"(?:avsnitt|kapitel|kap\.?|version|bilaga|tabell|figur|punkt|se|dnr|nr|den|och)\s*$", re.I)


def cut_run(text: str) -> Iterator[Piece]:
    """The pieces of one long line: (kind, start, end, mark) in offsets into `text`."""
    at = 0
    for start, end in _headings(text):
        yield from cut_items(text, at, start)
        yield "heading", start, end, None
        at = end
    yield from cut_items(text, at, len(text))


def _headings(text: str) -> Iterator[tuple[int, int]]:
    known = [match.span() for match in _HEADING.finditer(text) if audit_rules().section(match[0])]
    numbered = [match.span() for match in _NUMBERED.finditer(text) if _is_heading(text, match)]
    end = 0
    for place in sorted({*known, *numbered}, key=lambda place: (place[0], -place[1])):
        if place[0] >= end:
            yield place
            end = place[1]


def _is_heading(text: str, match: re.Match[str]) -> bool:
    if _POINTED_AT.search(text, max(0, match.start() - 12), match.start()):
        return False
    return bool(match["deep"] or audit_rules().section(match[0]))
