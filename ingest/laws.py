"""References to statutes, down to chapter and section."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib import resources
from itertools import chain, zip_longest

from ingest.dates import find_dates
from ingest.extract import Layout
from ingest.law_places import leads_to, places_after, places_before, places_of_same
from ingest.near import anchors_of, windows
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
_ARTICLE = re.compile(r"art(?:ikel|\.)\s?(?P<article>\d{1,3})(?:\.\d)?", re.I)
_NAME_GOES_ON = re.compile(
    r"\s(?:om|med|mot)\s(?:[\wåäö-]+,?\s){0,9}?[\wåäö-]+(?=,?\s+(?:\([A-ZÅÄÖ]{2,6}\),?\s+|[A-ZÅÄÖ]{2,6},\s+)?\d[\d\s,–-]*(?:och\s\d+\s?)?(?:[a-z]\s)?(?:kap|§))"
)
_NEXT_NAME = re.compile(
    r"\s+(?=[a-zåäö])(?:[\wåäö-]{2,30}\s(?:och|samt)\s)?[\wåäö-]{0,30}(?:lagen|balken|förordningen)\b"
)
_A_NUMBER = re.compile(r"(?<!\d)(?:1[89]|20)\d{2}:\d{1,4}|\((?:EU|EG)\)", re.I)
_NAME_REACH = 240
# No name of a statute is longer.
_REACH = 130
_REACH = 100


@dataclass(frozen=True, slots=True)
class _Statute:
    sfs: str
    name: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Provision:
    statute: _Statute
    section: str | None
    start: int
    end: int
    chapter: str | None = None


def find_laws(layout: Layout, decided: int | None = None) -> tuple[LawReference, ...]:
    """The provisions that the text names, one each, with every place where it does. A name that several statutes have
    had means the one of the year the document was `decided`, or of the latest year it speaks of.
    """
    found: dict[tuple[str, str | None, str | None], tuple[str | None, list[Span]]] = {}
    text = layout.text.text
    for one in _provisions(text, list(find_statutes(text, decided))):
        zone = layout.zone_at(one.statute.start)
        if zone is not None and zone.kind in ("contents", "host-page"):
            continue
        key = (one.statute.sfs, one.chapter, one.section)
        name, spans = found.setdefault(key, (one.statute.name, []))
        spans.append(layout.text.span(one.start, one.end))
        found[key] = (name or one.statute.name, spans)
    precise = {sfs for sfs, chapter, section in found if chapter or section}
    return tuple(
        LawReference(sfs, tuple(dict.fromkeys(spans)), name, chapter, section)
        for (sfs, chapter, section), (name, spans) in found.items()
        # Where the text says which provision, the statute's bare name elsewhere says no more.
        if chapter or section or sfs not in precise
    )


def find_statutes(text: str, decided: int | None = None) -> Iterator[_Statute]:
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
    latest = decided or _latest_year(text)
    names, anchor = _names()
    for match in chain.from_iterable(names.finditer(text, *near) for near in windows(text, anchor, _REACH, _REACH)):
        if any(a < match.end() and match.start() < b for a, b in taken):
            continue
        known = _statute_of(_collapse(match[0]), latest) or _statute_of(_collapse(match[0]).removesuffix("s"), latest)
        # A number given in the text itself says which statute of that name is meant.
        stated = known and (numbers.get(_plain(match[0])) or numbers.get(_plain(known[0])) or known[1])
        if known and stated:
            found.append(_Statute(stated, known[0], match.start(), match.end()))
    yield from _without_apposed(text, sorted(found, key=lambda statute: statute.start))


def _without_apposed(text: str, found: Sequence[_Statute]) -> Iterator[_Statute]:
    """The statutes, each with the abbreviation that is given after its name: "socialtjänstlagen (SoL)"."""
    kept: _Statute | None = None
    for statute in found:
        short = text[statute.start : statute.end]
        if kept is not None and " " not in short and short[-1:].isupper():
            between = text[kept.end : statute.start]
            if kept.sfs == statute.sfs and re.fullmatch(r"\s?\(|,\s", between):
                end = statute.end + (text[statute.end : statute.end + 1] in (")", ","))
                kept = replace(kept, end=end)
                continue
        if kept is not None:
            yield kept
        kept = statute
    if kept is not None:
        yield kept


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
def _names() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The names of statutes, and a pattern of plain words of which each holds one."""
    forms = sorted({form for _, _, forms in _table() for form in forms}, key=len, reverse=True)
    # An abbreviation is one by its capitals: "SoL" is a statute, "sol" is not.
    words = [form for form in forms if not form[-1].isupper()]
    short = [form for form in forms if form[-1].isupper()]
    long = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
    anchor = "|".join([anchors_of(words).pattern, rf"\b(?:{'|'.join(form.lower() for form in short)})\b"])
    return re.compile(rf"(?<![\w-])(?:(?i:{long})s?|(?:{'|'.join(short)}))(?![\w-])"), re.compile(anchor)


def _provisions(text: str, statutes: Sequence[_Statute]) -> Iterator[_Provision]:
    """Each statute with its chapters and sections, after its name ("… 6 kap. 6 §") or before it ("6 kap. 6 § …"); what
    stands right before the next statute's name is of that one.
    """
    floor = 0
    for statute, following in zip_longest(statutes, statutes[1:]):
        stop = statute.end + _REACH
        after = places_after(text, statute.end, min(stop, following.start) if following else stop)
        leads = bool(after) and following is not None and leads_to(text, after[-1], following.start)
        if after and (leads or _NEXT_NAME.match(text[after[-1].end :])):
            after.pop()
        before = places_before(text, statute.start, max(floor, statute.start - _REACH))
        floor = after[-1].end if after else statute.end
        if not before and not after:
            yield _Provision(statute, *(_article(text, statute) or (None, statute.start, statute.end)))
        for place in (*before, *after):
            start, end = min(place.start, statute.start), max(place.end, statute.end)
            yield from (_Provision(statute, section, start, end, place.chapter) for section in place.sections)
        flat = bool(after) and all(place.chapter is None for place in after)
        for place in places_of_same(text, floor, following.start if following else len(text), flat=flat):
            if following is None or not leads_to(text, place, following.start):
                yield from (
                    _Provision(statute, section, place.start, place.end, place.chapter) for section in place.sections
                )


def _article(text: str, statute: _Statute) -> tuple[str, int, int] | None:
    """ "artikel 32 i dataskyddsförordningen": an EU regulation counts articles."""
    if not statute.sfs.startswith("(EU)"):
        return None
    begin = max(0, statute.start - 30)
    match = list(_ARTICLE.finditer(text, begin, statute.start))
    if match and re.fullmatch(r"\s(?:i|av)\s(?:EU:s\s|den\s)?", text[match[-1].end() : statute.start]):
        return match[-1]["article"], match[-1].start(), statute.end
    following = re.compile(r",?\s").match(text, statute.end)
    following = _ARTICLE.match(text, following.end()) if following else None
    return (following["article"], statute.start, following.end()) if following else None
