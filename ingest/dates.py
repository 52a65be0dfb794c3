"""Dates and periods as Swedish municipal documents print them, with the precision they were given in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from ingest.near import windows
from kg.model import Precision

# Municipal self-government in its present form begins with the ordinances of 1862.
_WHOLE = 1000
_DIGITS = re.compile(r"\d\d")
_LONGEST = 40
FIRST_YEAR = 1862
YEARS_AHEAD = 30

Form = Literal["iso", "compact", "words", "slash", "month", "year", "short", "dirty"]

_MONTHS = {
    "januari": 1, "februari": 2, "mars": 3, "april": 4, "maj": 5, "juni": 6, "juli": 7, "augusti": 8, "september": 9,
    "oktober": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "febr": 2, "mar": 3, "apr": 4, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "sept": 9, "okt": 10, "nov": 11, "dec": 12, "january": 1, "february": 2, "march": 3,
    "may": 5, "june": 6, "july": 7, "august": 8, "october": 10,
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DASH = "[-\u2010\u2011\u2012\u2013\u2014\u2212]"
_NO_DIGIT_BEFORE = r"(?<![\d§:,])(?<!\d[-/.\u2013])"

_FORMS = re.compile(
    rf"""
    (?P<iso>(?<![\d:,])(?:(?<=\d{{4}}-\d\d-\d\d[-\u2013])|(?<!\d[-.\u2013]))(?P<iy>\d{{4}})(?P<sep>\s?{_DASH}\s?|[./\s])(?P<im>\d{{1,2}})(?:(?P=sep)|{_DASH})(?P<id>\d{{1,2}})
       (?:\s?[\u2013-]\s?\d{{2}}(?![\d-]))?(?!\d))
  | (?P<compact>{_NO_DIGIT_BEFORE}(?P<cy>(?:18|19|20)\d{{2}})(?P<cm>\d{{2}})(?P<cd>\d{{2}})(?![\d]|{_DASH}\d))
  | (?P<dirty>{_NO_DIGIT_BEFORE}(?P<dy>\d{{4}}){_DASH}{{0,3}}(?P<dm>0{{0,2}}\d{{1,2}})
       {_DASH}{{1,3}}(?P<dd>0?\d{{1,2}})(?!\d|{_DASH}\d))
  | (?P<words>(?<![\d§.,/:-])(?P<wd>\d{{1,2}})(?::?[ae]|\.)?
       (?:\s?(?:{_DASH}|och)\s?(?P<wd2>\d{{1,2}})(?::?[ae]|\.)?)?\s{{0,3}}
       (?P<wm>{_MONTH})\.?,?\s{{1,3}}(?:år\s+)?(?P<wy>\d{{4}})(?!\d))
  | (?P<english>\b(?P<em>{_MONTH})\s(?P<ed>\d{{1,2}})(?:st|nd|rd|th)?,\s(?P<ey>\d{{4}})(?!\d))
  | (?P<slash>(?<![\d§.,/:-])(?P<sd>\d{{1,2}})[/.](?P<sm>\d{{1,2}})\s?(?P<cut>[-\u2013/.\s])
       \s?(?P<sy>\d{{4}}|\d{{2}})(?![\d/:]|{_DASH}\d))
  | (?P<month>\b(?P<mm>{_MONTH})\.?\s{{1,3}}(?:månad\s+)?(?:år\s+)?(?P<my>(?:18|19|20)\d{{2}})(?!\d|{_DASH}\d\d(?!\d)))
  | (?P<yearmonth>{_NO_DIGIT_BEFORE}(?P<yy>(?:19|20)\d{{2}})-(?P<ym>0[1-9]|1[0-2])(?![\d/:]|\s?{_DASH}\s?\d))
  | (?P<short>(?<![\d\w§/:.-])(?P<ty>\d{{2}})(?P<tm>0[1-9]|1[0-2])(?P<td>0[1-9]|[12]\d|3[01])(?![\d\w/:]|{_DASH}\d))
  | (?P<year>(?<![\d\w§/:.,+-])(?<!\d\u2013)(?<!\d[-\u2013]\s)(?P<jy>(?:19|20)\d{{2}})
       (?![\d\w/:%]|[.,-]\d|\s?{_DASH}\s?\d|\s(?:kr|kronor|tkr|invånare|personer|st)\b))
    """,
    re.I | re.X,
)
_PERIOD = re.compile(
    rf"(?<![\d/:.,-])(?P<first>(?:19|20)\d{{2}})(?:\s?(?:{_DASH}|/)\s?|\s(?:till|t\.?o\.?m\.?)\s)"
    rf"(?P<last>(?:19|20)\d{{2}}|\d{{2}})(?![\d/:]|\.\d|{_DASH}\d|\s(?:{_MONTH})\b)",
    re.I,
)
_OPEN_PERIOD = re.compile(rf"(?<![\d/:.,-])(?P<first>(?:19|20)\d{{2}})\s?{_DASH}(?=\s*$|\s*[,.;)])", re.M)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date at `start:end` of a text: ISO at its precision. `doubt` says in a word why it is not to be trusted."""

    value: str
    precision: Precision
    start: int
    end: int
    form: Form
    doubt: str | None = None

    @property
    def confidence(self) -> float:
        """How far the form alone can be trusted."""
        return 0.4 if self.doubt else 1.0


@dataclass(frozen=True, slots=True)
class Period:
    """Years from `first` to `last` at `start:end` of a text."""

    first: str
    last: str
    start: int
    end: int


def find_dates(text: str, offset: int = 0) -> Iterator[DateMention]:
    """The dates in `text`, in order; `offset` is added to their places. A number that is no day is passed over."""
    if offset == 0 and len(text) > _WHOLE:
        yield from _dates_of(text)
    else:
        yield from _find_dates(text, offset)


@lru_cache(maxsize=2)
def _dates_of(text: str) -> tuple[DateMention, ...]:
    """The dates of a whole document: several rules ask for them, and they are sought once."""
    return tuple(_find_dates(text, 0))


def _find_dates(text: str, offset: int) -> Iterator[DateMention]:
    for begin, end in windows(text, _DIGITS, _LONGEST, _LONGEST):
        for match in _FORMS.finditer(text, begin, end):
            mention = _mention(match, offset)
            if mention is not None:
                yield mention


def find_periods(text: str, offset: int = 0) -> Iterator[Period]:
    """The periods of years in `text`: "2020–2024", "2016-18", "2019 till 2022"."""
    for match in _PERIOD.finditer(text):
        first, last = match["first"], match["last"]
        if len(last) == 2:
            if "/" in match[0] or (int(last) <= 12 and int(last) != int(first[2:]) + 1):
                continue
            last = first[:2] + last
        if 0 < int(last) - int(first) <= 40:
            yield Period(first, last, match.start() + offset, match.end() + offset)


def in_bounds(value: str, today: date | None = None) -> bool:
    """Whether an ISO date lies between 1862 and thirty years ahead."""
    return FIRST_YEAR <= int(value[:4]) <= (today or date.today()).year + YEARS_AHEAD


def _mention(match: re.Match[str], offset: int) -> DateMention | None:
    kind = match.lastgroup
    reader = _READERS[next(name for name in _READERS if match[name])]
    read = reader(match)
    if read is None or kind is None:
        return None
    value, precision, form, doubt = read
    if doubt is None and not in_bounds(value):
        doubt = "out-of-range"
    return DateMention(value, precision, match.start() + offset, match.end() + offset, form, doubt)


_Read = tuple[str, Precision, Form, str | None]


def _day(year: str, month: int, day: str, form: Form, doubt: str | None = None) -> _Read | None:
    try:
        date(int(year), month, int(day))
    except ValueError:
        return None
    return f"{year}-{month:02d}-{int(day):02d}", "day", form, doubt


def _iso(match: re.Match[str]) -> _Read | None:
    spaced = match["sep"].isspace() and (len(match["im"]) < 2 or not match["iy"].startswith(("19", "20")))
    return None if spaced else _day(match["iy"], int(match["im"]), match["id"], "iso")


def _compact(match: re.Match[str]) -> _Read | None:
    return _day(match["cy"], int(match["cm"]), match["cd"], "compact")


def _dirty(match: re.Match[str]) -> _Read | None:
    return _day(match["dy"], int(match["dm"]), match["dd"], "dirty", "malformed")


def _words(match: re.Match[str]) -> _Read | None:
    return _day(match["wy"], _MONTHS[match["wm"].lower()], match["wd"], "words")


def _english(match: re.Match[str]) -> _Read | None:
    return _day(match["ey"], _MONTHS[match["em"].lower()], match["ed"], "words")


def _slash(match: re.Match[str]) -> _Read | None:
    year = match["sy"]
    if len(year) == 2:
        # "20/5 19" could be anything; "20/5-19" is a date with its year.
        if match["cut"].isspace() and "-" not in match[0]:
            return None
        year = _century(year)
    return _day(year, int(match["sm"]), match["sd"], "slash") if 0 < int(match["sm"]) < 13 else None


def _month(match: re.Match[str]) -> _Read | None:
    return f"{match['my']}-{_MONTHS[match['mm'].lower()]:02d}", "month", "month", None


def _year_month(match: re.Match[str]) -> _Read | None:
    # "2011-12" is the period 2011-2012 as often as December 2011.
    if int(match["ym"]) > int(match["yy"][2:]) > 0:
        return None
    return f"{match['yy']}-{match['ym']}", "month", "month", None


def _short(match: re.Match[str]) -> _Read | None:
    return _day(_century(match["ty"]), int(match["tm"]), match["td"], "short")


def _year(match: re.Match[str]) -> _Read | None:
    return match["jy"], "year", "year", None


def _century(two: str) -> str:
    return f"20{two}" if int(two) <= date.today().year % 100 + YEARS_AHEAD else f"19{two}"


_READERS = {
    "iso": _iso, "compact": _compact, "dirty": _dirty, "words": _words, "english": _english, "slash": _slash,
    "month": _month, "yearmonth": _year_month, "short": _short, "year": _year,
}  # fmt: skip
