"""Whether a document is on the subject that a question names outright: "cykel", when a "cykelstrategi" is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from search.analysis import leading
from search.closeness import closeness, of_words, words_of
from search.index import Index
from search.query import Word
from search.scoring import TOP, Candidate
from search.stored import Words

# A title names the subject when it comes near this share of its words, and names it surely from the second share on.
_NAMES, _NAMES_SURELY = 0.5, 0.75
# Else title and text must be this far above any text's likeness to the question; or the title is, and the text has the
# words.
_TITLE_NEAR, _TEXT_NEAR, _TITLE_NEARER, _HAS = 0.35, 0.6, 0.4, 0.75
_HAS_OUTRIGHT = 0.95  # more than a part of a compound or a synonym


def named_in_title(index: Index, subject: Sequence[Word], one: Candidate) -> float:
    """How much of the subject (0-1) the document's title has, in words or near in meaning."""
    asked = of_words(subject, {word.term: index.lexical.rarity(word.term) for word in subject})
    return closeness(asked, [words_of(index.cards[one.document].title or "")])[0]


def surely_on_subject(index: Index, subject: Sequence[Word], one: Candidate) -> bool:
    """Whether a subject is named and the document's title has it."""
    return bool(subject) and named_in_title(index, subject, one) >= _NAMES_SURELY


def on_subject(index: Index, subject: Sequence[Word], asked: Sequence[Word], one: Candidate) -> bool:
    """Whether a document is on the subject, if one is named: by its title, or near in meaning to all that is asked.

    A word in passing is not enough: a document on digitalisation that mentions cycle paths is no cycling strategy.
    When nothing but the subject is asked for, nearness has nothing more to go by: then the text must have its words.
    """
    if not subject or named_in_title(index, subject, one) >= _NAMES:
        return True
    near = one.features["title"]
    if _dwells(index, subject, one) and one.features["semantic"] >= _TEXT_NEAR:
        return True
    if {word.term for word in asked} <= {word.term for word in subject}:
        return near >= _TITLE_NEARER and _in_text(index, subject, one) >= _HAS_OUTRIGHT
    if near >= _TITLE_NEAR and one.features["semantic"] >= _TEXT_NEAR:
        return True
    return near >= _TITLE_NEARER and _in_text(index, subject, one) >= _HAS


def _dwells(index: Index, subject: Sequence[Word], one: Candidate) -> bool:
    """Whether more than one of the best passages has the subject outright, so that it is not a word in passing."""
    asked = of_words(subject, {word.term: index.lexical.rarity(word.term) for word in subject})
    told = closeness(asked, [_outright(index.words(position).surfaces) for position, _ in one.best[:TOP]])
    return sum(value >= _HAS_OUTRIGHT for value in told) > 1


def _in_text(index: Index, subject: Sequence[Word], one: Candidate) -> float:
    asked = of_words(subject, {word.term: index.lexical.rarity(word.term) for word in subject})
    held = index.stored([position for position, _ in one.best[:TOP]])
    told = _outright(word for passage in held.values() for word in passage.surfaces)
    return closeness(asked, [told])[0]


def _outright(surfaces: Iterable[str]) -> Words:
    """Words that count as having a subject only by themselves or as what a compound begins with."""
    held = frozenset(surfaces)
    return Words(held, frozenset().union(*map(leading, held)))
