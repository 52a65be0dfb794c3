"""Acts of decision in running text: a verb, who, when, § and diarienummer, in any order and either voice.

One mechanism for all formulations: the words that matter become tokens, and tokens with nothing but
small words between them ("av", "den", commas) belong to one act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from ingest.act import Act
from ingest.act_pairs import rejoin
from ingest.act_tokens import Token, Verb, tokenise
from ingest.bodies import BodyMention, BodyNames, body_names
from ingest.case_numbers import CaseNumber
from ingest.dates import DateMention
from ingest.paragraphs import ParagraphMention, lost_paragraph

_SMALL = (
    r"av|i|den|vid|på|genom|från|med|enligt|har|är|blev|och|datum|datum:|beslut|beslutet|beslutad|av/i|protokoll|"
    r"sammanträde[t]?|sitt|sina|ordinarie|möte[t]?|nr|senast|första\sgången|samt|ursprungligen|by|on|in|the|of|år|dag|dess|kommunens|antagen|"
    r"respektive|båda|samtliga|diarienummer|dnr|diarienr|ärende|beslutsdatum|datum\soch\sparagraf|paragraf|instans|av\sden|under|om|redan"
)
_GLUE = re.compile(
    rf"(?:[\s,;:()\[\]/|\u2013\u2022*_-]|\.(?=\s*[\d§(])|\b(?:{_SMALL})\b\.?|"
    r"(?<=[ ])(?!Upprätt|Gäll|Gilt|Skapa|Public|Utskr)(?-i:[A-ZÅÄÖ][a-zåäö]+)(?=,?\s*$)|"
    r"\bi\s+[A-ZÅÄÖ][\wåäö-]+(?:\s(?:kommun|stad|län))?|"
    r"\b(?:t\.?\s?o\.?\s?m\.?|till\soch\smed|längst\still|till)\s(?:den\s)?(?:(?:19|20)\d{2}-\d{2}-\d{2}|\d{1,2}\s[a-z]+\s(?:19|20)\d{2}))*",
    re.I,
)


def find_acts(text: str, names: BodyNames, offset: int = 0) -> list[Act]:
    """Every act of decision that `text` tells of, in order, complete or not."""
    tokens = tokenise(text, names, offset)
    acts = [_with_lost_paragraph(act, text, offset) for act in _chains(tokens, text, offset)]
    return list(rejoin(acts, text, offset))


@lru_cache(maxsize=2)
def acts_of(text: str) -> tuple[Act, ...]:
    """Every act of a whole document, with the abbreviations that are certain in it; kept while it is being read."""
    return tuple(find_acts(text, body_names(text)))


def _chains(tokens: Sequence[Token], text: str, offset: int) -> Iterator[Act]:
    current: Act | None = None
    rows = _row_verbs(tokens, text, offset)
    for token in tokens:
        if current is not None and current.verb is not None and _by_decision(current, token, text, offset):
            continue
        if current is not None and _names_again(current, token, text, offset):
            current = replace(current, end=token.end)
            continue
        joined = _join(current, token, text, offset, row=token.start in rows) if current is not None else None
        if joined is not None:
            current = joined
            continue
        if current is not None:
            yield current
        current = _repeated(current, token, text, offset) or _put(Act(token.start, token.end), token)
    if current is not None:
        yield current


_ROW = re.compile(r"[\s|]*(?:v(?:er(?:sion)?)?\.?\s?)?(?:\d{1,2}(?:\.\d{1,2}){0,2})?[\s|]*")


def _row_verbs(tokens: Sequence[Token], text: str, offset: int) -> set[int]:
    """Where the verbs begin whose day stands before them in a row of a history: "1.1 2018-09-24 Reviderad av …"."""
    found: set[int] = set()
    for at, token in enumerate(tokens[1:], 1):
        day = tokens[at - 1]
        if not isinstance(token, Verb) or not isinstance(day, DateMention):
            continue
        line, end = text.rfind("\n", 0, day.start - offset) + 1, text.find("\n", token.end - offset)
        end = end + offset if end >= 0 else len(text) + offset
        dated = any(isinstance(other, DateMention) and other.start < end for other in tokens[at + 1 : at + 5])
        if not dated and _ROW.fullmatch(text[line : day.start - offset]) and token.start < end:
            found.add(token.start)
    return found


def _names_again(act: Act, token: Token, text: str, offset: int) -> bool:
    """The decider once more before its §: "kommunstyrelsen (KS § 188)", "nämnden 2019-05-14, BUN § 61"."""
    if (
        not isinstance(token, BodyMention)
        or act.body is None
        or token.name != act.body.name
        or act.paragraph is not None
    ):
        return False
    after = text[token.end - offset : token.end - offset + 4].lstrip()
    between = text[act.end - offset : token.start - offset]
    return after.startswith("§") and "\n" not in between and bool(_GLUE.fullmatch(between))


def _by_decision(act: Act, token: Token, text: str, offset: int) -> bool:
    """ "Förlängt t.o.m. 2022-12-31 genom beslut i …": the noun adds nothing to the verb before it."""
    if not isinstance(token, Verb) or token.voice != "noun" or token.action != "decide":
        return False
    before = text[act.end - offset : token.start - offset]
    return bool(re.fullmatch(rf"{_GLUE.pattern}(?:genom|enligt|efter)\s", before, re.I))


def _join(act: Act, token: Token, text: str, offset: int, *, row: bool) -> Act | None:
    """The act with one more token, if the slot is free and only small words stand between."""
    between = text[act.end - offset : token.start - offset]
    if _of_owner(act, token, between):
        return replace(act, verb=token, end=token.end)  # type: ignore[arg-type]
    if not _GLUE.fullmatch(between) or len(between) > 80 or _too_far(act, token, between):
        return None
    if isinstance(token, Verb) and not (
        _verb_may_follow(act, token, between, text[token.start - offset : token.end - offset])
        or (row and act.body is None)
    ):
        return None
    if isinstance(token, BodyMention) and token.generic and act.body is None and act.verb is None:
        return None
    return _put(act, token)


def _of_owner(act: Act, token: Token, between: str) -> bool:
    """ "Kommunfullmäktiges beslut § 112/2015-10-26": the decider in the genitive before its noun."""
    if not isinstance(token, Verb) or token.voice != "noun" or act.verb is not None or act.body is None:
        return False
    return re.fullmatch(r":?s\s{1,2}" if act.body.genitive else r"[ -]", between) is not None


def _repeated(act: Act | None, token: Token, text: str, offset: int) -> Act | None:
    """A further day of the same thing: "Reviderat av fullmäktige 2016-04-25, § 52, och senast 2021-06-21, § 80"."""
    if act is None or act.verb is None or act.date is None:
        return None
    between = text[act.end - offset : token.start - offset]
    if isinstance(token, BodyMention) and act.body is not None and act.verb.voice == "passive" and not token.generic:
        # "Antagen av fullmäktige i A 2010-06-08, § 114, och fullmäktige i B 2010-06-21": one decision each.
        if re.search(r"\b(?:och|samt|respektive)\b", between) and _GLUE.fullmatch(between):
            return Act(token.start, token.end, verb=act.verb, body=token, origin=act.stated)
        return None
    if act.verb.action not in ("revise", "extend"):
        return None
    if not isinstance(token, DateMention) or not _GLUE.fullmatch(text[act.end - offset : token.start - offset]):
        return None
    return Act(token.start, token.end, verb=act.verb, body=act.body, date=token, origin=act.stated)


def _too_far(act: Act, token: Token, between: str) -> bool:
    """An empty line parts, unless a verb with its decider still lacks the date that follows."""
    if "\f" in between:
        return True
    if between.count("\n") < 2 or (between.count("\n") == 2 and "\n\n" not in between):
        return False
    return not (act.verb is not None and isinstance(token, DateMention | ParagraphMention) and act.date is None)


def _verb_may_follow(act: Act, verb: Verb, between: str, word: str) -> bool:
    if verb.voice == "active":
        return act.body is not None and not act.body.genitive
    if verb.voice == "noun":
        return False
    # "den 8 mars 2021, § 41, antogs": what precedes is the act's only when no decider has been named.
    dated = act.date is not None and act.date.precision == "day"
    # "2024-12-31, förlängd t.o.m. …": a participle alone speaks of what follows it.
    says = act.paragraph is not None or word.lower().endswith("s")
    return act.body is None and dated and says and "\n" not in between and not verb.capital


def _put(act: Act, token: Token) -> Act | None:
    slot = _SLOTS[type(token)]
    if getattr(act, slot) is not None:
        return None
    if isinstance(token, BodyMention) and token.genitive:
        # "kommunstyrelsens beslut": the decider of a noun only.
        return Act(token.start, token.end, body=token) if act.start == token.start else None
    changed: dict[str, Any] = {slot: token, "start": min(act.start, token.start), "end": max(act.end, token.end)}
    return replace(act, **changed)


_SLOTS = {
    Verb: "verb", BodyMention: "body", DateMention: "date", ParagraphMention: "paragraph", CaseNumber: "case_number",
}  # fmt: skip


def _with_lost_paragraph(act: Act, text: str, offset: int) -> Act:
    if act.verb is None or act.body is None or act.date is not None or act.paragraph is not None:
        return act
    found = lost_paragraph(text[act.end - offset :], act.end)
    return replace(act, paragraph=found, end=found.end) if found else act
