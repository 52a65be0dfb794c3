"""A labelled source becomes a PDF. It is set twice: page totals and the contents page are known only after once."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sample.rendering.blocks import Block, Text, parse
from sample.rendering.boxes import draw_box
from sample.rendering.covers import draw_cover
from sample.rendering.layouts import Look, look_of
from sample.rendering.lines import Piece
from sample.rendering.sheet import BODY, GUTTER, LEADING, LEFT, RIGHT, WIDTH, Sheet
from sample.rendering.source import Source
from sample.rendering.tables import draw_table

Contents = list[tuple[int, str, int]]


@dataclass(slots=True)
class Numbers:
    """Heading numbers as the layout prints them: "2.1 ", "2.1. " or none."""

    look: Look
    counts: list[int] = field(default_factory=list)

    def next(self, level: int) -> str:
        """The number of the next heading of that level, with what follows it."""
        if self.look.numbering == "none" or level > 3:
            return ""
        self.counts = [*self.counts[:level], *[0] * (level - len(self.counts))]
        self.counts[level - 1] += 1
        number = ".".join(str(count or 1) for count in self.counts)
        return f"{number}. " if self.look.numbering == "dot" else f"{number} "


def render_pdf(source: Source, path: Path, notice: str = "") -> None:
    """Write the source as a PDF in the layout its labels name; the same source gives the same bytes."""
    text = parse(source.body)
    pages, contents = _set(source, text, path, notice, 1, [])
    pages, contents = _set(source, text, path, notice, pages, contents)
    _set(source, text, path, notice, pages, contents)


def _set(source: Source, text: Text, path: Path, notice: str, pages: int, known: Contents) -> tuple[int, Contents]:
    look = look_of(source.label("layout", "plain-title"))
    sheet = Sheet(path, look, source.label("head"), source.label("foot"), notice, pages, text.notes)
    sheet.canvas.setTitle(source.label("file_title", source.label("title")))
    draw_cover(sheet, source)
    if not look.box_last:
        draw_box(sheet, source.box, look.box)
    if source.labels.get("box_on_cover"):
        sheet.new_page()
    if look.contents:
        _contents(sheet, known)
    found = _body(sheet, text, look)
    if look.box_last:
        sheet.new_page()
        draw_box(sheet, source.box, look.box)
    sheet.save()
    return sheet.page, found


def _contents(sheet: Sheet, known: Contents) -> None:
    sheet.paragraph("Innehåll", 14.0, bold=True, after=8)
    for level, title, page in (entry for entry in known if entry[0] <= 3):
        indent = 14.0 * (level - 1)
        room = sheet.width - indent - 28 - Piece(title, sheet.look.font, 10.5).width
        dots = "." * max(3, int(room / Piece(".", sheet.look.font, 10.5).width))
        sheet.paragraph(f"{title} {dots} {page}", 10.5, indent=indent, after=2)
    sheet.new_page()


def _body(sheet: Sheet, text: Text, look: Look) -> Contents:
    numbers, found, narrow = Numbers(look), [], sheet.page
    sheet.set_columns()
    for block in text.blocks:
        if look.box == "sidebar" and sheet.page > narrow:
            sheet.width = WIDTH - LEFT - RIGHT
        if block.kind == "heading":
            title = numbers.next(block.level) + block.text if not block.text.startswith("Bilaga") else block.text
            _heading(sheet, title, block.level)
            found.append((block.level, title, sheet.page))
        else:
            _block(sheet, block)
    return found


def _heading(sheet: Sheet, title: str, level: int) -> None:
    size = {1: 16.0, 2: 13.5, 3: 12.3}.get(level, BODY)
    sheet.room(size * 4)
    sheet.y -= 6 if level > 1 else 10
    sheet.paragraph(title, size, bold=True, after=3)


def _block(sheet: Sheet, block: Block) -> None:
    if block.kind == "paragraph":
        sheet.paragraph(block.text)
    elif block.kind == "table":
        draw_table(sheet, block.rows)
    elif block.kind == "directive":
        _directive(sheet, block.text)
    elif block.kind == "lines":
        for line in block.items:
            sheet.paragraph(line, after=1)
        sheet.y -= 5
    else:
        _list(sheet, block)


def _list(sheet: Sheet, block: Block) -> None:
    for index, item in enumerate(block.items, 1):
        mark = sheet.look.bullet if block.kind == "bullets" else f"{index}."
        sheet.room(BODY * LEADING)
        line = sheet.y - BODY * LEADING
        sheet.text(sheet.left + 6, line, mark, BODY)
        sheet.paragraph(item, indent=20, after=2)
    sheet.y -= 5


def _directive(sheet: Sheet, name: str) -> None:
    if name == "sida":
        sheet.new_page()
    elif name == "luft":
        sheet.y -= GUTTER
    else:
        raise ValueError(f"there is no directive :::{name}; there are :::sida and :::luft")
