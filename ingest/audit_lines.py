"""Printed lines joined into paragraphs: where does one stop and the next begin?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.audit_rules import audit_rules
from ingest.extract import Layout, Line
from ingest.flow import Flow

_NONBLANK_LINE = re.compile(r"[^\n]*\S[^\n]*")
_SENTENCE_END = re.compile(r"[.!?:;\"”)]\s*$")
_UNWRAPPED = 160
# How far in, in points, the items of a list stand from the text around them.
_INDENT = 60.0
_BARE = re.compile(r"\s*(?:\d{1,2}[.)]|[-–—•●○◦▪■▶➢·o\uf0b7])\s*")
# A number of more than one level makes a heading of a short line that does not end as a sentence.
NUMBERED_HEAD = re.compile(r"\d{1,2}(?:\.\d{1,2}){1,3}\.?[ \t]+[A-ZÅÄÖ](?!.*[.:;,]$)[^\n]{2,80}")
# What a number must follow: "… den 15 februari 2017, §" goes on with "21.", which is no item of a list.
_OPEN_END = re.compile(r"(?:§|\bkap\.?|\bnr|\bden|\bår)\s*$")
_QUESTION_HEAD = re.compile(
    r"\s*(?:revisionsfråga|kontrollmål|kontrollfråga|delfråga|granskningsmål|revisionsmål"
    r"|kontrollområde|granskningsfråga|fråga)\s+\d{1,2}\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class FlowLine:
    """A line of the flow; `gap` says that blank space stands before it."""

    start: int
    end: int
    gap: bool
    line: Line | None


def flow_lines(layout: Layout, flow: Flow) -> Iterator[FlowLine]:
    """The lines of the flow that hold something, with their printed lines where these are known."""
    printed = {line.start: line for line in layout.extract.lines}
    previous: FlowLine | None = None
    for match in _NONBLANK_LINE.finditer(flow.text):
        line = printed.get(flow.offsets[match.start()])
        blank = previous is not None and flow.text.count("\n", previous.end, match.start()) > 1
        gap = previous is None or blank or _apart(previous.line, line)
        previous = FlowLine(match.start(), match.end(), gap, line)
        yield previous


def _apart(above: Line | None, below: Line | None) -> bool:
    if above is None or below is None or above.box is None or below.box is None or above.page != below.page:
        return False
    # Some programs give boxes no taller than the letters in them.
    height = max(1.0, above.box.y1 - above.box.y0, 1.15 * (above.size or 0.0))
    return below.box.y0 - above.box.y1 > 0.75 * height or below.box.y1 < above.box.y0


def wrap_width(lines: Sequence[FlowLine]) -> int | None:
    """The number of characters at which full lines break, or None when paragraphs stand on one line each."""
    lengths = sorted(line.end - line.start for line in lines)
    if not lengths:
        return None
    width = lengths[len(lengths) * 17 // 20]
    return None if width > _UNWRAPPED or lengths[-1] > 2 * _UNWRAPPED else width


def joins(
    paragraph: Sequence[FlowLine],
    line: FlowLine,
    text: str,
    width: int | None,
    headings: Mapping[int, int],
    marker: re.Pattern[str],
    right: float | None = None,
    *,
    listed: bool = False,
) -> bool:
    """Whether `line` continues the paragraph above it; `right` is where the lines around it end; `listed` says that
    the paragraph stands in a list whose items begin where they please.
    """
    above, here = paragraph[-1], text[line.start : line.end]
    if _BARE.fullmatch(text[above.start : above.end]) and len(paragraph) == 1:
        return True
    if not line.gap and _open_bracket(text[paragraph[0].start : above.end]):
        return True
    if not line.gap and here.lstrip()[:1].isdigit() and _OPEN_END.search(text[above.start : above.end]):
        return True
    if line.gap or width is None or line.start in headings or marker.match(here) or "\t" in here.strip():
        return False
    if (
        audit_rules().section(here)
        or NUMBERED_HEAD.fullmatch(here.strip())
        or _QUESTION_HEAD.match(here)
        or _is_head(paragraph, text, headings)
    ):
        return False
    if marker.match(text, paragraph[0].start, above.end) and _ends_item(paragraph, line, text):
        return False
    # A sentence goes on whatever room its line had left; an item of a list may end without a stop.
    sentence = (
        here.lstrip()[:1].islower() and not listed and text[above.start : above.end].rstrip()[-1:] not in ".,;:!?"
    )
    if not sentence and _broken(above.line, line.line, here, right):
        return False
    return _runs_on(text[above.start : above.end], here, width)


def _broken(above: Line | None, below: Line | None, here: str, right: float | None) -> bool:
    """Whether the line above was ended although the next word had room on it, as at the end of an item."""
    if above is None or below is None or above.box is None or below.box is None or right is None:
        return False
    word = here.split(maxsplit=1)[0]
    sign = (below.box.x1 - below.box.x0) / max(1, len(here))
    return above.box.x1 + (len(word) + 2.5) * sign < right - 4


def right_edges(lines: Sequence[FlowLine]) -> dict[int, float]:
    """For each line, by its start, how far the lines reach that begin near it on its page."""
    printed = [(line.start, line.line) for line in lines if line.line is not None and line.line.box is not None]
    pages: dict[int, list[tuple[float, float]]] = {}
    for _, line in printed:
        if line.box is not None:
            pages.setdefault(line.page, []).append((line.box.x0, line.box.x1))
    edges: dict[int, float] = {}
    for start, line in printed:
        if line.box is not None:
            left = line.box.x0
            ends = sorted(x1 for x0, x1 in pages[line.page] if left - _INDENT <= x0 <= left + 3)
            # One line alone may be a heading, or stand over two columns.
            if len(ends) > 2:
                edges[start] = ends[-2]
    return edges


def _open_bracket(text: str) -> bool:
    """Whether a bracket is open at the end: "(KF 2021-03-22, §" goes on with "41)", which is no item of a list."""
    return text.count("(") > text.count(")") and "(" in text[-60:]


def _ends_item(paragraph: Sequence[FlowLine], line: FlowLine, text: str) -> bool:
    """Whether an item ends above `line`: its sentence is over, a capital follows, and no indent says otherwise."""
    over = _SENTENCE_END.search(text[paragraph[-1].start : paragraph[-1].end])
    if not over or not text[line.start : line.end].lstrip()[:1].isupper():
        return False
    first, here = paragraph[0].line, line.line
    if first is None or here is None or first.box is None or here.box is None:
        return True
    return here.box.x0 <= first.box.x0 + 3


def _is_head(paragraph: Sequence[FlowLine], text: str, headings: Mapping[int, int]) -> bool:
    whole = text[paragraph[0].start : paragraph[-1].end]
    return (
        bool(audit_rules().section(whole))
        or bool(NUMBERED_HEAD.fullmatch(whole.strip()))
        or paragraph[-1].start in headings
    )


def _runs_on(above: str, here: str, width: int) -> bool:
    ended = bool(_SENTENCE_END.search(above))
    full = len(above.rstrip()) >= 0.72 * width
    lower = here.lstrip()[:1].islower()
    return full or (lower and not ended)
