"""A labelled source becomes a Word file: heading styles, real tables, header and footer, core properties."""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from pathlib import Path

import docx
from docx.document import Document
from docx.text.paragraph import Paragraph

from sample.rendering.blocks import Block, parse
from sample.rendering.source import Source

_FIXED = datetime.datetime(2024, 1, 1, tzinfo=datetime.UTC)
_NOTE = re.compile(r"\[\^\w+\]")


def render_docx(source: Source, path: Path, notice: str = "") -> None:
    """Write the source as DOCX; the same source gives the same bytes."""
    word = docx.Document()
    word.core_properties.title = source.label("file_title", source.label("title"))
    word.core_properties.author = source.label("author_name")
    word.core_properties.created = word.core_properties.modified = _FIXED
    section = word.sections[0]
    section.header.paragraphs[0].text = source.label("head")
    section.footer.paragraphs[0].text = " ".join(part for part in (source.label("foot"), notice) if part)
    _opening(word, source)
    for block in parse(source.body).blocks:
        _block(word, block)
    _write(word, path)


def _opening(word: Document, source: Source) -> None:
    if source.label("over_title"):
        word.add_paragraph(source.label("over_title"))
    word.add_paragraph(source.label("cover_title") or source.label("title"), style="Title")
    for line in source.label("byline").split("\n"):
        if line:
            word.add_paragraph(line)
    if source.box:
        _table(word, source.box)


def _block(word: Document, block: Block) -> None:
    if block.kind == "heading":
        word.add_heading(block.text, block.level)
    elif block.kind == "paragraph":
        _runs(word.add_paragraph(), block.text)
    elif block.kind == "table":
        _table(word, block.rows)
    elif block.kind == "bullets" or block.kind == "numbers":
        style = "List Bullet" if block.kind == "bullets" else "List Number"
        for item in block.items:
            _runs(word.add_paragraph(style=style), item)
    elif block.kind == "lines":
        for line in block.items:
            _runs(word.add_paragraph(), line)


def _runs(paragraph: Paragraph, text: str) -> None:
    for index, run in enumerate(_NOTE.sub("", text).split("**")):
        if run:
            paragraph.add_run(run).bold = index % 2 == 1 or None


def _table(word: Document, rows: list[tuple[str, str]] | tuple[tuple[str, ...], ...]) -> None:
    table = word.add_table(len(rows), max(len(row) for row in rows), style="Table Grid")
    for row, cells in zip(rows, table.rows, strict=True):
        for text, cell in zip(row, cells.cells, strict=False):
            _runs(cell.paragraphs[0], text)
    word.add_paragraph()


def _write(word: Document, path: Path) -> None:
    """Save with fixed times in the archive: the library would write the clock's."""
    memory = io.BytesIO()
    word.save(memory)
    with zipfile.ZipFile(memory) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), old.read(name), zipfile.ZIP_DEFLATED)
