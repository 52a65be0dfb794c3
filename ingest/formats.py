"""Which reader reads which media type."""

from __future__ import annotations

from dataclasses import replace

from ingest.docx import read_docx
from ingest.extract import Extract
from ingest.html import read_html
from ingest.ocr import missing_tools, pages_without_text, recognise
from ingest.office import is_legacy, to_docx
from ingest.pdf import read_pdf
from ingest.pdf_images import pages_with_marks
from ingest.pdf_layers import doubtful_layers, same_text
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


_FOREIGN = "Textlagret på sidorna {} hör inte till sidornas bild; de har lästs från bilden i stället."


def _with_own_layers(name: str, data: bytes, found: Extract) -> Extract:
    """Pages whose unseen text layer belongs to another document are read from their image; one is tried first."""
    doubtful = doubtful_layers(name, data, found)
    if not doubtful or missing_tools() is not None:
        return found
    pages = {page.number: found.text.text[page.start : page.end] for page in found.text.pages}
    fullest = max(doubtful, key=lambda number: len(pages[number]))
    tried = recognise(data, [fullest])
    if fullest not in tried.pages or same_text(pages[fullest], read_pdf(name, tried.pages[fullest]).text.text):
        return found
    done = recognise(data, [number for number in doubtful if number != fullest])
    read = read_pdf(name, data, {**tried.pages, **done.pages})
    problem = _FOREIGN.format(", ".join(map(str, doubtful[:20])))
    return replace(read, problems=(*read.problems, problem, *([done.problem] if done.problem else [])))


def _pdf(name: str, data: bytes, *, ocr: bool) -> Extract:
    found = read_pdf(name, data)
    empty = pages_without_text(found)
    numbers = pages_with_marks(name, data, empty) if empty else []
    if not numbers:
        return _with_own_layers(name, data, found) if ocr else found
    if not ocr:
        problem = f"Sidorna {', '.join(map(str, numbers[:20]))} saknar läsbar text, och OCR är avslaget."
        return replace(found, problems=(*found.problems, problem))
    done = recognise(data, numbers)
    if done.pages:
        found = read_pdf(name, data, done.pages)
    return replace(found, problems=(*found.problems, done.problem)) if done.problem else found
