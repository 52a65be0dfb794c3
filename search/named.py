"""What a query names outright: a municipality, a kind of document, a title, a diarienummer, a § of a body's minutes."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from search.analysis import tokens
from search.catalogue import STEERING, Card

# Names that are also words: they count as names only with a capital inside the text, or beside "kommun".
_WORDLIKE = frozenset(
    [
        "mark",
        "vara",
        "ale",
        "eda",
        "mora",
        "nora",
        "sala",
        "lund",
        "boden",
        "berg",
        "kil",
        "åre",
        "orsa",
        "hjo",
        "grums",
        "heby",
        "borg",
        "falun",
        "kumla",
    ]
)
_NAME_END = re.compile(r"\s+(kommun|stad)$", re.IGNORECASE)
_CASE = re.compile(r"[A-ZÅÄÖa-zåäö]{0,6}[ /:-]{0,2}\d{2,6}[/:-]\d{1,6}(?:[-/]\d{1,4})*")
_PARAGRAPH = re.compile(r"§{1,2}\s*(\d+)|(\d+)\s*§")
_SQUEEZE = re.compile(r"[\s/:_-]+")
_KIND_WORDS = {
    "strategi": "strategi",
    "strategin": "strategi",
    "policy": "policy",
    "policyn": "policy",
    "program": "program",
    "programmet": "program",
    "handlingsplan": "handlingsplan",
    "handlingsplanen": "handlingsplan",
    "verksamhetsplan": "verksamhetsplan",
    "plan": "plan",
    "planen": "plan",
    "riktlinje": "riktlinje",
    "riktlinjer": "riktlinje",
    "riktlinjerna": "riktlinje",
    "regler": "regler",
    "reglemente": "reglemente",
    "reglementet": "reglemente",
    "rutin": "rutin",
    "rutiner": "rutin",
    "anvisning": "anvisning",
    "anvisningar": "anvisning",
    "föreskrifter": "foreskrift",
}
_BY_LENGTH = sorted(_KIND_WORDS, key=len, reverse=True)


@dataclass(frozen=True, slots=True)
class Named:
    """What was named; `rest` is the text without the municipality."""

    municipality: str | None
    kind: str | None
    rest: str


def named(text: str, held: Iterable[str], known: Iterable[str] = ()) -> Named:
    """The municipality (of those held or known) and the kind of document that a query names."""
    names = {_short(name).casefold(): _short(name) for name in (*known, *held)}
    found = _municipality(text, names)
    rest = text if found is None else (text[: found[1]] + " " + text[found[2] :]).strip()
    return Named(found[0] if found else None, kind_named(rest), rest)


def first_kind(text: str) -> str | None:
    """The first steering kind that the words of a text name."""
    return next((kind for word in re.findall(r"[\w-]+", text.lower()) if (kind := _kind_of_word(word))), None)


def kind_named(text: str) -> str | None:
    """The last steering kind that the words of a text name, by itself or as the end of a compound."""
    kinds = [kind for word in re.findall(r"[\w-]+", text.lower()) if (kind := _kind_of_word(word))]
    return kinds[-1] if kinds else None


def _kind_of_word(word: str) -> str | None:
    ending = next((end for end in _BY_LENGTH if word.endswith(end)), None)
    if ending is None or (ending in ("plan", "planen") and word.endswith(("översiktsplan", "detaljplan"))):
        return None
    return _KIND_WORDS[ending]


def _short(name: str) -> str:
    return _NAME_END.sub("", name.strip())


def _municipality(text: str, names: dict[str, str]) -> tuple[str, int, int] | None:
    words = list(re.finditer(r"[^\W\d_]+(?:-[^\W\d_]+)*", text))
    for length in (3, 2, 1):
        for place in range(len(words) - length + 1):
            start, end = words[place].start(), words[place + length - 1].end()
            surface = text[start:end]
            after = text[end:].lstrip().casefold()
            beside = after.startswith(("kommun", "stad", "region"))
            name = _name(surface, names, beside)
            if name and (name.casefold() not in _WORDLIKE or beside or (surface[0].isupper() and place > 0)):
                return (
                    name,
                    start,
                    end + (len(text[end:]) - len(text[end:].lstrip()) + len(after.split()[0]) if beside else 0),
                )
    return None


def _name(surface: str, names: dict[str, str], beside: bool) -> str | None:
    folded = surface.casefold()
    if folded in names:
        return names[folded]
    genitive = folded.endswith("s") and (beside or surface[0].isupper())
    return names.get(folded[:-1]) if genitive else None


def pinned(text: str, cards: Sequence[Card], allowed: Iterable[int]) -> list[int]:
    """The documents that a query is the title, the diarienummer or the § of."""
    squeezed = _SQUEEZE.sub("", text).casefold()
    title = _title_key(text, None)
    body_paragraph = _paragraph_asked(text)
    found = []
    for number in allowed:
        card = cards[number]
        same_case = (
            bool(card.case_number) and _CASE.fullmatch(text.strip().removeprefix("dnr").strip(" .:")) is not None
        )
        if (
            (same_case and _same_case(card.case_number or "", squeezed))
            or (
                title and title in (_title_key(card.title or "", None), _title_key(card.title or "", card.municipality))
            )
            or (body_paragraph is not None and _decided_so(card, *body_paragraph))
        ):
            found.append(number)
    return found


def _same_case(held: str, asked: str) -> bool:
    own = _SQUEEZE.sub("", held).casefold()
    return own == asked.removeprefix("dnr.").removeprefix("dnr") or (
        asked.isdigit() and own.lstrip("abcdefghijklmnopqrstuvwxyzåäö") == asked
    )


@functools.lru_cache(maxsize=100_000)
def _title_key(title: str, municipality: str | None) -> tuple[str, ...]:
    """The words of a title that tell it from others; one word alone is a subject rather than a title, unless a kind."""
    aside = {"kommun", "stad"}
    if municipality:
        aside |= {token.term for token in tokens(f"{municipality} {municipality}s")}
    key = tuple(token.term for token in tokens(title) if token.term not in aside and not token.term[0].isdigit())
    return key if len(key) > 1 or kind_named(title) in STEERING else ()


def _paragraph_asked(text: str) -> tuple[str, str] | None:
    """Body and number when a query is nothing but a §, such as "KF § 41" or "kommunstyrelsen 41 §"."""
    match = _PARAGRAPH.search(text)
    if match is None:
        return None
    rest = _PARAGRAPH.sub(" ", text).strip(" ,.").casefold()
    bodies = {"kf": "kommunfullmäktige", "ks": "kommunstyrelsen"}
    body = bodies.get(rest, rest)
    return (
        (body, match.group(1) or match.group(2))
        if not body or re.fullmatch(r"\w+(nämnden|fullmäktige|styrelsen)", body)
        else None
    )


def _decided_so(card: Card, body: str, paragraph: str) -> bool:
    return card.paragraph == paragraph and (not body or body in (card.adopted_by or "").casefold())
