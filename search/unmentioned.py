"""What a short question asks for and a document nowhere says: the other half of why it is there."""

from __future__ import annotations

import math
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from search.analysis import tokens
from search.index import Index
from search.query import Query, Word
from search.stored import Words
from search.subject import is_kind
from search.telling import telling

# In a longer question few words are what it is about.
_FEW, _MOST, _SHORTEST = 8, 3, 4
# One word that is not there may be said otherwise; of two or more no document that answers a declared case lacks all.
_ENOUGH = 2
# What is told: words that tell something, and not where all that differs is the ending.
_TELLS, _BEGINNING, _ALIKE = 0.6, 3, 0.7


def unmentioned(index: Index, document: int, query: Query) -> tuple[str, ...]:
    """The words of a short question that title and text lack: themselves, a synonym and both halves of a compound."""
    lacking = _lacking(index, document, _asked(query))
    if not lacking:
        return ()
    held = _held(index, document)
    told = [one for one in lacking if telling(one.surface.lower()) >= _TELLS and not _in_other_form(one.term, held)]
    return tuple(word.surface for word in told[:_MOST])


def says_nothing_of(index: Index, document: int, query: Query) -> bool:
    """Whether a document has no word at all of a short question: it is near it in meaning at most."""
    asked = _asked(query)
    return len(asked) >= _ENOUGH and len(_lacking(index, document, asked)) == len(asked)


def _asked(query: Query) -> list[Word]:
    asked = [word for word in query.words if not is_kind(word.surface)]
    asked = [word for word in asked if word.surface.isalpha() and len(word.surface) >= _SHORTEST]
    return asked if len(asked) <= _FEW else []


def _lacking(index: Index, document: int, asked: Sequence[Word]) -> list[Word]:
    held = set(_of_card(index, document))
    missing = [word for word in asked if not _in(word, held)]
    for position in index.positions([document]).tolist():
        if not missing:
            break
        held |= index.words(position).terms
        missing = [word for word in missing if not _in(word, held)]
    return missing


def _held(index: Index, document: int) -> frozenset[str]:
    positions = index.positions([document]).tolist()
    return _of_card(index, document).union(*(index.words(position).terms for position in positions))


def _in_other_form(term: str, held: frozenset[str]) -> bool:
    """Whether a term that differs in its ending only is held: "övat" beside "öva", a plan beside its planering."""
    least = {one: max(_BEGINNING, math.ceil(_ALIKE * max(len(term), len(one)))) for one in held}
    return any(term[:length] == one[:length] for one, length in least.items())


def _of_card(index: Index, document: int) -> frozenset[str]:
    """The terms of what is known of a document beside its text: its title, and whose it is."""
    card = index.cards[document]
    said = " ".join(filter(None, (card.title, card.municipality, card.adopted_by)))
    return Words.of(said.split()).terms


def _in(word: Word, terms: AbstractSet[str]) -> bool:
    halves = tokens(word.surface)[0].parts[:2]
    phrases = (*word.synonyms, *([halves] if halves else []))
    return word.term in terms or any(terms >= set(phrase) for phrase in phrases)
