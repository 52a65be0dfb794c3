"""The revisionskriterier: what the auditors measured against."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.audit_script import Block, Script
from ingest.fold import fold
from kg.model import Criterion, Span

_LEAD = re.compile(
    r"^(?:med\s+(?:revisions)?kriterier|(?:revisions)?kriterier(?:na)?\s|revisionskriterierna"
    r"|granskningen\s+(?:har\s+)?(?:utgår|utgått)|följande|i\s+(?:denna|den här)\s+granskning"
    r"|bedömningsgrunder(?:na)?\s|(?:vi|de)\s|som\s+(?:revisions)?kriterier)",
    re.I,
)
_LIST = re.compile(
    r"(?:utgörs(?:\s+\w+)?\s+av|hämtats?\s+(?:från|ur)|är(?:\s+(?:bland\s+annat|främst|följande))?"
    r"|utgår(?:\s+\w+)?\s+(?:från|ifrån)|utgått\s+från|följande[^:.]*:|består\s+av"
    r"|omfattar)\s*:?\s+(?P<list>[^.]*(?:\.(?!\s+[A-ZÅÄÖ]|\s*$)[^.]*)*)",
    re.I,
)
_BETWEEN = re.compile(r";|,\s+(?!kap|\d)(?=[^()]*(?:\(|$))|\s+(?:och|samt)\s+(?!\d)(?=[^()]*(?:\(|$))")
# In a transcript items follow each other without a mark: a capital after a small letter, a figure or an abbreviation.
_GLUED = re.compile(r"(?:(?<=[a-zåäö0-9)§])|(?<=[A-Z]{2}))\s+(?=(?!SK[LR]|PwC|[A-ZÅÄÖ]{2,}\b)[A-ZÅÄÖ][a-zåäö]{3,})")
_DEFINITION = re.compile(r"(?:bedömningsgrund|underlag för revisionens|analyser och bedömningar)", re.I)
_SHORTEST, _LONGEST = 4, 260


def find_criteria(script: Script) -> tuple[Criterion, ...]:
    """Each criterion once, in the order printed."""
    found: dict[str, tuple[str, list[Span]]] = {}
    for start, end in _places(script):
        text = script.flow.words(start, end).rstrip(".,; ")
        if not _SHORTEST <= len(text) <= _LONGEST or text.endswith(":"):
            continue
        entry = found.setdefault(fold(text), (text, []))
        entry[1].extend(span for span in script.flow.spans(start, end) if span not in entry[1])
    return tuple(Criterion(text, tuple(spans)) for text, spans in found.values())


def _places(script: Script) -> Iterator[tuple[int, int]]:
    inside = False
    for block in script.blocks:
        if block.kind == "heading":
            inside = "criteria" in block.sections
        elif inside and block.kind == "item":
            yield block.start, block.end
        elif inside and block.kind == "row":
            yield from ((cell[1], cell[2]) for cell in block.cells[:1])
        elif inside:
            yield from _paragraph(script, block)
        elif block.kind == "para" and re.search(
            r"(?:revisionskriterier|bedömningsgrunder)(?:na)?\b[^.]{0,60}(?:är|utgörs|:)", script.text(block), re.I
        ):
            yield from _prose(script, block)


def _paragraph(script: Script, block: Block) -> Iterator[tuple[int, int]]:
    text = script.text(block)
    if _LEAD.match(text) or _DEFINITION.search(text):
        yield from _prose(script, block)
    elif script.transcript:
        yield from _split(script, block.start, block.end, _GLUED)
    elif len(text) <= _LONGEST and not text.endswith(":"):
        yield block.start, block.end


def _prose(script: Script, block: Block) -> Iterator[tuple[int, int]]:
    for match in _LIST.finditer(script.flow.text, block.start, block.end):
        if not _DEFINITION.search(match["list"]):
            yield from _split(script, match.start("list"), match.end("list"), _BETWEEN)


def _split(script: Script, start: int, end: int, between: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    at = start
    text = script.flow.text[:end]
    for match in between.finditer(text, start):
        if text[at : match.start()].strip():
            yield at, match.start()
        at = match.end()
    if text[at:end].strip():
        yield at, end
