"""Likeness within the collection, and slips of the pen."""

from __future__ import annotations

import pytest

from kg.errors import UsageError
from search.index import Index
from search.retrieve import retrieve
from search.similar import findings_answered, more_like, similar_documents, similar_findings
from tests.search_collection import ALL, audit, index_of

OTHER = audit(
    "other",
    "Ekvalla",
    "Granskning av it",
    "Det saknas en digitaliseringsstrategi och nyttan mäts inte.",
    "nej",
    "Anta en strategi.",
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return index_of([*ALL, OTHER], tmp_path_factory.mktemp("similar"))


def test_documents_on_the_same_subject_come_first(index: Index) -> None:
    assert similar_documents(index, "digital")[0].card.id == "draft"
    assert "report" not in [one.card.id for one in similar_documents(index, "digital")]


def test_passages_like_this_one_are_of_other_documents(index: Index) -> None:
    (first, *rest) = more_like(index, "digital", "digital/Ansvar")
    assert first.passage is not None
    assert first.passage.id == "draft/Ansvar"
    assert "digital" not in [one.card.id for one in (first, *rest)]


def test_findings_like_this_one_are_of_other_reports(index: Index) -> None:
    found = similar_findings(index, "report-f")
    assert found[0].statement is not None
    assert found[0].statement.id == "other-f"
    assert {one.card.id for one in found} == {"other"}


def test_a_strategy_answers_the_weak_findings_of_others(index: Index) -> None:
    found = [one.statement.id for one in findings_answered(index, "digital") if one.statement]
    assert {"report-f", "report-r"} & set(found[:3])
    assert not [one for one in findings_answered(index, "own") if one.card.municipality == "Granfors"]


def test_what_is_not_held_is_named(index: Index) -> None:
    with pytest.raises(UsageError, match="saknas-id"):
        similar_documents(index, "saknas-id")
    with pytest.raises(UsageError, match="stycke"):
        more_like(index, "digital", "stycke")


@pytest.mark.parametrize("text", ["informatonssäkerhetspolicy", "kompetensförsörjnigsplan", "avfalsplan"])
def test_one_or_two_slips_are_forgiven(index: Index, text: str) -> None:
    right = {"i": "security", "k": "staff", "a": "waste"}[text[0]]
    assert retrieve(index, text).hits[0].card.id == right
