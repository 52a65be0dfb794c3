"""A working paper as DOCX."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from styrgraf.language import OWN, language
from styrgraf.web.working_paper import Block

_HEADINGS = {"title": 0, "heading": 1, "subheading": 2}
_SOURCE = "Source"


def as_docx(blocks: Iterable[Block]) -> bytes:
    """The paper as the bytes of a DOCX file."""
    paper = docx.Document()
    _prepare(paper)
    for block in blocks:
        text = writable(block.text)
        if block.style in _HEADINGS:
            paper.add_heading(text, _HEADINGS[block.style])
            if block.style == "title":
                paper.core_properties.title = text
        elif block.style == "fact":
            paragraph = paper.add_paragraph()
            paragraph.add_run(f"{block.label}: ").bold = True
            _say(paragraph, text, block.link)
        else:
            style = {"quote": "Quote", "source": _SOURCE}.get(block.style)
            _say(paper.add_paragraph(style=style), text, block.link)
    out = io.BytesIO()
    paper.save(out)
    return out.getvalue()


def writable(text: str) -> str:
    """The text without characters that XML cannot hold; the end of a page becomes the end of a line."""
    lines = text.replace("\f", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if sign in "\n\t" or (sign >= " " and sign not in "\ufffe\uffff"))


def _prepare(paper: Document) -> None:
    paper.core_properties.author, paper.core_properties.language = "Styrgraf", language()
    normal = paper.styles["Normal"]
    normal.font.size = Pt(10.5)
    _speak(normal, language())
    _set_quotes(paper)


def _set_quotes(paper: Document) -> None:
    """Quotes upright and a step in, what they are from small below them; the paper is A4."""
    section = paper.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    quote = paper.styles["Quote"]
    _speak(quote, OWN)
    quote.font.italic, quote.font.color.rgb = False, RGBColor(0x1C, 0x24, 0x30)
    quote.paragraph_format.left_indent, quote.paragraph_format.space_after = Cm(0.8), Pt(2)
    source = paper.styles.add_style(_SOURCE, WD_STYLE_TYPE.PARAGRAPH)
    source.font.size, source.font.color.rgb = Pt(8), RGBColor(0x52, 0x5C, 0x69)
    source.paragraph_format.left_indent, source.paragraph_format.space_after = Cm(0.8), Pt(10)


def _speak(style: Any, code: str) -> None:
    """Let what is in the style be proofread and read aloud in a language."""
    spoken = OxmlElement("w:lang")
    spoken.set(qn("w:val"), {"sv": "sv-SE", "en": "en-GB"}[code])
    style.element.get_or_add_rPr().append(spoken)


def _say(paragraph: Paragraph, text: str, link: str) -> None:
    """The text, as a hyperlink when it leads somewhere."""
    run = paragraph.add_run(text)
    if link:
        leads = OxmlElement("w:hyperlink")
        leads.set(qn("r:id"), paragraph.part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        leads.append(run._r)
        paragraph._p.append(leads)
