"""The title on the cover of a transcript, where firm, place, kind and date stand on the same line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.audit_script import Script
from ingest.flow import tidy
from ingest.registry import Registry
from kg.model import Document, Field

_COVER_LINE = re.compile(r"[^\n\f]*\S[^\n\f]*")
_LONGEST = 300
_MONTH = "januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december"
# What a cover prints besides the title.
_BESIDES = (
    r"(?i:www\.\S+|abcd|building a better working world|antal sidor:? \d+|certifierad kommunal revisor"
    r"|(?:revisions|gransknings)?rapport(?: (?:nr|nummer) ?\S+)?(?: (?:19|20)\d\d)?(?!\w)"
    r"|genomförd på uppdrag av (?:de )?(?:förtroendevalda )?revisorerna|(?:till|för kännedom): ?\S+"
    rf"|(?:\d{{1,2}} )?(?:{_MONTH}) (?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d|\b[a-zåäö]{{1,5}}-\d{{4}}-\d+"
    r"|(?:stads|region|kommun)?revisionen\b|(?:regionens |kommunens )?revisorerna\b|projektledare)"
    r"|Region [A-ZÅÄÖ][\wåäö]+|(?:[A-ZÅÄÖ][\wåäö]+ ){1,2}(?:kommun|[Ss]tad)(?!\w)"
)
_SUBJECT = re.compile(r"(?<!\w)(?:Granskning|Uppföljning|Förstudie|Översyn|Kartläggning)(?!\w)")
_NAMES = re.compile(r"(?<=[a-zåäö])(?:\s+[A-ZÅÄÖ][\w-]+){2,5}$")
_LOWER_WORD = re.compile(r"(?<!\w)[a-zåäö]{2,}")


def read_cover_title(script: Script, document: Document, registry: Registry) -> Field[str] | None:
    """The title of a transcript as its cover words it; the title already read where the cover has none."""
    text = script.flow.stored.text
    cover = _COVER_LINE.search(text) if script.transcript else None
    if cover is None or len(cover[0]) > _LONGEST:
        return document.title
    pieces = list(_pieces(text, *cover.span(), registry))
    named = [(start + found.start(), end) for start, end in pieces if (found := _SUBJECT.search(text[start:end]))]
    others = [(start, end) for start, end in pieces if _LOWER_WORD.search(text[start:end])]
    for start, end in (named or others)[:1]:
        names = _NAMES.search(text[start:end])
        span = script.flow.stored.span(start, start + names.start() if names else end)
        return Field(tidy(span.quote), 0.85, "title-on-cover-line", (span,))
    return document.title


def _pieces(text: str, start: int, end: int, registry: Registry) -> Iterator[tuple[int, int]]:
    """What is left of a cover between the things that are no title."""
    firms = sorted({form for firm in registry.firms for form in (firm.name, *firm.aliases)}, key=len, reverse=True)
    besides = re.compile(rf"(?<!\w)(?:{_BESIDES}|(?:{'|'.join(map(re.escape, firms))})(?: AB)?\.?(?!\w))")
    at = start
    for match in besides.finditer(text, start, end):
        yield from _trimmed(text, at, match.start())
        at = match.end()
    yield from _trimmed(text, at, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    piece = text[start:end]
    core = piece.strip(" \t.,:;–—-|")
    if len(core) >= 10:
        first = start + piece.index(core)
        yield first, first + len(core)
