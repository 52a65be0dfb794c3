"""The words that acts of decision are made of: verbs, bodies, dates, §§ and diarienummer."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain
from typing import Literal

from ingest.bodies import BodyMention, BodyNames
from ingest.case_numbers import CaseNumber, find_case_numbers
from ingest.dates import DateMention, find_dates
from ingest.near import anchors_of, windows
from ingest.paragraphs import ParagraphMention, find_paragraphs
from kg.model import Action

Voice = Literal["passive", "active", "noun"]


@dataclass(frozen=True, slots=True)
class Verb:
    """A word of decision at `start:end`."""

    action: Action
    voice: Voice
    start: int
    end: int
    capital: bool


_LONGEST = 50

Token = Verb | BodyMention | DateMention | ParagraphMention | CaseNumber

# From when and until when something applies is no day of decision.
_UNTIL = re.compile(
    r"(?:\bt\.?\s?o\.?\s?m\.?|\btill\soch\smed|\blängst\still|\bfr\.?\s?o\.?\s?m\.?|\bfrån\soch\smed|"
    r"\b(?:gäll(?:er|a|ande)|giltigt?)\sfrån|\bi\skraft|\bikraft)\s?:?\s(?:den\s)?$",
    re.I,
)


@cache
def _verbs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The verbs, and a pattern of plain words of which each holds one."""
    table = tomllib.loads(resources.files("ingest.data").joinpath("act_verbs.toml").read_text(encoding="utf-8"))
    groups = [
        rf"(?P<{action}_{voice}>{'|'.join(forms)})"
        for action, voices in table.items()
        for voice, forms in voices.items()
    ]
    every = [form for voices in table.values() for forms in voices.values() for form in forms]
    return re.compile(rf"(?<![\wåäö-])(?:{'|'.join(groups)})(?![\wåäö-])", re.I), anchors_of(every)


_DENIED = re.compile(
    r"(?:\b(?:inte|ej|ännu|ska|skall|bör|kan|måste|föreslås|föreslår|väntas|innan|tills|att|blir|förslag\still)\s+)$",
    re.I,
)


def find_verbs(text: str, offset: int = 0) -> Iterator[Verb]:
    """The words of decision, leaving out what is denied, wished or planned."""
    verbs, anchor = _verbs()
    for match in chain.from_iterable(verbs.finditer(text, *near) for near in windows(text, anchor, _LONGEST, _LONGEST)):
        action, voice = (match.lastgroup or "").split("_")
        if _DENIED.search(text[max(0, match.start() - 20) : match.start()]):
            continue
        # "revision" inside "revisionsrapport" is kept out by word bounds; "beslut" alone decides nothing.
        yield Verb(action, voice, match.start() + offset, match.end() + offset, match[0][0].isupper())  # type: ignore[arg-type]


def tokenise(text: str, names: BodyNames, offset: int = 0) -> list[Token]:
    """All tokens of `text` in order. Where two overlap, the longer wins: a date inside a diarienummer is none."""
    tokens: list[Token] = [
        *find_case_numbers(text, offset),
        *(date for date in find_dates(text, offset) if not _UNTIL.search(text[: date.start - offset][-26:])),
        *(body for body in names.find(text, offset)),
        *find_paragraphs(text, offset),
        *find_verbs(text, offset),
    ]
    tokens.sort(key=lambda token: (token.start, -token.end, isinstance(token, CaseNumber)))
    kept: list[Token] = []
    for token in tokens:
        if kept and token.start < kept[-1].end:
            if isinstance(kept[-1], DateMention | CaseNumber | BodyMention) or token.end <= kept[-1].end:
                continue
            kept.pop()
        kept.append(token)
    return kept
