"""The lines of a box as rows: each line, or its part between tabs, with the label that it begins with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.extract import Box, Line
from ingest.labels import Label, label_at, labels_in

_LONGEST_STRING = 600
_CAPITALS = re.compile(r"(?<!\w)[A-ZÅÄÖ](?=[a-zåäö])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of the text, with its place on the page where it has one."""

    start: int
    end: int
    page: int
    box: Box | None

    @classmethod
    def of(cls, line: Line) -> Piece:
        """The piece that a whole line is."""
        return cls(line.start, line.end, line.page, line.box)


@dataclass(slots=True)
class Row:
    """A piece with its label; `whole` where the label is all that stands there."""

    piece: Piece
    label: Label | None
    whole: bool


def rows_of(text: str, pieces: Sequence[Piece]) -> list[Row]:
    """The rows of `pieces`, in order."""
    rows = [_row(text, part) for piece in pieces for part in _parts(text, piece)]
    _values_like_labels(rows)
    return rows


def _values_like_labels(rows: Sequence[Row]) -> None:
    """ "Status:" over "Antaget" over "Giltighetstid:": among labels with colons a word without one is a value."""
    for before, row, after in zip(rows, rows[1:], [*rows[2:], None], strict=False):
        if before.label is None or not (before.whole and before.label.colon) or row.label is None or row.label.colon:
            continue
        if row.whole and (after is None or after.label is None or after.label.colon):
            row.label, row.whole = None, False


def _parts(text: str, piece: Piece) -> Iterator[Piece]:
    """A line's parts between tabs: side by side they may be a label and its value."""
    start = piece.start
    for part in text[piece.start : piece.end].split("\t"):
        if part.strip():
            yield Piece(start, start + len(part), piece.page, piece.box)
        start += len(part) + 1


def _row(text: str, piece: Piece) -> Row:
    label = label_at(text, piece.start, piece.end)
    if label is None or not label.capital:
        return Row(piece, _within(text, piece), whole=False)
    rest = text[label.end : piece.end].strip(" :*.")
    while rest and (following := label_at(rest)) is not None:
        rest = rest[following.end :].strip(" :*.")
    return Row(piece, label, whole=not rest)


def _within(text: str, piece: Piece) -> Label | None:
    """A label with its colon after the end of a sentence on the same line: "… stad. Ansvarig: Stadskontoret"."""
    if ":" not in text[piece.start : piece.end]:
        return _strung(text, piece)
    for label in labels_in(text, piece.start, piece.end):
        before = text[piece.start : label.start].rstrip()
        if label.colon and label.capital and before[-1:] in ".,;|·)–":
            return label
    return None


def _strung(text: str, piece: Piece) -> Label | None:
    """The first of several labels strung together with their values on one line, as a transcript leaves a box."""
    if piece.end - piece.start > _LONGEST_STRING or len(_CAPITALS.findall(text, piece.start, piece.end)) < 3:
        return None
    labels = [label for label in labels_in(text, piece.start, piece.end) if label.capital]
    return labels[0] if len({label.key for label in labels}) >= 3 else None
