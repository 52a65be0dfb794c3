"""The constants of the score, chosen by measurement on the development cases of benchmarks/relevance.py."""

from __future__ import annotations

FIELD_WEIGHTS = {"body": 1.0, "heading": 0.6, "title": 0.6}
PASSAGE_LEXICAL = 0.5

# Which candidates are looked at closely.
FIRST_LOOK = {"bias": -3.0, "lexical_more": 3.0, "lexical": 5.0, "semantic": 2.0, "semantic_more": 1.0, "title": 1.0}

SEARCH = {
    "bias": -4.0,
    "lexical": 4.0,
    "lexical_more": 1.0,
    "semantic": 3.0,
    "semantic_more": 1.0,
    "title": 2.0,
    "title_words": 2.0,
}
PRECEDENT = {
    "bias": -4.5,
    "lexical": 3.0,
    "lexical_more": 2.0,
    "semantic": 3.0,
    "semantic_more": 1.0,
    "title": 3.0,
    "title_words": 2.0,
    "kind": 0.5,
    "provisions": 0.4,
    "level": 0.2,
    "in_force": 0.3,
    "superseded": -0.6,
    "tested": -0.3,
}
# An answer is one when its best document reaches ANSWER; documents below SHOWN are left out.
ANSWER = {"search": 0.4, "precedent": 0.4}
SHOWN = {"search": 0.12, "precedent": 0.12}
