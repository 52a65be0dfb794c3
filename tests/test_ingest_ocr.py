"""Scanned pages and broken fonts, with the real programs."""

from __future__ import annotations

import io
import os
from collections.abc import Sequence

import pypdfium2
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

import ingest.ocr
from ingest.extract import Extract
from ingest.formats import extract
from ingest.pdf_layers import doubtful_layers
from ingest.source import PDF
from kg.model import Source
from tests.printed_pages import draw, lines, prose, put

needs_ocr = pytest.mark.skipif(
    ingest.ocr.missing_tools() is not None and os.environ.get("CI") != "true", reason="tesseract is not installed"
)


def letter(canvas: Canvas) -> None:
    put(canvas, 72, 90, "Riktlinjer för behörigheter", size=20, bold=True)
    lines(canvas, 72, 130, prose(70, 14), size=12)


def scanned(turn: int = 0) -> bytes:
    """A page as a scanner leaves it: an image, perhaps put in the wrong way round."""
    image = pypdfium2.PdfDocument(draw(letter))[0].render(scale=2.5).to_pil().rotate(turn, expand=True)

    def page(canvas: Canvas) -> None:
        wide, high = (595, 842) if turn % 180 == 0 else (842, 595)
        canvas.setPageSize((wide, high))
        canvas.drawImage(ImageReader(image), 0, 0, wide, high)

    return draw(page)


def read(data: bytes, *, ocr: bool = True) -> Extract:
    return extract(Source("skannad.pdf", PDF, len(data), "0" * 64), data, ocr=ocr)


@needs_ocr
@pytest.mark.parametrize("turn", [0, 90, 180])
def test_a_scan_is_read_whichever_way_it_lies(turn: int) -> None:
    found = read(scanned(turn))
    assert "Riktlinjer för behörigheter" in found.text.text
    assert "Nämnderna ansvarar för att målen följs upp" in " ".join(found.text.text.split())
    assert found.text.pages[0].ocr
    assert found.words
    assert found.problems == ()


@needs_ocr
def test_only_pages_without_text_are_recognised() -> None:
    import pikepdf

    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(draw(letter))) as document, pikepdf.open(io.BytesIO(scanned())) as scan:
        document.pages.append(scan.pages[0])
        document.save(target)
    assert [page.ocr for page in read(target.getvalue()).text.pages] == [False, True]


def test_without_ocr_the_record_says_what_is_missing() -> None:
    found = read(scanned(), ocr=False)
    assert "OCR" in found.problems[0]
    assert "1" in found.problems[0]


def test_without_the_tools_the_record_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    ingest.ocr.missing_tools.cache_clear()
    try:
        assert "tesseract-ocr-swe" in read(scanned()).problems[0]
    finally:
        ingest.ocr.missing_tools.cache_clear()


def test_blank_pages_are_not_sent_to_ocr(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.formats.recognise", lambda *_: pytest.fail("a blank page was sent to OCR"))
    assert read(draw(letter, lambda c: None)).problems == ()


def test_gibberish_of_a_broken_font_is_told_from_language() -> None:
    from ingest.quality import text_quality

    text = " ".join(prose(80, 12))
    shifted = "".join(chr(ord(char) + 3) if char.isalpha() else char for char in text)
    assert text_quality(text) > 0.9
    assert text_quality(shifted) < 0.5
    assert text_quality("The committee shall report to the council every year on the results of its work.") > 0.9


def layered(text: Sequence[str]) -> bytes:
    """A scanned page with a text layer behind its image, as a scanner's own recognition leaves it."""
    image = pypdfium2.PdfDocument(draw(letter))[0].render(scale=2.5).to_pil()

    def page(canvas: Canvas) -> None:
        hidden = canvas.beginText(72, 842 - 130)
        hidden.setTextRenderMode(3)
        hidden.setFont("Helvetica", 12)
        hidden.setLeading(15.6)
        for line in text:
            hidden.textLine(line)
        canvas.drawText(hidden)
        canvas.drawImage(ImageReader(image), 0, 0, 595, 842)

    return draw(page)


@needs_ocr
def test_a_text_layer_of_another_document_is_not_believed() -> None:
    other = ["", "Protokoll fört vid sammanträde med byggnadsnämnden om strandskydd vid sjön"] * 12
    found = read(layered(other))
    assert "strandskydd" not in found.text.text
    assert "Nämnderna ansvarar för att målen följs upp" in " ".join(found.text.text.split())
    assert "hör inte till sidornas bild" in found.problems[0]


def test_a_text_layer_that_lies_over_its_words_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    found = read(layered(prose(70, 14)))
    assert found.problems == ()
    assert not found.text.pages[0].ocr
    assert doubtful_layers("skannad.pdf", layered(prose(70, 14)), found) == []
