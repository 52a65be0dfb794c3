"""References to statutes, down to chapter and section."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

from ingest.dates import find_dates
from ingest.extract import Layout
from kg.model import LawReference, Span

_SFS = r"(?:SFS\s?)?(?P<sfs>(?:1[89]|20)\d{2}:\d{1,4})(?:\sbih\.\ss\.\s\d)?"
_EU = r"\((?:EU|EG)\)\s?(?:nr\s)?(?P<eu>\d{1,4}/\d{1,4})"
_NAME = (
    r"(?P<name>(?:(?<![\w-])(?:lag|förordning)(?:en)?\s(?:om|med|mot)\s(?:[\wåäö,:-]{1,40}\s){1,12}?|"
    r"(?<![\w-])(?:[\wåäö]{1,30}-\s(?:och|samt)\s)?[\wåäö-]{0,40}(?:lag|lagen|balk|balken|förordning|förordningen|form|formen)\s))"
)
_NUMBERED = re.compile(
    rf"(?:{_NAME})?\(?(?<![\w:/.])(?:{_SFS})(?![\d/:])\)?|(?:{_NAME.replace('name', 'euname')})?(?:{_EU})", re.I
)
_PLACE = re.compile(
    r"(?P<chapter>\d{1,3}\s?[a-z]?)\s?kap(?:\.|itlet)?(?:\s?,?\s?(?P<sections>\d{1,3}\s?[a-z]?(?:\s?(?:[-–,]|och|samt)\s?\d{1,3}\s?[a-z]?)*)\s?§{1,2})?"
    r"|(?<!\d[.:])(?P<only>\d{1,3}\s?[a-z]?(?:\s?(?:[-–,]|och)\s?\d{1,3}\s?[a-z]?)*)\s?§{1,2}(?!\s?\d)",
    re.I,
)
_ARTICLE = re.compile(r"art(?:ikel|\.)\s?(?P<article>\d{1,3})(?:\.\d)?", re.I)
_BETWEEN = re.compile(r"[\s,;:(]*(?:(?:i|enligt|samt|och|den|ny|nya)\s)*[\s,;:)]*", re.I)
_NAME_GOES_ON = re.compile(
    r"\s(?:om|med|mot)\s(?:[\wåäö-]+,?\s){0,9}?[\wåäö-]+(?=,?\s+\d{1,3}\s?(?:[a-z]\s)?(?:kap|§))"
)
_NEXT_NAME = re.compile(r"(?:[\wåäö-]{2,30}\s(?:och|samt)\s)?[\wåäö-]{0,30}(?:lagen|balken|förordningen)\b")
_A_NUMBER = re.compile(r"(?<!\d)(?:1[89]|20)\d{2}:\d{1,4}|\((?:EU|EG)\)", re.I)
_NAME_REACH = 240
_REACH = 60


@dataclass(frozen=True, slots=True)
class _Statute:
    sfs: str
    name: str | None
    start: int
    end: int


def find_laws(layout: Layout) -> tuple[LawReference, ...]:
    """The provisions that the text names, one each, with every place where it does."""
    found: dict[tuple[str, str | None, str | None], tuple[str | None, list[Span]]] = {}
    text = layout.text.text
    for statute in find_statutes(text):
        zone = layout.zone_at(statute.start)
        if zone is not None and zone.kind in ("contents", "host-page"):
            continue
        for chapter, section, start, end in _provisions(text, statute):
            name, spans = found.setdefault((statute.sfs, chapter, section), (statute.name, []))
            spans.append(layout.text.span(start, end))
            found[statute.sfs, chapter, section] = (name or statute.name, spans)
    return tuple(
        LawReference(sfs, tuple(dict.fromkeys(spans)), name, chapter, section)
        for (sfs, chapter, section), (name, spans) in found.items()
    )


def find_statutes(text: str) -> Iterator[_Statute]:
    """Statutes by their number, or by a name that means one statute."""
    taken: list[tuple[int, int]] = []
    numbers: dict[str, str] = {}
    found: list[_Statute] = []
    for match in _numbered(text):
        sfs = match["sfs"] or f"(EU) {match['eu']}"
        if match["sfs"] and not _is_statute(text, match):
            continue
        raw = match["name"] or match["euname"]
        name = _known_number(sfs) or (re.sub(r"\s+", " ", raw).strip().lower() if raw else None)
        for spelled in (name, raw):
            if spelled:
                numbers[_plain(spelled)] = sfs
        # "lagen (2016:1145) om offentlig upphandling 4 kap. 1 §": the name goes on after the number.
        rest = (
            _NAME_GOES_ON.match(text, match.end())
            if raw and re.match(r"(?:lag|förordning)(?:en)?\s", raw, re.I)
            else None
        )
        end = rest.end() if rest else match.end()
        taken.append((match.start(), end))
        found.append(_Statute(sfs, name, match.start(), end))
    latest = _latest_year(text)
    for match in _names().finditer(text):
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        known = _statute_of(_collapse(match[0]), latest)
        # A number given in the text itself says which statute of that name is meant.
        stated = numbers.get(_plain(match[0])) or (known[1] if known else None)
        if known and stated:
            found.append(_Statute(stated, known[0], match.start(), match.end()))
    yield from sorted(found, key=lambda statute: statute.start)


def _numbered(text: str) -> Iterator[re.Match[str]]:
    """Statutes with their numbers. The numbers are sought first: the names before them are costly to look for."""
    at = 0
    for number in _A_NUMBER.finditer(text):
        if number.end() <= at:
            continue
        match = _NUMBERED.search(text, max(at, number.start() - _NAME_REACH), number.end() + 40)
        if match is not None:
            yield match
            at = match.end()


def _latest_year(text: str) -> int:
    """The latest year the text speaks of as past or present: no statute made after it can be meant."""
    years = [int(one.value[:4]) for one in find_dates(text) if not one.doubt and one.precision != "year"]
    return min(max(years), date.today().year) if years else date.today().year


def _statute_of(name: str, latest: int) -> tuple[str, str] | None:
    """The statute of this name that was in force: the newest made before the year in question."""
    rows = [(known, sfs) for known, sfs, forms in _table() if name in {form.lower() for form in forms}]
    made = [row for row in rows if row[1].startswith("(") or int(row[1][:4]) < latest]
    return max(made, key=lambda row: row[1], default=None)


def _collapse(text: str) -> str:
    return re.sub(r"\s+", " ", text).lower()


def _is_statute(text: str, match: re.Match[str]) -> bool:
    """A number like 2017:725 is a statute's when a name, SFS or parentheses say so; "KS 2012:870" is a diarienummer."""
    if match["name"] or re.match(r"\(?SFS", match[0], re.I):
        return True
    before = text[max(0, match.start() - 40) : match.start()]
    if re.search(
        r"(?:[A-ZÅÄÖ]{2,}\s?/?|dnr:?\s?|diarienummer:?\s?|rapport\s|SOU\s|Ds\s|prop\.?\s|bet\.?\s|FS\s)$", before, re.I
    ):
        return False
    return match[0].startswith("(") and bool(
        re.search(r"(?:lag|lagen|balk|balken|förordning\w*|LSS|KL|HSL|SoL|föreskrift\w*)[^.()\n]{0,60}\s?$", before)
    )


def _plain(name: str) -> str:
    return re.sub(r"(?:en|n)$", "", _collapse(name).strip())


def _known_number(sfs: str) -> str | None:
    return next((name for name, number, _ in _table() if number == sfs), None)


@cache
def _table() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    with resources.files("ingest.data").joinpath("laws.csv").open(encoding="utf-8") as lines:
        rows = csv.DictReader(lines)
        return tuple((row["name"], row["sfs"], tuple(form for form in row["forms"].split(";") if form)) for row in rows)


@cache
def _names() -> re.Pattern[str]:
    words = [form for _, _, forms in _table() for form in forms if not form.isupper()]
    short = [form for _, _, forms in _table() for form in forms if form.isupper()]
    long = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:(?i:{long})|{'|'.join(short)})(?![\w-])")


def _provisions(text: str, statute: _Statute) -> Iterator[tuple[str | None, str | None, int, int]]:
    """Chapter and section after the name ("… 6 kap. 6 §") or before it ("6 kap. 6 § kommunallagen")."""
    after = text[statute.end : statute.end + _REACH]
    gap = _BETWEEN.match(after)
    place = _PLACE.match(after, gap.end() if gap else 0)
    start, end = statute.start, statute.end
    if place is not None and _of_next(after, place.end()):
        place = None
    if place is not None:
        end = statute.end + place.end()
    else:
        before = text[max(0, statute.start - _REACH) : statute.start]
        places = [one for one in _PLACE.finditer(before) if _BETWEEN.fullmatch(before[one.end() :])]
        if places:
            place = places[-1]
            start = max(0, statute.start - _REACH) + place.start()
    if place is None:
        article = _article(text, statute)
        yield (None, article[0], article[1], article[2]) if article else (None, None, start, end)
        return
    chapter = place["chapter"].replace(" ", "") if place["chapter"] else None
    for section in _sections(place["sections"] or place["only"]):
        yield chapter, section, start, end


def _of_next(after: str, at: int) -> bool:
    """Whether another statute's name follows a provision: "lagen (…) om … och 2 kap. 3 § plan- och bygglagen"."""
    rest = after[at:].lstrip()
    return bool(_names().match(rest) or _NEXT_NAME.match(rest))


def _article(text: str, statute: _Statute) -> tuple[str, int, int] | None:
    """ "artikel 32 i dataskyddsförordningen": an EU regulation counts articles."""
    if not statute.sfs.startswith("(EU)"):
        return None
    begin = max(0, statute.start - 30)
    match = list(_ARTICLE.finditer(text, begin, statute.start))
    if match and re.fullmatch(r"\s(?:i|av)\s(?:EU:s\s|den\s)?", text[match[-1].end() : statute.start]):
        return match[-1]["article"], match[-1].start(), statute.end
    following = _ARTICLE.match(text, statute.end + 1)
    return (following["article"], statute.start, following.end()) if following else None


def _sections(printed: str | None) -> list[str | None]:
    """The sections of "6 §", "6 och 13 §§", "6, 13 §§"; a range stays one: "6–8"."""
    if not printed:
        return [None]
    parts = re.split(r"\s?(?:,|\boch\b|\bsamt\b)\s?", printed)
    return [re.sub(r"\s?[-–]\s?", "–", part).strip() for part in parts if part.strip()]
