"""Contents lists: found where they stand, and never a reason to hang."""

from __future__ import annotations

import pytest

from ingest.contents import contents_lists
from ingest.plain import read_plain

ENDLESS = {
    "dots": "." * 50_000,
    "dots before a word": "." * 50_000 + "x",
    "spaces": " " * 200_000 + "x",
    "spaces between words": "a" + " " * 200_000 + "x",
    "ellipses": "…" * 50_000 + "x",
    "dots under the heading": "Innehåll\n" + "." * 50_000 + "\n",
    "words on the line of the heading": "Innehåll " + "a " * 50_000,
}


def test_titles_of_a_list_with_leaders() -> None:
    text = "Innehåll\n1 Inledning ........ 3\n2 Iakttagelser ........ 5\n3 Bedömning ........ 9\n"
    (found,) = contents_lists(read_plain(text.encode(), "text/plain"))
    assert found.titles == ("1 Inledning", "2 Iakttagelser", "3 Bedömning")


@pytest.mark.timeout(120)
@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS.keys())
def test_a_line_without_end_is_read_to_its_end(text: str) -> None:
    assert contents_lists(read_plain(f"{text}\nRapporten finns här.\n".encode(), "text/plain")) == []


def test_a_page_of_marks_without_words_is_read() -> None:
    assert contents_lists(read_plain((". " * 500 + "x").encode(), "text/plain")) == []
