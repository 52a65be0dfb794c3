"""The § of a decision, told from the § of a statute."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from ingest.near import windows

_FORMS = re.compile(
    r"(?:§{1,2}|(?<=[\s,])[$&](?=\s\d{1,3}\b)|(?:(?<=\d{4}-\d\d-\d\d\s)|(?<=\d{4}-\d\d-\d\d,\s)|(?<=\s[12]\d{3},\s))8(?=\s\d{1,3}(?!\d|\s?(?:kr|tkr|procent|st|personer|mil)))|\b(?:paragraf(?:er)?|beslutsparagraf|par\.))\s?[:.]?\s{0,3}(?:K[FS]\s)?"
    r"(?P<value>\d{1,4}(?:\s?(?:[-\u2013\u2014]|och|,)\s?\d{1,4}(?![\d:/-]))?(?:\s?[a-e]\b)?)(?![\d:])(?P<year>/(?:19|20)?\d{2}(?![\d-]))?"
    r"|(?<![\d.,:/-])(?<!kap\.\s)(?<!kap\s)(?P<before>\d{1,4})\s?§(?!\s?\d)",
    re.I,
)
_SIGN = re.compile(r"§|paragraf|par\.|[$&]|\s8\s")
_REACH = 40
_LOST = re.compile(r"\s,\s(?P<value>\d{1,4})(?![\d/:.,%-]|\s(?:kr|procent|%|[a-zåäö]))")


@dataclass(frozen=True, slots=True)
class ParagraphMention:
    """A § number or range at `start:end`. `after` says the sign stands after the number, as in statutes."""

    value: str
    start: int
    end: int
    after: bool = False
    lost_sign: bool = False
    year: str | None = None


def find_paragraphs(text: str, offset: int = 0) -> Iterator[ParagraphMention]:
    """The § numbers in `text`, in order. Numbers before the sign are given too; context tells law."""
    for match in chain.from_iterable(_FORMS.finditer(text, *near) for near in windows(text, _SIGN, _REACH, _REACH)):
        value = match["value"] or match["before"]
        if not match["value"] and re.search(r"kap\.?\s?$", text[max(0, match.start() - 6) : match.start()]):
            continue
        start, end, year = match.start() + offset, match.end() + offset, (match["year"] or "")[1:]
        # "§ 91/2016", "§ 47/12": the year of the meeting.
        whole = year if len(year) == 4 else f"20{year}" if year else None
        yield ParagraphMention(_clean(value), start, end, after=match["value"] is None, year=whole)


def lost_paragraph(text: str, offset: int) -> ParagraphMention | None:
    """The number after a body and a comma, where a transcript has lost date and sign: "… kommunfullmäktige , 140"."""
    match = _LOST.match(text)
    if match is None:
        return None
    start, end = match.span("value")
    return ParagraphMention(match["value"], start + offset, end + offset, lost_sign=True)


def _clean(value: str) -> str:
    return re.sub(r"\s?([-\u2013\u2014])\s?", r"\1", re.sub(r"\s+", " ", value)).strip()
