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
            "lexical_more": 0.69,
            "lexical_beside_best": 1.67,
            "semantic": 1.03,
            "semantic_more": 1.2,
            "title": 0.8,
            "whole": 0.84,
            "closeness": 1.19,
            "closeness_beside_best": 1.12,
            "draft": -0.3,
            "bias": -5.27,
        },
        "lexical": {
            "lexical": 0.57,
            "lexical_more": 1.5,
            "title_words": 0.32,
            "lexical_beside_best": 2.3,
            "closeness": 1.22,
            "closeness_beside_best": 1.16,
            "bias": -4.65,
        },
        "semantic": {
            "semantic": 1.19,
            "semantic_more": 1.49,
            "title": 1.21,
            "whole": 0.88,
            "semantic_beside_best": 1.28,
            "closeness": 2.57,
            "bias": -4.93,
        },
    },
    "precedents": {
        "hybrid": {
            "lexical_beside_best": 1.37,
            "semantic": 1.17,
            "semantic_more": 1.22,
            "title": 1.31,
            "whole": 1.38,
            "closeness": 0.15,
            "closeness_beside_best": 1.02,
            "kind": 0.1,
            **_OF_A_PRECEDENT,
            "bias": -4.08,
        },
        "lexical": {
            "lexical": 0.51,
            "lexical_more": 0.51,
            "title_words": 0.92,
            "lexical_beside_best": 2.54,
            "closeness": 0.41,
            "closeness_beside_best": 1.57,
            "kind": 0.26,
            **_OF_A_PRECEDENT,
            "bias": -4.21,
        },
        "semantic": {
            "semantic": 0.85,
            "semantic_more": 1.56,
            "title": 1.53,
            "whole": 1.37,
            "semantic_beside_best": 1.48,
            "closeness": 2.21,
            "kind": 0.17,
            **_OF_A_PRECEDENT,
            "bias": -4.13,
        },
    },
}
# How sure it is that the first document answers a search: below 0 the answer is that there is none. Of a finding the
# ranking alone tells that best: features beside it added nothing in cross-validation on the development cases.
SURE: dict[str, dict[str, float]] = {
    "hybrid": {
        "lexical": 1.33,
        "closeness": 4.19,
        "semantic": 3.01,
        "title": 0.23,
        "title_words": 0.73,
        "bias": -4.96,
    },
    "lexical": {
        "lexical": 1.59,
        "closeness": 4.73,
        "title_words": 0.39,
        "bias": -3.34,
    },
    "semantic": {
        "semantic": 2.98,
        "closeness": 4.82,
        "title": 0.91,
        "bias": -5.02,
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
