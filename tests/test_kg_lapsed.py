"""An audit may know that a document has run out, though the document does not say so."""

from __future__ import annotations

import pytest

from kg.iris import Iris
from kg.lapsed import find_lapsed, says_lapsed
from kg.saved_queries import saved_query
from kg.second_pass import second_pass
from kg.store import GraphStore
from kg.triples import document_graph
from tests.reading_factory import Paper, strategy


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("Digitaliseringsstrategin har löpt ut.", True),
        ("Planen är inaktuell och bör tas om.", True),
        ("Policyn gäller inte längre.", True),
        ("Policyn är inte längre i kraft.", True),
        ("Planen har ännu inte löpt ut.", False),
        ("Strategin ska följas upp när den har löpt ut.", False),
        ("Strategin är aktuell.", False),
        ("Kommunstyrelsen har gått igenom strategin.", False),
    ],
)
def test_what_a_sentence_says(sentence: str, wanted: bool) -> None:
    assert says_lapsed(sentence) is wanted


def report(said: str) -> Paper:
    text = f"Digitaliseringsstrategin {said} Kommunens policy har löpt ut."
    paper = Paper("revisionsrapport", f"Granskning av styrning\nHalmstads kommun\n2023-05-10\n{text}", language="sv")
    paper.says("title", "Granskning av styrning").says("municipality", "Halmstad", code="1380")
    paper.says("report_date", "2023-05-10", precision="day")
    return paper.passage(text, "Bedömning").cites("Digitaliseringsstrategin", title="Digitaliseringsstrategin")


@pytest.mark.parametrize(("said", "count"), [("har löpt ut.", 1), ("är känd.", 0)])
def test_the_document_that_is_named_in_the_sentence_is_meant(said: str, count: int) -> None:
    graph = GraphStore(None)
    for paper in (strategy(), report(said)):
        graph.replace(Iris().document_graph(paper.id), document_graph(paper.reading()))
    second_pass(graph)
    assert find_lapsed(graph) == count
    rows = list(graph.query(saved_query("utgangna-enligt-granskning").filled({})))
    assert [row["title"] for row in rows] == ["Digitaliseringsstrategi"] * count
