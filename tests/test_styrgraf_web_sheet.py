"""A page of a document with a span marked: cut where the offsets are, boxed a line at a time."""

from __future__ import annotations

import pytest

from kg.model import WordBox
from styrgraf.web.sheet import sheet
from tests.reading_factory import Paper

FIRST, SECOND = "Ett mål för kommunen", "Två mål för regionen"
READING = Paper("plan", FIRST, SECOND).reading()


@pytest.mark.parametrize(
    ("number", "span", "parts"),
    [
        (1, (4, 7), ("Ett ", "mål", " för kommunen")),
        (2, (25, 28), ("Två ", "mål", " för regionen")),
        (1, None, (FIRST, "", "")),
        (9, None, (SECOND, "", "")),
        (0, None, (FIRST, "", "")),
        (1, (4, 30), ("Ett ", "mål för kommunen", "")),
        (2, (4, 24), ("", "Två", " mål för regionen")),
        (1, (7, 4), ("Ett mål", "", " för kommunen")),
        (1, (900, 999), (FIRST, "", "")),
    ],
)
def test_a_page_is_cut_at_the_span(number: int, span: tuple[int, int] | None, parts: tuple[str, str, str]) -> None:
    found = sheet(READING, number, span)
    assert (found.before, found.marked, found.after) == parts


def test_the_words_of_a_line_share_a_box_and_other_words_have_none() -> None:
    boxes = [
        WordBox(1, 0, 3, 10, 100, 30, 112),
        WordBox(1, 4, 7, 34, 100, 50, 112),
        WordBox(1, 8, 11, 54, 101, 70, 113),
        WordBox(1, 12, 20, 10, 116, 60, 128),
        WordBox(2, 21, 24, 10, 100, 30, 112),
    ]
    assert sheet(READING, 1, (4, 20), boxes).boxes == ((34, 100, 70, 113), (10, 116, 60, 128))
