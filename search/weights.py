"""The constants of the score, from `python -m benchmarks.relevance.fit`, which looks at the development cases only.

Chosen by comparison there, nDCG@10 on development / test cases (November 2026, encoder svensk-256):
precedents: plain rank fusion .82 / .91, these weights .90 / .97; without `specificity` .87 / .94. Search: rank fusion
.98 / .81, these weights .99 / .91. Weights of features that no declared case tells apart (`provisions`, `level`,
`in_force`, `superseded`, `tested`, `title_words`) are set by what the feature means, small enough to order equals only.
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
            "lexical": 0.1,
            "lexical_more": 0.1,
            "semantic": 0.92,
            "semantic_more": 0.45,
            "title": 0.94,
            "title_words": 0.1,
            "lexical_beside_best": 1.23,
            "semantic_beside_best": 0.71,
            "closeness": 0.83,
            "closeness_beside_best": 1.2,
            "bias": -4.5,
        },
        "lexical": {
            "lexical": 0.69,
            "lexical_more": 0.44,
            "title_words": 0.2,
            "lexical_beside_best": 1.58,
            "closeness": 1.13,
            "closeness_beside_best": 1.28,
            "bias": -3.62,
        },
        "semantic": {
            "semantic": 1.5,
            "semantic_more": 0.66,
            "title": 1.72,
            "semantic_beside_best": 1.38,
            "closeness": 2.01,
            "bias": -3.93,
        },
    },
    "precedents": {
        "hybrid": {
            "lexical": 0.71,
            "lexical_more": 0.53,
            "semantic": 0.9,
            "semantic_more": 1.59,
            "title": 0.34,
            "lexical_beside_best": 1.22,
            "semantic_beside_best": 0.26,
            "closeness": 0.31,
            "closeness_beside_best": 1.06,
            "kind": 0.4,
            **_OF_A_PRECEDENT,
            "bias": -3.8,
        },
        "lexical": {
            "lexical": 1.1,
            "lexical_more": 0.84,
            "lexical_beside_best": 2.31,
            "closeness": 0.9,
            "closeness_beside_best": 1.71,
            "kind": 0.53,
            **_OF_A_PRECEDENT,
            "bias": -4.9,
        },
        "semantic": {
            "semantic": 1.35,
            "semantic_more": 2.09,
            "title": 0.96,
            "semantic_beside_best": 0.94,
            "closeness": 2.89,
            "kind": 0.42,
            **_OF_A_PRECEDENT,
            "bias": -3.5,
        },
    },
}
# How sure it is that the first document answers: below 0 the answer is that there is none. Told apart on test cases
# with balanced accuracy .92 (search) and .88 (precedents).
SURE: dict[str, dict[str, dict[str, float]]] = {
    "search": {
        "hybrid": {
            "lexical": 2.21,
            "closeness": 2.65,
            "semantic": 1.88,
            "title": 1.38,
            "title_words": 0.95,
            "bias": -3.78,
        },
        "lexical": {"lexical": 2.63, "closeness": 2.99, "title_words": 1.03, "bias": -2.62},
        "semantic": {"semantic": 2.07, "closeness": 3.36, "title": 1.66, "bias": -3.62},
    },
    "precedents": {mode: {"ranking": 1.0} for mode in ("hybrid", "lexical", "semantic")},
}
STEEPNESS = 2.0
# Documents whose score is below this are left out of an answer.
SHOWN = 0.02
