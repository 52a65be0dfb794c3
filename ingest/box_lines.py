"""Labels and values on lines of their own: side by side, one under the other, or all labels before all values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.box_values import Entry, fit
from ingest.extract import Box, Line
from ingest.labels import Label, label_at, labels_in
from ingest.section_names import level_of

_NEAR = 4
_MAX_VALUE_LINES = 4
_MAX_VALUE = 200
# Labels for text that are long enough to be no word of the text before them.
_LONG_LABEL = 10
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
class _Row:
    piece: Piece
    label: Label | None
    whole: bool


def line_entries(
    text: str, pieces: Sequence[Piece], headings: frozenset[int], beside: frozenset[int] = frozenset()
) -> list[Entry]:
    """The entries of all lines. A label without colon counts only with other labels near it.

    `beside` are the lines next to a table that is a box: they go on from it.
    """
    rows = [_row(text, part) for piece in pieces for part in _parts(text, piece)]
    _values_like_labels(rows)
    dense = [rows[at].piece.start in beside or _dense(text, rows, at, headings) for at in range(len(rows))]
    found: list[Entry] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        if row.label is None or not (row.label.colon or dense[at]):
            at += 1
        elif row.whole:
            entries, at = _apart(text, rows, dense, at)
            found += entries
        else:
            after = rows[at + 1].piece if at + 1 < len(rows) and rows[at + 1].label is None else None
            found += _inline(text, row, after, dense=dense[at])
            at += 1
    return found


def _values_like_labels(rows: Sequence[_Row]) -> None:
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


def _row(text: str, piece: Piece) -> _Row:
    label = label_at(text, piece.start, piece.end)
    if label is None or not label.capital:
        return _Row(piece, _within(text, piece), whole=False)
    rest = text[label.end : piece.end].strip(" :*.")
    while rest and (following := label_at(rest)) is not None:
        rest = rest[following.end :].strip(" :*.")
    return _Row(piece, label, whole=not rest)


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


def _dense(text: str, rows: Sequence[_Row], at: int, headings: frozenset[int]) -> bool:
    """Whether another label, of something else, stands within a few lines: what makes a list of words a box."""
    own = rows[at].label
    if own is None:
        return False
    near = [*rows[max(0, at - _NEAR) : at], *rows[at + 1 : at + 1 + _NEAR]]
    others = {
        row.label.key
        for row in near
        if row.label is not None
        and (row.whole or row.label.colon or (own.key not in _SENTENCES and not rows[at].whole and _filled(text, row)))
    } - {own.key}
    others |= {label.key for label in _further(text, own, rows[at].piece.end)} - {own.key}
    needed = 2 if rows[at].piece.start in headings else 1
    return len(others) >= needed


# "Antagen av kommunfullmäktige 2017-05-29" is a sentence as well.
_SENTENCES = ("adopted", "revised", "extended", "repealed", "valid_from", "valid_to")


def _filled(text: str, row: _Row) -> bool:
    """Whether a line holds a label and, with nothing between, a value such as only that label asks for."""
    label = row.label
    if label is None or not label.capital or label.expects == "text" or label.key in _SENTENCES:
        return False
    return fit(label.expects, text[label.end : row.piece.end].strip()) >= 3


def _inline(text: str, row: _Row, after: Piece | None, *, dense: bool) -> Iterator[Entry]:
    """ "Label: value", several on one line, or without colons where labels are dense or the value fits.

    A date that is cut by the line's end goes on in `after`, the line below."""
    assert row.label is not None
    starts = [row.label, *_further(text, row.label, row.piece.end)]
    for label, following in zip(starts, [*starts[1:], None], strict=True):
        end = following.start if following else row.piece.end
        start = label.end
        while start < end and text[start] in " :*\t\u00a0":
            start += 1
        other = _OTHER_LABEL.match(text, start, end)
        if other and not label.colon:
            # "Ansvarig samordnare: …" is a label of its own making.
            if label.key not in ("responsible", "unit", "handler") and not _CONTINUED.match(other[0]):
                continue
            start = other.end()
        value = _SENTENCE.split(text[start:end].strip())[0]
        if not value or len(value) > _MAX_VALUE:
            continue
        if label.colon or other or fit(label.expects, value) >= (1.0 if dense else 3.0):
            confidence = 0.93 if label.colon else 0.8
            end = start + len(value)
            if after is not None and following is None and _goes_on(text, value, end, after):
                end = after.start + len(_SENTENCE.split(text[after.start : after.end])[0])
            yield Entry(label.key, label.expects, label.start, start, end, confidence, "infobox/line")


_SENTENCE = re.compile(r"(?<=[a-zåäö0-9)])\.\s+(?=[A-ZÅÄÖ])")


def _goes_on(text: str, value: str, end: int, after: Piece) -> bool:
    """Whether the line below finishes the value: its date is cut, or only its § stands there."""
    if text[end : after.start] != "\n":
        return False
    section = re.fullmatch(r"(?:KF|KS|RF)?\s?§{1,2}\s?\d[\d/–-]{0,8}", text[after.start : after.end].strip())
    return bool(_UNFINISHED.search(value)) or (section is not None and "§" not in value)


_UNFINISHED = re.compile(
    r"(?:\bden|§|\b\d{1,2}\s(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)|\bden\s\d{1,2}|,)$",
    re.I,
)
_CONTINUED = re.compile(r"(?:för|av|och|om|i|till|per)\s", re.I)
_OTHER_LABEL = re.compile(r"[\wåäö/ ]{2,25}:\s*")


def _further(text: str, first: Label, end: int) -> Iterator[Label]:
    """Labels after the first on the same line: with a colon, or with a capital."""
    at = first.end
    labels = list(labels_in(text, first.end, end))
    strung = len({label.key for label in labels if label.capital}) >= 2
    for label in labels:
        if label.start <= at + 1 and not text[at : label.start].strip():
            continue
        if label.colon or (
            label.capital
            and (label.expects != "text" or (strung and label.end - label.start >= _LONG_LABEL))
            and text[label.start - 1].isspace()
            and len(text[label.start : label.end]) > 3
        ):
            yield label
            at = label.end


def _apart(text: str, rows: Sequence[_Row], dense: Sequence[bool], at: int) -> tuple[list[Entry], int]:
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


def _labels_of(text: str, row: _Row) -> list[Label]:
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


def _beside(text: str, rows: Sequence[_Row], values: Sequence[Piece]) -> list[Entry]:
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
