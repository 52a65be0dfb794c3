"""Judgements that repeat a question's words without printing the question: which question do they answer?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.fold import fold
from ingest.question_text import Asked

_WORD = re.compile(r"[\wåäöÅÄÖ-]{3,}")
_STEM = 6
# Words that every question and every judgement has.
_WORDS = (
    "finns", "har", "det", "att", "och", "som", "för", "med", "inom", "kommunen", "nämnden", "styrelsen",
    "kommunstyrelsen", "säkerställer", "säkerställt", "säkerställa", "vår", "bedömning", "bedömer", "tillräcklig",
    "ändamålsenlig", "sker", "den", "ett", "inte", "delvis", "huvudsak", "väsentligt", "avseende", "arbetet",
    "arbete", "genom", "granskningen", "utifrån", "kring", "samt", "där", "vilka", "hur", "till", "men", "dock",
    "även", "tydlig", "tydliga",
)  # fmt: skip
_COMMON = frozenset(fold(word)[:_STEM] for word in _WORDS)
_ENOUGH = 0.5


def content(text: str) -> frozenset[str]:
    """The stems of the words that carry a sentence's matter."""
    return frozenset(stem for word in _WORD.findall(text) if (stem := fold(word)[:_STEM]) and stem not in _COMMON)


def question_of(text: str, asked: Sequence[Asked]) -> int | None:
    """The one question most of whose words `text` repeats, if there is one and no other comes near."""
    words = content(text)
    shares = sorted(
        (
            (len(words & own) / len(own), index)
            for index, question in enumerate(asked)
            if (own := content(question.text))
        ),
        reverse=True,
    )
    if not shares or shares[0][0] < _ENOUGH:
        return None
    return shares[0][1] if len(shares) == 1 or shares[0][0] - shares[1][0] >= 0.2 else None
