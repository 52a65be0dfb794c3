"""Ways to rank the documents for a case: plain BM25, with stems, with compounds, by meaning, and what Styrgraf does."""

from __future__ import annotations

import datetime
import math
import re
from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np

from benchmarks.relevance.cases import Case
from kg.model import Passage, Reading
from search.analysis import stem, stop_words, terms
from search.answer import Answer
from search.encoder import Encoder
from search.force import day
from search.index import Index
from search.precedent_score import Audit
from search.precedents import precedents
from search.retrieve import retrieve
from search.writer import passage_text

Ranking = list[str]
Arm = Callable[[Case], Ranking]

_K1, _B, _FUSION = 1.2, 0.75, 60


def plain(text: str) -> list[str]:
    """Words in lower case, stop words aside."""
    return [word for word in re.findall(r"\w+", text.lower()) if word not in stop_words()]


def stemmed(text: str) -> list[str]:
    """Their stems."""
    return [stem(word) for word in plain(text)]


class Bm25:
    """BM25 over passages (with title and heading); a document counts as its best passage."""

    def __init__(self, held: Sequence[Reading], tokenize: Callable[[str], list[str]]) -> None:
        self._tokenize = tokenize
        rows = [(one.document.id, tokenize(_whole(one, passage))) for one in held for passage in one.passages]
        self._rows = [(document, Counter(words), len(words)) for document, words in rows]
        self._mean = sum(length for _, _, length in self._rows) / len(self._rows)
        self._frequency = Counter(word for _, words, _ in self._rows for word in words)

    def __call__(self, case: Case) -> Ranking:
        """The documents in order."""
        asked = set(self._tokenize(case.text))
        best: dict[str, float] = {}
        for document, words, length in self._rows:
            score = sum(self._worth(word, words[word], length) for word in asked if word in words)
            best[document] = max(best.get(document, 0.0), score)
        return sorted((one for one in best if best[one] > 0 and case.may_find(one)), key=lambda one: -best[one])

    def _worth(self, word: str, count: int, length: int) -> float:
        rarity = math.log(1 + (len(self._rows) - self._frequency[word] + 0.5) / (self._frequency[word] + 0.5))
        return rarity * count * (_K1 + 1) / (count + _K1 * (1 - _B + _B * length / self._mean))


def _whole(one: Reading, passage: Passage) -> str:
    title = one.document.title.value if one.document.title else ""
    return f"{title} {passage_text(passage)}"


class Meaning:
    """The encoder alone: a document counts as its best passage."""

    def __init__(self, held: Sequence[Reading], encoder: Encoder) -> None:
        self._encoder = encoder
        pairs = [(one.document.id, _whole(one, passage)) for one in held for passage in one.passages]
        self._documents = [document for document, _ in pairs]
        self._vectors = encoder.encode([text for _, text in pairs])

    def __call__(self, case: Case) -> Ranking:
        """The documents in order."""
        likeness = self._vectors @ self._encoder.encode([case.text])[0]
        found = dict.fromkeys(self._documents[place] for place in np.argsort(-likeness))
        return [one for one in found if case.may_find(one)]


def fused(one: Arm, other: Arm) -> Arm:
    """Plain reciprocal rank fusion of two ways."""

    def arm(case: Case) -> Ranking:
        places: dict[str, float] = {}
        for ranking in (one(case), other(case)):
            for place, document in enumerate(ranking[:100]):
                places[document] = places.get(document, 0.0) + 1 / (_FUSION + place)
        return sorted(places, key=lambda document: -places[document])

    return arm


def asked(index: Index, case: Case, mode: str = "hybrid") -> Answer:
    """Styrgraf's own answer."""
    if case.kind == "search":
        return retrieve(index, case.text, k=50, mode=mode)
    return precedents(index, text=case.text, k=50, municipality=case.municipality, date=case.date, mode=mode)


def audit_of_case(case: Case) -> Audit:
    """The circumstances of a case's finding."""
    return Audit(case.municipality, None, day(case.date) or datetime.date.today(), None)


def baselines(held: Sequence[Reading], encoder: Encoder) -> dict[str, Arm]:
    """The ways that Styrgraf is compared with."""
    compounds, meaning = Bm25(held, terms), Meaning(held, encoder)
    return {
        "BM25": Bm25(held, plain),
        "BM25 + stems": Bm25(held, stemmed),
        "BM25 + stems + compounds": compounds,
        "encoder": meaning,
        "rank fusion": fused(compounds, meaning),
    }


def with_encoder(held: Sequence[Reading], encoder: Encoder, ways: dict[str, Arm]) -> dict[str, Arm]:
    """Another encoder, alone and fused."""
    name, meaning = encoder.name.rstrip("/").rpartition("/")[2][:18], Meaning(held, encoder)
    return {name: meaning, f"{name}, fused": fused(ways["BM25 + stems + compounds"], meaning)}
