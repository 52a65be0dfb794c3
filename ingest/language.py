"""Which language a text is in, by its commonest words."""

from __future__ import annotations

import re
from collections.abc import Sequence

_WORD = re.compile(r"[^\W\d_]+")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SWEDISH = _words(
    "och att det i som är av en på för med till den har inte om ett de vi kan ska från eller vid under "
    "samt inom detta denna enligt efter mot utan även där sin sitt sina genom mellan finns blir vara "
    "varit alla"
)
ENGLISH = _words(
    "the of and to in a is that for it as was with be by on not are this from or have an which were at "
    "but their has will its been can our all should must these within"
)
_OTHERS = {
    "no": _words("og ikke jeg av på er til som det en et med har ved etter eller også blir skal"),
    "da": _words("og ikke jeg af på er til som det en et med har ved efter eller også bliver skal"),
    "fi": _words("ja on ei että se hän oli ovat tai myös kuin joka mutta sekä kunnan"),
    "de": _words("der die das und ist nicht von zu den mit des auf für im eine dem ein als auch"),
}


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
