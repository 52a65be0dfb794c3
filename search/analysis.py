"""One analysis of Swedish text for everything: the lexical index, queries, highlights and the reason of a hit.

A token keeps where it stands in the text. Its `term` is what is compared (a stem, or an exact number, date, § or
diarienummer); its `parts` are the terms of the words that a compound is made of, beside the whole.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import snowballstemmer  # type: ignore[import-untyped]

from search.compounds import compounds

_DATA = Path(__file__).parent / "data"
_TOKEN = re.compile(
    r"(?P<case>\b[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,5}[ /:-]{0,2}"
    r"(?:(?:19|20)\d\d[/:-] ?\d{1,6}(?:[-/]\d{1,4})*|\d{1,6}/(?:19|20)\d\d)\b)"
    r"|(?P<date>\b(?:19|20)\d\d-\d\d-\d\d\b)"
    r"|(?P<paragraph>§{1,2} ?\d+[a-z]?\b|\b\d+ ?(?:[a-z] )?§)"
    r"|(?P<number>\d+(?:[.,:/-]\d+)*)"
    r"|(?P<word>[^\W\d_]+(?:[-’'‑][^\W\d_]+)*)"
)
_DEFINITE = ("in", "yn", "ån", "ön")  # strategin, policyn, nivån, miljön: the stemmer leaves these as they are
_SHORT = 4
_NOUN = 8  # shorter ones seldom mean the action: ledning, tidning, ordning
_HYPHEN = re.compile(r"[-‑]")
_BLANK = re.compile(r"\s+")


class Token(NamedTuple):
    """A word or sign of a text: `text[start:end]`, the term it is compared by, and the terms of its parts."""

    start: int
    end: int
    term: str
    parts: tuple[str, ...] = ()


@functools.cache
def stop_words() -> frozenset[str]:
    """Words too common to say anything: `data/stopwords.txt`."""
    return frozenset((_DATA / "stopwords.txt").read_text(encoding="utf-8").split())


def tokens(text: str, *, keep_stop_words: bool = False) -> list[Token]:
    """The tokens of `text` in order, without stop words unless they are asked for."""
    found = []
    for match in _TOKEN.finditer(text):
        surface = match.group()
        if match.lastgroup == "word":
            lower = surface.lower()
            if keep_stop_words or lower not in stop_words():
                term, parts = _word(lower)
                found.append(Token(match.start(), match.end(), term, parts))
        else:
            term, parts = _exact(str(match.lastgroup), surface)
            found.append(Token(match.start(), match.end(), term, parts))
    return found


@functools.lru_cache(maxsize=300_000)
def terms_of(surface: str) -> frozenset[str]:
    """Every term of one word or sign as it stands in a text."""
    return frozenset(terms(surface))


@functools.lru_cache(maxsize=300_000)
def leading(surface: str) -> frozenset[str]:
    """The terms that a word as it stands is of outright: its own, and that of its first part; a bicycle stand is no car
    park, but a car park's fee is about car parks."""
    return frozenset(term for token in tokens(surface) for term in (token.term, *token.parts[:1]))


def surfaces(text: str, found: Sequence[Token] | None = None) -> tuple[str, ...]:
    """The words and signs of `text`, each once, stop words aside; only capitals and numbers keep their case.

    `found` are its tokens, when they are known.
    """
    held = tokens(text) if found is None else found
    told = (text[token.start : token.end] for token in held)
    return tuple(dict.fromkeys(one if one.isupper() or not one.isalpha() else one.lower() for one in told))


def terms(text: str) -> list[str]:
    """Every term of `text`: of whole words and of their parts."""
    return [term for token in tokens(text) for term in (token.term, *token.parts)]


@functools.lru_cache(maxsize=300_000)
def _word(word: str) -> tuple[str, tuple[str, ...]]:
    """The term and the parts of one word in lower case."""
    term = stem(word)
    pieces = [piece for piece in _HYPHEN.split(word) if piece]
    if len(pieces) == 1:
        return term, _terms_of(compounds().parts(word), term)
    inner = [part for piece in pieces for part in (piece, *compounds().parts(piece))]
    return "".join(map(stem, pieces)), _terms_of(tuple(inner), term)


def _terms_of(words: tuple[str, ...], whole: str) -> tuple[str, ...]:
    stems = (stem(word) for word in words if word not in stop_words())
    return tuple(dict.fromkeys(term for term in stems if term != whole and len(term) > 1))


def stem(word: str) -> str:
    """The stem of a word in lower case; å, ä and ö are letters of their own and stay."""
    found = str(_stemmer().stemWord(word))
    if len(found) > _SHORT and found.endswith(_DEFINITE):
        return found[:-1]
    return _of_the_verb(found)


def _of_the_verb(found: str) -> str:
    """The noun of an action as its verb: rapportering as rapportera(s), granskning as granska(s)."""
    if found.endswith("ering") and len(found) > _NOUN:
        return found[:-3]
    return found[:-4] if found.endswith("ning") and len(found) > _NOUN else found


@functools.cache
def _stemmer() -> Any:
    return snowballstemmer.stemmer("swedish")


def _exact(kind: str, surface: str) -> tuple[str, tuple[str, ...]]:
    """Numbers stay as they are; "§ 41" and "41 §" are one term; a diarienummer is also found by its number alone."""
    if kind == "paragraph":
        number = "".join(sign for sign in surface if sign.isalnum())
        return f"§{number}", (number,)
    if kind == "case":
        whole = _BLANK.sub("", surface).lower()
        letters = re.match(r"[^\d]*", whole)
        rest = whole[letters.end() :] if letters else whole
        office = whole[: len(whole) - len(rest)].strip("/:-")
        return f"{office}{rest}", (rest, office)
    return surface, ()
