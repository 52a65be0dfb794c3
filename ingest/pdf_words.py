"""The words of a PDF page with their boxes, in the order in which the page draws them.

One call for the page's text and two for each word's ends: asking pdfium for every glyph's box costs four times as
much.
"""

from __future__ import annotations

import ctypes
import math
import re
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ingest.accents import ACCENTS, join_accents
from ingest.clean import clean
from ingest.pdfium import address, function
from ingest.pdfium import raw as pdfium
from ingest.printed import Word
from kg.model import WordBox

_HYPHENS = "\ufffe\x02"
# NUL stands where an accent was joined to its letter, inside a word.
_TOKEN = re.compile(rf"[^\s{_HYPHENS}]+[{_HYPHENS}]?")
_ACCENT = re.compile("[" + "".join(map(re.escape, ACCENTS)) + "]")
# Text of nothing but these needs no cleaning, which most pages are.
_UNUSUAL = re.compile("[^ -~\\s\u00a1-\u00ac\u00ae-\u00ff–—‘’“”•…€\ufffe\x02]")
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NOTE_MARK = re.compile(r"(?<=[^\W\d]|[.,;:)\"”])\d{1,3}$")
_BOLD = re.compile(r"bold|black|heavy|semib|demi|[-,]bd\b|[a-z]Bd$", re.I)
_BOLD_WEIGHT = 600


_P, _I = ctypes.c_void_p, ctypes.c_int
_loose_box = function("FPDFText_GetLooseCharBox", _I, _P, _I, _P)
_font_size = function("FPDFText_GetFontSize", ctypes.c_double, _P, _I)
_matrix = function("FPDFText_GetMatrix", _I, _P, _I, _P)
_text_object = function("FPDFText_GetTextObject", _P, _P, _I)
_object_font = function("FPDFTextObj_GetFont", _P, _P)
_font_name = function("FPDFFont_GetBaseFontName", ctypes.c_size_t, _P, _P, ctypes.c_size_t)
_font_weight = function("FPDFFont_GetWeight", _I, _P)
_char_angle = function("FPDFText_GetCharAngle", ctypes.c_float, _P, _I)
_get_text = function("FPDFText_GetText", _I, _P, _I, _I, _P)
_count_chars = function("FPDFText_CountChars", _I, _P)
_unicode = function("FPDFText_GetUnicode", ctypes.c_uint, _P, _I)


@dataclass(slots=True)
class Fonts:
    """Which fonts of a document are bold, by pdfium's handle: asked once for each font."""

    bold: dict[int, bool] = field(default_factory=dict)

    def is_bold(self, text_page: int, index: int) -> bool:
        """Whether the character at `index` is set in a bold font."""
        item = _text_object(text_page, index)
        font = _object_font(item) if item else None
        if not font:
            return False
        if font not in self.bold:
            name = ctypes.create_string_buffer(200)
            _font_name(font, name, 200)
            self.bold[font] = bool(_BOLD.search(name.value.decode("latin-1"))) or _font_weight(font) >= _BOLD_WEIGHT
        return self.bold[font]


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page with the page turned `rotation` quarters clockwise, which is how they stand upright."""

    words: list[Word]
    rotation: int


def words_of(page: Any, fonts: Fonts) -> PageWords:
    """The words of a loaded page; coordinates are points from the top left corner of the page as its text stands."""
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return PageWords([], pdfium.FPDFPage_GetRotation(page))
    try:
        return _words(page, address(text_page), fonts)
    finally:
        pdfium.FPDFText_ClosePage(text_page)


def _words(page: Any, text_page: int, fonts: Fonts) -> PageWords:
    text = _page_text(text_page)
    if _ACCENT.search(text):
        text = join_accents(text, boxes_at(text_page, list(range(len(text)))))
    tokens = [found.span() for found in _TOKEN.finditer(text)]
    if not tokens:
        return PageWords([], pdfium.FPDFPage_GetRotation(page))
    ends = [end - 1 if text[end - 1] not in _HYPHENS else max(start, end - 2) for start, end in tokens]
    raw = boxes_at(text_page, [start for start, _ in tokens] + ends)
    rotation = _text_rotation(text_page, tokens)
    boxes = rotated(page, _word_boxes(raw, len(tokens)), rotation)
    dirty = bool(_UNUSUAL.search(text))
    words: list[Word] = []
    scale, declared, line = 1.0, 0.0, -1.0
    for (start, end), last, (x0, y0, x1, y1) in zip(tokens, ends, boxes.tolist(), strict=True):
        token = clean(text[start : last + 1]) if dirty else text[start : last + 1]
        if not token:
            continue
        size = _font_size(text_page, start)
        if size != declared or abs(y0 - line) > 0.5:
            scale, declared, line = _scale(text_page, start), size, y0
        if token[-1].isdigit() and not token[0].isdigit():
            token = _with_note_mark(text_page, token, start, last)
        words.append(Word(token, x0, y0, x1, y1, round(size * scale, 1), start, last + 1 < end))
    _mark_bold(text_page, words, fonts)
    return PageWords(words, rotation)


def _mark_bold(text_page: int, words: list[Word], fonts: Fonts) -> None:
    """Ask for the font of the first and last word of each line, and of those between only when the two differ."""
    begin = 0
    for at in range(1, len(words) + 1):
        if at < len(words) and abs(words[at].y0 - words[begin].y0) < 1.0:
            continue
        first, last = (fonts.is_bold(text_page, words[edge].index) for edge in (begin, at - 1))
        for word in words[begin:at]:
            word.bold = first if first == last else fonts.is_bold(text_page, word.index)
        begin = at


def _scale(text_page: int, index: int) -> float:
    """By what a character's declared size is multiplied: many programs declare any size and scale it."""
    matrix = (ctypes.c_float * 6)()
    if not _matrix(text_page, index, ctypes.addressof(matrix)):
        return 1.0
    return math.hypot(matrix[2], matrix[3]) or 1.0


def _page_text(text_page: int) -> str:
    count = _count_chars(text_page)
    if count <= 0:
        return ""
    buffer = (ctypes.c_ushort * (count * 2 + 2))()
    written = _get_text(text_page, 0, count, buffer)
    text = bytes(buffer)[: max(0, written - 1) * 2].decode("utf-16-le", "surrogatepass")
    if len(text) == count:
        return text
    # Characters without a code are left out of the text, and offsets would slide: ask for each.
    return "".join(_safe_char(_unicode(text_page, index)) for index in range(count))


def _safe_char(code: int) -> str:
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def boxes_at(text_page: int, indexes: list[int]) -> NDArray[np.float32]:
    """Left, top, right, bottom of the characters, in the page's own coordinates (y grows upwards)."""
    boxes = np.zeros((len(indexes), 4), dtype=np.float32)
    base, step = boxes.ctypes.data, 16
    for row, index in enumerate(indexes):
        _loose_box(text_page, index, base + row * step)
    return boxes


def _word_boxes(raw: NDArray[np.float32], count: int) -> NDArray[np.float32]:
    first, last = raw[:count], raw[count:]
    low = np.minimum(first, last)
    high = np.maximum(first, last)
    return np.stack(
        [
            np.minimum(low[:, 0], low[:, 2]),
            np.minimum(low[:, 1], low[:, 3]),
            np.maximum(high[:, 0], high[:, 2]),
            np.maximum(high[:, 1], high[:, 3]),
        ],
        axis=1,
    )


def _text_rotation(text_page: int, tokens: list[tuple[int, int]]) -> int:
    """Clockwise quarter turns that bring most of the page's text upright, by a sample of its words."""
    sample = tokens[:: max(1, len(tokens) // 7)][:7]
    turns = [round(_char_angle(text_page, start) / (np.pi / 2)) % 4 for start, _ in sample]
    return int(-max(set(turns), key=turns.count) % 4)


def rotated(page: Any, boxes: NDArray[np.float32], rotation: int) -> NDArray[np.float64]:
    """Boxes x0, y0, x1, y1 (y upwards) with y downwards, on the page turned `rotation` quarters clockwise."""
    left, bottom, right, top = _media(page)
    x0, y0, x1, y1 = (boxes[:, column].astype(np.float64) for column in range(4))
    if rotation == 0:
        columns = [x0 - left, top - y1, x1 - left, top - y0]
    elif rotation == 1:
        columns = [y0 - bottom, x0 - left, y1 - bottom, x1 - left]
    elif rotation == 2:
        columns = [right - x1, y0 - bottom, right - x0, y1 - bottom]
    else:
        columns = [top - y1, right - x1, top - y0, right - x0]
    # Hundredths of a point are enough, and keep what is stored short.
    return np.asarray(np.stack(columns, axis=1).round(2), dtype=np.float64)


def _media(page: Any) -> tuple[float, float, float, float]:
    values = [ctypes.c_float() for _ in range(4)]
    pointers = [ctypes.byref(value) for value in values]
    for get in (pdfium.FPDFPage_GetCropBox, pdfium.FPDFPage_GetMediaBox):
        if get(page, *pointers):
            return values[0].value, values[1].value, values[2].value, values[3].value
    return 0.0, 0.0, pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)


def _with_note_mark(text_page: int, token: str, first: int, last: int) -> str:
    """A small digit after a word is a footnote's mark: "plan1" becomes "plan¹", or it would be part of the word."""
    found = _NOTE_MARK.search(token)
    if found and _font_size(text_page, last) < _font_size(text_page, first) * 0.85:
        return token[: found.start()] + found[0].translate(_SUPERSCRIPT)
    return token


def as_displayed(page: Any, boxes: list[WordBox], rotation: int) -> list[WordBox]:
    """Word boxes of a page turned `rotation` quarters, as they stand on the page as viewers show it."""
    turns = (pdfium.FPDFPage_GetRotation(page) - rotation) % 4
    left, bottom, right, top = _media(page)
    wide, high = (right - left, top - bottom) if rotation % 2 == 0 else (top - bottom, right - left)
    return [_turned(box, turns, wide, high) for box in boxes] if turns else boxes


def _turned(box: WordBox, turns: int, wide: float, high: float) -> WordBox:
    x0, y0, x1, y1 = box.x0, box.y0, box.x1, box.y1
    for _ in range(turns):
        x0, y0, x1, y1 = round(high - y1, 2), x0, round(high - y0, 2), x1
        wide, high = high, wide
    return box._replace(x0=x0, y0=y0, x1=x1, y1=y1)
