"""The constants of the score, from `python -m benchmarks.relevance.fit`, which looks at the development cases only.

What they lead to is measured in docs/matching.md. Weights of features that no declared case
tells apart (`provisions`, `level`, `in_force`, `superseded`, `tested`, `draft`, `title_words`) are set
by what the feature means, small enough to order equals only.
"""

from __future__ import annotations

# BM25 of a passage adds up over its own text, its headings and its document's title (differences below .01 between
# halves and doubles of these).
FIELD_WEIGHTS = {"body": 1.0, "heading": 0.6, "title": 0.6}
# Of a passage's likeness when the best of a document are chosen.
PASSAGE_LEXICAL = 0.5

# Which candidates are looked at closely.
FIRST_LOOK = {"lexical_more": 3.0, "lexical": 5.0, "semantic": 2.0, "semantic_more": 1.0, "title": 1.0}

_OF_A_PRECEDENT = {
    "title_words": 0.1,
    "provisions": 0.1,
    "level": 0.05,
    "in_force": 0.15,
    "superseded": -0.5,
    "tested": -0.25,
}
# `bias` is set so that 0 is where an answer is as likely right as wrong.
RANKING: dict[str, dict[str, dict[str, float]]] = {
    "search": {
        "hybrid": {
            "lexical": 0.0,
            "lexical_more": 0.0,
            "semantic": 1.26,
            "semantic_more": 0.4,
            "title": 1.33,
            "title_words": 0.1,
            "lexical_beside_best": 1.04,
            "semantic_beside_best": 0.93,
            "closeness": 0.64,
            "closeness_beside_best": 0.71,
            "draft": -0.3,
            "bias": -4.69,
        },
        "lexical": {
            "lexical": 0.53,
            "lexical_more": 0.24,
            "title_words": 0.1,
            "lexical_beside_best": 2.04,
            "closeness": 0.96,
            "closeness_beside_best": 0.88,
            "bias": -3.59,
        },
        "semantic": {
            "semantic": 1.77,
            "semantic_more": 0.6,
            "title": 1.67,
            "semantic_beside_best": 1.43,
            "closeness": 1.32,
            "bias": -4.27,
        },
    },
    "precedents": {
        "hybrid": {
            "lexical": 0.66,
            "lexical_more": 0.41,
            "semantic": 0.53,
            "semantic_more": 1.4,
            "title": 0.82,
            "lexical_beside_best": 0.92,
            "semantic_beside_best": 0.23,
            "closeness": 0.12,
            "closeness_beside_best": 1.26,
            "kind": 0.26,
            **_OF_A_PRECEDENT,
            "bias": -3.32,
        },
        "lexical": {
            "lexical": 1.04,
            "lexical_more": 0.9,
            "lexical_beside_best": 1.83,
            "closeness": 0.61,
            "closeness_beside_best": 2.1,
            "kind": 0.67,
            **_OF_A_PRECEDENT,
            "bias": -4.54,
        },
        "semantic": {
            "semantic": 0.93,
            "semantic_more": 1.9,
            "title": 1.22,
            "semantic_beside_best": 0.67,
            "closeness": 2.6,
            "kind": 0.26,
            **_OF_A_PRECEDENT,
            "bias": -3.24,
        },
    },
}
# How sure it is that the first document answers: below 0 the answer is that there is none.
SURE: dict[str, dict[str, dict[str, float]]] = {
    "search": {
        "hybrid": {
            "lexical": 1.87,
            "closeness": 2.65,
            "semantic": 2.11,
            "title": 1.4,
            "title_words": 0.82,
            "bias": -4.22,
        },
        "lexical": {
            "lexical": 2.53,
            "closeness": 3.04,
            "title_words": 1.16,
            "bias": -2.89,
        },
        "semantic": {
            "semantic": 2.13,
            "closeness": 3.43,
            "title": 1.63,
            "bias": -4.06,
        },
    },
    "precedents": {
        "hybrid": {
            "lexical": 1.8,
            "closeness": 1.93,
            "semantic": 3.62,
            "title": 1.7,
            "title_words": 1.87,
            "bias": -4.02,
        },
        "lexical": {
            "lexical": 2.72,
            "closeness": 3.46,
            "title_words": 1.57,
            "bias": -2.08,
        },
        "semantic": {
            "semantic": 4.08,
            "closeness": 2.96,
            "title": 2.14,
            "bias": -4.36,
        },
    },
}
# What is met of a search when words, meaning and closeness all have the same document first.
AGREED = 0.75
STEEPNESS = 2.0
# Documents whose score is below this are left out of a search's answer.
SHOWN = 0.02
# Precedents after the first are shown from this score on. Of the later documents of the development cases that score
# .3 to .5, six in seven answer in part at least; of those from .2 to .3 two in seven, below .1 one in twenty.
ANSWERS = 0.3
