"""Which reader reads which media type."""

from __future__ import annotations

from dataclasses import replace

from ingest.docx import read_docx
from ingest.extract import Extract
from ingest.html import read_html
from ingest.ocr import pages_without_text, recognise
from ingest.office import is_legacy, to_docx
from ingest.pdf import read_pdf
from ingest.pdf_images import pages_with_marks
from ingest.plain import read_plain
from ingest.source import DOCX, HTML, PDF
from kg.model import Source


def extract(source: Source, data: bytes, *, ocr: bool) -> Extract:
    """The text of a file, whatever its format. `ocr` lets pages without usable text be recognised.

    Raises `UnreadableFile`.
    """
    if source.media_type == PDF:
        return _pdf(source.name, data, ocr=ocr)
    if source.media_type == DOCX:
        return read_docx(source.name, data)
    if source.media_type == HTML:
        return read_html(source.name, data)
    if is_legacy(source.media_type):
        return replace(
            read_docx(source.name, to_docx(source.name, data, source.media_type)), media_type=source.media_type
        )
    return read_plain(data, source.media_type)


def _pdf(name: str, data: bytes, *, ocr: bool) -> Extract:
    found = read_pdf(name, data)
    empty = pages_without_text(found)
    numbers = pages_with_marks(name, data, empty) if empty else []
    if not numbers:
        return found
    if not ocr:
        problem = f"Sidorna {', '.join(map(str, numbers[:20]))} saknar läsbar text, och OCR är avslaget."
        return replace(found, problems=(*found.problems, problem))
    done = recognise(data, numbers)
    if done.pages:
        found = read_pdf(name, data, done.pages)
    return replace(found, problems=(*found.problems, done.problem)) if done.problem else found
