"""An audit report as a row of blocks: headings, list items, table rows and paragraphs, in reading order.

The reading of audits works on blocks whether the file kept its structure or not. A transcript, where
each page is one long line, is cut at the headings that audit reports share and at " - ".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from ingest.audit_bodies import listed_abbreviations
from ingest.audit_items import Lists, each_item, indents_of
from ingest.audit_lines import NUMBERED_HEAD, FlowLine, flow_lines, joins, right_edges, wrap_width
from ingest.audit_rules import audit_rules, heading_words, runs_on
from ingest.audit_runs import cut_run
from ingest.extract import Layout
from ingest.flow import Flow, flow_of
from ingest.fold import Folded, fold_with_offsets
from ingest.source import DOCX, HTML, MARKDOWN

BlockKind = Literal["heading", "item", "row", "para"]
MARKER = re.compile(
    r"[ \t]*(?P<mark>[•●○◦▪■□➢►▶⮚✓·*‣⁃\uf0b7\uf0a7]|[-–—]|o(?=[ \t]+\w)|\(?\d{1,2}[.)]|R\d{1,2}[.:)]"
    r"|\(?[a-zåäö]\))[ \t]+(?=\S)"
)
_RUN_IN = re.compile(
    r"[*_\s]*(?P<head>(?:Vår |Sammanfattande |Samlad )?[Bb]edömning|[IlL]akttagelser"
    r"|Rekommendation(?:er)?|Kommentar)[*_]*\s*"
    r"[.:–-][*_]*\s+(?=\S)"
)

# What stands alone in a first column and marks an item: OCR reads bullets as "¢", "+" and the like.
_BULLET = re.compile(r"\s*(?:[^\w\s(\"”']{1,2}|\(?\d{1,2}[.)]|\(?[a-z]\)|R\d{1,2}[.:)]?)\s*")
_JUDGED = re.compile(
    r"(?:vår )?(?:(?:revisionella?|sammanfattande|samlad) )?(?:bedömning(?:ar)?|slutsats(?:er)?)", re.I
)
_POSED = re.compile(r"(?:[A-ZÅÄÖa-zåäö]+\s+)?(?:nr\.?\s*)?\(?(?:\d{1,2}(?:\.\d)?|[a-z])\)?\s*[.:)–-]*\s*$")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the flow. `mark` is an item's bullet or number; `cells` a row's (column, start, end)."""

    kind: BlockKind
    start: int
    end: int
    mark: str | None = None
    sections: frozenset[str] = frozenset()
    cells: tuple[tuple[int, int, int], ...] = ()
    table: int | None = None
    level: int = 9


@dataclass(frozen=True)
class Script:
    """The flow of a report and its blocks; `audited` are the bodies that its purpose and limits name, once read."""

    flow: Flow
    blocks: tuple[Block, ...]
    transcript: bool
    audited: tuple[str, ...] = ()

    @cached_property
    def folded(self) -> Folded:
        """The folding of the whole flow."""
        return fold_with_offsets(self.flow.text)

    @cached_property
    def abbreviations(self) -> Mapping[str, str]:
        """The abbreviations of boards that are certain in this report's tables and lists."""
        return listed_abbreviations(self.flow.text)

    def text(self, block: Block) -> str:
        """A block's text as one line."""
        return self.flow.words(block.start, block.end)

    def cell(self, cell: tuple[int, int, int]) -> str:
        """A cell's text as one line."""
        return self.flow.words(cell[1], cell[2])


def cut_at(script: Script, places: Sequence[tuple[int, int]]) -> Script:
    """The script with its paragraphs cut where a question stands in them: at each one in a transcript, else where a
    sentence begins with it ("Fråga 1: Finns …? Vi bedömer …").
    """
    blocks: list[Block] = []
    for block in script.blocks:
        inside = [place for place in places if block.start <= place[0] < block.end] if block.kind == "para" else []
        if not script.transcript:
            inside = [place for place in inside if _begins(script.flow.text, block, place) and place[1] < block.end]
        blocks.extend(_cut(block, inside) if inside else [block])
    return replace(script, blocks=tuple(blocks))


def _begins(text: str, block: Block, place: tuple[int, int]) -> bool:
    """Whether a question begins its paragraph or a sentence of it, after its term and number at most."""
    before = _POSED.sub("", text[block.start : place[0]]).rstrip()
    return not before or before[-1] in ".?!:"


def _cut(block: Block, places: Sequence[tuple[int, int]]) -> Iterator[Block]:
    at = block.start
    for start, end in places:
        if start > at:
            yield replace(block, start=at, end=start)
        yield Block("heading", start, end)
        at = end
    if at < block.end:
        yield replace(block, start=at)


def script_of(layout: Layout) -> Script:
    """The blocks of a laid-out document."""
    flow = flow_of(layout)
    lines = tuple(flow_lines(layout, flow))
    letters = sum(line.end - line.start for line in lines)
    transcript = sum(line.end - line.start for line in lines if line.end - line.start > 900) * 2 > letters > 0
    blocks = sorted((*_rows(layout, flow), *_running(layout, flow, lines, transcript)), key=lambda block: block.start)
    marks = indents_of(lines).listed([(block.kind, block.start, block.end) for block in blocks], flow.text)
    items: list[Block] = []
    for block, listed in zip(blocks, marks, strict=True):
        pieces = each_item(lines, flow.text, block.start, block.end) if listed else [(block.start, block.end)]
        items += [replace(block, kind="item" if listed else block.kind, start=start, end=end) for start, end in pieces]
    return Script(flow, tuple(_each_judgement(flow, items)), transcript)


def _each_judgement(flow: Flow, blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, where "Revisionell bedömning" closes each part of the results and not the report: it stands there
    more than twice.
    """
    heads = {
        block.start: heading_words(flow.words(block.start, block.end)).lower()
        for block in blocks
        if block.kind == "heading" and "overall" in block.sections
    }
    counts = Counter(heads.values())
    for block in blocks:
        words = heads.get(block.start, "")
        judges = counts[words] > 2 and _JUDGED.fullmatch(words)
        yield replace(block, sections=frozenset({"judgement"})) if judges else block


def _rows(layout: Layout, flow: Flow) -> Iterator[Block]:
    for number, table in enumerate(layout.tables):
        by_row: dict[int, list[tuple[int, int, int]]] = {}
        for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
            start, end = flow.at(cell.start), flow.at(cell.end)
            if flow.text[start:end].strip():
                by_row.setdefault(cell.row, []).append((cell.column, start, end))
        for cells in by_row.values():
            bullet = _BULLET.fullmatch(flow.text[cells[0][1] : cells[0][2]]) if len(cells) == 2 else None
            if bullet and not bullet[0].strip()[:1].isalnum():
                yield Block("item", cells[1][1], cells[1][2], mark=bullet[0].strip())
            else:
                yield _row(cells, number)


def _row(cells: list[tuple[int, int, int]], table: int | None) -> Block:
    start, end = min(cell[1] for cell in cells), max(cell[2] for cell in cells)
    return Block("row", start, end, cells=tuple(cells), table=table)


def _running(layout: Layout, flow: Flow, lines: tuple[FlowLine, ...], transcript: bool) -> Iterator[Block]:
    width = wrap_width(lines)
    declared = layout.extract.media_type in (DOCX, HTML, MARKDOWN)
    # Type alone makes a heading of the first line of a paragraph now and then: a heading does not run on.
    headings = {
        flow.at(heading.start): heading.level
        for heading in layout.headings
        if declared or audit_rules().section(heading.text) or not runs_on(heading.text)
    }
    tables = [(flow.at(table.start), flow.at(table.end)) for table in layout.tables if table.cells]
    edges = right_edges(lines)
    paragraph: list[FlowLine] = []
    indents = Lists(flow.text)
    for line in lines:
        if any(start <= line.start < end for start, end in tables):
            continue
        right = edges.get(line.start)
        if paragraph and not joins(
            paragraph, line, flow.text, width, headings, MARKER, right, listed=indents.inside(paragraph)
        ):
            yield from _paragraph(flow, paragraph, headings, transcript)
            indents.after(paragraph)
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield from _paragraph(flow, paragraph, headings, transcript)


def _paragraph(flow: Flow, lines: list[FlowLine], headings: dict[int, int], transcript: bool) -> Iterator[Block]:
    start, end = lines[0].start, lines[-1].end
    text = flow.text[start:end]
    if transcript and len(text) > 250:
        for kind, first, last, mark in cut_run(text):
            sections = audit_rules().section(text[first:last]) if kind == "heading" else frozenset[str]()
            level = _numbered_level(text[first:last]) if kind == "heading" else 9
            yield Block(kind, start + first, start + last, mark, sections, level=level)
        return
    if "\t" in text.strip() and len(lines) == 1:
        cells = list(_tabbed(text, start))
        bullet = _BULLET.fullmatch(flow.text[cells[0][1] : cells[0][2]])
        if len(cells) == 2 and bullet:
            yield Block("item", cells[1][1], end, mark=bullet[0].strip())
            return
        if len(cells) > 1:
            yield _row(cells, None)
            return
    yield from _plain_blocks(flow, start, end, headings)


def _tabbed(text: str, start: int) -> Iterator[tuple[int, int, int]]:
    at = 0
    for column, piece in enumerate(text.split("\t")):
        if piece.strip():
            yield column, start + at, start + at + len(piece)
        at += len(piece) + 1


def _plain_blocks(flow: Flow, start: int, end: int, headings: dict[int, int]) -> Iterator[Block]:
    """A paragraph, after the heading it may begin with: "Bedömning. Vi bedömer …"."""
    run_in = _RUN_IN.match(flow.text, start, end)
    if run_in:
        sections = audit_rules().section(run_in["head"])
        yield Block("heading", run_in.start("head"), run_in.end("head"), sections=sections)
        start = run_in.end()
    yield _plain_block(flow, start, end, headings)


def _plain_block(flow: Flow, start: int, end: int, headings: dict[int, int]) -> Block:
    text = flow.text[start:end]
    sections = audit_rules().section(text)
    declared = next((headings[at] for at in (start, start + len(text) - len(text.lstrip())) if at in headings), None)
    if sections or declared is not None or NUMBERED_HEAD.fullmatch(text.strip()):
        return Block("heading", start, end, sections=sections, level=declared or _numbered_level(text))
    marker = MARKER.match(text)
    if marker:
        return Block("item", start + marker.end(), end, mark=marker["mark"])
    return Block("para", start, end)


def _numbered_level(text: str) -> int:
    number = re.match(r"\s*(\d{1,2}(?:\.\d{1,2})*)\.?\s", text)
    return number[1].count(".") + 1 if number else 9
