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
            "lexical_more": 0.8,
            "lexical_beside_best": 1.87,
            "semantic": 1.08,
            "semantic_more": 1.13,
            "title": 0.79,
            "whole": 0.8,
            "closeness": 1.15,
            "closeness_beside_best": 1.11,
            "title_words": 0.1,
            "draft": -0.3,
            "bias": -5.58,
        },
        "lexical": {
            "lexical": 0.52,
            "lexical_more": 1.49,
            "title_words": 0.18,
            "lexical_beside_best": 2.49,
            "closeness": 1.29,
            "closeness_beside_best": 1.21,
            "bias": -5.09,
        },
        "semantic": {
            "semantic": 1.23,
            "semantic_more": 1.47,
            "title": 1.29,
            "whole": 0.87,
            "semantic_beside_best": 1.34,
            "closeness": 2.46,
            "bias": -5.17,
        },
    },
    "precedents": {
        "hybrid": {
            "lexical_beside_best": 1.29,
            "semantic": 1.12,
            "semantic_more": 1.17,
            "title": 1.39,
            "whole": 1.43,
            "closeness": 0.15,
            "closeness_beside_best": 1.16,
            "kind": 0.1,
            **_OF_A_PRECEDENT,
            "bias": -4.31,
        },
        "lexical": {
            "lexical": 0.59,
            "lexical_more": 0.53,
            "title_words": 0.88,
            "lexical_beside_best": 2.57,
            "closeness": 0.37,
            "closeness_beside_best": 1.58,
            "kind": 0.26,
            **_OF_A_PRECEDENT,
            "bias": -4.55,
        },
        "semantic": {
            "semantic": 0.86,
            "semantic_more": 1.58,
            "title": 1.6,
            "whole": 1.44,
            "semantic_beside_best": 1.45,
            "closeness": 2.3,
            "kind": 0.18,
            **_OF_A_PRECEDENT,
            "bias": -4.49,
        },
    },
}
# How sure it is that the first document answers a search: below 0 the answer is that there is none. Of a finding the
# ranking alone tells that best: features beside it added nothing in cross-validation on the development cases.
SURE: dict[str, dict[str, float]] = {
    "hybrid": {
        "lexical": 1.36,
        "closeness": 4.41,
        "semantic": 3.01,
        "title": 0.08,
        "title_words": 0.69,
        "bias": -5.44,
    },
    "lexical": {
        "lexical": 1.43,
        "closeness": 4.98,
        "title_words": 0.34,
        "bias": -3.9,
    },
    "semantic": {
        "semantic": 2.96,
        "closeness": 4.96,
        "title": 0.83,
        "bias": -5.48,
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
