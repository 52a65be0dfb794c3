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
            "lexical_beside_best": 1.42,
            "semantic": 0.89,
            "semantic_more": 1.13,
            "title": 0.49,
            "whole": 0.74,
            "closeness": 1.11,
            "closeness_beside_best": 1.4,
            "draft": -0.3,
            "bias": -4.89,
        },
        "lexical": {
            "lexical": 0.45,
            "lexical_more": 1.45,
            "title_words": 0.31,
            "lexical_beside_best": 2.0,
            "closeness": 1.28,
            "closeness_beside_best": 1.26,
            "bias": -4.27,
        },
        "semantic": {
            "semantic": 1.03,
            "semantic_more": 1.44,
            "title": 0.8,
            "whole": 0.82,
            "semantic_beside_best": 1.14,
            "closeness": 2.7,
            "bias": -4.38,
        },
    },
    "precedents": {
        "hybrid": {
            "lexical_beside_best": 0.76,
            "semantic": 1.4,
            "semantic_more": 1.16,
            "title": 1.25,
            "whole": 1.53,
            "closeness": 0.09,
            "closeness_beside_best": 1.33,
            "kind": 0.1,
            **_OF_A_PRECEDENT,
            "bias": -3.87,
        },
        "lexical": {
            "lexical": 0.51,
            "lexical_more": 0.56,
            "title_words": 0.88,
            "lexical_beside_best": 2.29,
            "closeness": 0.49,
            "closeness_beside_best": 1.41,
            "kind": 0.3,
            **_OF_A_PRECEDENT,
            "bias": -3.66,
        },
        "semantic": {
            "semantic": 0.83,
            "semantic_more": 1.43,
            "title": 1.39,
            "whole": 1.47,
            "semantic_beside_best": 1.59,
            "closeness": 2.15,
            "kind": 0.14,
            **_OF_A_PRECEDENT,
            "bias": -3.95,
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
