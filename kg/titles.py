"""Comparing titles of municipal documents, which are declined, abbreviated and rarely the only ones of their name."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz

# Below this two titles are two titles: "riktlinje för inköp" and "riktlinje för uppköp" come to 92.
SAME = 94.0

# The word for a kind, at the end of a compound too, in all its forms; brought to the form first given.
_KINDS = (
    ("strategi", "n|er|erna"),
    ("program", "met|men"),
    ("plan", "en|er|erna"),
    ("policy", "n|er|erna|s"),
    ("riktlinje", "n|r|rna"),
    ("regler", "na"),
    ("regel", "n"),
    ("reglemente", "t|n|na"),
    ("rutin", "en|er|erna"),
    ("anvisning", "en|ar|arna"),
    ("föreskrift", "en|er|erna"),
    ("dokument", "et|en"),
    ("agenda", "n"),
    ("budget", "en"),
    ("ordning", "en|ar|arna"),
    ("rapport", "en|er|erna"),
)
_FORMS = tuple((re.compile(rf"(\w*{stem})(?:{endings})$"), stem) for stem, endings in _KINDS)
_KIND_WORD = re.compile(rf"\w*(?:{'|'.join(stem for stem, _ in _KINDS)}|reglementen)$")
_PERIOD = re.compile(r"\b(?:19|20)\d\d(?:\s*[-–—/]\s*(?:(?:19|20)?\d\d))?\b")
_EMPTY_WORDS = frozenset(
    re.findall(
        r"\w+",
        "den det de för om i av med och samt vår våra gällande kommunens kommunala kommunal kommunen stadens regionens",
    )
)
_MANY = re.compile(
    r"(?:styrdokument(?:en)?|dokument(?:en)?|policyer(?:na)?|policys|strategier(?:na)?|riktlinjer(?:na)?|regler(?:na)?"
    r"|rutiner(?:na)?|planer(?:na)?|program(?:men)|anvisningar(?:na)?|föreskrifter(?:na)?|reglementen(?:a)?|lagar|lagstiftning(?:en)?)"
)


@lru_cache(maxsize=100_000)
def plain_title(title: str, owner: str = "") -> str:
    """A title without period, owner's name, empty words and declension: what two titles are compared by."""
    folded = _PERIOD.sub(" ", title.casefold())
    if owner:
        name = re.escape(owner.casefold().removesuffix(" kommun").removeprefix("region "))
        folded = re.sub(rf"\b(?:region )?{name}s?(?: (?:kommun|stad|region)s?)?\b", " ", folded)
    words = [word for word in re.findall(r"\w+", folded) if word not in _EMPTY_WORDS]
    return " ".join(_undeclined(word) for word in words)


def is_generic(title: str, owner: str = "") -> bool:
    """Whether many municipalities have a document of this title: a kind and its subject, as "policy för resor"."""
    words = plain_title(title, owner).split()
    subjects = [word for word in words if not _is_bare_kind(word)]
    return len(subjects) <= 2


def is_many(title: str) -> bool:
    """Whether the title names no single document, as in "styrdokument" or "policyer och riktlinjer"."""
    words = [word for word in re.findall(r"\w+", title.casefold()) if word not in _EMPTY_WORDS]
    return all(_MANY.fullmatch(word) or word in ("styrande", "andra", "övriga") for word in words)


def is_nameless(title: str) -> bool:
    """Whether the title is the word for a kind alone, as in "strategin": which one is meant was said elsewhere."""
    words = plain_title(title).split()
    return not periods(title) and all(_is_bare_kind(word) for word in words)


def similarity(one: str, other: str) -> float:
    """How like two plain titles are, 0-100, whatever the order of their words."""
    return fuzz.token_sort_ratio(one, other)


def periods(title: str) -> frozenset[str]:
    """The years and periods in a title, as four-digit years."""
    return frozenset(_years(mark) for mark in _PERIOD.findall(title))


def _years(mark: str) -> str:
    first, *rest = re.findall(r"\d+", mark)
    return "-".join([first, *(first[: 4 - len(year)] + year for year in rest)])


def _undeclined(word: str) -> str:
    for form, _ in _FORMS:
        found = form.fullmatch(word)
        if found:
            return found[1]
    return word


def _is_bare_kind(word: str) -> bool:
    return bool(_KIND_WORD.fullmatch(word)) and any(word == stem for stem, _ in _KINDS)


def title_pattern(title: str) -> str:
    """A regular expression for a title as it may stand in a sentence: declined, over a line's end, with a period."""
    words = re.findall(r"[\w-]+", _PERIOD.sub(" ", title.casefold()))
    head = next((at for at, word in enumerate(words) if _KIND_WORD.fullmatch(_undeclined(word))), None)
    forms = [_declined(word) if at == head else re.escape(word) for at, word in enumerate(words)]
    return r"\b" + r"[\s,–-]+".join(forms) + rf"\b(?:\s+{_PERIOD.pattern})?"


def _declined(word: str) -> str:
    stem = _undeclined(word)
    endings = next((ends for kind, ends in _KINDS if stem.endswith(kind)), "")
    return rf"{re.escape(stem)}(?:{endings})?s?" if endings else re.escape(word)
