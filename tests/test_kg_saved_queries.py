"""Each saved query is whole, answers on the sample with and without parameters, and takes only what it can."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.read import read
from ingest.registry import Registry
from kg.errors import UsageError
from kg.iris import Iris
from kg.resolve import resolve_citations
from kg.saved_queries import SavedQuery, parsed, saved_queries, saved_query
from kg.series import find_series
from kg.shared import describe_shared
from kg.sparql.guard import examine
from kg.store import GraphStore
from kg.triples import document_graph
from kg.vocabulary import write_vocabulary

SAMPLE = Path(__file__).parents[1] / "sample"
VALUES = {
    "kind": "strategi",
    "subject": "digitalisering",
    "step": "nej",
    "date": "2022-05-01",
    "number": "0.9",
    "text": "Ekebro",
}
# Questions to which a collection without matches or with nothing wrong in it rightly has no answer.
MAY_BE_EMPTY = {
    "prejudikat", "mest-anvanda-prejudikat", "bedomningar-per-lan", "citerade-men-ersatta", "olosta-hanvisningar",
    "utan-beslutsdatum", "utan-uppfoljning",
}  # fmt: skip


@pytest.fixture(scope="module")
def store() -> GraphStore:
    store, registry = GraphStore(None), Registry.load([SAMPLE / "register.csv"])
    write_vocabulary(store)
    for file in sorted((SAMPLE / "documents").iterdir()):
        if "mutor" not in file.name and "riskanalys" not in file.name:  # scans: too slow for what is shown here
            reading = read(file, registry, ocr=False)
            store.replace(Iris().document_graph(reading.document.id), document_graph(reading))
    describe_shared(store)
    find_series(store)
    resolve_citations(store)
    return store


@pytest.mark.parametrize("query", saved_queries(), ids=lambda query: query.name)
def test_query_runs_and_answers(query: SavedQuery, store: GraphStore) -> None:
    text = query.filled({})
    examine(text)
    rows = list(store.query(text))
    assert rows or query.name in MAY_BE_EMPTY
    for parameter in query.parameters:
        assert f"?_{parameter.name}" in query.query
        list(store.query(query.filled({parameter.name: VALUES[parameter.type]})))


@pytest.mark.parametrize("query", saved_queries(), ids=lambda query: query.name)
def test_query_speaks_both_languages(query: SavedQuery) -> None:
    for words in (query.title, query.text, *(parameter.label for parameter in query.parameters)):
        assert set(words) == {"sv", "en"} and all(words.values())


def test_there_are_enough_to_begin_with() -> None:
    assert len(saved_queries()) >= 25


def test_expired_documents_that_are_cited_are_found(store: GraphStore) -> None:
    rows = list(store.query(saved_query("citerade-men-utgangna").filled({})))
    assert {row["cited_title"] for row in rows} == {"Digitaliseringsplan 2016–2020"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"amne": "klimat"}, "subject"),
        ({"subject": "digitalisation"}, "digitalisering"),
        ({"date": "i går"}, "ÅÅÅÅ-MM-DD"),
        ({"kind": "strategi> } DROP ALL #"}, "De som finns"),
    ],
)
def test_what_a_parameter_cannot_take_is_refused_with_the_near_ones(given: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        saved_query("i-kraft").filled(given)


def test_text_stays_text_whatever_it_holds(store: GraphStore) -> None:
    query = saved_query("rekommendationer-utan-uppfoljning").filled({"municipality": '" ) } #\n DROP ALL'})
    examine(query)
    assert list(store.query(query)) == []


def test_an_unknown_query_is_named_with_the_near_ones() -> None:
    with pytest.raises(UsageError, match="forst-ut"):
        saved_query("forst")


def test_a_line_of_a_parameter_left_out_is_left_out() -> None:
    head = '#+ title = {sv = "a", en = "b"}\n#+ text = {sv = "a", en = "b"}\n'
    head += '#+ parameters.n = {type = "number", sv = "n", en = "n"}\n'
    query = parsed("x", head + "SELECT ?s WHERE {\n  ?s ?p ?o .\n  FILTER(?o > ?_n)\n}\n")
    assert "FILTER" not in query.filled({})
    assert "FILTER(?o > " in query.filled({"n": "3"})
