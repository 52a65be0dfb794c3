"""Items whose bullets are drawn and not printed: what stands further in under a line that announces a list."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

from ingest.audit_lines import FlowLine

_LEAD = re.compile(
    r"(?::|\batt|\bföljande|\b(?:rekommenderar|föreslår|vill)\b[^.]{0,80}(?:nämnden|styrelsen|bolaget|förbundet|direktionen|sektionen|överförmyndaren))\s*$",
    re.I,
)
_REACH = 110
_INDENT = 8.0
_FURTHEST = 90.0
_SAME = 3.0


@dataclass(frozen=True, slots=True)
class Indents:
    """How far in each line of the flow begins, by its start."""

    left: dict[int, float]

    def listed(self, blocks: Sequence[tuple[str, int, int]], text: str) -> Iterator[bool]:
        """For each block (kind, start, end), whether it is such an item."""
        lead: float | None = None
        for kind, start, end in blocks:
            left = self.left.get(start)
            inside = lead is not None and left is not None and _INDENT <= left - lead <= _FURTHEST
            yield kind == "para" and inside
            if kind == "para" and inside:
                continue
            announces = kind == "para" and _LEAD.search(text, max(start, end - _REACH), end)
            lead = left if announces else None


# A line of an item that another item may follow, and no word that leads on to the next line.
_ENDS = re.compile(r"(?:[.?!;§)\d]|[a-zåäö])\s*$")
_LEADS_ON = re.compile(r"\b(?:i|av|för|och|till|på|med|om|enligt|samt|från|hos|vid)\s*$")


# What an infinitive may follow inside one item: "… i syfte att | säkerställa", "… och | utveckla", "ska | redovisa".
_GOVERNS = re.compile(
    r"\b(?:att|och|samt|eller|kan|ska|bör|måste|vill|får|för|genom|behöver|inte|inom|i|på|av|med|till)\s*$"
)


@cache
def _infinitives() -> re.Pattern[str]:
    data = tomllib.loads((files("ingest") / "data" / "advice_verbs.toml").read_text(encoding="utf-8"))
    return re.compile(rf"(?:{'|'.join(data['infinitives'])})\b")


def each_item(lines: Sequence[FlowLine], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The items in an unmarked list's block: each begins with a capital, at the same left, where the one before has
    come to an end.
    """
    inside = [line for line in lines if start <= line.start < end]
    at = start
    for above, line in pairwise(inside):
        if _begins_item(text, inside[0], above, line):
            yield at, above.end
            at = line.start
    yield at, end


def _begins_item(text: str, first: FlowLine, above: FlowLine, line: FlowLine) -> bool:
    if line.line is None or line.line.box is None or first.line is None or first.line.box is None:
        return False
    if abs(line.line.box.x0 - first.line.box.x0) > _SAME:
        return False
    ended, here = text[above.start : above.end], text[line.start : line.end].lstrip()
    if here[:1].isupper():
        return bool(_ENDS.search(ended)) and not _LEADS_ON.search(ended)
    # "ta fram …" under "… rekommenderas att", where the items are infinitives.
    verbs = _infinitives()
    both = verbs.match(here) and verbs.match(text[first.start : first.end].lstrip())
    return bool(both) and not _GOVERNS.search(ended)


class Lists:
    """Follows the paragraphs of a report and knows whether one stands in a list: further in than its lead."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lead: float | None = None

    def inside(self, paragraph: Sequence[FlowLine]) -> bool:
        """Whether the paragraph stands further in than the lead before it."""
        line = paragraph[0].line
        if self._lead is None or line is None or line.box is None:
            return False
        return _INDENT <= line.box.x0 - self._lead <= _FURTHEST

    def after(self, paragraph: Sequence[FlowLine]) -> None:
        """Take note of a finished paragraph: it may announce a list, or end one."""
        if self.inside(paragraph):
            return
        line, end = paragraph[0].line, paragraph[-1].end
        announces = _LEAD.search(self._text, max(paragraph[0].start, end - _REACH), end)
        self._lead = line.box.x0 if announces and line is not None and line.box is not None else None


def indents_of(lines: Sequence[FlowLine]) -> Indents:
    """The indents of the lines whose place on the page is known."""
    return Indents({line.start: line.line.box.x0 for line in lines if line.line and line.line.box})
