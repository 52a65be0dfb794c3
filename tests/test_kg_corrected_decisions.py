"""Who puts right when and by whom a document was adopted has put the decision right too, and what was read is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from rdflib import RDF, Literal, URIRef
from rdflib.namespace import DCTERMS

from kg.corrected import corrected
from kg.iris import Iris
from kg.jsonform import to_json
from kg.model import Correction, Reading
from kg.reviews import Review
from kg.triples import document_graph
from kg.validate import violations
from kg.validity import in_force
from ontology.terms import STYR
from tests.reading_factory import Paper

WORDS = "Antagen av kommunfullmäktige 2020-01-20, § 5"


def paper() -> Paper:
    made = Paper("policy", f"Policy för resor\n{WORDS}\nReviderad 2022-03-01\nErsätter Resepolicy beslutad 2014-05-05")
    made.says("decision_date", "2020-01-20", precision="day").says("adopted_by", "kommunfullmäktige")
    made.says("revised_date", "2022-03-01", precision="day").says("paragraph", "5")
    made.decision("beslutad 2014-05-05", "adopt", date="2014-05-05", precision="day", concerns="Resepolicy")
    made.decision(WORDS, body="kommunfullmäktige", date="2020-01-20", precision="day", paragraph="5")
    return made.decision("Reviderad 2022-03-01", "revise", date="2022-03-01", precision="day")


def said(reading: Reading, **values: str | None) -> Reading:
    """The reading with each value corrected; None rejects it."""
    reviews = [
        Review(
            reading.document.id, "field", part, "corrected" if value else "rejected", "Åsa", value=value, id=f"r-{part}"
        )
        for part, value in values.items()
    ]
    return corrected(reading, {one.key: one for one in reviews})


def test_the_decision_follows_and_says_what_was_read() -> None:
    reading = replace(paper().reading(), document=replace(paper().reading().document, status="adopted"))
    other, own, revised = said(reading, decision_date="2021-04-12", adopted_by="kommunstyrelsen").decisions
    assert (own.date, own.body, own.paragraph) == ("2021-04-12", "kommunstyrelsen", "5")
    assert set(own.corrected) == {
        Correction("body", "kommunfullmäktige", "r-adopted_by"),
        Correction("date", "2020-01-20", "r-decision_date"),
    }
    assert (other, revised) == (reading.decisions[0], reading.decisions[2]), "what others decided is left alone"
    month = said(reading, decision_date="2021-04").decisions[1]
    assert (month.date, month.precision) == ("2021-04", "month")
    assert said(reading, revised_date="2022-03-31").decisions[2].corrected == (
        Correction("date", "2022-03-01", "r-revised_date"),
    )
    assert said(reading, title="Resor").decisions == reading.decisions
    told = to_json(said(reading, decision_date="2021-04-12"))["decisions"]
    assert told[1]["corrected"] == [{"part": "date", "read": "2020-01-20", "review": "r-decision_date"}]
    assert "corrected" not in told[0]


def test_the_day_that_a_document_applies_from_follows() -> None:
    reading = paper().reading()
    shown = said(reading, decision_date="2021-04-12")
    for one, day, applies in ((reading, date(2020, 6, 1), True), (shown, date(2020, 6, 1), False)):
        assert in_force(one.document, one.decisions, day) is applies
    rejected = said(reading, decision_date=None)
    assert rejected.decisions[1].date is None and rejected.decisions[1].corrected[0].read == "2020-01-20"
    assert in_force(rejected.document, rejected.decisions, date(2020, 6, 1)) is None


def test_a_decision_that_was_not_read_is_told_by_the_one_who_knows_it() -> None:
    made = Paper("policy", "Policy för resor\nBeslut den 20 januari 2020, i KF", status="draft")
    reading = made.says("title", "Policy för resor").reading()
    review = Review(
        reading.document.id,
        "field",
        "decision_date",
        "corrected",
        "Åsa",
        value="2020-01-20",
        quote="20 januari 2020",
        id="r1",
    )
    shown = corrected(reading, {review.key: review})
    (decision,) = shown.decisions
    assert (decision.action, decision.date, decision.precision) == ("adopt", "2020-01-20", "day")
    assert decision.spans[0].quote == "20 januari 2020" and decision.corrected == (Correction("date", None, "r1"),)
    assert shown.document.status == "adopted", "an adopted document is no draft"
    assert said(paper().reading(), adopted_by=None, decision_date=None, paragraph=None).document.status == "unknown"


def test_the_graph_says_which_review_put_it_right() -> None:
    shown = said(paper().reading(), decision_date="2021-04-12")
    graph, iris = document_graph(shown), Iris()
    assert not violations(graph)
    review = iris.thing("granskning", "r-decision_date")
    (node,) = graph.subjects(STYR.correctedBy, review)
    assert str(graph.value(node, DCTERMS.date)) == "2021-04-12"
    before = {str(one) for one in document_graph(paper().reading()).subjects(RDF.type, STYR.Decision)}
    assert {str(one) for one in graph.subjects(RDF.type, STYR.Decision)} == before, "its address stays"
    assert (URIRef(str(node)), STYR.paragraph, Literal("5")) in graph
