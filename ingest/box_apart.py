"""Labels that stand apart from their values: over them, beside them on the page, or all before all values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.box_rows import Piece, Row
from ingest.box_values import Entry, fit
from ingest.labels import Label, labels_in
from ingest.section_names import level_of

_MAX_VALUE_LINES = 4
_MAX_VALUE = 200


def apart(text: str, rows: Sequence[Row], dense: Sequence[bool], at: int) -> tuple[list[Entry], int]:
    """A run of label lines and the value lines that follow it, paired; and where to go on."""
    run = at
    while run < len(rows) and rows[run].whole and (dense[run] or (rows[run].label or _NEVER).colon):
        run += 1
    end = run
    while end < len(rows) and rows[end].label is None and end - run < (run - at) + _MAX_VALUE_LINES:
        if level_of(text[rows[end].piece.start : rows[end].piece.end]) is not None:
            break  # The first section begins: what stands before it are labels of an empty box.
        if end > run and _gap(text, rows[end - 1].piece, rows[end].piece) and end - run >= run - at:
            break
        end += 1
    labels = [label for row in rows[at:run] for label in _labels_of(text, row)]
    values = [row.piece for row in rows[run:end]]
    if not values:
        return [], max(run, at + 1)
    if len(labels) == 1:
        return _under(text, labels[0], values), run + 1 if run < end else run
    placed = _beside(text, rows[at:run], values)
    left = [label for label in labels if label.start not in {entry.label_start for entry in placed}]
    free = [piece for piece in values if piece.start not in {entry.start for entry in placed}]
    if placed and not left:
        return placed, end
    return [*placed, *_aligned(text, left, free)], end


_NEVER = Label("", "", 0, 0, colon=False, capital=False)


def _labels_of(text: str, row: Row) -> list[Label]:
    """A line may hold two labels run together with nothing between."""
    return [label for label in labels_in(text, row.piece.start, row.piece.end) if label.capital]


def _gap(text: str, before: Piece, after: Piece) -> bool:
    return "\n\n" in text[before.end : after.start] or before.page != after.page


def _under(text: str, label: Label, values: Sequence[Piece]) -> list[Entry]:
    """The value under a lone label: one line, and for text the lines that continue it."""
    first = values[0]
    if fit(label.expects, text[first.start : first.end]) < 0.2:
        return []
    if not label.colon and label.expects == "text" and _is_prose(text, values):
        return []
    end = first.end
    for before, piece in pairwise(values[:_MAX_VALUE_LINES]):
        bound = _BOUND.search(text[before.start : before.end])
        continues = bool(bound) or text[piece.start : piece.start + 1].islower()
        if not continues or _gap(text, before, piece):
            break
        end = piece.end
    if end - first.start > _MAX_VALUE:
        return []
    return [Entry(label.key, label.expects, label.start, first.start, end, 0.88, "infobox/under")]


# A line that ends like this goes on in the next.
_BOUND = re.compile(
    r"(?:[-–,§]|\b(?:och|samt|för|i|av|den|till|från|med|genom|enligt|vid|om|på)|t\.?\s?o\.?\s?m\.?|fr\.?\s?o\.?\s?m\.?)\s*$",
    re.I,
)


def _is_prose(text: str, values: Sequence[Piece]) -> bool:
    """Whether a sentence stands under what may be a heading: "Ansvar" over "Varje nämnd ansvarar för att …"."""
    words = text[values[0].start : values[-1].end].split("\n\n")[0]
    return len(words.split()) >= 7 and bool(re.search(r"[a-zåäö)]\.(?:\s|$)", words))


def _beside(text: str, rows: Sequence[Row], values: Sequence[Piece]) -> list[Entry]:
    """Labels and values that were drawn apart but stand on one line of the page."""
    found: list[Entry] = []
    for row in rows:
        beside = [piece for piece in values if _same_line(row.piece, piece)]
        if row.label is not None and row.piece.box is not None and beside:
            piece = min(beside, key=lambda one: one.box.x0 if one.box else 0.0)
            found.append(
                Entry(row.label.key, row.label.expects, row.label.start, piece.start, piece.end, 0.93, "infobox/beside")
            )
    return found


def _same_line(label: Piece, value: Piece) -> bool:
    if label.box is None or value.box is None or label.page != value.page or value.box.x0 < label.box.x1 - 1:
        return False
    middle = (value.box.y0 + value.box.y1) / 2
    return label.box.y0 - 1 <= middle <= label.box.y1 + 1


def _aligned(text: str, labels: Sequence[Label], values: Sequence[Piece]) -> list[Entry]:
    """The pairing of labels and values, both in order, in which most values are what their label asks for."""
    best: dict[tuple[int, int], tuple[float, tuple[tuple[int, int], ...]]] = {}
    for i in range(len(labels), -1, -1):
        for j in range(len(values), -1, -1):
            options: list[tuple[float, tuple[tuple[int, int], ...]]] = [(0.0, ())]
            if i < len(labels):
                score, pairs = best[i + 1, j]
                options.append((score - 0.2, pairs))
            if j < len(values):
                score, pairs = best[i, j + 1]
                options.append((score - 0.6, pairs))
            if i < len(labels) and j < len(values):
                score, pairs = best[i + 1, j + 1]
                suits = fit(labels[i].expects, text[values[j].start : values[j].end])
                if not labels[i].colon and labels[i].expects == "text" and _is_prose(text, values[j : j + 1]):
                    suits = -1.0
                if suits > 0:
                    options.append((score + suits, ((i, j), *pairs)))
            best[i, j] = max(options, key=lambda option: option[0])
    even = 0.85 if len(labels) == len(values) else 0.7
    return [
        Entry(
            labels[i].key, labels[i].expects, labels[i].start, values[j].start, values[j].end, even, "infobox/aligned"
        )
        for i, j in best[0, 0][1]
    ]
