"""Diarienummer as printed, told from the numbers that look like them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_LABEL = (
    r"(?:d(?:iarie)?\s?-?\s?n(?:umme)?r|diarie-?nr|diariebeteckning|ärende-?\s?(?:nr|nummer|id)|beteckning|"
    r"dossier(?:nr|nummer)?|reg\.?\s?nr|our\sref|case\snumber)"
)
_TAIL = r"\d{1,6}(?:\s?[/:.-]\s?\d{1,7}){1,4}(?:-(?:\d{1,3}|[A-ZÅÄÖ]{2,4}(?![\w])))?"
_PREFIX = r"[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{0,7}"
_LABELLED = re.compile(
    rf"\b{_LABEL}\b[.:]?(?:\s*[:.]|[ \t]+(?:är|=)?|\s*\n)?\s{{0,8}}"
    rf"(?P<value>[A-ZÅÄÖ]{{2,4}}-[A-ZÅÄÖ]{{2,6}}\d{{2,4}}-\d{{2,6}}|(?:{_PREFIX}(?:\s?[/:.-]\s?|\s)?)?{_TAIL}|(?:{_PREFIX}(?:\s?[/:-]\s?|\s)?)\d{{3,9}}|\d{{4,9}})"
    rf"(?P<unit>[ ][A-ZÅÄÖ]{{2,5}}(?=\s*(?:$|\n|[|\t,;)])))?(?![\d(]|\s?\(\d)",
    re.I | re.M,
)
_INVERTED = re.compile(
    rf"\b{_LABEL}\b[.:]?\s{{0,4}}(?P<value>\d{{2,4}}\s?[/.-]?\s?[A-ZÅÄÖ]{{2,5}}\s?[/.-]?\s?\d{{1,6}}(?:-\d{{1,3}})?)(?![\w/:])",
    re.I,
)
_BARE = re.compile(
    r"(?<![\w/:.-])(?P<value>(?:[A-ZÅÄÖ]{2,4}-(?=[A-ZÅÄÖ]{2,6}\d{2}-))?(?P<prefix>[A-ZÅÄÖ]{1,2}[A-Za-zÅÄÖåäö]{1,5})(?P<glue>\s?[/:.-]\s?|\s|)"
    r"(?P<number>(?:(?:19|20)\d{2}|\d{1,5})\s?[/:.-]\s?\d{1,7}(?:[/:.-]\d{1,4})?(?:-\d{1,3})?|(?<=[A-ZÅÄÖ]/)\d{6}))(?![\w/:]|-\d)"
)
_STATUTES = re.compile(
    r"(?:SFS|SOU|Ds|prop|Prop|bet|Bet|rskr|HFD|NJA|RÅ|AFS|SOSFS|HSLF|EU|EG|EES|ISO|IEC|SS|EN|HKF|COVID|Lgr|LGR|Lpf[öo]|"
    r"[A-ZÅÄÖ]{1,6}FS|FS|GDPR|Agenda|Sida?|SID|Kap|kap|Tel|TEL|Fax|Org|Bilaga|Tabell|Vision|Budget|Version|Ver|Nr|Del|LEX|"
    r"Artikel|Rev|Plan|IT|HT|VT|Rapport|RIR|Mål|SKR|SKL|ISBN|ISSN|SAM|År|år|Om|I|Av|Den)$"
)
_DATE = re.compile(r"(?:19|20)\d{2}[-./](?:0?[1-9]|1[0-2])[-./](?:0?[1-9]|[12]\d|3[01])$")
_PERIOD = re.compile(r"(?:19|20)\d{2}\s?[-/]\s?(?:19|20)\d{2}$")
_ORG_NR = re.compile(r"\d{6}\s?-\s?\d{4}$")
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class CaseNumber:
    """A diarienummer at `start:end`; `labelled` when the text calls it one."""

    value: str
    start: int
    end: int
    labelled: bool


def find_case_numbers(text: str, offset: int = 0) -> Iterator[CaseNumber]:
    """The diarienummer in `text`, in order. Look-alikes (statutes, organisation numbers, dates) are left out."""
    taken: list[CaseNumber] = []
    for match in (*_INVERTED.finditer(text), *_LABELLED.finditer(text)):
        start, end = match.span("value")
        if any(start < one.end - offset and one.start - offset < end for one in taken):
            continue
        unit = match.groupdict().get("unit")
        if unit and unit.strip().isupper() and match["value"][0].isdigit():
            end = match.end("unit")
        if plausible(match["value"]):
            taken.append(_number(text, start, end, offset, labelled=True))
    for match in _BARE.finditer(text):
        start, end = match.span("value")
        if all(end <= one.start - offset or start >= one.end - offset for one in taken) and _stands_alone(match):
            taken.append(_number(text, start, end, offset, labelled=False))
    yield from sorted(taken, key=lambda one: one.start)


def plausible(value: str) -> bool:
    """Whether a number that is called a diarienummer can be one."""
    number = re.sub(r"^[^\d]+", "", value)
    letters = re.match(r"[^\W\d]*", value)
    if letters and len(letters[0]) > 4 and not letters[0].isupper():
        return False
    return not (_ORG_NR.match(number) or _DATE.match(number) or _PERIOD.match(value) or re.match(r"SFS", value))


def _stands_alone(match: re.Match[str]) -> bool:
    """Without a label only a board's letters and a year, or letters, number and year, are taken."""
    number, prefix = match["number"], match["prefix"]
    if _DATE.match(number) or _PERIOD.match(number) or _STATUTES.match(prefix) or _ORG_NR.search(number):
        return False
    if not (prefix.isupper() or (len(prefix) <= 3 and prefix[0].isupper())):
        return False
    if re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", number):
        return True
    if re.fullmatch(r"\d{6}", number):
        # "RS/190432": the year, and its running number.
        return True
    # "KK15/768" and "KS-0715/15" carry a two-digit year; "KF 10/05" may be anything.
    return match["glue"] == "" and bool(re.match(r"\d{2}/\d{2,6}", number))


def _number(text: str, start: int, end: int, offset: int, *, labelled: bool) -> CaseNumber:
    return CaseNumber(_SPACE.sub(" ", text[start:end]).strip(), start + offset, end + offset, labelled)
