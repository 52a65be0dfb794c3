"""One or two slips forgiven: a word that no document has becomes the nearest one that some have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import replace

from rapidfuzz.distance import DamerauLevenshtein

from search.analysis import tokens
from search.compounds import compounds
from search.index import Index
from search.query import Query, Word, parse, words

_ONE_SLIP, _TWO_SLIPS = 5, 9
_WEIGHT = 0.9


def forgiven(index: Index, query: Query) -> Query:
    """The query, with the nearest held term in place of each word that neither the collection nor Swedish knows."""
    slips = _slips(index, query)
    text = query.text
    for word, near in slips.items():
        text = text.replace(word.surface, near)
    return replace(query, text=text, words=tuple(_corrected(word, slips.get(word)) for word in query.words))


def suggestion(index: Index, text: str, passages: Iterable[str], aside: Collection[str] = ()) -> str | None:
    """The question `text` with its slips mended, as the words are written in `passages`; None when there are none.

    The words in `aside`, in small letters, are no slips.
    """
    slips = {word: near for word, near in _slips(index, parse(text)).items() if word.surface.lower() not in aside}
    if not slips:
        return None
    written: Counter[tuple[str, str]] = Counter()
    for passage in passages:
        written.update((token.term, passage[token.start : token.end].lower()) for token in tokens(passage))
    for word, near in slips.items():
        forms = [(count, form) for (term, form), count in written.items() if term == near]
        text = text.replace(word.surface, max(forms)[1] if forms else near)
    return text


def _slips(index: Index, query: Query) -> dict[Word, str]:
    """The held term that each unknown word was probably meant to be."""
    return {word: near for word in query.words if not _known(index, word) and (near := _nearest(index, word))}


def _known(index: Index, word: Word) -> bool:
    if len(word.term) < _ONE_SLIP or not word.term.isalpha() or compounds().commonness(word.surface.lower()):
        return True
    return any(all(map(index.lexical.holds, phrase)) for phrase in ((word.term,), *word.synonyms))


def _nearest(index: Index, word: Word) -> str | None:
    found = index.lexical.near(word.term, 2 if len(word.term) >= _TWO_SLIPS else 1)
    scored = [(DamerauLevenshtein.distance(word.term, term), -count, term) for term, count in found]
    return min(scored)[2] if scored else None


def _corrected(word: Word, near: str | None) -> Word:
    if near is None:
        return word
    (meant,) = words(near, tokens(near)) or (word,)
    forms = {term: weight * _WEIGHT for term, weight in meant.forms.items()} | {near: _WEIGHT}
    return Word(near, word.term, {word.term: 1.0} | forms, meant.synonyms | {(near,)})
