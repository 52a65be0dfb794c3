"""Breaking text into lines: bold pieces, footnote marks and, where asked, hyphenation at the line's end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.pdfbase.pdfmetrics import getRegisteredFontNames, registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont

BOLD = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "Vera": "VeraBd"}
_PIECES = re.compile(r"\*\*|\[\^(\w+)\]")
_SYLLABLE = re.compile(
    r"[aeiouyåäö][bcdfghjklmnpqrstvwxz](?=[bcdfghjklmnpqrstvwxz][aeiouyåäö])|[aeiouyåäö](?=[bdfgjklmnprstv][aeiouyåäö])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters in one font; `note` is set on a footnote's mark."""

    text: str
    font: str
    size: float
    note: str | None = None

    @property
    def width(self) -> float:
        """Points the piece takes on the line."""
        return float(stringWidth(self.text, self.font, self.size))


def register_fonts() -> None:
    """Make the embedded TrueType font of the typesetting library known, beside the fonts every reader has."""
    for name in ("Vera", "VeraBd"):
        if name not in getRegisteredFontNames():
            registerFont(TTFont(name, f"{name}.ttf"))


Word = tuple[Piece, ...]


def words_of(text: str, font: str, size: float, *, bold: bool = False) -> list[Word]:
    """Cut text at blanks into words; `**` switches bold, `[^1]` is a raised note mark."""
    words: list[list[Piece]] = [[]]
    for run, strong, note in _runs(text, bold):
        face = BOLD[font] if strong else font
        if note:
            words[-1].append(Piece(note, face, size * 0.65, note))
            continue
        for index, part in enumerate(run.split(" ")):
            if index:
                words.append([])
            if part:
                words[-1].append(Piece(part, face, size))
    return [tuple(word) for word in words if word]


def _runs(text: str, strong: bool) -> Iterator[tuple[str, bool, str | None]]:
    at = 0
    for mark in _PIECES.finditer(text):
        yield text[at : mark.start()], strong, None
        if mark[1]:
            yield "", strong, mark[1]
        else:
            strong = not strong
        at = mark.end()
    yield text[at:], strong, None


def break_lines(words: Sequence[Word], width: float, *, hyphenate: bool = False) -> list[list[Word]]:
    """Fill lines of `width` points greedily; a long word is cut at a syllable when `hyphenate`."""
    lines: list[list[Word]] = [[]]
    room = width
    for word in words:
        space = word[0].size * 0.278 if lines[-1] else 0.0
        need = sum(piece.width for piece in word)
        cut = _cut(word, room - space) if hyphenate and need + space > room else None
        if cut:
            lines[-1].append(cut[0])
            word, need, space = cut[1], sum(piece.width for piece in cut[1]), 0.0
            lines.append([])
            room = width
        elif need + space > room and lines[-1]:
            lines.append([])
            room, space = width, 0.0
        lines[-1].append(word)
        room -= need + space
    return [line for line in lines if line]


def _cut(word: Word, room: float) -> tuple[Word, Word] | None:
    piece = word[0]
    if len(word) > 1 or len(piece.text) < 9 or not piece.text.isalpha():
        return None
    for at in sorted((found.end() for found in _SYLLABLE.finditer(piece.text)), reverse=True):
        head = Piece(piece.text[:at] + "-", piece.font, piece.size)
        if 3 <= at <= len(piece.text) - 3 and head.width <= room:
            return (head,), (Piece(piece.text[at:], piece.font, piece.size),)
    return None
