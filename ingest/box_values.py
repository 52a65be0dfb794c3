"""What a value in an information box looks like: the kinds of value it can be taken for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.bodies import body_names
from ingest.case_numbers import find_case_numbers
from ingest.dates import find_dates, find_periods
from ingest.kind_words import kind_of_word
from ingest.paragraphs import find_paragraphs

_VERSION = re.compile(r"\s*(?:ver(?:sion)?\.?\s*)?\d{1,2}(?:\.\d{1,2}){0,2}\s*", re.I)
_VALIDITY = re.compile(
    r"tills\s?vidare|t\.?\s?v\.?$|mandatperiod|\bår\b|längst|t\.?o\.?m|t\s?o\s?m|ny\s+beslutas|ersätts", re.I
)
_NUMBER = re.compile(r"\s*§*\s*\d{1,3}(?:\s?[-–]\s?\d{1,3})?(?:/\d{2,4})?\s*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A label at `label_start` and its value `text[start:end]`; `key` says what the value is about."""

    key: str
    expects: str
    label_start: int
    start: int
    end: int
    confidence: float
    rule: str


def shapes(value: str) -> frozenset[str]:
    """What `value` can be: date, paragraph, case_number, body, kind, version, validity; always text."""
    found = {"text"}
    dates = [one for one in find_dates(value) if one.precision != "year" or value.strip().startswith(one.value)]
    if dates:
        found.add("date")
    if any(True for _ in find_periods(value)) or _VALIDITY.search(value):
        found.add("validity")
    if any(not one.after for one in find_paragraphs(value)) or _NUMBER.fullmatch(value):
        found.add("paragraph")
    if any(len(one.value) > len(value.strip()) // 2 for one in find_case_numbers(f"dnr {value}")):
        found.add("case_number")
    if any(body.start < 4 for body in body_names(value).find(value)):
        found.add("body")
    if kind_of_word(value.strip()):
        found.add("kind")
    if _VERSION.fullmatch(value):
        found.add("version")
    return frozenset(found)


_FITS = {
    "date": {"date"}, "date_paragraph": {"date"}, "validity": {"date", "validity"}, "body_date": {"body", "date"},
    "paragraph": {"paragraph"}, "case_number": {"case_number"}, "kind": {"kind"}, "version": {"version"},
}  # fmt: skip


def fit(expects: str, value: str) -> float:
    """How well a value suits a label: 3 for what it asks for, 1 for text under text, below 0 for a misfit."""
    found = shapes(value)
    if expects == "text":
        odd = found & {"date", "case_number", "paragraph", "version"}
        return -1.0 if odd and len(value) < 25 else 1.0
    if found & _FITS[expects]:
        return 3.0
    return 0.2 if expects in ("validity", "body_date") and found == {"text"} else -3.0
