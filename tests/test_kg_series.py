"""A later version replaces an earlier one of the same municipality, and the earlier one is kept."""

from __future__ import annotations

from kg.iris import Iris
from kg.series import find_series
from kg.shared import describe_shared
from kg.store import GraphStore
from kg.triples import document_graph
from tests.reading_factory import Paper, strategy

IRIS = Iris()


def stored(*papers: Paper) -> GraphStore:
    store = GraphStore(None)
    for paper in papers:
        store.replace(IRIS.document_graph(paper.id), document_graph(paper.reading()))
    describe_shared(store)
    return store


def test_chain_of_versions() -> None:
    first, second, third = (strategy(date=day) for day in ("2012-01-01", "2016-11-22", "2021-03-08"))
    store = stored(third, first, second)
    assert find_series(store) == 2
    replaced = {(row["new"], row["old"]) for row in store.query("SELECT ?new ?old { ?new dcterms:replaces ?old }")}
    documents = [str(IRIS.document(paper.id)) for paper in (first, second, third)]
    assert replaced == {(documents[1], documents[0]), (documents[2], documents[1])}
    assert len(list(store.query("SELECT DISTINCT ?d { ?d styr:inSeries ?s }"))) == 3
    assert len(list(store.query("ASK { ?d dcterms:replaces+ ?d }"))) == 1
    assert list(store.query("ASK { ?d dcterms:replaces+ ?d }")) == [{"ask": "false"}]


def test_period_in_the_title_does_not_part_versions() -> None:
    one, two = strategy(title="Klimatprogram 2012–2016", date="2012-01-01"), strategy(title="Klimatprogram 2017–2021")
    assert find_series(stored(one, two)) == 1


def test_what_is_no_version_of_it() -> None:
    drafted = strategy(date="2020-01-01")
    drafted.document["status"] = "draft"
    others = [strategy("Mark", "1463", date="2020-01-01"), strategy(title="Klimatstrategi", date="2020-01-01"), drafted]
    assert find_series(stored(strategy(), *others)) == 0


def test_two_committees_guidelines_of_one_name_stay_two() -> None:
    papers = []
    for body, day in (("socialnämnden", "2018-01-01"), ("skolnämnden", "2020-01-01")):
        paper = Paper("riktlinje", f"Riktlinje för resor\nHalmstad\nBeslutad av {body} {day}")
        paper.says("title", "Riktlinje för resor").says("municipality", "Halmstad", code="1380")
        papers.append(paper.says("adopted_by", body).says("decision_date", day, precision="day"))
    assert find_series(stored(*papers)) == 0


def test_series_goes_when_its_versions_go() -> None:
    first, second = strategy(date="2012-01-01"), strategy()
    store = stored(first, second)
    find_series(store)
    store.remove(IRIS.document_graph(first.id))
    assert find_series(store) == 0 and not [name for name in store.graphs() if "/serier/" in name]


def test_what_a_document_says_it_replaces_is_replaced_though_their_kinds_differ() -> None:
    old = Paper("policy", "Policy för resor\nHalmstad\nAntagen av kommunfullmäktige 2015-04-27")
    old.says("title", "Policy för resor").says("municipality", "Halmstad", code="1380")
    old.says("decision_date", "2015-04-27", precision="day")
    new = Paper("riktlinje", "Riktlinje för resor\nHalmstad\nAntagen 2022-11-28\nErsätter Policy för resor")
    new.says("title", "Riktlinje för resor").says("municipality", "Halmstad", code="1380")
    new.says("decision_date", "2022-11-28", precision="day").says("replaces", "Policy för resor")
    assert find_series(stored(old, new)) == 1
    assert find_series(stored(old)) == 0


def test_a_decision_on_the_older_version_does_not_make_the_newer_one_old() -> None:
    newer = strategy(date="2022-11-28")
    newer.decision("Dnr KS 2016/0112", date="2012-01-01", precision="day")
    assert find_series(stored(strategy(date="2012-01-01"), newer)) == 1
