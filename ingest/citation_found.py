"""A reference as it is found, before all places that name the same document are put together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.act import Act
from ingest.kind_words import is_definite
from ingest.name_stems import stem_name
from ingest.subjects import Own
from kg.kinds import AUDIT
from kg.model import Document, Span

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


@dataclass(slots=True)
class Found:
    """A name at its first span, with the decision (`act`) and case number told of it."""

    title: str
    kind: str | None
    spans: list[Span]
    act: Act | None = None
    case_number: str | None = None
    municipality: str | None = None
    year: str | None = None


def merged(found: Sequence[Found]) -> list[Found]:
    """One for each document: the same name, or the same name cut short, with nothing that contradicts."""
    kept: list[Found] = []
    for one in found:
        same = next((other for other in kept if _same(other, one)), None)
        if same is None:
            kept.append(one)
            continue
        same.spans += [span for span in one.spans if span not in same.spans]
        same.act = _fuller(same.act, one.act)
        same.case_number = same.case_number or one.case_number
        same.year = same.year or one.year
        if _better_title(one.title, same.title):
            same.title, same.kind = one.title, one.kind
    return kept


def _better_title(new: str, old: str) -> bool:
    """A capital and a plain form make a better name than a definite one in a sentence."""
    if new[:1].isupper() != old[:1].isupper():
        return new[:1].isupper()
    return is_definite(old.split()[0]) and not is_definite(new.split()[0])


def _fuller(one: Act | None, other: Act | None) -> Act | None:
    if one is None or other is None:
        return one or other
    dates = sorted((act.date for act in (one, other) if act.date), key=lambda date: len(date.value))
    return replace(
        one,
        body=one.body or other.body,
        date=dates[-1] if dates else None,
        paragraph=one.paragraph or other.paragraph,
    )


def _same(one: Found, other: Found) -> bool:
    a, b = stem_name(one.title), stem_name(other.title)
    if not a or not b:
        return one.title == other.title
    years = set(_YEAR.findall(one.title)), set(_YEAR.findall(other.title))
    if years[0] and years[1] and years[0] != years[1]:
        return False
    if one.case_number and other.case_number and one.case_number != other.case_number:
        return False
    if _decided_too_late(one, other) or _decided_too_late(other, one):
        return False
    if one.act and other.act and one.act.date and other.act.date:
        first, second = sorted((one.act.date.value, other.act.date.value), key=len)
        if not second.startswith(first):
            return False
    return (
        a == b
        or _cut_short(a, b, one, other)
        or any(span.start <= its.start < span.end for span in one.spans[:1] for its in other.spans[:1])
    )


def _decided_too_late(one: Found, other: Found) -> bool:
    """Whether `one` is named by a year that had passed when `other` was decided: "Renhållningstaxa 2019" of 2022."""
    years, act = _YEAR.findall(one.title), other.act
    if one.act is not None or _YEAR.search(other.title):
        return False
    return bool(years) and act is not None and act.date is not None and act.date.value[:4] > max(years)


def _cut_short(a: str, b: str, one: Found, other: Found) -> bool:
    """Whether one name is the other's beginning, run together or bent otherwise: "Konceptprogram" beside its subject;
    "regionala planen för transportinfrastruktur" beside "Regional plan för transportinfrastrukturen i Västra Götaland".
    """
    if a.replace(" ", "") == b.replace(" ", ""):
        return True
    short, long = sorted((a.split(), b.split()), key=len)
    shorter, longer = (one, other) if len(a.split()) <= len(b.split()) else (other, one)
    if len(short) == 1:
        return len(short[0]) > 7 and short[0] == long[0] and shorter.title[:1].isupper() and shorter.act is None
    # "planen för …" of "den regionala planen för …": an adjective may have been left out.
    rests = [rest for rest in (long, long[1:]) if len(rest) >= len(short)]
    bent = any(all(_same_word(*pair) for pair in zip(short, rest, strict=False)) for rest in rests)
    if not bent or (shorter.act is not None and longer.act is not None):
        return False
    return shorter.title[:1].islower() or len(short) == len(long) > 2


def _same_word(one: str, other: str) -> bool:
    """The same word but for its ending: "regional" and "regionala"."""
    short, long = sorted((one, other), key=len)
    return short == long or (
        len(short) > 3 and long.startswith(short[: max(4, len(short) - 2)]) and len(long) - len(short) < 4
    )


def _is_earlier(act: Act, document: Document) -> bool:
    """Whether the act was taken before the document itself was first decided: then an older version is meant."""
    first = document.decision_date
    return first is not None and act.date is not None and act.verb is None and act.date.value < first.value


def is_self(one: Found, own: Own, document: Document) -> bool:
    """Whether it names the document that it stands in."""
    if own.title is None:
        return False
    if not own.steering and own.kind != AUDIT:
        return False  # a letter or minutes named after a document is about that document
    replaced = stem_name(document.replaces.value) if document.replaces else None
    if replaced == stem_name(one.title) and _YEAR.search(one.title):
        return False
    years = set(_YEAR.findall(one.title)), set(_YEAR.findall(own.title))
    if (one.act is not None and _is_earlier(one.act, document)) or (all(years) and years[0].isdisjoint(years[1])):
        return False
    a, b = stem_name(one.title), stem_name(own.title)
    return bool(a) and (a == b or (len(a) > 10 and a in b)) and (one.act is None or own.steering)
