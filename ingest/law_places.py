"""Chapters and sections of a statute, in the writings that Swedish documents use: "6 kap. 1, 6 och 11 §§", "6:6",
"kap. 6 § 6", "3–6 §§".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_N = r"\d{1,3}(?:\s?[a-z](?![\wåäö]))?"
_LIST = rf"{_N}(?:\s?(?:[-–,]|och|samt)\s?{_N})*"
# "9 § 3–5 LSS": points of a section, where the statute's name follows them.
_POINTS = r"\d{1,2}(?:\s?[-–,]\s?\d{1,2})?(?=\s(?:$|(?-i:[A-ZÅÄÖ]{2,6}|SoL)\b|[\wåäö]*(?:lagen|balken|förordningen)\b))"
_REST = (
    r"(?:\s?(?:(?:första|andra|tredje|fjärde|femte)\s(?:stycket|meningen|punkten)"
    r"|\d{1,2}\s?(?:st|p)\b\.?(?:ycket)?|p(?:unkt)?\.?\s?\d{1,2}"
    rf"|{_POINTS}))*"
)
PLACE = re.compile(
    rf"(?<![\w:§])(?:(?P<shared>{_N})(?=(?:,\s{_N})*\s(?:och|samt)\s{_N}\s?kap\b)|(?P<chapter>{_N}(?:\s?[-–]\s?{_N})?)\s?kap(?:\.|itlet|itel)?(?!\w)"
    rf"(?:\s?,?\s?(?:§{{1,2}}\s?(?P<marked>{_LIST})|(?P<sections>{_LIST})(?:\s?(?:§{{1,2}}|\*\*)|(?=\s*(?:[,.;)\n]|$)))))?"
    rf"|kap(?:\.|itel)?\s?(?P<chapter2>{_N})(?!\s?§(?!\s?\d))"
    rf"(?:\s?,?\s?(?:§{{1,2}}\s?(?P<marked2>{_LIST})|(?P<sections2>{_LIST})\s?§{{1,2}}))?"
    rf"|(?P<colon>\d{{1,2}}):(?P<section>\d{{1,3}}(?:\s?[a-z](?![\wåäö]))?)(?![\d:])"
    rf"|(?<!\d[.:])(?P<only>{_LIST})\s?§{{1,2}}(?!\s?(?!{_POINTS})\d)|§{{1,2}}\s?(?P<only2>{_LIST})){_REST}",
    re.I,
)
_JOINED = re.compile(r"[\s,;]*(?:(?:och|samt|liksom|respektive)\s+)?", re.I)
# A line that begins with a capital begins another entry of a list.
_TO_NAME = re.compile(
    r"(?:[ \t]+|\s*\n\s*(?=[a-zåäö]|[A-ZÅÄÖ]{2}|SoL))"
    r"(?:(?:i|enligt)\s+(?:den\s+)?(?:nya\s+|(?:nu|då)\s?(?:varande|gällande)\s+|tidigare\s+|gamla\s+)?)?"
)
_FROM_NAME = re.compile(
    r"(?:\s?\((?:[A-ZÅÄÖ]{2,6}|[A-ZÅÄÖ][a-zåäö][A-ZÅÄÖ])\)|,\s(?:[A-ZÅÄÖ]{2,6}|[A-ZÅÄÖ][a-zåäö][A-ZÅÄÖ])(?=,))?"
    r"[\s,;:(]*(?:(?:i|enligt)\s)?"
)
_LONGEST_RANGE = 3
_NEAR = 700
# "2 kap. 8 § samma lag", or a chapter and section of the statute that the text is about.
_SAME = re.compile(
    r"\s+(?:i\s+)?(?:samma|nämnda|denna)\s+(?:lag|balk|förordning)\b|\s+(?:i\s+)?lagen\b(?!\s+(?:om|\())", re.I
)


@dataclass(frozen=True, slots=True)
class LawPlace:
    """A chapter with its sections, or sections alone, at `start:end`."""

    chapter: str | None
    sections: tuple[str | None, ...]
    start: int
    end: int


def places_after(text: str, at: int, stop: int) -> list[LawPlace]:
    """The places that follow a statute's name ending at `at`, one after another, no further than `stop`."""
    gap = _FROM_NAME.match(text, at, stop)
    found: list[LawPlace] = []
    begin = gap.end() if gap else at
    while match := PLACE.match(text, begin, stop):
        found.append(_place(match, found))
        joined = _JOINED.match(text, match.end(), stop)
        begin = joined.end() if joined else match.end()
    return found


def places_before(text: str, start: int, floor: int) -> list[LawPlace]:
    """The places that lead to a statute's name at `start`, back to `floor`: "6 kap. 1 § och 9 § kommunallagen"."""
    matches = list(PLACE.finditer(text, floor, start))
    if not matches or not _reaches(text, matches[-1].end(), start) or _opens_section(text, matches[-1], start):
        return []
    first = len(matches) - 1
    while first and _JOINED.fullmatch(text, matches[first - 1].end(), matches[first].start()):
        first -= 1
    found: list[LawPlace] = []
    for match in matches[first:]:
        found.append(_place(match, found))
    return found


def places_of_same(text: str, start: int, stop: int, *, flat: bool) -> Iterator[LawPlace]:
    """Places between `start` and `stop` that are of the statute before: called "samma lag", or a chapter and section
    near it that name no statute; with `flat` a section alone, for the statute has no chapters.
    """
    near = min(start + _NEAR, stop)
    for match in PLACE.finditer(text, start, stop):
        place = _place(match, ())
        named = bool(_SAME.match(text, match.end(), match.end() + 30))
        whole = place.chapter is not None and place.sections != (None,) and match.start() < near
        # "Enligt 7 b § ska …" after "lagen (1994:260) om offentlig anställning, 7 §": a statute without chapters.
        whole = whole or (flat and bool(match["only"]) and match.start() < near)
        if match["colon"] is None and (named or whole):
            yield place


def leads_to(text: str, place: LawPlace, name: int) -> bool:
    """Whether a place stands right before the name that begins at `name`, and so belongs to it; a name with a capital
    begins another reference.
    """
    capital = text[name : name + 1].isupper() and text[name + 1 : name + 3].islower()
    return not capital and _reaches(text, place.end, name)


def _opens_section(text: str, place: re.Match[str], name: int) -> bool:
    """ "1 § Ordningslagen innehåller …" at the beginning of a line: a section of the document itself."""
    begins = not text[text.rfind("\n", 0, place.start()) + 1 : place.start()].strip()
    return begins and bool(place["only"] or place["only2"]) and text[name].isupper() and text[name + 1].islower()


def _reaches(text: str, end: int, name: int) -> bool:
    gap = _TO_NAME.match(text, end)
    return gap is not None and gap.end() == name


def _place(match: re.Match[str], before: Sequence[LawPlace]) -> LawPlace:
    chapter = match["shared"] or match["chapter"] or match["chapter2"] or match["colon"]
    printed = match["sections"] or match["marked"] or match["sections2"] or match["marked2"] or match["section"]
    alone = match["only"] or match["only2"]
    inherited = before[-1].chapter if alone and before else None
    sections = tuple(_sections(printed or alone)) or (None,)
    chapter = _spaced(re.sub(r"\s?[-–]\s?", "-", chapter)) if chapter else inherited
    return LawPlace(chapter, sections, *match.span())


def _sections(printed: str | None) -> Iterator[str]:
    """The sections of "6 §", "6 och 13 §§", "6, 13 §§", "11–14 §§"; a range that is long or has letters stays one."""
    for part in re.split(r"\s?(?:,|\boch\b|\bsamt\b)\s?", printed or ""):
        ends = re.fullmatch(r"\s?(\d{1,3})\s?[-–]\s?(\d{1,3})\s?", part)
        if ends and 0 < int(ends[2]) - int(ends[1]) <= _LONGEST_RANGE:
            yield from (str(number) for number in range(int(ends[1]), int(ends[2]) + 1))
        elif part.strip():
            yield _spaced(re.sub(r"\s?[-–]\s?", "-", part))


def _spaced(number: str) -> str:
    """ "19a" as the statute book writes it: "19 a"."""
    return re.sub(r"(?<=\d)\s?(?=[a-z])", " ", number.strip())
