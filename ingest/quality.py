"""How much of a page's text looks like language, and which language it is. Gibberish of broken fonts scores near 0."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"\S+")
_LIKELY = re.compile(r"^[^\W\d_]?[^\W\d_A-ZÅÄÖ]*$|^[A-ZÅÄÖÉÜ]+$")
_VOWEL = re.compile(r"[aeiouyåäöéü]", re.I)
_CROWD = re.compile(r"[bcdfghjklmnpqrstvwxz]{7}|(.)\1\1|[åäö]{3}", re.I)

SWEDISH = frozenset(
    """och att det i som är av en på för med till den har inte om ett de vi kan ska från eller vid under samt
    inom detta denna enligt efter mot utan även där sin sitt sina genom mellan finns blir vara varit alla""".split()
)
ENGLISH = frozenset(
    """the of and to in a is that for it as was with be by on not are this from or have an which were at but
    their has will its been can our all should must these within""".split()
)
_OTHERS = {
    "no": frozenset("og ikke jeg av på er til som det en et med har ved etter eller også blir skal".split()),
    "da": frozenset("og ikke jeg af på er til som det en et med har ved efter eller også bliver skal".split()),
    "fi": frozenset("ja on ei että se hän oli ovat tai myös kuin joka mutta sekä kunnan".split()),
    "de": frozenset("der die das und ist nicht von zu den mit des auf für im eine dem ein als auch".split()),
}
_ENOUGH_WORDS = 40


def text_quality(text: str) -> float:
    """Share (0-1) of the words that could be words; lowered where a long text holds hardly any common word."""
    tokens = _TOKEN.findall(text)
    if not tokens:
        return 0.0
    sample = tokens[:600]
    good = sum(map(_is_plausible, sample))
    share = good / len(sample)
    words = [word.lower() for word in _WORD.findall(" ".join(sample))]
    if len(words) >= _ENOUGH_WORDS:
        common = sum(word in SWEDISH or word in ENGLISH for word in words) / len(words)
        if common < 0.02 and language_of(text) is None:
            share *= 0.45
    return round(share, 3)


def _is_plausible(token: str) -> bool:
    if "\ufffd" in token or any("\ue000" <= char <= "\uf8ff" for char in token):
        return False
    words = _WORD.findall(token)
    if not words:
        return len(token) < 24 and token.isprintable()
    return all(_is_word(word) for word in words)


def _is_word(word: str) -> bool:
    if len(word) <= 3 or (word.isupper() and len(word) < 6):
        return True
    if len(word) > 45 or not _VOWEL.search(word) or _CROWD.search(word):
        return False
    return bool(_LIKELY.match(word)) or not _is_scrambled(word)


def _is_scrambled(word: str) -> bool:
    """Capitals strewn within a word; "eHälsa" and "PwC" have one change of case or two."""
    changes = sum(a.islower() and b.isupper() for a, b in zip(word, word[1:], strict=False))
    return changes > 2


def language_of(text: str) -> str | None:
    """The language by its commonest words ("sv", "en", …); None when there are too few of them to tell."""
    words = [word.lower() for word in _WORD.findall(text[:40000])]
    if len(words) < 20:
        return None
    scores = {name: _share(words, common) for name, common in {"sv": SWEDISH, "en": ENGLISH, **_OTHERS}.items()}
    # Norwegian and Danish share many words with Swedish; "och" and "og" tell them apart.
    if _share(words, frozenset({"och", "är", "från"})) > _share(words, frozenset({"og", "er", "fra"})):
        scores["no"] = scores["da"] = 0.0
    else:
        scores["sv"] *= 0.5
    best = max(scores, key=lambda name: scores[name])
    return best if scores[best] >= 0.06 else None


def _share(words: Sequence[str], common: frozenset[str]) -> float:
    return sum(word in common for word in words) / len(words)
