"""What must hold for any text and any bytes: spans quote exactly, nothing crashes, the same file reads the same."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ingest.clean import clean
from ingest.extract import Layout
from ingest.formats import extract
from ingest.passages import split_passages
from ingest.source import HTML, MARKDOWN, PDF, TEXT, sniff
from ingest.structure import lay_out
from kg.errors import UnreadableFile
from kg.model import Source
from tests.printed_pages import draw, lines, prose, put

WORDS = st.sampled_from(
    [
        "Inledning",
        "Innehåll",
        "Bedömning",
        "mål",
        "2.1",
        "•",
        "- a",
        "12",
        "1(7)",
        "Transkript:",
        "¹ not",
        "|",
        "# Rubrik",
    ]
)
BREAKS = st.sampled_from([" ", "\n", "\n\n", "\t", "\f", ". ", " ..... 4\n", "\r\n"])
TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(st.tuples(st.one_of(WORDS, st.text(max_size=30)), BREAKS), max_size=60).map(
        lambda parts: "".join(word + gap for word, gap in parts)
    ),
)


def laid_out(data: bytes, media_type: str) -> Layout:
    return lay_out(extract(Source("fil", media_type, len(data), "0" * 64), data, ocr=False))


def check(layout: Layout) -> None:
    """Everything that is marked lies in the text and is what it says."""
    text = layout.text.text
    assert all(0 <= line.start <= line.end <= len(text) for line in layout.extract.lines)
    assert all(text[cell.start : cell.end].strip() for table in layout.tables for cell in table.cells)
    assert all(a.end <= b.start for a, b in zip(layout.zones, layout.zones[1:], strict=False))
    assert all(a.start <= b.start for a, b in zip(layout.headings, layout.headings[1:], strict=False))
    for passage in split_passages(layout, "doc", True):
        assert layout.text.holds(passage.span)
        assert passage.text == passage.span.quote
    pages = layout.text.pages
    assert pages[0].start == 0
    assert pages[-1].end <= len(text)
    assert all((a.end + 1 == b.start and text[a.end] == "\f") or a.end <= b.start for a, b in itertools.pairwise(pages))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, st.sampled_from([TEXT, MARKDOWN, HTML]))
def test_any_text_is_read_and_quoted_exactly(text: str, media_type: str) -> None:
    data = text.encode("utf-8", "surrogatepass")
    try:
        check(laid_out(data, media_type))
    except UnreadableFile as error:
        assert media_type == HTML
        assert error.remedy


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_are_told_apart_without_error(data: bytes) -> None:
    media_type = sniff(data)
    if media_type in (TEXT, HTML):
        try:
            check(laid_out(data, media_type))
        except UnreadableFile as error:
            assert error.remedy


PDF_DATA = draw(
    lambda c: put(c, 72, 100, "Policy för inköp", size=20, bold=True),
    lambda c: lines(c, 72, 100, prose(80, 20)) and None,
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(PDF_DATA) - 1), st.integers(0, 255)), min_size=1, max_size=20))
def test_a_pdf_with_any_bytes_changed_is_read_or_refused(changes: list[tuple[int, int]]) -> None:
    data = bytearray(PDF_DATA)
    for at, value in changes:
        data[at] = value
    try:
        check(laid_out(bytes(data), PDF))
    except UnreadableFile as error:
        assert error.code in ("corrupt", "encrypted")


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=200))
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize("media_type", [PDF, HTML, TEXT])
def test_the_same_file_always_reads_the_same(media_type: str) -> None:
    data = PDF_DATA if media_type == PDF else "<html><body><p>Mål</p></body></html>".encode()
    one, other = laid_out(data, media_type), laid_out(data, media_type)
    assert one == other
    assert split_passages(one, "doc", True) == split_passages(other, "doc", True)


def test_ten_megabytes_on_one_line() -> None:
    layout = laid_out(b"ord och mer " * 900_000, TEXT)
    found = split_passages(layout, "doc", False)
    assert max(len(passage.text) for passage in found) <= 1200
