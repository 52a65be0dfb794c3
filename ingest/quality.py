"""How much of a page's text looks like language. Gibberish of broken fonts scores near 0."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from ingest.language import ENGLISH, SWEDISH, language_of

_BROKEN = re.compile("[\ufffd\ue000-\uf8ff]")
_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"\S+")
_LIKELY = re.compile(r"^[^\W\d_]?[^\W\d_A-ZÅÄÖ]*$|^[A-ZÅÄÖÉÜ]+$")
_VOWEL = re.compile(r"[aeiouyåäöéü]", re.I)
_CROWD = re.compile(r"[bcdfghjklmnpqrstvwxz]{7}|(.)\1\1|[åäö]{3}", re.I)

_ENOUGH_WORDS = 40
_SAMPLE = 300


def text_quality(text: str) -> float:
    """Share (0-1) of the words that could be words; lowered where a long text holds hardly any common word."""
    tokens = _TOKEN.findall(text)
    if not tokens:
        return 0.0
    sample = tokens[:_SAMPLE]
    good = sum(map(_is_plausible, sample))
    share = good / len(sample)
    if len(sample) >= _ENOUGH_WORDS:
        words = [word.lower() for word in _WORD.findall(" ".join(sample))]
        common = sum(word in SWEDISH or word in ENGLISH for word in words) / max(1, len(words))
        if common < 0.02 and language_of(text) is None:
            share *= 0.45
    return round(share, 3)


@lru_cache(maxsize=1 << 16)
def _is_plausible(token: str) -> bool:
    if _BROKEN.search(token):
        return False
    words = _WORD.findall(token)
    if not words:
        return token.isprintable() and (len(token) < 24 or not token.strip("._…·-"))
    return all(_is_word(word) for word in words)


def _is_word(word: str) -> bool:
    if len(word) <= 3 or (word.isupper() and len(word) < 6):
        return True
    if len(word) > 45 or not _VOWEL.search(word) or _CROWD.search(word):
        return False
    return bool(_LIKELY.match(word)) or not _is_scrambled(word)


def _is_scrambled(word: str) -> bool:
    """Capitals strewn within a word; "eHälsa" and "PwC" have one change of case or two."""
    changes = sum(a.islower() and b.isupper() for a, b in pairwise(word))
    return changes > 2
