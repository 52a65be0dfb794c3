"""What a text is about, apart from the kind of document: of "cykelstrategi" the subject is "cykel"."""

from __future__ import annotations

import functools
import re

from search.analysis import stem, tokens
from search.compounds import compounds

_KIND = r"(?:strategi|polic(?=y|ie)|program|plan|riktlinj|reg(?=el|ler)|reglement|rutin|anvisning|föreskrift)"
_ENDING = r"(?:y|ie|e|el|ler|eln)?"
_ENDING += r"(?:n|r|en|et|er|na|ar|s|rna|erna|arna|or|orna|ns|rs|ens|ets|ers|nas|rnas|ernas|arnas)?"
_COMPOUND = re.compile(rf"(?P<modifier>[^\W\d_][\w-]{{2,}}?)-?(?P<kind>{_KIND}){_ENDING}", re.IGNORECASE)
_WHOLE = re.compile(rf"(?P<kind>{_KIND}){_ENDING}|agendan?|styrdokument\w*", re.IGNORECASE)
_FIELD = re.compile(r"(?P<modifier>[^\W\d_]{4,}?)s?(?P<kind>område)(?:t|n|na|ts)?", re.IGNORECASE)
# What only looks like a kind of document with a subject, or is a kind as a whole.
_NO_KIND = re.compile(
    r"(detalj|översikts|läro|kurs|fotbolls|flyg|tid|tåg|data|tv|radio)-?(plan|program)", re.IGNORECASE
)
_EMPTY = frozenset(["handling", "handlings", "verksamhet", "verksamhets", "styr", "mål"])
_AFTER = re.compile(r"(?:\s+(?:och|eller)\s+\w+)?\s+(för|om|avseende|gällande|kring|inom|rörande|mot|på)\s+", re.I)
_BREAK = re.compile(
    r"[.,;:()!?\n–]"
    r"|\b(som|att|är|har|saknas?|finns|med|inte|ej|bör|ska|skall|kan|var|behöver|riskerar|för|i|genom|av|hur|vem|vad|vilk\w+|när|där)\b",
    re.IGNORECASE,
)
_PART = re.compile(r"(rutin|regler|reglerna|anvisning)\w*$", re.IGNORECASE)
_MOST = 3


def is_kind(word: str) -> bool:
    """Whether a word does nothing but name a kind of document, such as "strategin"."""
    return bool(_WHOLE.fullmatch(word)) or (modifier(word) == "" and word != "")


@functools.lru_cache(maxsize=100_000)
def modifier(word: str) -> str | None:
    """The subject that a compound names before its kind: "cykel" of "cykelstrategin"; empty when it names none.

    None for a word that is no such compound.
    """
    found = _COMPOUND.fullmatch(word) or _FIELD.fullmatch(word)
    if found is None or _NO_KIND.match(word):
        return None
    first = found["modifier"].rstrip("-")
    if first.lower() in _EMPTY:
        return ""
    parts = compounds().parts((found["modifier"] + found["kind"]).lower())
    if parts and parts[1] == found["kind"].lower():
        return parts[0]
    return first[:-1] if first.endswith("s") and len(first) > 4 else first


def subject_of(word: str) -> str:
    """The word, or of a compound that names a kind of document the subject before it."""
    return modifier(word) or word


def subjects_alone(text: str) -> str:
    """The text with compounds such as "cykelstrategi" as their subjects."""
    return re.sub(r"[^\W\d_][\w-]*", lambda match: subject_of(match.group()), text)


@functools.cache
def kind_terms() -> frozenset[str]:
    """The terms that kinds of documents have in the index, as words and as the last parts of compounds."""
    forms = (
        "strategi strategier strategin policy policyer policyn program programmet plan planer planen riktlinje "
        "riktlinjer regel regler reglemente reglementet rutin rutiner rutinen anvisning anvisningar "
        "föreskrift föreskrifter handlingsplan handlingsplaner verksamhetsplan verksamhetsplaner agenda agendan"
    )
    return frozenset(stem(form) for form in forms.split())


def subjects(text: str) -> list[str]:
    """The subjects of the kinds of documents that a text names: "cykel", or "sociala medier" of a policy for them.

    Routines, rules and instructions name what a part of a document may answer: they tell no document's subject.
    """
    found = []
    for match in re.finditer(r"[^\W\d_][\w-]*", text):
        word = match.group()
        if _PART.search(word):
            continue
        if (first := modifier(word)) and _COMPOUND.fullmatch(word):
            found.append(first)
        elif is_kind(word):
            found.append(_following(text[match.end() :]) or _preceding(text[: match.start()]))
    return [one for one in found if one]


def _following(rest: str) -> str:
    """What a kind is said to be for: "sociala medier" after "för"."""
    after = _AFTER.match(rest)
    if after is None:
        return ""
    stretch = _BREAK.split(rest[after.end() :], maxsplit=1)[0]
    kept = tokens(stretch)[:_MOST]
    return stretch[kept[0].start : kept[-1].end] if kept else ""


def _preceding(before: str) -> str:
    """The adjective of a kind that tells its subject: "digital" before "strategi"."""
    last = re.search(r"([^\W\d_]+)\s+$", before)
    return last.group(1) if last and stem(last.group(1).lower()) in _TELLING else ""


_TELLING = frozenset(["digital", "social", "ekonomisk", "intern"])
