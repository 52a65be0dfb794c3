"""PDFs drawn for the tests, in the ways municipal documents are set."""

from __future__ import annotations

import io
import textwrap
from collections.abc import Callable, Sequence

import pikepdf
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from ingest.extract import Extract
from ingest.pdf import read_pdf

HEIGHT = 842.0
SENTENCES = (
    "Kommunfullmäktige har beslutat att verksamheten ska utvecklas med stöd av digital teknik. "
    "Nämnderna ansvarar för att målen följs upp och att resultatet redovisas varje år. "
    "Varje förvaltning avsätter tid och pengar för utbildning av sina medarbetare. "
)


def draw(*pages: Callable[[Canvas], None]) -> bytes:
    """A PDF in which each function draws one page (A4)."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, HEIGHT), invariant=True)
    for page in pages:
        canvas.setFont("Helvetica", 11)
        page(canvas)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def read(*pages: Callable[[Canvas], None]) -> Extract:
    """The extract of a PDF drawn by these functions."""
    return read_pdf("test.pdf", draw(*pages))


def put(canvas: Canvas, x: float, down: float, text: str, *, size: float = 11, bold: bool = False) -> None:
    """Draw text with its baseline `down` points from the top."""
    canvas.setFont("Helvetica-Bold" if bold else "Helvetica", size)
    canvas.drawString(x, HEIGHT - down, text)


def lines(canvas: Canvas, x: float, down: float, texts: Sequence[str], *, size: float = 11) -> float:
    """Draw lines below each other; returns where the next one would stand."""
    for text in texts:
        put(canvas, x, down, text, size=size)
        down += size * 1.3
    return down


def prose(width: int, count: int) -> list[str]:
    """`count` lines of text of about `width` characters."""
    return textwrap.wrap(SENTENCES * 20, width)[:count]


def put_overlaid(canvas: Canvas, x: float, down: float, text: str, *, size: float = 12) -> None:
    """Draw text whose dots are signs of their own, laid over the letters."""
    run, font = "", "Times-Roman"
    canvas.setFont(font, size)
    for char in text:
        base, mark = {"ä": ("a", "¨"), "ö": ("o", "¨"), "Ö": ("O", "¨"), "é": ("e", "´")}.get(char, (char, ""))
        run += base
        if mark:
            canvas.drawString(x, HEIGHT - down, run)
            x += stringWidth(run, font, size)
            over = (stringWidth(base, font, size) + stringWidth(mark, font, size)) / 2
            canvas.drawString(x - over, HEIGHT - down + (size * 0.2 if base.isupper() else 0), mark)
            run = ""
    canvas.drawString(x, HEIGHT - down, run)


def encrypted(data: bytes, password: str) -> bytes:
    """The same PDF, locked with a password; an empty one locks it for changes only."""
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        document.save(target, encryption=pikepdf.Encryption(owner="ägare", user=password))
    return target.getvalue()


def without_pages() -> bytes:
    """A PDF that holds no page."""
    target = io.BytesIO()
    with pikepdf.new() as document:
        document.save(target)
    return target.getvalue()
