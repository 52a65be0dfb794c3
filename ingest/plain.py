"""Plain text, Markdown and transcripts become an Extract. The text is kept as it stands but for its line ends."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.clean import clean
from ingest.extract import Cell, Extract, Heading, Line, Table
from ingest.markup import decode
from ingest.numbering import split_number
from ingest.quality import text_quality
from kg.model import Page, StoredText

_MARKDOWN_HEADING = re.compile(r"^(#{1,6})[ \t]+(\S.*?)[ \t]*#*$")
_LINE = re.compile(r"[^\n\f]+")
_LAST_NUMBER = re.compile(r"(?:^|\s)(\d{1,4})\s*$")
_PIPE_ROW = re.compile(r"^\s*[|│].*[|│]\s*$")
_CELL_MARKS = (re.compile(r"\t"), re.compile(r"[|│]"), re.compile(r" {3,}"))
_LONGEST_ROW = 5000
_LEAST_TRANSCRIPT_PAGES = 4


def read_plain(data: bytes, media_type: str) -> Extract:
    """The text of a file of plain text, with its pages, lines, tab-separated tables and Markdown headings."""
    text = clean(decode(data))
    pages = tuple(_pages(text))
    stored = StoredText(text, pages)
    lines = tuple(
        Line(found.start(), found.end(), stored.page_of(found.start()))
        for found in _LINE.finditer(text)
        if not found[0].isspace()
    )
    return Extract(stored, lines, media_type, {}, tuple(_headings(text, lines)), tuple(_tables(text, lines)))


def _pages(text: str) -> Iterator[Page]:
    starts = [0, *_breaks(text)]
    for number, start in enumerate(starts, 1):
        end = starts[number] - 1 if number < len(starts) else len(text)
        yield Page(number, start, end, None, text_quality(text[start:end]))


def _breaks(text: str) -> list[int]:
    """Where pages after the first begin: after form feeds, or after the page numbers of a transcript."""
    if "\f" in text.rstrip("\f\n "):
        return [at + 1 for at, char in enumerate(text) if char == "\f"]
    return _transcript_breaks(text)


def _transcript_breaks(text: str) -> list[int]:
    """Pages of a transcript are long lines ending in their number, parted by blank lines: 1, 2, 3 …

    Certain only when the numbers rise by one, each on its block, over at least four blocks.
    """
    blocks = [(found.start(), found.end(), found[0]) for found in re.finditer(r"[^\n]+(?:\n[^\n]+)*", text)]
    numbered = [(at, int(found[1])) for at, (_, _, block) in enumerate(blocks) if (found := _LAST_NUMBER.search(block))]
    best: list[tuple[int, int]] = []
    for first in range(len(numbered)):
        chain = _rising(numbered, first)
        if len(chain) > len(best):
            best = chain
        if len(best) * 2 > len(numbered):
            break
    if len(best) < _LEAST_TRANSCRIPT_PAGES or not _dense(best, blocks):
        return []
    ends = [blocks[at][1] for at, _ in best]
    return [end + 1 for end in ends if text[end:].strip()]


def _rising(numbered: list[tuple[int, int]], first: int) -> list[tuple[int, int]]:
    chain = [numbered[first]]
    for item in numbered[first + 1 :]:
        if 1 <= item[1] - chain[-1][1] <= 2:
            chain.append(item)
    return chain


def _dense(chain: list[tuple[int, int]], blocks: list[tuple[int, int, str]]) -> bool:
    """Whether most of the text between the first and last number is blocks that carry one."""
    between = blocks[chain[0][0] : chain[-1][0] + 1]
    carried = sum(len(blocks[at][2]) for at, _ in chain)
    return carried * 10 >= 8 * sum(len(block) for _, _, block in between) and carried >= 400 * len(chain) * 0.5


def _headings(text: str, lines: tuple[Line, ...]) -> Iterator[Heading]:
    for line in lines:
        found = _MARKDOWN_HEADING.match(text[line.start : line.end])
        if found:
            number, title = split_number(found[2])
            yield Heading(line.start, line.end, len(found[1]), title, number)


def _tables(text: str, lines: tuple[Line, ...]) -> Iterator[Table]:
    """Runs of lines whose cells are parted by tabs, bars or at least three blanks."""
    run: list[Line] = []
    for line in lines:
        adjoins = not run or text[run[-1].end : line.start].count("\n") == 1
        if _is_row(text[line.start : line.end]):
            if run and not adjoins:
                yield from _table(text, run)
                run = []
            run.append(line)
        elif run:
            yield from _table(text, run)
            run = []
    if run:
        yield from _table(text, run)


def _is_row(words: str) -> bool:
    return _cell_mark(words) is not None


def _cell_mark(words: str) -> re.Pattern[str] | None:
    """What parts the cells of a line that has several."""
    if len(words) > _LONGEST_ROW:
        return None
    inner = words.strip()
    return next((mark for mark in _CELL_MARKS if mark.search(inner)), None)


def _table(text: str, run: list[Line]) -> Iterator[Table]:
    if len(run) < 2:
        return
    cells: list[Cell] = []
    for row, line in enumerate(run):
        words = text[line.start : line.end]
        mark = _cell_mark(words) or _CELL_MARKS[0]
        edged = bool(_PIPE_ROW.match(words))
        at = line.start
        for column, part in enumerate(_parts(words, mark)):
            stripped = part.strip(" \t|│")
            if stripped and not set(stripped) <= set("-: =+"):
                begin = line.start + words.index(stripped, at - line.start)
                cells.append(Cell(row, column - edged, begin, begin + len(stripped)))
                at = begin + len(stripped)
    yield Table(run[0].page, run[0].start, run[-1].end, tuple(cells))


def _parts(words: str, mark: re.Pattern[str]) -> list[str]:
    """A line's cells. Blanks at its beginning are an indent, not an empty cell."""
    indented = mark is _CELL_MARKS[2]
    return mark.split(words.strip() if indented else words)
