"""The kind of document that a word names, by the last part of the compound."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

STEERING = frozenset({
    "strategi", "program", "plan", "handlingsplan", "verksamhetsplan", "policy", "riktlinje", "regler", "reglemente",
    "rutin", "anvisning", "foreskrift",
})  # fmt: skip

_ENDINGS = r"(?:n|en|na|erna|et|t|ns|nas|ens|ets|s|er|ers|ernas|in|ar|arna)?"
# Compounds that end like a kind of document but name something else.
_NOT = re.compile(
    r"(?:våning|mark|åker|flyg|idrott|bioenergi|fotboll|boll|spel|körning|bakom|grund|detalj(?=planering))s?plan|"
    r"(?:data|dator|tv-?|radio|yrkes|gymnasie|introduktions|utbildnings-?|behandlings|nationella)-?program|(?:huvud|tumme|grammatik|spel)regel|"
    r"(?:tumregl|spelregl|sinnesrutin|skattetaxa)|explan|applikationsprogram",
    re.I,
)
_WORD = re.compile(r"[A-Za-zÅÄÖåäöÉé][\wÅÄÖåäöéÉ]*(?:[-\u2010\u2011][\wÅÄÖåäöéÉ]+)*")


@dataclass(frozen=True, slots=True)
class KindWord:
    """A word at `start:end` of a text that names a kind; `definite` for "strategin", "riktlinjerna"."""

    kind: str
    start: int
    end: int
    definite: bool


@cache
def _endings() -> tuple[re.Pattern[str], dict[str, str]]:
    table = tomllib.loads(resources.files("ingest.data").joinpath("kind_words.toml").read_text(encoding="utf-8"))
    kinds = {end.lower(): kind for kind, entry in table.items() for end in entry["ends"]}
    spelled = "|".join(re.escape(end) for end in sorted(kinds, key=len, reverse=True))
    return re.compile(rf"(?P<end>{spelled}){_ENDINGS}$"), kinds


@cache
def bare_kind_words() -> frozenset[str]:
    """The words that are the name of a kind and nothing more: what a cover prints over its title."""
    return frozenset(_endings()[1]) | {"riktlinjer", "regler", "rutiner"}


@lru_cache(maxsize=8192)
def kind_of_word(word: str) -> str | None:
    """The kind that a single word names, or None: "kompetensförsörjningsplan" is a plan, "marknadsplats" nothing."""
    if len(word) < 4 or " " in word or _NOT.match(word):
        return None
    pattern, kinds = _endings()
    # The leftmost ending is the longest: "handlingsplan" before "plan".
    match = pattern.search(word.lower())
    return kinds[match["end"]] if match else None


def same_kind(one: str | None, other: str | None) -> bool:
    """Whether a word of one kind can stand for a document of the other: "planen" is said of a handlingsplan."""
    return one == other or (one == "plan" and other in ("handlingsplan", "verksamhetsplan"))


def find_kind_words(text: str, offset: int = 0) -> Iterator[KindWord]:
    """The words in `text` that name a kind of document, in order."""
    for match in _WORD.finditer(text):
        kind = kind_of_word(match[0])
        if kind is not None:
            yield KindWord(kind, match.start() + offset, match.end() + offset, is_definite(match[0]))


def find_document_words(text: str) -> Iterator[KindWord]:
    """The words that name a kind of document, and those of data/document_words.toml, which name a document of none."""
    for match in _WORD.finditer(text):
        kind = kind_of_word(match[0]) or (_ANY if _names(match[0]) else None)
        if kind is not None:
            yield KindWord(kind, match.start(), match.end(), is_definite(match[0]))


@lru_cache(maxsize=8192)
def _names(word: str) -> bool:
    """Whether a word ends like those that name a document: with a capital, or as a compound (as long words are)."""
    end = _named_end().search(word.lower())
    return end is not None and (word[0].isupper() or len(word) > _COMPOUND)


@cache
def _document_words() -> dict[str, list[str]]:
    return tomllib.loads(resources.files("ingest.data").joinpath("document_words.toml").read_text(encoding="utf-8"))


def document_ends() -> frozenset[str]:
    """The last parts of words that name a document without naming a kind."""
    return frozenset(_document_words()["ends"])


@lru_cache(maxsize=4096)
def is_general(word: str) -> bool:
    """Whether a compound says no more than a kind does, in any of its forms: "handlingsplanen" names none by itself."""
    return _general().fullmatch(word.lower()) is not None


@cache
def _general() -> re.Pattern[str]:
    words = "|".join(map(re.escape, _document_words()["general"]))
    return re.compile(rf"(?:{words})(?:n|en|et|na|er|erna|ar|arna|r)?")


@cache
def _named_end() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(map(re.escape, sorted(document_ends()))) + ")$")


_ANY = "ovrigt"
_COMPOUND = 12
_DEFINITE = re.compile(
    r"(?:strategi|policy|rutine?|föreskrift|regel|agenda|taxa)n$|(?:plan|anvisning|instruktion|rapport|linje|ordning|handbok|analys|kod)e?n$(?<!plan)|"
    r"(?:programm|protokoll|reglement|dokument|yttrand|utlåtand|verk)et$|(?:linjer|regler|rutiner|ar|er)na$",
    re.I,
)


@lru_cache(maxsize=4096)
def is_definite(word: str) -> bool:
    """Whether a kind word is in its definite form: "strategin", "riktlinjerna"."""
    return bool(_DEFINITE.search(word))
