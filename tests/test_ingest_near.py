"""Costly patterns are tried only near the plain words that their matches hold; what they find is the same."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from ingest.near import anchors_of, windows


def test_an_anchor_is_a_word_that_the_form_cannot_do_without() -> None:
    anchors = anchors_of(["(?:senast\\s)?reviderad(?:e|es)?", "fast\\s?-?ställ(?:d|t(?!\\s(?:denna|detta)))", "rev\\."])
    assert anchors.pattern == "rev|ställ"


@given(st.lists(st.sampled_from(["antagen ", "nu 12 ", "x" * 90 + " ", "ANTAGEN av ", "\n"]), max_size=60))
def test_the_windows_hold_every_match_and_none_twice(parts: list[str]) -> None:
    text = "".join(parts)
    pattern = re.compile(r"(?<!\w)antagen(?:\sav)?(?!\w)", re.I)
    near = windows(text, re.compile("antagen"), 4, 20)
    assert [found.span() for at in near for found in pattern.finditer(text, *at)] == [
        found.span() for found in pattern.finditer(text)
    ]
