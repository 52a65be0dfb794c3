"""Form fields of a PDF: what is filled in becomes text of the page, and stands beside its label."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ingest.pdfium import raw as pdfium
from ingest.printed import Segment


def has_form(document: Any) -> bool:
    """Whether the document has form fields at all."""
    return bool(pdfium.FPDF_GetFormType(document) != pdfium.FORMTYPE_NONE)


def load_filled(document: Any, index: int) -> tuple[Any, int]:
    """A page with its fields made part of it, and how many characters it had without them; the page may be null."""
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return page, 0
    text_page = pdfium.FPDFText_LoadPage(page)
    own = pdfium.FPDFText_CountChars(text_page) if text_page else 0
    pdfium.FPDFText_ClosePage(text_page)
    if pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS:
        pdfium.FPDF_ClosePage(page)
        page = pdfium.FPDF_LoadPage(document, index)
    return page, own


def beside_labels(segments: Sequence[Segment], own: int) -> list[Segment]:
    """Segments in reading order: those of the fields, which are drawn last, after what stands to their left.

    `own` is the number of characters that the page has without its fields.
    """
    printed = [segment for segment in segments if segment.words[0].index < own]
    for field in (segment for segment in segments if segment.words[0].index >= own):
        left = [
            at for at, other in enumerate(printed) if other.x1 <= field.x0 + 1 and other.y0 < field.middle < other.y1
        ]
        printed.insert(max(left, key=lambda at: printed[at].x1) + 1 if left else len(printed), field)
    for order, segment in enumerate(printed):
        segment.order = order
    return printed
