"""Why a hit is there: the words that match, and the reasons that the parts of its score give."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence

from search.analysis import Token, terms_of, tokens
from search.query import Query
from search.reasons import Reason
from search.stored import Stored

_MOST_WORDS = 4
_BEGINNING = 3  # letters
_TELLING_ALONE = 6
_SHORTEST = 3
_TELLING = 0.35  # of what the most telling word weighs
_NEAR = 0.45
_NAMED = 0.5


def highlights(text: str, forms: frozenset[str]) -> tuple[tuple[int, int], ...]:
    """The stretches of `text` that hold words asked for, by their forms: themselves, their parts or their synonyms."""
    return tuple((token.start, token.end) for token in tokens(text) if _meets(token, forms))


def _meets(token: Token, forms: frozenset[str]) -> bool:
    return token.term in forms or any(part in forms for part in token.parts)


def matched_words(passages: Iterable[Sequence[str]], query: Query, rarity: Mapping[str, float]) -> list[str]:
    """The words of passages (each as its surfaces) that meet the question, as they stand there, the rarest first."""
    weights: dict[str, float] = {}
    for word in query.words:
        for term, weight in word.forms.items():
            weights[term] = max(weights.get(term, 0.0), weight * rarity.get(term, 0.0))
    found: dict[str, tuple[float, str]] = {}
    beginnings = {term[:_BEGINNING] for term in weights}
    for surface in itertools.chain.from_iterable(passages):
        met = terms_of(surface) & weights.keys() if _tells(surface) and _may_meet(surface, beginnings) else None
        if met:
            value = max(weights[term] for term in met)
            whole = tokens(surface)[0].term
            if value > found.get(whole, (0.0, ""))[0]:
                found[whole] = (value, surface)
    ranked = sorted(found.values(), key=lambda pair: -pair[0])
    told = [surface for value, surface in ranked[:_MOST_WORDS] if value >= _TELLING * ranked[0][0]]
    # One short word by itself, such as "följs", is no reason.
    return told if len(told) > 1 or any(len(one) >= _TELLING_ALONE or one.isupper() for one in told) else []


def _tells(surface: str) -> bool:
    """Whether a word can be a reason: "ny" and "tre" are none, "AI" and "§ 6" are."""
    return len(surface) > _SHORTEST or not surface.isalpha() or surface.isupper()


def _may_meet(surface: str, beginnings: set[str]) -> bool:
    """Whether a word can have one of the terms at all: a stem begins as the word, or as a part of it, does."""
    lower = surface.lower()
    return not surface.isalpha() or any(beginning in lower for beginning in beginnings)


def reasons(passage: Stored | None, words: Sequence[str], parts: Mapping[str, float]) -> tuple[Reason, ...]:
    """Why a document answers a search, by the parts of its score."""
    if passage is None:
        return (Reason("title"),)
    found = [Reason("words", passage, tuple(words))] if words else []
    if parts.get("semantic", 0.0) >= _NEAR:
        found.append(Reason("meaning", passage, tuple(words)))
    if parts.get("title_words", 0.0) >= _NAMED:
        found.append(Reason("title-words"))
    return tuple(found) or (Reason("nearest", passage),)
