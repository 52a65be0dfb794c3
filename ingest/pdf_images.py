"""Which pages of a PDF show something although they have no text: an image, drawn letters, broken fonts."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.pdf import opened
from ingest.pdfium import raw as pdfium

# A page with fewer objects than this and no image is blank but for its border.
_DRAWN_LETTERS = 60
_IMAGE, _TEXT, _FORM = 3, 1, 5


def pages_with_marks(name: str, data: bytes, numbers: Sequence[int]) -> list[int]:
    """Those of the pages that are worth recognising; truly blank ones are not."""
    with opened(name, data) as document:
        return [number for number in numbers if _has_marks(document, number - 1)]


def _has_marks(document: object, index: int) -> bool:
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return False
    try:
        count = pdfium.FPDFPage_CountObjects(page)
        if count >= _DRAWN_LETTERS:
            return True
        kinds = {pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, at)) for at in range(count)}
        return bool(kinds & {_IMAGE, _TEXT, _FORM})
    finally:
        pdfium.FPDF_ClosePage(page)
