"""What people correct: it stands in the place of what was read, survives reading again, and can be taken back."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from kg.archive import Archive
from kg.citation_reviews import citation_key, decided_by_people
from kg.corrected import FIELDS, corrected, evidence_for, unfounded
from kg.errors import UsageError
from kg.iris import Iris
from kg.jsonform import digest
from kg.model import Reading
from kg.review_graphs import write_reviews
from kg.reviews import Review, Reviews
from kg.second_pass import second_pass
from kg.store import GraphStore
from kg.triples import document_graph
from kg.validate import violations
from tests.reading_factory import Paper, audit, strategy

IRIS = Iris()


def paper() -> Paper:
    return Paper("policy", "Policy för resor\nAntagen av kommunfullmäktige 2020-01-20, § 5\nGäller i Mark")


def read() -> Reading:
    return paper().says("title", "Policy för resor").says("decision_date", "2020-01-20", precision="day").reading()


def said(reading: Reading, part: str, value: object = None, verdict: str = "corrected", **more: object) -> Review:
    return Review(reading.document.id, "field", part, verdict, "Åsa", value=value, **more)  # type: ignore[arg-type]


def test_a_correction_stands_in_the_place_of_the_value_with_its_evidence(tmp_path: Path) -> None:
    archive, reading = Archive(tmp_path), read()
    before = archive.put_reading(reading)
    text = reading.text.text
    archive.reviews.add(said(reading, "decision_date", "2020-01", quote="2020-01-20", start=text.index("2020-01-20")))
    archive.reviews.add(said(reading, "paragraph", "5", quote="§ 5", page=1))
    shown = archive.reading(reading.document.id).document
    assert shown.decision_date is not None and shown.paragraph is not None
    assert (shown.decision_date.value, shown.decision_date.precision) == ("2020-01", "month")
    assert (shown.decision_date.rule, shown.decision_date.confidence) == ("granskad", 1.0)
    assert shown.paragraph.spans[0].quote == "§ 5"
    assert archive.as_read(reading.document.id).document == reading.document
    assert archive.digest(reading.document.id) != before == digest(reading)


def test_accepting_and_rejecting(tmp_path: Path) -> None:
    archive, reading = Archive(tmp_path), read()
    archive.put_reading(reading)
    archive.reviews.add(said(reading, "title", verdict="accepted"))
    archive.reviews.add(said(reading, "decision_date", verdict="rejected", why="Datumet är en utskriftsdag"))
    shown = archive.reading(reading.document.id).document
    assert shown.title is not None and (shown.title.value, shown.title.confidence) == ("Policy för resor", 1.0)
    assert shown.decision_date is None


def test_what_was_said_survives_reading_again_and_can_be_undone(tmp_path: Path) -> None:
    archive, reading = Archive(tmp_path), read()
    archive.put_reading(reading)
    first = archive.reviews.add(said(reading, "title", "Resepolicy"))
    second = archive.reviews.add(said(reading, "title", "Policy för tjänsteresor"))
    assert reading.document.title is not None
    archive.put_reading(
        replace(reading, document=replace(reading.document, title=replace(reading.document.title, value="Policy")))
    )

    def title() -> str | None:
        found = Archive(tmp_path).reading(reading.document.id).document.title
        return found.value if found else None

    assert title() == "Policy för tjänsteresor"
    archive.reviews.undo(second.id, "Bo", "Så heter den inte")
    assert title() == "Resepolicy", "what was said before stands again"
    archive.reviews.undo(first.id, "Bo")
    assert title() == "Policy", "what is read now"
    for identifier in (first.id, "nix"):
        with pytest.raises(UsageError):
            archive.reviews.undo(identifier, "Bo")
    log = Archive(tmp_path).reviews.log()
    assert [one.verdict for one in log] == ["corrected", "corrected", "undone", "undone"]
    assert [one.by for one in log] == ["Åsa", "Åsa", "Bo", "Bo"] and all(one.at and one.id for one in log)


def test_evidence_follows_the_text_and_nothing_is_said_without(tmp_path: Path) -> None:
    reading, other = read(), Paper("policy", "Ny framsida\nPolicy för resor", "Antagen 2020-01-20").reading()
    review = said(reading, "case_number", "KS 1", quote="Policy för resor", start=0, page=1)
    moved = corrected(other, {review.key: review}).document.case_number
    assert moved is not None and other.text.holds(moved.spans[0])
    gone = said(reading, "case_number", "KS 1", quote="finns inte", start=0)
    assert corrected(other, {gone.key: gone}).document.case_number is None
    assert unfounded(other, {gone.key: gone}) == [gone]
    assert evidence_for(other, "Antagen", 2) == evidence_for(other, "Antagen") != None  # noqa: E711
    assert evidence_for(other, "") is None and evidence_for(other, "saknas") is None


def test_lists_kinds_and_assessments(tmp_path: Path) -> None:
    made = audit()
    reading = made.says("audited_bodies", "kommunstyrelsen").reading()
    question = next(one for one in reading.questions if one.assessment)
    reviews = [
        Review(
            reading.document.id, "field", "kind", "corrected", "Åsa", value="yttrande", quote=reading.text.text[:10]
        ),
        Review(
            reading.document.id, "field", "audited_bodies", "corrected", "Åsa", value=["kommunstyrelsen", "nämnden"]
        ),
        Review(reading.document.id, "assessment", question.id, "corrected", "Åsa", value="ja"),
    ]
    shown = corrected(reading, {one.key: one for one in reviews})
    assert shown.document.kind == "yttrande"
    bodies = [(one.value, one.rule == "granskad") for one in shown.document.audited_bodies]
    assert bodies == [("kommunstyrelsen", False), ("nämnden", True)]
    changed = next(one for one in shown.questions if one.id == question.id)
    assert changed.assessment is not None and changed.assessment.step == "ja"
    assert {"kind", "title", "audited_bodies", "open_ended"} <= FIELDS and "kind_evidence" not in FIELDS


def test_the_graph_says_who_said_what_and_what_was_read(tmp_path: Path) -> None:
    archive, reading, store = Archive(tmp_path), read(), GraphStore(None)
    archive.put_reading(reading)
    archive.reviews.add(said(reading, "title", "Resepolicy", was="Policy för resor", why="Står på omslaget"))
    drawn = document_graph(archive.reading(reading.document.id))
    assert violations(drawn) == []
    store.replace(IRIS.document_graph(reading.document.id), drawn)
    assert write_reviews(store, archive) == 2, "what was said, and by whom"
    assert write_reviews(store, archive) == 0, "written only when it has changed"
    row = next(
        store.query(
            """SELECT ?title ?read ?who ?why ?when WHERE { ?d dcterms:title ?title .
               ?r a styr:Review ; oa:hasTarget ?d ; styr:onProperty dcterms:title ; styr:readValue ?read ;
                  styr:reason ?why ; prov:generatedAtTime ?when ; prov:wasAttributedTo/skos:prefLabel ?who }"""
        )
    )
    assert (row["title"], row["read"], row["who"], row["why"]) == (
        "Resepolicy",
        "Policy för resor",
        "Åsa",
        "Står på omslaget",
    )
    standing = archive.reviews.log()[0].id
    archive.reviews.undo(standing, "Bo")
    assert write_reviews(store, archive) == 2
    assert next(store.query("SELECT ?t { ?r prov:invalidatedAtTime ?t }"))["t"].endswith("Z")


def test_a_citation_means_what_a_person_says(tmp_path: Path) -> None:
    archive, answer = Archive(tmp_path), strategy().reading()
    citing = audit().cites("digitaliseringsstrategin", title="Klimatplan").reading()
    for one in (answer, citing):
        archive.put_reading(one)
    key = citation_key(citing.citations[0])
    by_hand = Review(citing.document.id, "citation", key, "corrected", "Åsa", value=answer.document.id)
    archive.reviews.add(by_hand)
    store = GraphStore(None)
    for one in (answer, citing):
        store.replace(IRIS.document_graph(one.document.id), document_graph(one))
    second_pass(store, decided=decided_by_people(archive))
    row = next(store.query("SELECT ?to ?by { ?c styr:resolvesTo ?to ; styr:resolvedBy ?by }"))
    assert row == {"to": str(IRIS.document(answer.document.id)), "by": "a person"}
    archive.reviews.add(replace(by_hand, verdict="rejected", value=None))
    counts = second_pass(store, decided=decided_by_people(archive))
    assert counts == {"not-a-document": 1}


def test_two_who_write_at_once_both_get_their_word_in(tmp_path: Path) -> None:
    def write(name: str) -> None:
        log = Reviews(tmp_path)
        for number in range(20):
            log.add(Review("d", "field", f"f{number}", "accepted", name))

    threads = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    log = Reviews(tmp_path).log()
    assert len(log) == 40 == len({one.id for one in log})
