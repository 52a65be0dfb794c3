"""A labelled source becomes plain text, as transcripts and exports from case systems look."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from sample.rendering.blocks import Block, parse
from sample.rendering.source import Source


def render_text(source: Source, path: Path, notice: str = "") -> None:
    """Write the source as UTF-8 text, 78 characters a line."""
    parts = [source.label("over_title"), source.label("cover_title") or source.label("title"), source.label("byline")]
    parts.append("\n".join(f"{label}: {value}" for label, value in source.box))
    parts += [_block(block) for block in parse(source.body).blocks if block.kind != "directive"]
    parts.append(notice)
    path.write_text("\n\n".join(part for part in parts if part) + "\n", encoding="utf-8")


def _block(block: Block) -> str:
    if block.kind == "table":
        return "\n".join("\t".join(_bare(cell) for cell in row) for row in block.rows)
    if block.kind == "lines":
        return "\n".join(_bare(line) for line in block.items)
    if block.kind in ("bullets", "numbers"):
        marks = ["-" if block.kind == "bullets" else f"{n}." for n in range(1, len(block.items) + 1)]
        return "\n".join(
            textwrap.fill(f"{mark} {_bare(item)}", 78) for mark, item in zip(marks, block.items, strict=True)
        )
    return textwrap.fill(_bare(block.text), 78)


def _bare(text: str) -> str:
    return re.sub(r"\[\^\w+\]", "", text).replace("**", "")
