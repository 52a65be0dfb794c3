"""What an audit names by title alone is found when the document is held, and only then."""

from __future__ import annotations

import re

import pytest

from kg.iris import Iris
from kg.second_pass import second_pass
from kg.store import GraphStore
from kg.titles import title_pattern
from kg.triples import document_graph
from tests.reading_factory import Paper, strategy

IRIS = Iris()
_FOUND = """SELECT ?quote ?target WHERE {
  ?c styr:resolvesTo ?target ; styr:foundAt/nif:anchorOf ?quote . ?target a styr:Document .
  FILTER(CONTAINS(STR(?c), "/id/namngivning/")) }"""


def report(text: str, cites: str | None = None, date: str = "2019-06-25") -> Paper:
    paper = Paper("revisionsrapport", f"Granskning av styrning\nHalmstads kommun\n{date}\n{text}", language="sv")
    paper.says("title", "Granskning av styrning").says("municipality", "Halmstad", code="1380")
    paper.says("report_date", date, precision="day").passage(text, "Bedömning")
    return paper.cites(cites, title=cites) if cites else paper


def named(*papers: Paper) -> list[tuple[str, str]]:
    graph = GraphStore(None)
    for paper in papers:
        graph.replace(IRIS.document_graph(paper.id), document_graph(paper.reading()))
    second_pass(graph)
    return [(row["quote"], row["target"].rpartition("/")[2]) for row in graph.query(_FOUND)]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Digitaliseringsstrategin saknar mål.", "Digitaliseringsstrategin"),
        ("Målen i kommunens digitaliseringsstrategi följs inte upp.", "digitaliseringsstrategi"),
        ("Halmstads kommuns digitaliseringsstrategi är känd.", "digitaliseringsstrategi"),
        ("Vi har läst digitaliseringsstrategin och budgeten.", "digitaliseringsstrategin"),
        ("Digitaliseringsstrategin för skolan saknas.", None),
        ("Marks kommuns digitaliseringsstrategi är bättre.", None),
        ("Digitaliseringen går framåt.", None),
        ("Digitaliseringsstrategi 2031–2035 är inte beslutad.", None),
    ],
)
def test_a_title_in_a_sentence_names_the_document(text: str, quote: str | None) -> None:
    held = strategy()
    assert named(held, report(text)) == ([(quote, held.id)] if quote else [])


def test_only_what_is_held_and_came_before_is_named() -> None:
    text = "Digitaliseringsstrategin saknar mål."
    assert named(report(text)) == []
    assert named(strategy("Mark", "1463"), report(text)) == []
    assert named(strategy(date="2020-01-01"), report(text)) == []
    older, newer = strategy(date="2012-01-01"), strategy()
    assert named(older, newer, report(text)) == [("Digitaliseringsstrategin", newer.id)]


def test_what_was_read_as_a_citation_is_not_found_again() -> None:
    assert named(strategy(), report("Digitaliseringsstrategin saknar mål.", "Digitaliseringsstrategin")) == []


@pytest.mark.parametrize(
    ("title", "text", "found"),
    [
        ("Riktlinjer för inköp och upphandling", "enligt riktlinjerna för inköp\noch upphandling", True),
        ("Klimat- och energistrategi 2020–2030", "I klimat- och energistrategin sägs", True),
        ("Folkhälsoprogram 2019–2023", "folkhälsoprogrammets mål", True),
        ("Bidragsregler för föreningslivet", "bidragsreglerna för föreningslivet", True),
        ("Personalpolicy", "personalpolicyarbetet", False),
        ("Plan mot våld", "planen mot våldsbejakande extremism", False),
    ],
)
def test_a_title_is_known_declined_and_over_a_lines_end(title: str, text: str, found: bool) -> None:
    assert bool(re.search(title_pattern(title), text, re.IGNORECASE)) is found
