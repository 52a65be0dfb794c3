"""Repairing a damaged PDF with qpdf, through pikepdf."""

from __future__ import annotations

import io

import pikepdf


def repair(data: bytes) -> bytes | None:
    """The same document written anew, or None when nothing can be recovered."""
    try:
        with pikepdf.open(io.BytesIO(data)) as document:
            if not len(document.pages):
                return None
            written = io.BytesIO()
            document.save(written)
            return written.getvalue()
    except (pikepdf.PdfError, ValueError, RuntimeError, OSError):
        return None


def pages_only(data: bytes, numbers: list[int]) -> bytes:
    """A PDF of these pages (from 1) alone."""
    with pikepdf.open(io.BytesIO(data)) as document, pikepdf.new() as chosen:
        for number in numbers:
            chosen.pages.append(document.pages[number - 1])
        written = io.BytesIO()
        chosen.save(written)
        return written.getvalue()
