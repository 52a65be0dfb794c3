"""Swedish compounds taken apart: "kompetensförsörjningsplan" holds kompetensförsörjning, kompetens, försörjning, plan.

A cut is believed when both halves are words of their own (`data/words.tsv`: words with the logarithm of how often
they occur, in hundredths), the first one as it stands, with a linking -s-, or with its last vowel changed or lost.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from pathlib import Path

_DATA = Path(__file__).parent / "data"
_SHORTEST_COMPOUND = 7
_SHORTEST_PART = 3
_CERTAIN = 4  # a part this long is seldom an ending mistaken for a word
_SHORT_PENALTY = 2.5
_VOWEL_PENALTY = 1.0
_NESTED_PENALTY = 1.5
_THRESHOLD = 6.0
_LEAST, _COMMONEST, _RANGE = 0.25, 11.0, 4.0
_SURE_SHORT = 8.0  # a part of three letters must be this common
_PARTICLES = frozenset(
    [
        "upp",
        "för",
        "förs",
        "tills",
        "över",
        "med",
        "till",
        "före",
        "under",
        "efter",
        "från",
        "genom",
        "fram",
        "mellan",
        "mot",
        "hän",
        "sam",
        "själv",
        "bort",
        "hem",
        "här",
        "där",
        "miss",
        "van",
        "bar",
        "igen",
        "ihop",
        "sönder",
        "emot",
        "kring",
        "åter",
        "all",
        "icke",
        "inne",
        "ute",
        "uppe",
        "nere",
    ]
)
_ENDINGS = re.compile(
    r"(ande|ende|ning|het|lig|igt?|is[tk]|sam|else|a?rn?a|orna?|are|ens?|ett|den|det|och|att|som|ran|ven|len|ter|ten|ska"
    r"|kan|var|han|hon|min|din|sin|ner|ers|ade|des|fri|rna|nden?|ant|ent|ans|ell|era|ive|ing|ion|tät|ring|sel|ling|ler|nat"
    r"|nad|mas|rad|ral|dom|dde|tta|[rtslpdkn]ar|[hgptmsrbd]er|men|sen|ren|hen|kap|skap|samhet|t?ion|sion|melse|lighet|vis|nas)"
    r"(a|t|s|r|n|en|er|ar|et|ens|erna|arna|na|aste|are)?"
)


class Compounds:
    """Cuts words by a dictionary with frequencies."""

    def __init__(self, frequencies: Mapping[str, float]) -> None:
        self._all = dict(frequencies)
        self._frequencies = {word: value for word, value in frequencies.items() if not _ENDINGS.fullmatch(word)}
        self._best = functools.lru_cache(maxsize=200_000)(self._best_cut)

    @classmethod
    def load(cls, path: Path = _DATA / "words.tsv") -> Compounds:
        """The dictionary in a file of lines `word<TAB>hundredths`."""
        lines = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
        return cls({word: int(value) / 100 for word, value in lines})

    def commonness(self, word: str) -> float:
        """The logarithm of how often a word occurs in Swedish text; 0 when it is not in the dictionary."""
        return self._all.get(word, 0.0)

    def parts(self, word: str) -> tuple[str, ...]:
        """The words that `word` (lower case) is made of, larger ones first; empty when it is not a compound."""
        cut = self._best(word)
        if cut is None:
            return ()
        first, last, _ = cut
        return (first, last, *self.parts(first), *self.parts(last))

    def _best_cut(self, word: str) -> tuple[str, str, float] | None:
        """First part, last part and score of the best place to cut; None when none is good enough."""
        if len(word) < _SHORTEST_COMPOUND or not word.isalpha():
            return None
        cuts = (
            self._cut(word[:place], word[place:]) for place in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
        )
        best = max((cut for cut in cuts if cut), key=lambda cut: cut[2], default=None)
        return best if best and best[2] > _THRESHOLD else None

    def _cut(self, head: str, tail: str) -> tuple[str, str, float] | None:
        last = self._score(tail)
        first = self._first(head) if last is not None else None
        if first is None or last is None:
            return None
        return first[0], tail, min(first[1], last) + 0.3 * (first[1] + last)

    def _first(self, piece: str) -> tuple[str, float] | None:
        """The word that a compound's first part is a form of, and how much it is believed."""
        if piece in _PARTICLES:
            return None
        scored = [
            (form, score - penalty) for form, penalty in _forms(piece) if (score := self._score(form)) is not None
        ]
        nested = self._nested(piece)
        return max([*scored, nested] if nested else scored, key=lambda pair: pair[1], default=None)

    def _nested(self, piece: str) -> tuple[str, float] | None:
        """A first part that is a compound itself and not in the dictionary: kompetensförsörjning-s-plan."""
        word = piece.removesuffix("s")
        cut = self._best(word)
        return (word, min(cut[2], 9.0) - _NESTED_PENALTY) if cut else None

    def _score(self, word: str) -> float | None:
        score = self._frequencies.get(word)
        if score is None or len(word) >= _CERTAIN:
            return score
        return score - _SHORT_PENALTY if score >= _SURE_SHORT else None


def _forms(piece: str) -> list[tuple[str, float]]:
    """The words a first part may stand for: as it is, without a linking -s-, with its vowel changed or put back."""
    forms = [(piece, 0.0)]
    if len(piece) < _CERTAIN:
        return forms
    if piece.endswith("s") and len(piece) > _CERTAIN:
        forms.append((piece[:-1], -0.2))
    forms.append((piece + "a", _VOWEL_PENALTY))
    if piece.endswith("s") and len(piece) > 6:
        forms.append((piece[:-1] + "e", 0.5))  # samhälls-, ämnes-
    if piece.endswith("ar"):
        forms.append((piece + "e", 0.0))
    if piece[-1] in "eou":
        forms += [(piece[:-1] + vowel, _VOWEL_PENALTY) for vowel in ("a", "e")]
    return forms


@functools.cache
def compounds() -> Compounds:
    """The splitter with the dictionary that ships with Styrgraf."""
    return Compounds.load()


def specificity(word: str) -> float:
    """How much a word tells of a subject, from general Swedish: .25 for the commonest words, 1 for those seldom met."""
    return min(1.0, max(_LEAST, (_COMMONEST - compounds().commonness(word)) / _RANGE))
