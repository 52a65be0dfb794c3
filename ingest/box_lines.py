"""Labels and values on lines of their own: each after its label, or apart from it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.box_apart import apart
from ingest.box_rows import Piece, Row, rows_of
from ingest.box_values import Entry, fit
from ingest.labels import Label, labels_in

_NEAR = 4
_MAX_VALUE = 200
# Labels for text that are long enough to be no word of the text before them.
_LONG_LABEL = 10


def line_entries(
    text: str, pieces: Sequence[Piece], headings: frozenset[int], beside: frozenset[int] = frozenset()
) -> list[Entry]:
    """The entries of all lines. A label without colon counts only with other labels near it.

    `beside` are the lines next to a table that is a box: they go on from it.
    """
    rows = rows_of(text, pieces)
    dense = [rows[at].piece.start in beside or _dense(text, rows, at, headings) for at in range(len(rows))]
    found: list[Entry] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        if row.label is None or not (row.label.colon or dense[at]):
            at += 1
        elif row.whole:
            entries, at = apart(text, rows, dense, at)
            found += entries
        else:
            after = rows[at + 1].piece if at + 1 < len(rows) and rows[at + 1].label is None else None
            found += _inline(text, row, after, dense=dense[at])
            at += 1
    return found


def _dense(text: str, rows: Sequence[Row], at: int, headings: frozenset[int]) -> bool:
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


def _filled(text: str, row: Row) -> bool:
    """Whether a line holds a label and, with nothing between, a value such as only that label asks for."""
    label = row.label
    if label is None or not label.capital or label.expects == "text" or label.key in _SENTENCES:
        return False
    return fit(label.expects, text[label.end : row.piece.end].strip()) >= 3


def _inline(text: str, row: Row, after: Piece | None, *, dense: bool) -> Iterator[Entry]:
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
