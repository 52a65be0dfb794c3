"""The graph store replaces whole graphs, answers queries over all of them, and shares its tables by hard link."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from rdflib import Dataset, Graph, Literal, URIRef

from kg.errors import StoreError, UsageError
from kg.iris import Iris
from kg.store import GraphStore
from kg.triples import document_graph
from tests.reading_factory import audit, strategy

IRIS = Iris()
A, P = URIRef("http://a.example/s"), URIRef("http://a.example/p")


def of(*values: str) -> Graph:
    graph = Graph()
    for value in values:
        graph.add((A, P, Literal(value)))
    return graph


@pytest.fixture()
def store(tmp_path: Path) -> GraphStore:
    return GraphStore(tmp_path / "graph")


def test_replace_leaves_nothing_of_what_was_there(store: GraphStore) -> None:
    store.replace(URIRef("http://g/1"), of("old", "both"))
    store.replace(URIRef("http://g/2"), of("other"))
    store.replace(URIRef("http://g/1"), of("new", "both"))
    assert {str(o) for o in store.graph(URIRef("http://g/1")).objects()} == {"new", "both"}
    assert len(store) == 3
    store.replace(URIRef("http://g/1"), Graph())
    store.remove(URIRef("http://g/2"))
    store.remove(URIRef("http://g/never"))
    assert len(store) == 0


@pytest.mark.parametrize("text", ['"quoted" \\ back', "rad\nbrytning\r\t", "åäö ﬁ 𝔊 \u2028", "}} ; DROP ALL #"])
def test_any_text_survives_the_update(store: GraphStore, text: str) -> None:
    store.replace(URIRef("http://g/1"), of(text))
    assert [str(o) for o in store.graph(URIRef("http://g/1")).objects()] == [text]


def test_graph_of_a_document_comes_back_as_it_was_drawn(store: GraphStore) -> None:
    drawn = document_graph(audit().reading())
    store.replace(IRIS.document_graph(audit().id), drawn)
    assert set(store.graph(IRIS.document_graph(audit().id))) == set(drawn)


def test_first_load_equals_replacing(store: GraphStore, tmp_path: Path) -> None:
    loaded = GraphStore(tmp_path / "loaded")
    pairs = [(IRIS.document_graph(p.id), document_graph(p.reading())) for p in (audit(), strategy())]
    loaded.load_first(iter(pairs))
    for pair in pairs:
        store.replace(*pair)
    assert sorted((loaded.dump("nquads") or b"").splitlines()) == sorted((store.dump("nquads") or b"").splitlines())
    with pytest.raises(StoreError, match="inte tom"):
        loaded.load_first([])


def test_queries_see_all_documents_and_know_the_prefixes(store: GraphStore) -> None:
    for paper in (audit(), strategy()):
        store.replace(IRIS.document_graph(paper.id), document_graph(paper.reading()))
    rows = store.query("SELECT ?t WHERE { ?d a styr:Document ; styr:municipality ?m ; dcterms:title ?t } ORDER BY ?t")
    assert list(rows) == [{"t": "Digitaliseringsstrategi"}, {"t": "Granskning av digitalisering"}]
    assert list(store.query("ASK { ?q styr:assessment/styr:step step:delvis }")) == [{"ask": "true"}]
    form = json.loads(store.query_text("SELECT ?d WHERE { ?d styr:kind kind:strategi }"))
    assert form["results"]["bindings"][0]["d"]["value"] == str(IRIS.document(strategy().id))
    assert store.query_text("SELECT (1 AS ?x) {}", "csv") == b"x\r\n1\r\n"
    assert b"styr:status" in store.query_text("CONSTRUCT { ?d styr:status ?s } { ?d styr:status ?s }", "turtle")


@pytest.mark.parametrize(
    ("query", "form"), [("SELEKT", "json"), ("SELECT ?x {", "json"), ("ASK {}", "turtle"), ("DESCRIBE <x:y>", "csv")]
)
def test_what_cannot_be_answered_is_said(store: GraphStore, query: str, form: str) -> None:
    with pytest.raises(UsageError):
        store.query_text(query, form)  # type: ignore[arg-type]


def test_snapshot_does_not_move(store: GraphStore, tmp_path: Path) -> None:
    store.replace(URIRef("http://g/1"), of("one"))
    store.snapshot(tmp_path / "first")
    store.replace(URIRef("http://g/1"), of("two"))
    store.snapshot(tmp_path / "second")
    first, second = (GraphStore(tmp_path / name, read_only=True) for name in ("first", "second"))
    assert [str(o) for o in first.graph(URIRef("http://g/1")).objects()] == ["one"]
    assert [str(o) for o in second.graph(URIRef("http://g/1")).objects()] == ["two"]


def test_generations_share_what_did_not_change(store: GraphStore, tmp_path: Path) -> None:
    store.replace(URIRef("http://g/large"), of(*map(str, range(5000))))
    store._store.optimize()  # what the engine else does in its own time
    store.snapshot(tmp_path / "first")
    store.replace(URIRef("http://g/small"), of("one"))
    store.snapshot(tmp_path / "second")
    first, second = (
        {(p.stat().st_ino, p.stat().st_size) for p in (tmp_path / n).glob("*.sst")} for n in ("first", "second")
    )
    assert sum(size for _, size in first & second) > sum(size for _, size in second - first)


def test_second_writer_and_missing_graph_are_named(store: GraphStore, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="går inte att öppna"):
        GraphStore(tmp_path / "graph")
    with pytest.raises(StoreError, match="går inte att öppna"):
        GraphStore(tmp_path / "nothing", read_only=True)


@pytest.mark.parametrize(("form", "parser"), [("nquads", "nquads"), ("trig", "trig"), ("jsonld", "json-ld")])
def test_dump_is_whole(store: GraphStore, form: str, parser: str) -> None:
    store.replace(URIRef("http://g/1"), of("one", "två"))
    store.replace(URIRef("http://g/2"), of("one"))
    dataset = Dataset()
    dataset.parse(data=store.dump(form), format=parser)  # type: ignore[arg-type]
    assert len([quad for quad in dataset.quads() if quad[3] is not None]) == 3


def test_turtle_dump_is_the_union(store: GraphStore, tmp_path: Path) -> None:
    store.replace(URIRef("http://g/1"), of("one", "två"))
    store.replace(URIRef("http://g/2"), of("one"))
    with (tmp_path / "all.ttl").open("wb") as file:
        store.dump("turtle", file)
    assert len(Graph().parse(tmp_path / "all.ttl")) == 2
