"""What a short question asks for and a document nowhere says: the other half of why it is there."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from search.analysis import tokens
from search.index import Index
from search.query import Query, Word
from search.stored import Words
from search.subject import is_kind

# In a longer question few words are what it is about.
_FEW, _MOST, _SHORTEST = 8, 3, 4
# One word that is not there may be said otherwise; of two or more no document that answers a declared case lacks all.
_ENOUGH = 2


def unmentioned(index: Index, document: int, query: Query) -> tuple[str, ...]:
    """The words of a short question that title and text lack: themselves, a synonym and both halves of a compound."""
    return tuple(word.surface for word in _lacking(index, document, _asked(query))[:_MOST])


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


def _of_card(index: Index, document: int) -> frozenset[str]:
    """The terms of what is known of a document beside its text: its title, and whose it is."""
    card = index.cards[document]
    said = " ".join(filter(None, (card.title, card.municipality, card.adopted_by)))
    return Words.of(said.split()).terms


def _in(word: Word, terms: AbstractSet[str]) -> bool:
    halves = tokens(word.surface)[0].parts[:2]
    phrases = (*word.synonyms, *([halves] if halves else []))
    return word.term in terms or any(terms >= set(phrase) for phrase in phrases)
