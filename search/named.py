"""What a query names outright: a municipality, a kind of document, a title, a diarienummer, a § of a body's minutes."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence
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
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# What follows a name and belongs to it, and what led to names or stood between them.
_BESIDE = re.compile(r"\s*(?:kommun|stad|region)\S*", re.IGNORECASE)
_SIGNS = " ,;&/"
_JOINING, _LEADING = ("och", "samt", "eller"), ("i", "från")
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
class Mention:
    """A municipality by its short name, and where in the text it is named ("kommun" after it included)."""

    municipality: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Named:
    """What was named; `rest` is the text without the municipalities and the words that join them."""

    mentions: tuple[Mention, ...]
    kind: str | None
    rest: str

    @property
    def municipalities(self) -> tuple[str, ...]:
        """The municipalities, each once, in the order in which they are named."""
        return tuple(dict.fromkeys(one.municipality for one in self.mentions))


def named(text: str, held: Iterable[str], known: Iterable[str] = ()) -> Named:
    """The municipalities (of those held or known) and the kind of document that a query names."""
    mentions = tuple(_mentions(text, _by_folded(tuple(known)) | _by_folded(tuple(held))))
    rest = without(text, mentions)
    return Named(mentions, kind_named(rest), rest)


def without(text: str, mentions: Sequence[Mention]) -> str:
    """The text with these mentions cut out of it, and with them an "och" or a comma left before or at the end."""
    for one in sorted(mentions, key=lambda one: -one.start):
        text = f"{text[: one.start]} {text[one.end :]}"
    return _tidied(text) if mentions else text


def _tidied(text: str) -> str:
    words = text.strip(_SIGNS).split()
    while words and words[0].casefold() in _JOINING:
        del words[0]
    while words and words[-1].casefold() in (*_JOINING, *_LEADING):
        del words[-1]
    return " ".join(words).strip(_SIGNS)


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


@functools.lru_cache(maxsize=64)
def _by_folded(names: tuple[str, ...]) -> dict[str, str]:
    return {_short(name).casefold(): _short(name) for name in names}


def _short(name: str) -> str:
    return _NAME_END.sub("", name.strip())


def _mentions(text: str, names: dict[str, str]) -> Iterator[Mention]:
    """Each place where one of `names` stands, from left to right; of two that begin at one place the longer."""
    words, place = list(_WORD.finditer(text)), 0
    while place < len(words):
        for length in (3, 2, 1):
            here = words[place : place + length]
            if len(here) == length and (found := _mention(text, here, names, first=place == 0)):
                yield found
                place += length - 1
                break
        place += 1


def _mention(text: str, words: Sequence[re.Match[str]], names: dict[str, str], *, first: bool) -> Mention | None:
    start, end = words[0].start(), words[-1].end()
    surface, beside = text[start:end], _BESIDE.match(text, end)
    name = _name(surface, names, beside is not None)
    if name and (name.casefold() not in _WORDLIKE or beside or (surface[0].isupper() and not first)):
        return Mention(name, start, beside.end() if beside else end)
    return None


def _name(surface: str, names: dict[str, str], beside: bool) -> str | None:
    folded = surface.casefold()
    if folded in names:
        return names[folded]
    genitive = folded.endswith("s") and (beside or surface[0].isupper())
    return names.get(folded[:-1]) if genitive else None


class Designations:
    """The documents of a catalogue by what each is called: title, diarienummer, § of its decision."""

    def __init__(self, cards: Sequence[Card]) -> None:
        self._cards = cards
        self._titles: dict[tuple[str, ...], list[int]] = {}
        self._cases: dict[str, list[int]] = {}
        self._paragraphs: dict[str, list[int]] = {}
        for number, card in enumerate(cards):
            for key in {_title_key(card.title or "", None), _title_key(card.title or "", card.municipality)} - {()}:
                self._titles.setdefault(key, []).append(number)
            for case in _case_keys(card.case_number or ""):
                self._cases.setdefault(case, []).append(number)
            if card.paragraph:
                self._paragraphs.setdefault(card.paragraph, []).append(number)

    def pinned(self, text: str) -> list[int]:
        """The documents that a query is the title, the diarienummer or the § of."""
        found = list(self._titles.get(_title_key(text, None), ()))
        if _CASE.fullmatch(text.strip().removeprefix("dnr").strip(" .:")):
            asked = _SQUEEZE.sub("", text).casefold()
            found += self._cases.get(asked.removeprefix("dnr.").removeprefix("dnr"), ())
        asked_paragraph = _paragraph_asked(text)
        if asked_paragraph is not None:
            body, paragraph = asked_paragraph
            found += [one for one in self._paragraphs.get(paragraph, ()) if _decided_by(self._cards[one], body)]
        return list(dict.fromkeys(found))


def _case_keys(case: str) -> set[str]:
    """A diarienummer as it may be asked for: whole, or by its number alone."""
    own = _SQUEEZE.sub("", case).casefold()
    bare = own.lstrip("abcdefghijklmnopqrstuvwxyzåäö")
    return {own, bare} - {""} if bare.isdigit() else {own} - {""}


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


def _decided_by(card: Card, body: str) -> bool:
    return not body or body in (card.adopted_by or "").casefold()
