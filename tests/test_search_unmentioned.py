"""What speaks against a hit: words of a short question that the document has nowhere."""

from __future__ import annotations

import pytest

from search.index import Index
from search.precedents import precedents
from search.query import parse
from search.retrieve import retrieve
from search.unmentioned import says_nothing_of, unmentioned
from tests.search_collection import ALL, index_of


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return index_of(ALL, tmp_path_factory.mktemp("unmentioned"))


def test_a_word_of_the_question_that_a_document_lacks_is_told(index: Index) -> None:
    hit = retrieve(index, "mål och ansvar för digitalisering samt rymdraketer").hits[0]
    assert hit.card.id == "digital"
    assert hit.reasons[-1].kind == "unmentioned"
    assert hit.why.endswith("Dokumentet nämner inte ”rymdraketer”.")


def test_nothing_is_told_where_the_document_has_all_words_or_the_question_is_long(index: Index) -> None:
    assert all(one.kind != "unmentioned" for one in retrieve(index, "digitaliseringsstrategi").hits[0].reasons)
    long = "rymdraketer satelliter teleskop planeter kometer stjärnor galaxer nebulosor asteroider"
    assert unmentioned(index, index.number["digital"], parse(long)) == ()


@pytest.mark.parametrize("asked", ["digital", "strategier", "digitaliseringsmål"])
def test_other_forms_and_words_that_a_compound_is_made_of_count_as_said(index: Index, asked: str) -> None:
    digital = index.number["digital"]
    assert not says_nothing_of(index, digital, parse(f"{asked} {asked}"))


def test_words_that_tell_little_or_differ_in_their_ending_only_are_not_told(index: Index) -> None:
    digital = index.number["digital"]
    assert unmentioned(index, digital, parse("inga anger rymdraketer")) == ("rymdraketer",)
    assert unmentioned(index, digital, parse("samordning rymdraketer")) == ("rymdraketer",), "samordnar stands there"


def test_a_finding_that_a_document_has_no_word_of_has_no_precedent(index: Index) -> None:
    answer = precedents(index, text="Satelliter och rymdraketer saknas.")
    assert (answer.status, answer.hits) == ("none-relevant", ())
    assert says_nothing_of(index, index.number["digital"], parse("satelliter och rymdraketer"))
