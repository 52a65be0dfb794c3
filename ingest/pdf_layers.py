"""A scanned page carries its text unseen behind the image. Whether that text is the page's own."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ingest.extract import Extract
from ingest.pdf import opened
from ingest.pdfium import raw as pdfium
from kg.model import WordBox

_IMAGE, _TEXT, _INVISIBLE = 3, 1, 3
_DARK = 160
# Of the words of a layer that fits its image, nearly all lie over ink.
_OVER_INK = 0.9
_INK_IN_BOX = 0.03
_LEAST_WORDS = 20
_LONG_WORD = re.compile(r"[^\W\d_]{5,}")
# A layer from a poor recognition still shares this much of its longer words with a good one.
_SHARED = 0.25


def doubtful_layers(name: str, data: bytes, found: Extract) -> list[int]:
    """The pages (from 1) that are an image with unseen text whose words do not lie over the image's ink."""
    with opened(name, data) as document:
        hidden = [page.number for page in found.text.pages if _hidden(document, page.number - 1)]
        boxes = {number: [word for word in found.words if word.page == number] for number in hidden}
        return [
            number
            for number, words in boxes.items()
            if len(words) >= _LEAST_WORDS and not _fits(document, number - 1, words)
        ]


def same_text(layer: str, recognised: str) -> bool:
    """Whether a text layer and what was recognised from the image are of one page: they share their longer words."""
    one = set(_LONG_WORD.findall(layer.lower()))
    other = set(_LONG_WORD.findall(recognised.lower()))
    return len(other) < _LEAST_WORDS or len(one & other) >= _SHARED * len(other)


def _hidden(document: object, index: int) -> bool:
    """Whether a page shows an image, and all its text is drawn invisibly."""
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return False
    try:
        image = text = False
        for at in range(pdfium.FPDFPage_CountObjects(page)):
            item = pdfium.FPDFPage_GetObject(page, at)
            kind = pdfium.FPDFPageObj_GetType(item)
            if kind == _TEXT and pdfium.FPDFTextObj_GetTextRenderMode(item) != _INVISIBLE:
                return False
            image, text = image or kind == _IMAGE, text or kind == _TEXT
        return image and text
    finally:
        pdfium.FPDF_ClosePage(page)


def _fits(document: object, index: int, words: Sequence[WordBox]) -> bool:
    ink = _ink(document, index)
    high, wide = ink.shape
    over = 0
    for word in words:
        x0, x1 = max(0, int(word.x0)), min(wide, int(word.x1) + 1)
        y0, y1 = max(0, int(word.y0)), min(high, int(word.y1) + 1)
        part = ink[y0:y1, x0:x1]
        over += bool(part.size and part.mean() > _INK_IN_BOX)
    return over >= _OVER_INK * len(words)


def _ink(document: object, index: int) -> NDArray[np.bool_]:
    """Where a page is dark, one value a point, from the top left corner."""
    page = pdfium.FPDF_LoadPage(document, index)
    wide, high = int(pdfium.FPDF_GetPageWidthF(page)), int(pdfium.FPDF_GetPageHeightF(page))
    bitmap = pdfium.FPDFBitmap_Create(wide, high, 0)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, wide, high, 0, 0)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        address = pdfium.FPDFBitmap_GetBuffer(bitmap)
        buffer = ctypes.cast(address, ctypes.POINTER(ctypes.c_ubyte * (stride * high))).contents
        pixels = np.frombuffer(buffer, dtype=np.uint8).reshape(high, stride)[:, : wide * 4].reshape(high, wide, 4)
        return np.asarray(pixels[:, :, :3].min(axis=2) < _DARK)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
        pdfium.FPDF_ClosePage(page)
