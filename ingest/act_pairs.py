"""Acts that a sentence has parted: its verb, its decider and its day stand around an object or an insertion."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.act import Act
from ingest.sentences import sentence_end

_LONGEST_OBJECT = 220


def rejoin(acts: list[Act], text: str, offset: int) -> Iterator[Act]:
    """An active verb and the date after its object are one act: "Fullmäktige antog X den 20 juni 2017"."""
    at = 0
    while at < len(acts):
        act = acts[at]
        after = acts[at + 1] if at + 1 < len(acts) else None
        joined = _joined(act, after, text, offset) if after is not None else None
        if joined is not None:
            yield joined
            at += 2
            continue
        beyond = [one for one in acts[at + 1 : at + 5] if not _is_statute(one)][:2]
        if len(beyond) == 2 and _parenthesis(act, beyond[0], beyond[1], text, offset):
            dated, verb = beyond
            yield replace(dated, body=act.body, verb=verb.verb, start=act.start, end=verb.end)
            at = acts.index(verb, at) + 1
            continue
        yield act
        at += 1


def _joined(act: Act, after: Act, text: str, offset: int) -> Act | None:
    """The two as one act, when they are the parts of one; None when they are two."""
    number = after.case_number or act.case_number
    if _spans_object(act, after, text, offset):
        gap = (act.end, after.start)
        dated = replace(act, date=after.date, paragraph=after.paragraph, case_number=number)
        return replace(dated, end=after.end, gap=gap)
    if _heads_verb(act, after, text, offset):
        return replace(after, date=act.date, paragraph=after.paragraph or act.paragraph, start=act.start)
    if _inverts(act, after, text, offset):
        told = replace(after, date=act.date, paragraph=act.paragraph, case_number=act.case_number)
        return replace(told, start=act.start)
    if _carries_out(act, after, text, offset):
        return replace(after, body=act.body, date=act.date, paragraph=act.paragraph, start=act.start)
    if _spans_subject(act, after, text, offset):
        return replace(act, body=after.body, end=after.end, gap=(act.end, after.start))
    return None


def _heads_verb(act: Act, after: Act, text: str, offset: int) -> bool:
    """ "… 2022-11-04 § 224" and on the next line "Beslutad av kommunstyrelsen": the day stands over its decider."""
    if act.verb is not None or act.body is not None or act.date is None or act.paragraph is None:
        return False
    lone = after.verb is not None and after.verb.voice == "passive" and after.body is not None and not after.complete
    return lone and bool(re.fullmatch(r"[\s,]{1,3}", text[act.end - offset : after.start - offset]))


def _inverts(act: Act, after: Act, text: str, offset: int) -> bool:
    """ "Genom beslut § 37 den 25 april 2022 antog kommunfullmäktige planen": the verb stands before its subject."""
    if not act.complete or act.body is not None or (act.verb is not None and act.verb.voice != "noun"):
        return False
    if after.complete or after.verb is None or after.verb.voice != "active" or after.body is None:
        return False
    return after.verb.start < after.body.start and text[act.end - offset : after.start - offset].strip(" ,") == ""


def _carries_out(act: Act, after: Act, text: str, offset: int) -> bool:
    """ "Genom beslut den 13 december 2022, § 214, har fullmäktige förlängt …": the noun's facts are the verb's."""
    if act.verb is None or act.verb.voice != "noun" or act.body is None or not act.complete:
        return False
    if after.verb is None or after.verb.voice != "active" or after.body is not None or after.complete:
        return False
    said = re.search(r"\bhar\s[\wåäö]+$", text[act.start - offset : act.end - offset])
    return said is not None and text[act.end - offset : after.start - offset].strip() == ""


def _spans_subject(act: Act, after: Act, text: str, offset: int) -> bool:
    """ "2021-03-08 § 41 antogs policyn av kommunfullmäktige": the decider stands after the subject."""
    if (
        act.verb is None
        or act.verb.voice != "passive"
        or act.body is not None
        or not act.complete
        or act.end != act.verb.end
    ):
        return False
    bare = after.body is not None and after.verb is None and not after.complete
    return bare and bool(re.fullmatch(r"\s[^.;\n]{2,80}\s(?:av|i)\s", text[act.end - offset : after.start - offset]))


def _is_statute(act: Act) -> bool:
    """A § of a statute, which no act of decision needs."""
    return act.tokens() == (act.paragraph,) and act.paragraph is not None and act.paragraph.after


def _parenthesis(act: Act, dated: Act, verb: Act, text: str, offset: int) -> bool:
    """ "Fullmäktige har, med stöd av 7 kap. 2 § kommunallagen, den 18 juni 2018 § 98 antagit …"."""
    alone = act.body is not None and not act.body.generic and not act.body.genitive and act.verb is None
    if not alone or act.complete or dated.verb is not None or dated.body is not None or not dated.complete:
        return False
    if verb.verb is None or verb.verb.voice != "active" or verb.body is not None or verb.complete:
        return False
    between = text[act.end - offset : dated.start - offset]
    near = text[dated.end - offset : verb.start - offset].strip() == ""
    return near and len(between) <= _LONGEST_OBJECT and bool(_INSERTED.fullmatch(between))


_INSERTED = re.compile(r"\s(?:har|hade),\s[^;]*?,\s(?:den\s)?")


def _spans_object(act: Act, after: Act, text: str, offset: int) -> bool:
    if act.verb is None or act.verb.voice != "active" or act.body is None or act.complete:
        return False
    if after.verb is not None or after.body is not None or not after.complete:
        return False
    if after.date is not None and after.date.precision == "year" and after.paragraph is None:
        return False
    between = text[act.end - offset : after.start - offset]
    return len(between) <= _LONGEST_OBJECT and sentence_end(between, 0) >= len(between)
