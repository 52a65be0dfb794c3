"""The constants of the score, from `python -m benchmarks.relevance.fit`, which looks at the development cases only.

What they lead to is measured in docs/matching.md. Weights of features that no declared case
tells apart (`provisions`, `level`, `in_force`, `superseded`, `tested`, `off_subject`, `draft`) are set
by what the feature means, small enough to order equals only.
"""

from __future__ import annotations

# BM25 of a passage adds up over its own text, its headings and its document's title (differences below .01 between
# halves and doubles of these).
FIELD_WEIGHTS = {"body": 1.0, "heading": 0.6, "title": 0.6}
# Of a passage's likeness when the best of a document are chosen.
PASSAGE_LEXICAL = 0.5

# Which candidates are looked at closely: as the ranking has it, the best of all in words as 1.
FIRST_LOOK = {"lexical": 1.6, "semantic": 1.1, "semantic_more": 1.15, "title": 1.1, "whole": 1.2}

_OF_A_PRECEDENT = {
    "title_words": 0.1,
    "provisions": 0.1,
    "level": 0.05,
    "in_force": 0.15,
    "off_subject": -0.8,
    "superseded": -0.5,
    "tested": -0.25,
}
# `bias` is set so that 0 is where an answer is as likely right as wrong.
RANKING: dict[str, dict[str, dict[str, float]]] = {
    "search": {
        "hybrid": {
            "lexical_more": 0.77,
            "lexical_beside_best": 1.48,
            "semantic": 0.95,
            "semantic_more": 1.14,
            "title": 0.49,
            "whole": 0.76,
            "closeness": 1.15,
            "closeness_beside_best": 1.5,
            "draft": -0.3,
            "bias": -5.03,
        },
        "lexical": {
            "lexical": 0.47,
            "lexical_more": 1.45,
            "title_words": 0.32,
            "lexical_beside_best": 2.08,
            "closeness": 1.35,
            "closeness_beside_best": 1.37,
            "bias": -4.47,
        },
        "semantic": {
            "semantic": 1.09,
            "semantic_more": 1.46,
            "title": 0.81,
            "whole": 0.85,
            "semantic_beside_best": 1.24,
            "closeness": 2.83,
            "bias": -4.56,
        },
    },
    "precedents": {
        "hybrid": {
            "lexical_beside_best": 0.7,
            "semantic": 1.61,
            "semantic_more": 1.2,
            "title": 1.31,
            "whole": 1.64,
            "closeness": 0.06,
            "closeness_beside_best": 1.43,
            "kind": 0.1,
            **_OF_A_PRECEDENT,
            "bias": -4.09,
        },
        "lexical": {
            "lexical": 0.3,
            "lexical_more": 0.47,
            "title_words": 0.74,
            "lexical_beside_best": 2.05,
            "closeness": 0.54,
            "closeness_beside_best": 1.62,
            "kind": 0.31,
            **_OF_A_PRECEDENT,
            "bias": -3.58,
        },
        "semantic": {
            "semantic": 0.9,
            "semantic_more": 1.41,
            "title": 1.46,
            "whole": 1.53,
            "semantic_beside_best": 1.75,
            "closeness": 2.15,
            "kind": 0.23,
            **_OF_A_PRECEDENT,
            "bias": -4.26,
        },
    },
}
# How sure it is that the first document answers a search: below 0 the answer is that there is none. Of a finding the
# ranking alone tells that best: features beside it added nothing in cross-validation on the development cases.
SURE: dict[str, dict[str, float]] = {
    "hybrid": {
        "lexical": 1.32,
        "closeness": 3.8,
        "semantic": 2.63,
        "title": 0.72,
        "title_words": 0.94,
        "bias": -4.34,
    },
    "lexical": {
        "lexical": 1.85,
        "closeness": 4.24,
        "title_words": 0.49,
        "bias": -2.77,
    },
    "semantic": {
        "semantic": 2.78,
        "closeness": 4.39,
        "title": 1.21,
        "bias": -4.37,
    },
}
# What is met of a search when words, meaning and closeness all have the same document first.
AGREED = 0.75
STEEPNESS = 2.0
# Documents whose score is below this are left out of a search's answer.
SHOWN = 0.02
# Precedents from this score on are said to answer; those below, down to `RELATED`, come after them and are marked as
# merely related, so that whoever reads on may.
ANSWERS = 0.3
RELATED = 0.003
