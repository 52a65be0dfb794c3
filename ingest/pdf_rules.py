"""The ruling lines of a PDF page: thin boxes and the edges of drawn rectangles, from its path objects."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

import numpy as np

from ingest.pdf_words import rotated
from ingest.pdfium import raw as pdfium

# Above this a page is a map or a diagram, and its strokes are no table.
MAX_OBJECTS = 4000
_THIN = 3.0
_SHORTEST = 12.0
_PATH = 2


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, in points from the top left corner of the page as its text stands."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def level(self) -> bool:
        """Whether it lies flat."""
        return self.x1 - self.x0 >= self.y1 - self.y0


def rules_of(page: Any, rotation: int) -> list[Rule]:
    """The ruling lines of a loaded page turned `rotation` quarters clockwise, in drawing order."""
    count = pdfium.FPDFPage_CountObjects(page)
    if count > MAX_OBJECTS:
        return []
    raw = [bounds for index in range(count) if (bounds := _bounds(pdfium.FPDFPage_GetObject(page, index)))]
    if not raw:
        return []
    boxes = rotated(page, np.array(raw, dtype=np.float32), rotation).tolist()
    return [rule for box in boxes for rule in _edges(*box)]


def _bounds(item: Any) -> tuple[float, float, float, float] | None:
    if pdfium.FPDFPageObj_GetType(item) != _PATH:
        return None
    values = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(item, *(ctypes.byref(value) for value in values)):
        return None
    left, bottom, right, top = (value.value for value in values)
    wide, high = right - left, top - bottom
    if max(wide, high) < _SHORTEST or not _is_straight(item, min(wide, high)):
        return None
    return left, bottom, right, top


def _is_straight(item: Any, thickness: float) -> bool:
    return thickness <= _THIN or 1 < pdfium.FPDFPath_CountSegments(item) <= 6


def _edges(x0: float, y0: float, x1: float, y1: float) -> list[Rule]:
    if y1 - y0 <= _THIN:
        middle = (y0 + y1) / 2
        return [Rule(x0, middle, x1, middle)]
    if x1 - x0 <= _THIN:
        middle = (x0 + x1) / 2
        return [Rule(middle, y0, middle, y1)]
    return [Rule(x0, y0, x1, y0), Rule(x0, y1, x1, y1), Rule(x0, y0, x0, y1), Rule(x1, y0, x1, y1)]
