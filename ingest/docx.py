"""A DOCX becomes an Extract: paragraphs and tables in body order, heads and feet, notes, core properties.

Where its pages break is decided by the printer, so it has one page.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

from ingest.clean import clean
from ingest.docx_paragraphs import RAISED, Paragraphs, content_of, text_of
from ingest.extract import Extract
from ingest.quality import text_quality
from ingest.source import DOCX
from ingest.writer import TextWriter
from kg.errors import UnreadableFile

_PROPERTIES = ("title", "author", "subject", "keywords", "category")
_NOTES = {"footnotes": "w:footnote", "endnotes": "w:endnote"}
_MAX_UNPACKED = 1024**3


def read_docx(name: str, data: bytes) -> Extract:
    """The text of a DOCX with its declared headings and tables.

    Raises `UnreadableFile` with code corrupt or too-large.
    """
    document = _opened(name, data)
    writer = TextWriter()
    _edges(writer, document, "header")
    _Body(writer, Paragraphs(document)).write(document.element.body)
    _notes(writer, document)
    _edges(writer, document, "footer")
    writer.end_page(None, text_quality(writer.since(0)))
    return Extract(
        writer.stored(),
        tuple(writer.lines),
        DOCX,
        _declared(document),
        tuple(writer.headings),
        tuple(writer.tables),
        tuple(writer.zones),
    )


def _opened(name: str, data: bytes) -> WordDocument:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(item.file_size for item in archive.infolist()) > _MAX_UNPACKED:
                raise UnreadableFile(name, "too-large", "packar upp till mer än 1 GiB", "Dela upp filen.")
        return docx.Document(io.BytesIO(data))
    except UnreadableFile:
        raise
    except Exception as error:
        # python-docx lets through whatever zipfile, lxml and its own parts raise on a broken package.
        raise UnreadableFile(
            name, "corrupt", "är skadad och går inte att öppna", "Hämta filen på nytt där den publicerades."
        ) from error


@dataclass(slots=True)
class _Body:
    """Writes the blocks of a body, a text box or a cell that only frames text."""

    writer: TextWriter
    paragraphs: Paragraphs

    def write(self, element: Any) -> None:
        """Write paragraphs and tables in order."""
        for block in content_of(element):
            if block.tag == qn("w:p"):
                self.paragraphs.write(self.writer, block)
                for box in block.iter(qn("w:txbxContent")):
                    if not _is_fallback(box):
                        self.write(box)
            else:
                self._table(block)

    def _table(self, element: Any) -> None:
        rows = [list(_cells(row)) for row in element.iterchildren(qn("w:tr"))]
        if max((len(row) for row in rows), default=0) == 1:
            # One column frames text; it is no table, and may hold headings and lists.
            for cell in element.iter(qn("w:tc")):
                if cell.getparent().getparent() is element:
                    self.write(cell)
        else:
            self.writer.table(rows)


def _cells(row: Any) -> Iterator[str]:
    for cell in row.iter(qn("w:tc")):
        if cell.getparent() is not row and cell.getparent().tag == qn("w:tr"):
            continue
        merged = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
        if merged is not None and merged.get(qn("w:val")) != "restart":
            yield ""
        else:
            yield " ".join(" ".join(text_of(part) for part in cell.iter(qn("w:p"))).split())
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        for _ in range(min(50, int(span.get(qn("w:val"), "1"))) - 1 if span is not None else 0):
            yield ""


def _is_fallback(box: Any) -> bool:
    """Word writes a text box twice; the second time for older programs."""
    return any(parent.tag.endswith("}Fallback") for parent in box.iterancestors())


def _edges(writer: TextWriter, document: WordDocument, kind: str) -> None:
    """Page heads or feet: once each, as zones, for decisions and validity may stand there."""
    written: set[str] = set()
    for section in document.sections:
        for name in (kind, f"first_page_{kind}"):
            part = getattr(section, name)
            if part.is_linked_to_previous:
                continue
            start = writer.length
            for paragraph in part._element.iter(qn("w:p")):
                text = text_of(paragraph).replace("\n", " ").strip()
                if text and text not in written:
                    written.add(text)
                    writer.line(text)
            writer.zone("running-head", start, writer.length)
    writer.blank()


def _notes(writer: TextWriter, document: WordDocument) -> None:
    """Footnotes and endnotes, after the text."""
    for relation in document.part.rels.values():
        tag = _NOTES.get(relation.reltype.rpartition("/")[2])
        if tag is None or relation.is_external:
            continue
        for note in parse_xml(relation.target_part.blob).iter(qn(tag)):
            text = " ".join(" ".join(text_of(part) for part in note.iter(qn("w:p"))).split())
            if text and note.get(qn("w:type")) is None:
                start = writer.length
                writer.line(f"{(note.get(qn('w:id')) or '').translate(RAISED)} {text}".strip())
                writer.zone("footnote", start, writer.length)


def _declared(document: WordDocument) -> dict[str, str]:
    properties = document.core_properties
    found = {name: clean(str(getattr(properties, name) or "")).strip() for name in _PROPERTIES}
    for name, value in (("created", properties.created), ("modified", properties.modified)):
        if value is not None:
            found[name] = value.date().isoformat()
    if properties.language:
        found["language"] = properties.language[:2].lower()
    return {name: value for name, value in found.items() if value}
