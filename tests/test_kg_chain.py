"""From a report to its reply, to the report that follows it up, to the finding that comes back."""

from __future__ import annotations

import pytest
from rdflib import URIRef

from kg.chain import Report, find_chain, meant
from kg.iris import Iris
from kg.model import EarlierAudit
from kg.saved_queries import saved_query
from kg.second_pass import second_pass
from kg.store import GraphStore
from kg.triples import document_graph
from ontology.terms import STYR
from tests.reading_factory import Paper, audit, strategy

IRIS = Iris()
SAME = "Vi bedömer att digitaliseringsstrategin inte är känd."


def reply(text: str = "Granskning av digitalisering", date: str = "2019-09-10") -> Paper:
    paper = Paper("yttrande", f"Yttrande\nHalmstads kommun\n{date}\nSvar på {text}", language="sv")
    return paper.says("municipality", "Halmstad", code="1380").says("answers", text).says("decision_date", date)


def later(subject: str = "digitalisering", year: str | None = "2019") -> Paper:
    paper = audit(date="2023-05-10")
    paper.add("earlier_audits", EarlierAudit(subject, (paper.span("digitalisering"),), year))
    return paper


def chained(*papers: Paper) -> GraphStore:
    graph = GraphStore(None)
    for paper in papers:
        graph.replace(IRIS.document_graph(paper.id), document_graph(paper.reading()))
    second_pass(graph)
    return graph


def links(graph: GraphStore, term: URIRef) -> list[tuple[str, str]]:
    rows = graph.query(f"SELECT ?a ?b {{ ?a <{term}> ?b }}")
    return [(row["a"].rpartition("/")[2], row["b"].rpartition("/")[2]) for row in rows]


def test_the_whole_chain() -> None:
    first, answer, second = audit(), reply(), later()
    graph = chained(first, answer, second)
    assert links(graph, STYR.followsUp) == [(second.id, first.id)]
    assert links(graph, STYR.repliesTo) == [(answer.id, first.id)]
    assert links(graph, STYR.repeats) == [(second.parts["findings"][0].id, first.parts["findings"][0].id)]
    assert find_chain(graph) == 5
    assert list(graph.query("SELECT ?r { ?r a styr:Recommendation ; dcterms:isPartOf ?a . ?b styr:followsUp ?a }"))


def test_the_saved_queries_tell_the_chain_and_what_sources_contradict() -> None:
    graph = chained(audit(), reply(), later(), strategy(), strategy(date="2012-01-01"))
    (row,) = graph.query(saved_query("uppfoljda-granskningar").filled({}))
    assert (row["earlier_date"], row["later_date"], row["repeated"]) == ("2019-06-25", "2023-05-10", "1")
    (row,) = graph.query(saved_query("motsagelser-mellan-kallor").filled({}))
    assert {row["one_date"], row["other_date"]} == {"2016-11-22", "2012-01-01"}


@pytest.mark.parametrize(
    ("paper", "term"),
    [
        (later(year="2017"), STYR.followsUp),
        (later(subject="upphandling"), STYR.followsUp),
        (reply("Granskning av upphandling"), STYR.repliesTo),
        (reply(date="2018-01-10"), STYR.repliesTo),
    ],
)
def test_what_does_not_fit_is_not_linked(paper: Paper, term: URIRef) -> None:
    assert links(chained(audit(), paper), term) == []


REPORTS = [
    Report("ik16", "Granskning av intern kontroll", "h", "2016-05-01"),
    Report("ik20", "Uppföljande granskning av den interna kontrollen", "h", "2020-05-01"),
    Report("upph", "Revisionsrapport: inköp och upphandling", "h", "2018-02-02"),
    Report("other", "Granskning av upphandling", "m", "2018-02-02"),
]


@pytest.mark.parametrize(
    ("subject", "before", "year", "wanted"),
    [
        ("granskning av intern kontroll", "2023-01-01", "2016", "ik16"),
        ("intern kontroll", "2019-01-01", None, "ik16"),
        ("intern kontroll", "2023-01-01", None, None),
        ("intern kontroll", "2016-05-01", None, None),
        ("granskningen av inköp och upphandling", "2023-01-01", "2018", "upph"),
        ("lokalförsörjning", "2023-01-01", None, None),
        ("granskning", "2023-01-01", None, None),
    ],
)
def test_an_earlier_report_is_known_by_subject_owner_and_year(
    subject: str, before: str, year: str | None, wanted: str | None
) -> None:
    assert meant(REPORTS, "h", subject, before, year) == wanted
