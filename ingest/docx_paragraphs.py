"""The paragraphs of a DOCX: their text, whether they are headings by style or by looks, and their list marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from ingest.clean import clean
from ingest.writer import TextWriter

_HEADING = re.compile(r"^(?:heading|rubrik|överskrift)\s*(\d)", re.I)
_TITLE = re.compile(r"^(?:title|titel|rubrik|dokumentrubrik|huvudrubrik|dokumenttitel)$", re.I)
_CONTENTS = re.compile(r"^(?:toc|innehåll)\s*\d", re.I)
_ENDS_SENTENCE = re.compile(r"[.,;:]$")
_LONGEST_BOLD_HEADING = 100
_FURTHEST_BASE = 10
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_WRAPPERS = frozenset({qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"), qn("w:smartTag")})
_SKIPPED = frozenset({qn("w:txbxContent"), qn("w:del"), qn("w:moveFrom")})


def content_of(element: Any) -> Iterator[Any]:
    """The paragraphs and tables of a body or cell in order, also those inside content controls."""
    for child in element.iterchildren():
        if child.tag in (qn("w:p"), qn("w:tbl")):
            yield child
        elif child.tag in _WRAPPERS:
            yield from content_of(child)


def text_of(paragraph: Any) -> str:
    """The words of a paragraph with its tabs and line breaks, without deleted text and text boxes."""
    return clean("".join(_parts(paragraph))).strip("\n ")


def _parts(element: Any) -> Iterator[str]:
    for node in element.iterchildren():
        if node.tag in _SKIPPED:
            continue
        if node.tag == qn("w:t"):
            yield node.text or ""
        elif node.tag == qn("w:tab") and element.tag == qn("w:r"):
            yield "\t"
        elif node.tag in (qn("w:br"), qn("w:cr")):
            yield "\n"
        elif node.tag == qn("w:noBreakHyphen"):
            yield "-"
        elif node.tag == qn("w:footnoteReference"):
            yield (node.get(qn("w:id")) or "").translate(RAISED)
        elif node.tag not in (qn("w:pPr"), qn("w:rPr")):
            yield from _parts(node)


class Paragraphs:
    """Writes paragraphs as their styles and numbering say."""

    def __init__(self, document: WordDocument) -> None:
        self._styles = {style.style_id: style for style in document.styles}
        self._formats = dict(_number_formats(document))
        self._counts: dict[tuple[str, int], int] = {}

    def write(self, writer: TextWriter, paragraph: Any) -> None:
        """One paragraph: a heading, a list item, an entry of a contents list, or text."""
        text = text_of(paragraph)
        if not text.strip():
            writer.blank()
            return
        names = self._style_names(paragraph)
        level = self._heading_level(paragraph, names, text)
        if level is not None:
            writer.heading(" ".join(text.split()), level)
            return
        mark = self._list_mark(paragraph)
        if not mark:
            writer.blank()
        start = writer.length
        for line in filter(str.strip, text.split("\n")):
            writer.line(mark + line.strip(" "), bold=_is_bold(paragraph))
            mark = ""
        if any(_CONTENTS.match(name) for name in names):
            writer.zone("contents", start, writer.length)

    def _style_names(self, paragraph: Any) -> list[str]:
        """The paragraph's style and those it is based on, nearest first."""
        found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style = self._styles.get(found.get(qn("w:val"))) if found is not None else None
        names: list[str] = []
        while style is not None and len(names) < _FURTHEST_BASE:
            names.append(style.name or "")
            style = getattr(style, "base_style", None)
        return names

    def _heading_level(self, paragraph: Any, names: list[str], text: str) -> int | None:
        for name in names:
            if found := _HEADING.match(name):
                return max(1, int(found[1]))
            if _TITLE.match(name):
                return 1
        outline = paragraph.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if outline is not None and int(outline.get(qn("w:val"), "9")) < 9:
            return int(outline.get(qn("w:val"))) + 1
        short = len(text) <= _LONGEST_BOLD_HEADING and "\n" not in text and "\t" not in text
        if short and _is_bold(paragraph) and not _ENDS_SENTENCE.search(text) and not self._numbered(paragraph):
            return 2 if any(char.isalpha() for char in text) else None
        return None

    def _numbered(self, paragraph: Any) -> tuple[str, int] | None:
        found = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if found is None:
            found = self._number_of_style(paragraph)
        if found is None or found.get(qn("w:val")) in (None, "0"):
            return None
        level = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:ilvl')}")
        return found.get(qn("w:val")), int(level.get(qn("w:val"), "0")) if level is not None else 0

    def _number_of_style(self, paragraph: Any) -> Any:
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        known = self._styles.get(style.get(qn("w:val"))) if style is not None else None
        if known is None or not (known.name or "").lower().startswith("list"):
            return None
        return known.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")

    def _list_mark(self, paragraph: Any) -> str:
        """The bullet or number that Word prints before the paragraph; it is not part of its text."""
        numbered = self._numbered(paragraph)
        if numbered is None:
            return ""
        if self._formats.get(numbered, "bullet") in ("bullet", "none"):
            return "• "
        self._counts[numbered] = self._counts.get(numbered, 0) + 1
        return f"{self._counts[numbered]}. "


def _number_formats(document: WordDocument) -> Iterator[tuple[tuple[str, int], str]]:
    """The number format of each list and level: "bullet", "decimal", …"""
    relation = next((r for r in document.part.rels.values() if r.reltype.endswith("/numbering")), None)
    if relation is None:
        return
    root = relation.target_part.element
    abstract = {item.get(qn("w:abstractNumId")): item for item in root.iter(qn("w:abstractNum"))}
    for number in root.iter(qn("w:num")):
        link = number.find(qn("w:abstractNumId"))
        levels = abstract.get(link.get(qn("w:val"))) if link is not None else None
        for level in levels.iter(qn("w:lvl")) if levels is not None else ():
            form = level.find(qn("w:numFmt"))
            if form is not None:
                yield (number.get(qn("w:numId")), int(level.get(qn("w:ilvl"), "0"))), form.get(qn("w:val"), "")


def _is_bold(paragraph: Any) -> bool:
    """Whether every run with words in it is bold."""
    runs = [run for run in paragraph.iter(qn("w:r")) if any((t.text or "").strip() for t in run.iter(qn("w:t")))]
    return bool(runs) and all(_run_is_bold(run) for run in runs)


def _run_is_bold(run: Any) -> bool:
    found = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
    return found is not None and found.get(qn("w:val")) not in ("0", "false")
