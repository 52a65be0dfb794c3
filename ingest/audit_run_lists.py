"""Lists inside running text: bullets and numbers that follow each other on one long line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ingest.audit_rules import audit_rules

Piece = tuple[Literal["heading", "item", "para"], int, int, str | None]

_BULLET = re.compile(r"(?:(?<=[.:!?;])|(?<=\batt)|^)\s+(?P<mark>[-–•▪●])\s+(?=\w)|\s(?P<sign>[•▪●])\s+(?=\S)")
_NUMBER = re.compile(
    r"(?:(?<=[.:!?;])|(?<=\batt)|^)\s*(?<!\w)(?P<mark>(?P<lead>R?)(?:1|(?<!R)a)(?P<close>[.):]))\s+(?=\w)"
)
_TERMS = "|".join(["fråga", *(pattern.pattern for pattern in audit_rules().terms.values())])
_ASKED = re.compile(rf"(?<!\w)(?:{_TERMS})\s+\d{{1,2}}\s*[.:]\s+[A-ZÅÄÖ][^.?]{{8,300}}\?", re.I)
_STOP = re.compile(r"(?<!\bkap)(?<!\bnr)(?<!\bst)[.!?](?=\s+[A-ZÅÄÖ0-9])")
# "… på intranätet Socialnämnden rekommenderas att": the last words are no part of the item but lead to the next.
_LEAD_AGAIN = re.compile(r"\s(?=[A-ZÅÄÖ][^.:?]{2,120}\brekommenderas?r?\b[^.:?]{0,120}\batt:?\s*$)")


@dataclass(frozen=True, slots=True)
class _Mark:
    """The mark of an item, from where the item is cut off to where its words begin."""

    start: int
    end: int
    sign: str | None


def cut_items(text: str, start: int, end: int) -> Iterator[Piece]:
    """The paragraphs and list items of `text[start:end]`."""
    part = text[start:end]
    at = 0
    for marks in _lists(part):
        yield from _if_filled(part, start, at, marks[0].start)
        for mark, following in zip(marks, [*marks[1:], None], strict=True):
            at = _item_end(part, mark, following)
            yield "item", start + mark.end, start + at, mark.sign
            if following:
                yield from _if_filled(part, start, at, following.start)
    yield from _if_filled(part, start, at, len(part))


def _lists(text: str) -> Iterator[list[_Mark]]:
    """The lists of `text` in reading order, without overlaps."""
    found = [*_bulleted(text), *_numbered(text), *_asked(text)]
    end = 0
    for marks in sorted(found, key=lambda marks: (marks[0].start, -len(marks))):
        if marks[0].start >= end:
            yield marks
            end = _item_end(text, marks[-1], None)


def _bulleted(text: str) -> Iterator[list[_Mark]]:
    """Once a lead has opened a list, each further mark of the same shape begins an item, whatever stands before it."""
    at = 0
    while match := _BULLET.search(text, at):
        sign = match["mark"] or match["sign"]
        further = re.compile(rf"\s{re.escape(sign)}\s+(?=\w)").finditer(text, match.end())
        marks = [_Mark(match.start(), match.end(), sign), *(_Mark(*other.span(), sign) for other in further)]
        yield marks
        at = marks[-1].end


def _numbered(text: str) -> Iterator[list[_Mark]]:
    """Numbers or letters that count up from the first, at least two."""
    for match in _NUMBER.finditer(text):
        marks = [_Mark(match.start(), match.end(), match["mark"])]
        letter = match["mark"].startswith("a")
        while len(marks) < 26:
            count = chr(ord("a") + len(marks)) if letter else str(len(marks) + 1)
            sign = f"{match['lead']}{count}{match['close']}"
            following = re.compile(rf"(?<=\S)\s+{re.escape(sign)}\s+(?=\w)").search(text, marks[-1].end)
            if not following:
                break
            marks.append(_Mark(*following.span(), sign))
        if len(marks) > 1:
            yield marks


def _asked(text: str) -> Iterator[list[_Mark]]:
    """ "Fråga 1: …? Fråga 2: …?", one directly after the other."""
    run: list[_Mark] = []
    end = -1
    for match in _ASKED.finditer(text):
        if run and text[end : match.start()].strip():
            if len(run) > 1:
                yield run
            run = []
        run.append(_Mark(match.start(), match.start(), None))
        end = match.end()
    if len(run) > 1:
        yield run


def _item_end(text: str, mark: _Mark, following: _Mark | None) -> int:
    if following is not None:
        again = _LEAD_AGAIN.search(text, mark.end, following.start)
        return again.start() if again else following.start
    # Nothing marks the end of the last item of a list in running text but the end of its sentence.
    sentence = _STOP.search(text, mark.end)
    return sentence.end() if sentence else len(text)


def _if_filled(text: str, base: int, start: int, end: int) -> Iterator[Piece]:
    if text[start:end].strip():
        yield "para", base + start, base + end, None
