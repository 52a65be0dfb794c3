"""One graph in three engines: the embedded store, the server of Oxigraph, and Virtuoso. All say the same."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from rdflib import XSD, Graph, Literal, URIRef

from kg.errors import QueryError, StoreError
from kg.iris import Iris
from kg.knowledge_graph import KnowledgeGraph
from kg.remote import RemoteGraph
from kg.saved_queries import saved_queries
from kg.second_pass import second_pass
from kg.store import GraphStore
from kg.triples import document_graph
from tests.engines import VIRTUOSO, oxigraph, virtuoso
from tests.reading_factory import Paper, audit, strategy

IRIS = Iris()
A, B = IRIS.graph("prov", "a"), IRIS.graph("prov", "b")
P = URIRef("http://a.example/p")


@contextmanager
def engine(name: str, folder: Path) -> Iterator[KnowledgeGraph]:
    if name == "embedded":
        yield GraphStore(None)
        return
    if name == "virtuoso" and VIRTUOSO is None:
        warnings.warn("Virtuoso is NOT TESTED: the package virtuoso-opensource-7-bin is missing", stacklevel=1)
        pytest.skip("the package virtuoso-opensource-7-bin is missing")
    start = {"oxigraph": oxigraph, "virtuoso": virtuoso}[name]
    with start(folder) as endpoint, RemoteGraph(endpoint) as graph:
        yield graph


@pytest.fixture(scope="module", params=["embedded", "oxigraph", "virtuoso"])
def held(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KnowledgeGraph]:
    with engine(request.param, tmp_path_factory.mktemp(request.param)) as graph:
        yield graph


def content(*values: Literal | URIRef) -> Graph:
    made = Graph()
    for number, value in enumerate(values):
        made.add((URIRef(f"http://a.example/{number}#char=0,{number}"), P, value))
    return made


VALUES = (
    Literal('å "ä"\n\\ö\t€ 𝄞'),
    Literal(""),
    Literal("hej", lang="sv"),
    Literal("2016", datatype=XSD.gYear, normalize=False),
    Literal("2016-03", datatype=XSD.gYearMonth, normalize=False),
    Literal("2016-03-04", datatype=XSD.date, normalize=False),
    Literal(5),
    Literal(0.9),
    Literal(True),
    Literal(False),
    URIRef("http://a.example/x?y=å&z=1#char=1,2"),
)


def test_a_graph_comes_back_as_it_was(held: KnowledgeGraph) -> None:
    held.replace(A, content(*VALUES))
    assert set(held.graph(A)) == set(content(*VALUES))
    assert str(A) in held.graphs() and len(held.graph(B)) == 0


def test_a_graph_is_replaced_and_nothing_else_is_touched(held: KnowledgeGraph) -> None:
    held.replace(A, content(Literal("gammal")))
    held.replace(B, content(Literal("annan")))
    before = len(held)
    held.replace(A, content(Literal("ny"), Literal("nyare")))
    assert {str(value) for value in held.graph(A).objects()} == {"ny", "nyare"}
    assert {str(value) for value in held.graph(B).objects()} == {"annan"}
    assert len(held) == before + 1
    held.replace(A, Graph())
    assert len(held.graph(A)) == 0 and len(held) == before - 1


def test_a_large_graph_is_replaced(held: KnowledgeGraph) -> None:
    held.replace(A, content(*(Literal(f"värde {number}") for number in range(12_000))))
    (row,) = held.query(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{A}> {{ ?s ?p ?o }} }}")
    assert row == {"n": "12000"}
    held.remove(A)


def test_a_graph_is_removed_and_may_be_missing(held: KnowledgeGraph) -> None:
    held.replace(A, content(Literal("x")))
    held.remove(A)
    held.remove(A)
    assert str(A) not in held.graphs() and len(held.graph(A)) == 0


def test_queries_see_all_graphs_and_know_the_prefixes(held: KnowledgeGraph) -> None:
    held.replace(A, content(Literal(1)))
    held.replace(B, content(Literal(2), Literal(3)))
    rows = list(held.query("SELECT ?v { ?s <http://a.example/p> ?v } ORDER BY ?v"))
    assert rows == [{"v": "1"}, {"v": "2"}, {"v": "3"}]
    assert list(held.query("ASK { ?s <http://a.example/p> 2 }")) == [{"ask": "true"}]
    assert list(held.query("ASK { ?s a styr:Nothing }")) == [{"ask": "false"}]
    optional = "SELECT ?v ?w { ?s <http://a.example/p> ?v OPTIONAL { ?s styr:page ?w } } LIMIT 1"
    assert next(iter(held.query(optional))).keys() == {"v"}
    with pytest.raises(QueryError):
        list(held.query("SELECT ?x {"))
    held.remove(A)
    held.remove(B)


def papers() -> list[Paper]:
    report = audit().cites("digitaliseringsstrategin", title="digitaliseringsstrategin")
    return [strategy(date="2012-01-01"), strategy(), strategy("Mark", "1463"), report]


def filled(graph: KnowledgeGraph) -> dict[str, int]:
    for paper in papers():
        graph.replace(IRIS.document_graph(paper.id), document_graph(paper.reading()))
    return {state: count for state, count in second_pass(graph).items() if count}


def test_the_second_pass_and_all_saved_queries_agree(held: KnowledgeGraph) -> None:
    ours = GraphStore(None)
    assert filled(held) == filled(ours)
    assert set(held.graphs()) == set(ours.graphs())
    for name in ours.graphs():
        assert values(held.graph(URIRef(name))) == values(ours.graph(URIRef(name))), name
    answered = 0
    for query in saved_queries():
        wanted = list(ours.query(query.filled({})))
        assert _comparable(held.query(query.filled({}))) == _comparable(wanted), query.name
        answered += bool(wanted)
    assert answered > 5


def values(graph: Graph) -> set[object]:
    """The triples with their values: engines write the same double as 1 and as 1.0."""
    return {(s, p, (o.toPython(), o.datatype, o.language) if isinstance(o, Literal) else o) for s, p, o in graph}


def _comparable(rows: Iterator[dict[str, str]] | list[dict[str, str]]) -> list[list[tuple[str, str]]]:
    """Rows in an order of their own, and numbers as numbers: engines write the same quotient with other digits."""
    return sorted(sorted((name, _number(value)) for name, value in row.items()) for row in rows)


def _number(value: str) -> str:
    try:
        return f"{float(value):.6f}"
    except ValueError:
        return value


def test_without_a_graph_store_an_update_does_it(tmp_path: Path) -> None:
    with oxigraph(tmp_path) as endpoint, RemoteGraph(replace(endpoint, graphs=None)) as graph:
        graph.replace(A, content(*VALUES))
        assert set(graph.graph(A)) == set(content(*VALUES))
        graph.replace(A, content(*(Literal(str(number)) for number in range(5000))))
        assert len(graph) == 5000
        graph.replace(A, Graph())
        assert len(graph) == 0


def test_what_goes_wrong_is_said_with_its_remedy(tmp_path: Path) -> None:
    with oxigraph(tmp_path) as endpoint:
        slow = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a"
        with RemoteGraph(replace(endpoint, seconds=0.5)) as graph:
            graph.replace(A, content(*map(Literal, range(1000))))
            with pytest.raises(StoreError, match="inget svar i tid"):
                list(graph.query(slow))
        with RemoteGraph(replace(endpoint, query=endpoint.update)) as graph, pytest.raises((StoreError, QueryError)):
            list(graph.query("ASK {}"))
    with RemoteGraph(endpoint) as graph, pytest.raises(StoreError, match="går inte att nå"):
        list(graph.query("ASK {}"))


@pytest.mark.skipif(VIRTUOSO is None, reason="the package virtuoso-opensource-7-bin is missing")
def test_a_wrong_password_is_told(tmp_path: Path) -> None:
    with virtuoso(tmp_path) as endpoint, RemoteGraph(replace(endpoint, password="fel")) as graph:
        wrong = pytest.raises(StoreError, match="lösenord")
        with wrong:
            graph.replace(A, content(Literal("x")))
