"""Each saved query is whole, answers on the sample with and without parameters, and takes only what it can."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.read import read
from ingest.registry import Registry
from kg.errors import UsageError
from kg.iris import Iris
from kg.reference import GRAPH as REFERENCE
from kg.reference import Entry, reference_graph
from kg.resolve import resolve_citations
from kg.saved_queries import THEMES, SavedQuery, columns, parsed, saved_queries, saved_query
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
    "size": "10000-24999",
    "date": "2022-05-01",
    "number": "0.9",
    "text": "Ekebro",
}
# Questions to which a collection without matches or with nothing wrong in it rightly has no answer.
MAY_BE_EMPTY = {
    "prejudikat", "utgangna-enligt-granskning", "motsagelser-mellan-kallor",  # tests/test_kg_chain.py
    "uppfoljda-granskningar",  # tests/test_kg_chain.py
    "mest-anvanda-prejudikat", "citerade-men-ersatta", "olosta-hanvisningar",
    "utan-beslutsdatum", "utan-uppfoljning",
}  # fmt: skip


@pytest.fixture(scope="module")
def store() -> GraphStore:
    store, registry = GraphStore(None), Registry.load([SAMPLE / "register.csv"])
    write_vocabulary(store)
    # The sample's municipalities are constructed and lie in no county: here half of them lie in each of two.
    codes = [place.code for place in registry.places if place.code and place.code.startswith("99")]
    counties = [Entry("Nordlän", "91"), Entry("Sydlän", "92")]
    placed = [
        Entry(code, code, county=("91", "92")[int(code) % 2], population=(8000 * (int(code) - 9900), "2025-12-31"))
        for code in codes
    ]
    store.replace(Iris().graph(REFERENCE), reference_graph([*counties, *placed]))
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
    assert {name for row in rows for name in row} <= set(columns())
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
    assert {query.theme for query in saved_queries()} == set(THEMES)


@pytest.mark.parametrize("query", [one for one in saved_queries() if one.chart], ids=lambda query: query.name)
def test_chart_draws_columns_of_the_answer(query: SavedQuery, store: GraphStore) -> None:
    assert query.chart is not None
    rows = list(store.query(query.filled({})))
    drawn = {query.chart.x, query.chart.y, *([query.chart.by] if query.chart.by else [])}
    assert not rows or drawn <= {name for row in rows for name in row}
    assert all(float(row[query.chart.y]) >= 0 for row in rows)


def test_columns_are_named_in_both_languages_and_lead_to_columns() -> None:
    for column in columns().values():
        assert all(column.label[language] for language in ("sv", "en"))
        assert column.link is None or column.link in columns()


def test_no_column_is_described_that_no_query_has() -> None:
    assert [name for name in columns() if not any(f"?{name}" in query.query for query in saved_queries())] == []


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
    head = '#+ title = {sv = "a", en = "b"}\n#+ text = {sv = "a", en = "b"}\n#+ theme = "kvalitet"\n'
    head += '#+ parameters.n = {type = "number", sv = "n", en = "n"}\n'
    query = parsed("x", head + "SELECT ?s WHERE {\n  ?s ?p ?o .\n  FILTER(?o > ?_n)\n}\n")
    assert "FILTER" not in query.filled({})
    assert "FILTER(?o > " in query.filled({"n": "3"})
