"""A thing that many documents name is described once: a query over all graphs counts it once."""

from __future__ import annotations

from kg.iris import Iris
from kg.reference import GRAPH as REFERENCE
from kg.reference import Entry, reference_graph
from kg.second_pass import second_pass
from kg.store import GraphStore
from kg.triples import document_graph
from tests.reading_factory import Paper, audit, strategy

IRIS = Iris()


def stored(*papers: Paper) -> GraphStore:
    store = GraphStore(None)
    for paper in papers:
        store.replace(IRIS.document_graph(paper.id), document_graph(paper.reading()))
    second_pass(store)
    return store


def several() -> list[Paper]:
    reports = [
        audit(date=f"{year}-06-25").cites("digitaliseringsstrategin", title="Klimatplan") for year in (2019, 2020)
    ]
    return [strategy(), strategy(title="Klimatstrategi"), strategy("Mark", "1463"), *reports]


def test_no_triple_stands_in_two_graphs() -> None:
    store = stored(*several())
    store.replace(IRIS.graph(REFERENCE), reference_graph([Entry("Halmstad", "1380")]))
    second_pass(store)
    query = (
        """SELECT ?s ?p ?o (COUNT(?g) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?s ?p ?o HAVING (COUNT(?g) > 1)"""
    )
    assert list(store.query(query)) == []


def test_documents_by_municipality_are_counted_once() -> None:
    query = """SELECT ?name (COUNT(?d) AS ?n) {
        ?d styr:kind kind:strategi ; styr:municipality/skos:prefLabel ?name } GROUP BY ?name"""
    assert {row["name"]: row["n"] for row in stored(*several()).query(query)} == {"Halmstad": "2", "Mark": "1"}


def test_organ_is_described_with_its_type_and_owner() -> None:
    query = """SELECT ?label ?type ?owner WHERE {
        ?d eli:passed_by ?o . ?o skos:prefLabel ?label ; styr:bodyType/skos:notation ?type ; org:unitOf ?owner }"""
    assert list(stored(strategy()).query(query)) == [
        {
            "label": "kommunfullmäktige",
            "type": "fullmaktige",
            "owner": str(IRIS.thing("kommun", "1380")),
        }
    ]


def test_what_nobody_names_any_more_is_gone() -> None:
    report = audit()
    store = stored(strategy(), report)
    assert len(list(store.query("SELECT ?f { ?f a styr:AuditFirm }"))) == 1
    store.remove(IRIS.document_graph(report.id))
    second_pass(store)
    assert list(store.query("SELECT ?f { ?f a styr:AuditFirm }")) == []
