"""Personal identity numbers are masked before anything is read: they never leave the original file.

A number is known by its date and its check digit (personnummer and samordningsnummer after folkbokföringslagen
(1991:481) 18–18 a §§; the check digit is Luhn's, over the last ten digits). The mask takes as much room as the number,
so that every offset stays what it was.
"""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.extract import Extract

_MASK = "X"
_NUMBER = re.compile(
    r"(?<![\d\w])(?<!\d[-–.,:/])"
    r"(?P<century>18|19|20)?(?P<date>\d{6})(?P<between>[ \u00a0]?[-–‑−+][ \u00a0\n]?|[ \u00a0])?(?P<last>\d{4})"
    r"(?![\d\w])(?![-–.,:/]\d)"
)
_LABEL = re.compile(r"person(?:-?\s?nummer|nr)|p(?:ers)?\.?\s?nr|samordningsnummer|född", re.IGNORECASE)
_LABEL_BEFORE = 40
_SAMORDNING = 60
# Mobile numbers begin so; written together they look like a number of someone born in 2007.
_MOBILE = "07"


def mask(extract: Extract) -> Extract:
    """The extract with every personal identity number masked, in its text and its headings, and how many there were."""
    text, count = masked(extract.text.text)
    if not count:
        return extract
    headings = tuple(replace(heading, text=masked(heading.text)[0]) for heading in extract.headings)
    return replace(extract, text=replace(extract.text, text=text), headings=headings, masked=count)


def masked(text: str) -> tuple[str, int]:
    """A text, as long as it was, in which each personal identity number is masked; and how many there were."""
    out, at, count = [], 0, 0
    for found in _NUMBER.finditer(text):
        if _is_personal(text, found):
            out += [text[at : found.start()], re.sub(r"\d", _MASK, found[0])]
            at, count = found.end(), count + 1
    return "".join([*out, text[at:]]), count


def _is_personal(text: str, found: re.Match[str]) -> bool:
    date, last, between = found["date"], found["last"], found["between"]
    if not _is_date(date) or not _checks(date + last):
        return False
    if found["century"] or (between and not between.isspace()):
        return True
    # Ten digits in a row, or parted by a space, may be something else: what stands before them decides for a mobile's.
    before = text[max(0, found.start() - _LABEL_BEFORE) : found.start()]
    return not date.startswith(_MOBILE) or _LABEL.search(before) is not None


def _is_date(date: str) -> bool:
    month, day = int(date[2:4]), int(date[4:6])
    return 1 <= month <= 12 and 1 <= (day - _SAMORDNING if day > _SAMORDNING else day) <= 31


def _checks(digits: str) -> bool:
    """Luhn: every other digit doubled, the sum of the digits of all a multiple of ten."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
