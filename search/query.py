"""A text that is asked with, understood: its words with what else may stand for them, quoted and excluded words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.errors import UsageError
from kg.message import Message
from search.analysis import Token, stem, tokens
from search.lexical import Wanted
from search.subject import kind_terms, modifier
from search.synonyms import Phrase, synonyms

LONGEST = 20_000
# Set by hand: a part or a synonym says less than the word itself. `make relevance` shows what another weight gives.
PART_WEIGHT = 0.8
SYNONYM_WEIGHT = 0.4
# Of a compound that ends in a kind of document: its subject, and the kind.
SUBJECT_WEIGHT, KIND_WEIGHT = 0.8, 0.2
_QUOTED = re.compile(r'["”“»«]([^"”“»«]{1,300})["”“»«]')
_EXCLUDED = re.compile(r"(?:(?<=\s)|^)-([^\W\d_][\w-]*)")


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """A word that is asked for, and the terms that stand for it with their weights: itself, its parts, its synonyms.

    A synonym of several words stands for it only when all of them are there.
    """

    surface: str
    term: str
    forms: Mapping[str, float]
    synonyms: frozenset[Phrase] = frozenset()


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked: `text` without the quoting signs and without excluded words."""

    text: str
    words: tuple[Word, ...]
    phrases: tuple[tuple[str, ...], ...] = ()
    excluded: tuple[str, ...] = ()

    def wanted(self) -> list[Wanted]:
        """Every term with its greatest weight; a word asked for twice weighs a little more."""
        weights: dict[str, float] = {}
        for word in self.words:
            for term, weight in word.forms.items():
                before = weights.get(term, 0.0)
                weights[term] = max(before, weight) + 0.2 * min(before, weight)
        return [Wanted(term, weight) for term, weight in weights.items()]


def parse(text: str) -> Query:
    """The query in `text`. Quoted words are mandatory as they stand, and a word after "-" is excluded.

    Raises `UsageError` when nothing is left to search for, when the text is too long, or when it holds NULs.
    """
    if len(text) > LONGEST:
        raise UsageError(
            Message(
                "Sökningen är %(length)s tecken lång; högst %(longest)s går. Korta ned den.",
                length=len(text),
                longest=LONGEST,
            )
        )
    if "\0" in text:
        raise UsageError(Message("Texten innehåller nolltecken (NUL), som inte hör till någon text. Ta bort dem."))
    if not text.strip():
        raise UsageError(Message("Sökningen är tom. Skriv vad du söker, till exempel ”strategi för digitalisering”."))
    excluded = tuple(token.term for word in _EXCLUDED.findall(text) for token in tokens(word))
    plain = _EXCLUDED.sub(" ", text)
    phrases = tuple(phrase for quoted in _QUOTED.findall(plain) if (phrase := _terms(quoted)))
    found = tokens(plain)
    if not found:
        raise UsageError(
            Message(
                "Sökningen har inga ord att söka på: bara tecken, eller småord som ”och” och ”för”. "
                "Lägg till ett sakord."
            )
        )
    return Query(" ".join(plain.split()), words(plain, found), phrases, excluded)


def _terms(quoted: str) -> tuple[str, ...]:
    return tuple(token.term for token in tokens(quoted))


def words(text: str, found: Sequence[Token]) -> tuple[Word, ...]:
    """The words of `text` with their forms."""
    forms = [_forms(text[token.start : token.end], token) for token in found]
    added: list[set[Phrase]] = [set() for _ in found]
    for start, end, other, share in _synonyms(text, found):
        weight = SYNONYM_WEIGHT * share / len(other)
        for place in range(start, end):
            forms[place] |= {term: weight for term in other if term not in forms[place]}
            added[place] |= {other} if share == 1.0 else set()
    rows = zip(found, forms, added, strict=True)
    return tuple(Word(text[token.start : token.end], token.term, form, frozenset(new)) for token, form, new in rows)


def _forms(surface: str, token: Token) -> dict[str, float]:
    """The terms of a word and its parts. Of "cykelstrategi" cykel tells the subject, strategi only the kind."""
    subject = _subject_of(surface)
    weights = dict.fromkeys(token.parts, PART_WEIGHT)
    if subject:
        weights |= dict.fromkeys(weights.keys() & kind_terms(), KIND_WEIGHT) | {subject: SUBJECT_WEIGHT}
    return {token.term: 1.0} | weights


def _subject_of(surface: str) -> str | None:
    first = modifier(surface.lower())
    return stem(first.lower()) if first else None


def _synonyms(text: str, found: Sequence[Token]) -> Iterator[tuple[int, int, tuple[str, ...], float]]:
    """Synonyms of whole words and of the parts of compounds: where, the other phrase, and its share of the weight."""
    for start, end, other in synonyms().found([token.term for token in found]):
        yield start, end, other, 1.0
    for place, token in enumerate(found):
        subject = _subject_of(text[token.start : token.end])
        for part in token.parts:
            for _, _, other in synonyms().found([part]):
                yield place, place + 1, other, 1.0 if part == subject else PART_WEIGHT
