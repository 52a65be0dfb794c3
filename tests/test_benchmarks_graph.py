"""The collection that the graph is measured on is one that could be ingested, and the gold of citations is whole."""

from __future__ import annotations

from benchmarks.citations.__main__ import outcomes
from benchmarks.citations.gold import citing, held
from benchmarks.graph.collection import made
from benchmarks.graph.queries import queries
from kg.sparql.guard import examine
from kg.triples import document_graph
from kg.validate import validate


def test_the_documents_that_are_measured_keep_the_shapes() -> None:
    for number in (5, 6):
        validate(document_graph(made(number)))


def test_there_are_fourteen_queries_and_all_may_be_put() -> None:
    assert len(queries()) == 14
    assert all(examine(query).form == "select" for query in queries().values())


def test_the_gold_names_only_what_there_is() -> None:
    names, wanted = held(), [one for document in citing() for one in document.wanted]
    assert len(wanted) >= 150
    assert {one.target for one in wanted if one.target} <= set(names)
    assert {one.state for one in wanted} == {"resolved", "ambiguous", "not-held", "not-a-document", "failed"}


def test_citations_of_the_gold_are_understood_as_well_as_docs_say() -> None:
    found, others = outcomes()
    right = sum(one.right for one in found if one.wanted.state == "resolved")
    resolved = sum(one.state == "resolved" for one in found) + others
    assert right / sum(one.wanted.state == "resolved" for one in found) >= 0.9
    assert right / resolved >= 0.94
