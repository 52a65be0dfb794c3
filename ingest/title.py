"""A document's title: the largest type on its first page, its first heading, its box, or its first lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.extract import Layout, Line
from ingest.genres import audit_title
from ingest.infobox import Infobox
from ingest.kind_words import kind_of_word
from ingest.labels import is_label, label_at
from ingest.once import once
from ingest.registry import Registry
from ingest.title_clean import clean_title
from ingest.title_phrases import kind_in
from ingest.title_size import Candidate, by_size, join_lines, only_kind
from ingest.title_words import has_kind, is_adoption, is_no_title, strip_marks
from kg.model import Field, Span

_FIRST_LINES = 25


@once
def read_title(layout: Layout, box: Infobox, registry: Registry) -> Field[str] | None:
    """The title as a clean value, with the lines it was read from; None when nothing can be one."""
    text = layout.text.text
    boxed = _from_box(layout, box, registry)
    for candidate in _candidates(layout, box, registry):
        value = clean_title(join_lines(text, candidate.lines), registry)
        if _weak(value) or is_adoption(value):
            continue
        large_audit = candidate.rule == "title/size" and audit_title(value)
        if boxed is not None and not large_audit and not _agree(boxed.value, value):
            break
        value = _better_case(text, value, join_lines(text, candidate.lines), registry)
        return Field(value, candidate.confidence, candidate.rule, _spans(layout, candidate.lines, value))
    return boxed


def _weak(value: str) -> bool:
    # "Kommunstyrelsen" alone is no title; "Kommunikationspolicy" and "Stadsmiljöprogram" are.
    owner = re.fullmatch(r"(?:kommun|stad|region)\w*", value, re.I) and kind_of_word(value) is None
    return sum(char.isalpha() for char in value) < 4 or bool(owner)


def _agree(boxed: str, value: str) -> bool:
    one, other = boxed.lower(), value.lower()
    return one in other or other in one


def _from_box(layout: Layout, box: Infobox, registry: Registry) -> Field[str] | None:
    entry = box.first("title")
    if entry is None:
        return None
    value = clean_title(layout.text.text[entry.start : entry.end], registry)
    if _weak(value):
        return None
    return Field(value, min(0.9, entry.confidence), "title/box", (layout.text.span(entry.start, entry.end),))


def _candidates(layout: Layout, box: Infobox, registry: Registry) -> Iterator[Candidate]:
    lines = _front(layout, box)
    usable = [line for line in lines if not is_no_title(layout.text.text[line.start : line.end], registry)]
    yield from by_size(layout, lines, usable)
    yield from _by_heading(layout, usable)
    yield from _first_lines(layout, lines, usable)
    yield from _opening(layout, lines)
    yield from _running(layout, registry)


def _front(layout: Layout, box: Infobox) -> list[Line]:
    """The lines of the first page that has any, outside furniture and box."""
    text = layout.text.text
    found: list[Line] = []
    for line in layout.lines(
        without=frozenset({"running-head", "page-number", "contents", "host-page", "footnote", "references"})
    ):
        if found and line.page > found[0].page:
            break
        words = text[line.start : line.end]
        labelled = strip_marks(words)[:1].isupper() and is_label(words) and not kind_of_word(strip_marks(words))
        if box.holds(line.start) or labelled or "\t" in words.strip():
            continue
        label = label_at(words)
        if label is not None and label.colon:
            continue
        found.append(line)
    return found


def _by_heading(layout: Layout, usable: Sequence[Line]) -> Iterator[Candidate]:
    """Headings that the format declares, in a document that has no type sizes."""
    if any(line.size for line in usable):
        return
    for heading in layout.headings[:2]:
        lines = [line for line in usable if line.start < heading.end and heading.start < line.end]
        if (
            lines
            and heading.number is None
            and (heading.level == 1 or has_kind(heading.text))
            and usable.index(lines[0]) < 3
        ):
            yield Candidate(tuple(lines), "title/heading", 0.9)


# The heading of an item in minutes: "§ 23 Svar på granskning av …".
_MINUTED = re.compile(r"§\s?\d{1,3}[\s:.–-]+[A-ZÅÄÖ]")
_PERIOD = re.compile(r"(?:19|20)\d{2}\s?[-–—]\s?(?:19|20)?\d{2}")


def _first_lines(layout: Layout, lines: Sequence[Line], usable: Sequence[Line]) -> Iterator[Candidate]:
    text = layout.text.text
    for at, line in enumerate(usable[:_FIRST_LINES]):
        words = strip_marks(text[line.start : line.end])
        if (
            only_kind(words)
            and at + 1 < len(usable)
            and usable[at + 1].start - line.end < 40
            and _title_like(text, usable[at + 1])
        ):
            continue
        if only_kind(words) and any(_names_more(text, other) for other in usable[at + 1 : _FIRST_LINES]):
            continue
        if not _title_like(text, line):
            continue
        group = [line]
        for following in lines[lines.index(line) + 1 : lines.index(line) + 3]:
            if (
                following in usable or _PERIOD.fullmatch(strip_marks(text[following.start : following.end]))
            ) and _carries_on(text, group, following):
                group.append(following)
            else:
                break
        yield Candidate(tuple(group), "title/first-lines", 0.8)


def _names_more(text: str, line: Line) -> bool:
    """A short line that begins with a kind and says more: "Resepolicy" under a box that is headed "POLICY"."""
    words = strip_marks(text[line.start : line.end])
    first = re.match(r"[\wåäöÅÄÖ-]+", words)
    named = first is not None and kind_of_word(first[0]) is not None
    return named and len(words) <= 90 and _title_like(text, line) and not only_kind(words)


def _opening(layout: Layout, lines: Sequence[Line]) -> Iterator[Candidate]:
    """A transcript whose whole first page is one line: its beginning, up to the place, the date or the first mark."""
    text = layout.text.text
    for line in lines[:2]:
        words = text[line.start : line.end]
        cut = _OPENING.match(words)
        if line.end - line.start > 80 and cut is not None and 8 <= len(cut["title"]) <= 120:
            end = line.start + cut.end("title")
            yield Candidate((Line(line.start, end, line.page, line.box, line.size, line.bold),), "title/opening", 0.7)


_OPENING = re.compile(
    r"\s*(?P<title>[A-ZÅÄÖ0-9][^.,:;\n]{6,119}?)(?=\s+(?:(?:[A-ZÅÄÖ][\wåäö-]+\s){1,3}(?i:kommun|stad|landsting)\b|[Jj]anuari|[Ff]ebruari|[Mm]ars|[Aa]pril|[Mm]aj|"
    r"[Jj]uni|[Jj]uli|[Aa]ugusti|[Ss]eptember|[Oo]ktober|[Nn]ovember|[Dd]ecember|Antage[nt]|Antagna|Fastställ\w+|Beslutad|Dnr|Innehåll\w*|(?:19|20)\d{2}-)|[.,:;])"
)


def _title_like(text: str, line: Line) -> bool:
    words = strip_marks(text[line.start : line.end])
    return (
        len(words) <= 150
        and (words[:1].isupper() or words[:1].isdigit() or words[:2] in ("e-", "eP") or bool(_MINUTED.match(words)))
        and not re.search(r"[.:;]$", words)
    )


def _carries_on(text: str, group: list[Line], following: Line) -> bool:
    if "\n\n" in text[group[-1].end : following.start]:
        return False
    before, words = join_lines(text, group), strip_marks(text[following.start : following.end])
    bound = bool(re.search(r"\b(?:för|och|i|av|om|med|till|samt|vid|på|inom|mot)$|[-–,]$", before, re.I))
    capitals = before.isupper() and words.isupper() and len(before) > 12
    return (
        bound
        or capitals
        or words[:1].islower()
        or bool(re.fullmatch(r"(?:19|20)\d{2}\s?[-–—]\s?(?:19|20)?\d{2}", words))
    ) and len(words) < 90


def _running(layout: Layout, registry: Registry) -> Iterator[Candidate]:
    """The running head, when the first page itself has no title."""
    text = layout.text.text
    for line in layout.extract.lines:
        zone = layout.zone_at(line.start)
        if (
            zone is not None
            and zone.kind == "running-head"
            and not is_no_title(text[line.start : line.end], registry)
            and (kind_in(text[line.start : line.end]) or audit_title(strip_marks(text[line.start : line.end])))
        ):
            yield Candidate((line,), "title/running-head", 0.6)
            return


def _better_case(text: str, value: str, printed: str, registry: Registry) -> str:
    """A title set in capitals, in the case in which the text gives the same words."""
    letters = [char for char in printed if char.isalpha()]
    if sum(char.isupper() for char in letters) < 0.85 * len(letters):
        return value
    pattern = r"\s+".join(re.escape(word).replace(r"\-", "-?") for word in value.split())
    for match in re.finditer(pattern, text, re.I):
        if not match[0].isupper() and match[0][:1].isupper() and (" " not in match[0] or not match[0].istitle()):
            return re.sub(r"\s+", " ", match[0])
    return value


def _spans(layout: Layout, lines: Sequence[Line], value: str) -> tuple[Span, ...]:
    """The lines the title was read from; of a long line only the part that is the title."""
    text = layout.text.text
    if len(lines) == 1:
        line = lines[0]
        at = text.lower().find(value.lower(), line.start, line.end)
        return (layout.text.span(at, at + len(value)) if at >= 0 else layout.text.span(line.start, line.end),)
    return tuple(layout.text.span(line.start, line.end) for line in lines)
