"""The title by its type: the largest lines of the first page, and the lines in which they go on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.extract import Layout, Line
from ingest.kind_words import bare_kind_words
from ingest.title_words import has_kind, strip_marks

_SIZE_STEP = 0.06
_MAX_LINES = 5
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})*\.?\s+[A-ZÅÄÖ]")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Lines that may be the title, how they were found, and how far that is to be trusted."""

    lines: tuple[Line, ...]
    rule: str
    confidence: float


def by_size(layout: Layout, lines: Sequence[Line], usable: Sequence[Line]) -> Iterator[Candidate]:
    text = layout.text.text
    # A section's number before it says that a line is no title, however tall its letters came out in a scan.
    usable = [line for line in usable if not _NUMBERED.match(strip_marks(text[line.start : line.end]))] or usable
    sizes = sorted({round(line.size, 1) for line in usable if line.size}, reverse=True)
    body = _body_size(layout)
    for size in sizes[:3]:
        if body and size < body * 1.12:
            return
        start = next(
            at for at, line in enumerate(lines) if line in usable and line.size and round(line.size, 1) == size
        )
        group = _group(layout, lines, usable, start)
        if only_kind(join_lines(text, group)) and len(sizes) > 1:
            group = _after_label(layout, lines, usable, group)
        yield Candidate(tuple(group), "title/size", 0.92)


def _body_size(layout: Layout) -> float:
    """The type size in which most characters are set."""
    weight: dict[float, int] = {}
    for line in layout.extract.lines:
        if line.size:
            weight[round(line.size, 1)] = weight.get(round(line.size, 1), 0) + line.end - line.start
    return max(weight, key=lambda size: weight[size]) if weight else 0.0


def _group(layout: Layout, lines: Sequence[Line], usable: Sequence[Line], start: int) -> list[Line]:
    """The line at `start` and those after it that carry the title on: same size, or a continuation in smaller type."""
    group = [lines[start]]
    for line in lines[start + 1 : start + _MAX_LINES]:
        text = layout.text.text
        same = bool(line.size and group[0].size and abs(line.size - group[0].size) <= _SIZE_STEP * group[0].size)
        words = strip_marks(text[line.start : line.end])
        if _NUMBERED.match(words):
            break
        period = bool(re.fullmatch(r"(?:19|20)\d{2}\s?[-–—]\s?(?:19|20)?\d{2}", words))
        period = period or (same and bool(re.fullmatch(r"(?:19|20)\d{2}", words)))
        bound = bool(re.search(r"\b(?:för|och|i|av|om|med|till|samt)$|[-–,]$", join_lines(text, group), re.I))
        goes_on = words[:1].islower() or bound
        parted = "\n\n" in text[group[-1].end : line.start] and not goes_on and _gap(group[-1], line)
        if parted:
            break
        period = period and (line.size is None or group[0].size is None or line.size > 0.7 * group[0].size)
        if (
            period
            or (bound and same)
            or (same and _printed_again(text, join_lines(text, [*group, line]), line.end))
            or (
                line in usable
                and (same or (goes_on and line.size is not None and _body_size(layout) * 1.12 < line.size))
            )
        ):
            group.append(line)
        else:
            break
    return group


def _printed_again(text: str, title: str, after: int) -> bool:
    """Whether these words stand together elsewhere, as a running head repeats a title that its cover parts."""
    words = r"\s+".join(map(re.escape, title.split()))
    return len(title) > 12 and re.search(rf"(?<!\w){words}(?!\w)", text[after:], re.I) is not None


def _gap(before: Line, after: Line) -> bool:
    """More than a line's height between two lines: they are not one title."""
    if before.box is None or after.box is None or before.size is None:
        return True
    return after.box.y0 - before.box.y1 > 1.1 * before.size or after.box.y0 < before.box.y0


def only_kind(text: str) -> bool:
    word = strip_marks(text)
    return word.lower() in bare_kind_words()


def _after_label(layout: Layout, lines: Sequence[Line], usable: Sequence[Line], group: list[Line]) -> list[Line]:
    """When the largest line is only "Policy": the next line that is larger than body text, if it is a title."""
    word = strip_marks(join_lines(layout.text.text, group)).lower()
    at = lines.index(group[-1]) + 1
    for index in range(at, min(len(lines), at + 4)):
        line = lines[index]
        words = strip_marks(layout.text.text[line.start : line.end])
        if line not in usable or not line.size or line.size < _body_size(layout) * 1.12 or _NUMBERED.match(words):
            continue
        if words[:1].islower():
            return [*group, *_group(layout, lines, usable, index)]
        if has_kind(words) or len(word) <= 12:
            return _group(layout, lines, usable, index)
    return group


def join_lines(text: str, lines: Sequence[Line]) -> str:
    joined = ""
    for line in lines:
        raw = text[line.start : line.end].strip()
        words = strip_marks(raw)
        if joined and re.match(r"[–—-]\s\S", raw):
            joined += f" – {words}"
            continue
        if joined.endswith(("–", "-")) and words[:4].isdigit():
            joined += words
            continue
        if joined.endswith("-") and words.isupper() and joined.isupper() and _is_one_word(text, joined, words):
            joined = joined[:-1] + words
            continue
        cut = joined.endswith("-") and words[:1].islower() and not re.match(r"(?:och|samt|eller)\b", words)
        joined = joined[:-1] + words if cut else f"{joined} {words}".strip()
    return joined


def _is_one_word(text: str, before: str, after: str) -> bool:
    """Whether the text elsewhere writes as one word what capitals cut at a line's end: "NÄRINGSLIVS-" "STRATEGI"."""
    word = before[:-1].split()[-1] + after.split()[0]
    return re.search(rf"\b{re.escape(word)}", text, re.I) is not None
