"""Headings on printed pages: lines set larger or bolder than the text, or numbered and standing apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.cover import Cover
from ingest.extract import Extract, Heading, Line
from ingest.numbering import depth, split_number
from ingest.section_names import fold_name, level_of
from kg.model import Zone

Style = tuple[float, bool]

_LONGEST = 140
_LARGER = 1.07
_ENDS_SENTENCE = re.compile(r"[.,;:]$|[.?!]\s+[A-ZÅÄÖ]")
_MARK = re.compile(r"^[•●○◦▪■□–—\-*]\s|^\(?[a-zåäö]\)\s")
_HARD_NUMBER = re.compile(r"^\d{1,2}(?:\.\d{1,2})+\.?\s")


def printed_headings(
    extract: Extract, zones: Sequence[Zone], body_size: float, titles: frozenset[str]
) -> list[Heading]:
    """The headings by type, in reading order; `titles` are folded titles of the contents list."""
    text = extract.text.text
    zoned = [zone for zone in zones if zone.kind != "infobox"]
    blocked = Cover(zoned, extract.tables)
    lines = [line for line in extract.lines if not blocked.holds(line.start)]
    mostly_bold = _share_bold(lines) > 0.5
    chosen = [line for line in lines if _is_heading(text, line, body_size, titles, bold_means=not mostly_bold)]
    kept = _without_label_columns(text, lines, chosen, body_size)
    groups = _wrapped(text, _with_next_lines(text, lines, kept, body_size))
    levels = _levels(text, groups)
    return [_heading(text, group, levels[_style(group[0])]) for group in groups]


def _share_bold(lines: Sequence[Line]) -> float:
    total = sum(line.end - line.start for line in lines) or 1
    return sum(line.end - line.start for line in lines if line.bold) / total


def _is_heading(text: str, line: Line, body_size: float, titles: frozenset[str], *, bold_means: bool) -> bool:
    words = text[line.start : line.end].strip()
    if not 2 < len(words) <= _LONGEST or _MARK.match(words) or not any(char.isalpha() for char in words):
        return False
    number, title = split_number(words)
    if level_of(title) is not None or fold_name(title) in titles:
        return _is_apart(text, line) or line.bold or (line.size or 0) > body_size * _LARGER
    if _ENDS_SENTENCE.search(title) or not (title[:1].isupper() or title[:1].isdigit()):
        return False
    larger = (line.size or 0.0) >= body_size * _LARGER
    if larger or (line.bold and bold_means and _opens_block(text, line)):
        return True
    if number and _HARD_NUMBER.match(words) and _is_apart(text, line):
        return len(words) < 90
    return _is_capitals(words) and _is_apart(text, line)


def _is_capitals(words: str) -> bool:
    """Words in capitals, not a reference such as "KS18/402"."""
    letters, digits = sum(map(str.isalpha, words)), sum(map(str.isdigit, words))
    return words.isupper() and letters > 4 and letters > 3 * digits


def _opens_block(text: str, line: Line) -> bool:
    return text[: line.start].endswith(("\n\n", "\f")) or line.start == 0


def _is_apart(text: str, line: Line) -> bool:
    below = text[line.end : line.end + 2]
    return _opens_block(text, line) and (below in ("\n\n", "\n\f") or len(below) < 2)


def _without_label_columns(text: str, lines: Sequence[Line], chosen: list[Line], body_size: float) -> list[Line]:
    """Bold labels that each stand over one short value are an information box, not headings."""
    index = {line.start: at for at, line in enumerate(lines)}
    label: set[int] = set()
    for first, second in pairwise(chosen):
        between = index[second.start] - index[first.start]
        small = max(first.size or 0, second.size or 0) < body_size * _LARGER
        value = lines[index[first.start] + 1] if between > 1 else None
        if small and between in (2, 3) and value is not None and value.end - value.start < 60 and not value.bold:
            label.update((first.start, second.start))
    runs = [line for line in chosen if line.start in label]
    named = [line for line in runs if level_of(split_number(text[line.start : line.end])[1]) is not None]
    return [line for line in chosen if line.start not in label or line in named] if len(runs) >= 2 else chosen


def _with_next_lines(text: str, lines: Sequence[Line], chosen: Sequence[Line], body_size: float) -> list[Line]:
    """The chosen lines, and those directly below in the same type in which they go on."""
    index = {line.start: at for at, line in enumerate(lines)}
    found = {line.start: line for line in chosen}
    for line in chosen:
        at = index[line.start]
        distinct = line.bold or (line.size or 0.0) >= body_size * _LARGER
        while distinct and at + 1 < len(lines):
            after = lines[at + 1]
            if text[lines[at].end : after.start] != "\n" or _style(after) != _style(line):
                break
            if _ENDS_SENTENCE.search(text[after.start : after.end]) or split_number(text[after.start : after.end])[0]:
                break
            found[after.start] = after
            at += 1
    return [found[start] for start in sorted(found)]


def _wrapped(text: str, chosen: Sequence[Line]) -> list[list[Line]]:
    """Lines of one heading: in the same type, directly below each other, the second without a number of its own."""
    groups: list[list[Line]] = []
    for line in chosen:
        last = groups[-1][-1] if groups else None
        if (
            last is not None
            and text[last.end : line.start] == "\n"
            and _style(last) == _style(line)
            and split_number(text[line.start : line.end])[0] is None
            and (level_of(text[line.start : line.end]) is None or text[line.start].islower())
        ):
            groups[-1].append(line)
        else:
            groups.append([line])
    return groups


def _style(line: Line) -> Style:
    return round((line.size or 0.0) * 2) / 2, line.bold


def _levels(text: str, groups: Sequence[Sequence[Line]]) -> dict[Style, int]:
    """The level of each type style: the depth of the numbers printed in it, or its rank by size."""
    numbered: dict[Style, list[int]] = {}
    for group in groups:
        number, _ = split_number(text[group[0].start : group[0].end])
        if number:
            numbered.setdefault(_style(group[0]), []).append(depth(number))
    ranked = sorted({_style(group[0]) for group in groups}, reverse=True)
    levels: dict[Style, int] = {}
    for rank, style in enumerate(ranked, 1):
        above = [levels[other] for other in ranked[: rank - 1]]
        levels[style] = min(numbered[style]) if style in numbered else min(6, max(above, default=0) + 1)
    return levels


def _heading(text: str, group: Sequence[Line], level: int) -> Heading:
    start, end = group[0].start, group[-1].end
    number, title = split_number(" ".join(text[start:end].split()))
    return Heading(start, end, depth(number) if number else level, title, number)
