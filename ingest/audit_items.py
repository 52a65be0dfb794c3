"""Items whose bullets are drawn and not printed: what stands further in under a line that announces a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.audit_lines import FlowLine

_LEAD = re.compile(r"(?::|\batt|\bföljande)\s*$", re.I)
_INDENT = 8.0
_FURTHEST = 90.0


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
            announces = kind == "para" and _LEAD.search(text, max(start, end - 12), end)
            lead = left if announces else None


def indents_of(lines: Sequence[FlowLine]) -> Indents:
    """The indents of the lines whose place on the page is known."""
    return Indents({line.start: line.line.box.x0 for line in lines if line.line and line.line.box})
