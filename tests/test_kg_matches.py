"""Matches, reviews and reference data stand apart from what is read, and survive reading it again."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.archive import Archive
from kg.errors import StoreError
from kg.iris import Iris
from kg.match import Match
from kg.matches import write_matches
from kg.model import Reading
from kg.reference import GRAPH as REFERENCE
from kg.reference import Entry, reference_graph
from kg.review_graphs import write_reviews
from kg.reviews import Review, Reviews, Verdict
from kg.store import GraphStore
from kg.triples import document_graph
from tests.reading_factory import audit, strategy

IRIS = Iris()
AUDIT, ANSWER = audit().reading(), strategy("Mark", "1463").reading()
FINDING, ADVICE = AUDIT.findings[0].id, AUDIT.recommendations[0].id


def held(*readings: Reading) -> GraphStore:
    store = GraphStore(None)
    for reading in readings:
        store.replace(IRIS.document_graph(reading.document.id), document_graph(reading))
    return store


def match(finding: str = FINDING, score: float = 0.75) -> Match:
    parts = {"lexical": 0.5, "semantic": 1.0}
    return Match(finding, ANSWER.document.id, (ANSWER.passages[0].id,), score, parts, "Samma ämne.")


def write(store: GraphStore, *matches: Match) -> None:
    write_matches(store, [AUDIT], matches, method="hybrid", encoder="tiny 1")


def test_match_joins_both_sides_with_the_parts_of_its_score() -> None:
    store = held(AUDIT, ANSWER)
    write(store, match(), match(ADVICE))
    rows = list(
        store.query("""SELECT ?finding ?title ?there ?here ?part WHERE {
            ?m a styr:Match ; oa:hasTarget/styr:text ?finding ; oa:hasBody/dcterms:title ?title ;
               styr:findingPassage/nif:anchorOf ?there ; styr:documentPassage/nif:anchorOf ?here ; styr:scorePart ?p .
            ?p skos:prefLabel "semantic" ; rdf:value ?part } ORDER BY ?finding""")
    )
    assert len(rows) == 2
    assert rows[0] == {
        "finding": AUDIT.findings[0].text,
        "title": "Digitaliseringsstrategi",
        "there": AUDIT.findings[0].text,
        "here": ANSWER.passages[0].text,
        "part": "1",
    }


def test_new_matches_replace_those_of_their_finding_only() -> None:
    store = held(AUDIT, ANSWER)
    write(store, match(), match(ADVICE))
    write(store, match(score=0.25))
    assert sorted(row["s"] for row in store.query("SELECT ?s { ?m styr:score ?s }")) == ["0.25", "0.75"]


def test_matches_of_a_report_that_is_gone_are_gone() -> None:
    store = held(AUDIT, ANSWER)
    write(store, match())
    store.remove(IRIS.document_graph(AUDIT.document.id))
    write(store)
    assert list(store.query("SELECT ?m { ?m a styr:Match }")) == []


def on(finding: str, verdict: Verdict, why: str = "", document: str = ANSWER.document.id) -> Review:
    return Review(document, "match", finding, verdict, "Åsa", why)


def test_review_survives_new_matches_and_new_readings(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    archive.put_reading(ANSWER)
    archive.reviews.add(on(FINDING, "rejected", "Fel ämne"))
    archive.reviews.add(on(FINDING, "accepted"))
    archive.reviews.add(on(ADVICE, "rejected", "Råder över annat\nän frågan"))
    store = held(AUDIT, ANSWER)
    write_reviews(store, Archive(tmp_path))
    write(store, match(), match(ADVICE))
    write(store, match(), match(ADVICE))
    store.replace(IRIS.document_graph(AUDIT.document.id), document_graph(AUDIT))
    rows = list(
        store.query(
            "SELECT ?state ?note { ?m a styr:Match ; styr:review ?state . OPTIONAL { ?m styr:reviewNote ?note } }"
        )
    )
    said = {(row["state"].rpartition("/")[2], row.get("note")) for row in rows}
    assert said == {("accepted", None), ("rejected", "Råder över annat\nän frågan")}


def test_review_cut_off_by_a_crash_is_as_if_not_made(tmp_path: Path) -> None:
    Reviews(tmp_path).add(on(FINDING, "accepted", document="d"))
    with (tmp_path / "reviews.jsonl").open("ab") as file:
        file.write(b'{"document": "d", "abou')
    assert [review.verdict for review in Reviews(tmp_path).log()] == ["accepted"]
    Reviews(tmp_path).add(on(ADVICE, "rejected", document="d"))
    assert [review.verdict for review in Reviews(tmp_path).log()] == ["accepted", "rejected"]


def test_damaged_reviews_are_named(tmp_path: Path) -> None:
    (tmp_path / "reviews.jsonl").write_bytes(b"not a review\n")
    with pytest.raises(StoreError, match=r"reviews\.jsonl"):
        Reviews(tmp_path).log()


def test_reference_data_joins_what_is_read() -> None:
    store = held(ANSWER)
    entries = [Entry("Mark", "1463", ("Marks kommun",), "14", "Q504245"), Entry("Västra Götaland", "14")]
    store.replace(IRIS.graph(REFERENCE), reference_graph(entries))
    query = """SELECT ?title ?county ?other WHERE {
        ?d dcterms:title ?title ; styr:municipality ?m .
        ?m styr:county/skos:prefLabel ?county ; skos:altLabel ?other }"""
    assert list(store.query(query)) == [
        {"title": "Digitaliseringsstrategi", "county": "Västra Götaland", "other": "Marks kommun"}
    ]
