"""A working paper as PDF."""

from __future__ import annotations

import io
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

from styrgraf.language import gettext, language
from styrgraf.web.working_paper import Block

_FONTS = Path(__file__).parent / "fonts"
_PLAIN, _BOLD = "DejaVuSansCondensed", "DejaVuSansCondensed-Bold"
_INK, _SOFT, _LINE = HexColor("#1c2430"), HexColor("#525c69"), HexColor("#0b5563")


def as_pdf(blocks: Iterable[Block]) -> bytes:
    """The paper as the bytes of a PDF file."""
    styles, held, out = _styles(), list(blocks), io.BytesIO()
    title = next((block.text for block in held if block.style == "title"), "")
    paper = SimpleDocTemplate(
        out, pagesize=A4, title=title, author="Styrgraf", lang=language(), leftMargin=24 * mm, rightMargin=24 * mm
    )
    paper.build([_flowable(block, styles) for block in held], onFirstPage=_numbered, onLaterPages=_numbered)
    return out.getvalue()


@cache
def _glyphs() -> frozenset[int]:
    """The characters that both fonts have; registers the fonts."""
    faces = [TTFont(name, _FONTS / f"{name}.ttf") for name in (_PLAIN, _BOLD)]
    for face in faces:
        pdfmetrics.registerFont(face)
    return frozenset.intersection(*(frozenset(face.face.charToGlyph) for face in faces))


def _styles() -> dict[str, ParagraphStyle]:
    _glyphs()
    text = ParagraphStyle("text", fontName=_PLAIN, fontSize=9.5, leading=13.5, textColor=_INK, spaceAfter=4)
    quote = ParagraphStyle("quote", text, leftIndent=10, borderPadding=4, spaceBefore=5, spaceAfter=5)
    return {
        "text": text,
        "fact": text,
        "title": ParagraphStyle("title", text, fontName=_BOLD, fontSize=17, leading=21, spaceAfter=10),
        "heading": ParagraphStyle(
            "heading", text, fontName=_BOLD, fontSize=12, leading=15, spaceBefore=14, spaceAfter=5, keepWithNext=1
        ),
        "subheading": ParagraphStyle(
            "subheading", text, fontName=_BOLD, fontSize=10, leading=13, spaceBefore=10, keepWithNext=1
        ),
        "quote": ParagraphStyle("quoted", quote, backColor=HexColor("#f1eee7")),
        "source": ParagraphStyle("source", text, fontSize=7, leading=9.5, textColor=_SOFT, leftIndent=10, spaceAfter=9),
    }


def _flowable(block: Block, styles: dict[str, ParagraphStyle]) -> Paragraph:
    said = _marked_up(block.text)
    if block.link:
        said = f'<a href={quoteattr(block.link)} color="{_LINE.hexval().replace("0x", "#")}">{said}</a>'
    if block.label:
        said = f'<font name="{_BOLD}">{_marked_up(block.label)}:</font> {said}'
    return Paragraph(said, styles[block.style])


def _marked_up(text: str) -> str:
    """The text for a paragraph; a character that the fonts lack is told by its number, for a quote loses nothing."""
    lines = text.replace("\f", "\n").splitlines()
    return "<br/>".join(escape("".join(map(_printable, line))) for line in lines)


def _printable(sign: str) -> str:
    if sign == "\t":
        return " "
    return sign if ord(sign) in _glyphs() else f"[U+{ord(sign):04X}]"


def _numbered(canvas: Any, paper: Any) -> None:
    canvas.setFont(_PLAIN, 7.5)
    canvas.setFillColor(_SOFT)
    said = gettext("Sida %(page)s") % {"page": canvas.getPageNumber()}
    canvas.drawRightString(A4[0] - 24 * mm, 12 * mm, said)
    canvas.drawString(24 * mm, 12 * mm, "Styrgraf")
