"""Characters as some typesetters leave them: the letter, and its dots or ring as a sign of its own laid over it."""

from __future__ import annotations

from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

_APART = {"ä": ("a", "\u00a8"), "ö": ("o", "\u00a8"), "Ä": ("A", "\u00a8"), "Ö": ("O", "\u00a8"), "é": ("e", "\u00b4")}


def draw_text(canvas: Canvas, x: float, y: float, text: str, font: str, size: float, *, overlaid: bool = False) -> None:
    """Draw text at a place; `overlaid` draws dots apart from their letters, as old TeX output does."""
    if not overlaid:
        canvas.setFont(font, size)
        canvas.drawString(x, y, text)
        return
    run = ""
    for char in text:
        base, accent = _APART.get(char, (char, ""))
        run += base
        if accent:
            canvas.setFont(font, size)
            canvas.drawString(x, y, run)
            x += stringWidth(run, font, size)
            wide, over = stringWidth(base, font, size), stringWidth(accent, font, size)
            canvas.drawString(x - wide / 2 - over / 2, y + (size * 0.2 if base.isupper() else 0), accent)
            run = ""
    if run:
        canvas.setFont(font, size)
        canvas.drawString(x, y, run)
