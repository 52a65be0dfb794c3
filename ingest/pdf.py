"""A PDF becomes an Extract: text and boxes by pypdfium2, what the file says of itself by pypdf, repair by pikepdf."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from ingest.compose import PageComposer
from ingest.extract import Extract
from ingest.outline import headings_of_outline
from ingest.pdf_about import about
from ingest.pdf_forms import beside_labels, has_form, load_filled
from ingest.pdf_repair import repair
from ingest.pdf_rules import rules_of
from ingest.pdf_words import Fonts, as_displayed, words_of
from ingest.pdfium import raw as pdfium
from ingest.printed import segments_of
from ingest.quality import text_quality
from ingest.source import PDF
from ingest.tables import page_items
from ingest.writer import TextWriter
from kg.errors import UnreadableFile

_PASSWORD = 4
_SECURITY = 5
_REPAIRED = "Filen var skadad och har lagats; delar kan saknas."


@dataclass(slots=True)
class PdfText:
    """What the pages of one PDF gave. `unreadable` are the numbers of pages that could not be read at all."""

    writer: TextWriter = field(default_factory=TextWriter)
    unreadable: list[int] = field(default_factory=list)


def read_pdf(name: str, data: bytes, recognised: dict[int, bytes] | None = None) -> Extract:
    """The text of a PDF with its geometry.

    `recognised` holds, by page number, one-page PDFs with a text layer from OCR, read in place of the
    file's own pages. Raises `UnreadableFile` with code encrypted or corrupt.
    """
    problems: list[str] = []
    data = _sound(name, data, problems)
    known = about(data)
    result = PdfText()
    with opened(name, data) as document:
        _read_pages(document, result, known.labels, recognised or {})
    if result.unreadable:
        problems.append(f"Sidorna {_listed(result.unreadable)} gick inte att läsa.")
    stored = result.writer.stored()
    lines = tuple(result.writer.lines)
    return Extract(
        stored,
        lines,
        PDF,
        known.declared,
        headings_of_outline(stored, lines, known.outline),
        tuple(result.writer.tables),
        (),
        tuple(result.writer.words),
        tuple(problems),
    )


def _sound(name: str, data: bytes, problems: list[str]) -> bytes:
    """The data, repaired when pdfium cannot open it or finds no page in it."""
    code, pages = _try(data)
    if code in (_PASSWORD, _SECURITY):
        raise UnreadableFile(
            name, "encrypted", "är låst med lösenord", "Spara en kopia utan lösenord och läs in den i stället."
        )
    if code == 0 and pages > 0:
        return data
    mended = repair(data)
    if mended is None or _try(mended)[1] == 0:
        cause = "innehåller inga sidor" if code == 0 else "är skadad och går inte att öppna"
        raise UnreadableFile(name, "corrupt", cause, "Hämta filen på nytt där den publicerades.")
    problems.append(_REPAIRED)
    return mended


def _try(data: bytes) -> tuple[int, int]:
    """pdfium's error code (0 when it opens) and the number of pages."""
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        return int(pdfium.FPDF_GetLastError()) or 1, 0
    pages = int(pdfium.FPDF_GetPageCount(document))
    pdfium.FPDF_CloseDocument(document)
    return 0, pages


@contextmanager
def opened(name: str, data: bytes) -> Iterator[Any]:
    """An open pdfium document; `data` must live as long as it does."""
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        raise UnreadableFile(
            name, "corrupt", "är skadad och går inte att öppna", "Hämta filen på nytt där den publicerades."
        )
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _read_pages(document: Any, result: PdfText, labels: tuple[str, ...], recognised: dict[int, bytes]) -> None:
    fonts = Fonts()
    composer = PageComposer(result.writer)
    for index in range(pdfium.FPDF_GetPageCount(document)):
        start = result.writer.length
        number = index + 1
        if number in recognised:
            with opened(f"page {number}", recognised[number]) as other:
                readable = read_page(other, 0, composer, Fonts())
        else:
            readable = read_page(document, index, composer, fonts)
        if not readable:
            result.unreadable.append(number)
        label = labels[index] if index < len(labels) else None
        quality = text_quality(result.writer.since(start))
        result.writer.end_page(label or None, quality, ocr=number in recognised)


def read_page(document: Any, index: int, composer: PageComposer, fonts: Fonts) -> bool:
    """Write one page; False when pdfium cannot load it. Nothing that is wrong with a page stops the others."""
    filled = has_form(document)
    page, own = load_filled(document, index) if filled else (pdfium.FPDF_LoadPage(document, index), 0)
    if not page:
        return False
    try:
        found = words_of(page, fonts)
        segments = segments_of(found.words)
        if filled:
            segments = beside_labels(segments, own)
        rules = rules_of(page, found.rotation) if len(segments) > 1 else []
        boxes = composer.writer.words
        first = len(boxes)
        composer.page(page_items(segments, rules))
        boxes[first:] = as_displayed(page, boxes[first:], found.rotation)
    finally:
        pdfium.FPDF_ClosePage(page)
    return True


def _listed(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:20]))
    return f"{shown} och {len(numbers) - 20} till" if len(numbers) > 20 else shown
