"""Precedents: by what is missing, elsewhere, adopted, with the own documents apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import UsageError
from search.index import Index
from search.linking import link_all
from search.need import need_of_text
from search.precedents import precedents
from search.retrieve import Filters
from tests.search_collection import ALL, REPORT, SECURITY, WASTE, audit, index_of, steering


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    return index_of(ALL, tmp_path_factory.mktemp("precedents"))


@pytest.mark.parametrize("finding", ["report-f", "report-r"])
def test_the_strategy_elsewhere_answers_the_finding(index: Index, finding: str) -> None:
    answer = precedents(index, finding=finding)
    assert answer.hits[0].card.id == "digital"
    assert answer.finding is not None
    assert answer.finding["id"] == finding
    assert "Dokumentet är en strategi av den sort som efterfrågas." in answer.hits[0].why
    assert answer.hits[0].badges.force.applies is True


def test_drafts_reports_and_own_documents_are_no_precedents(index: Index) -> None:
    answer = precedents(index, finding="report-f")
    assert not {hit.card.id for hit in answer.hits} & {"draft", "report", "own"}
    assert {hit.card.id for hit in answer.own} <= {"own"}
    assert all(hit.badges.own for hit in answer.own)


def test_a_text_with_its_municipality(index: Index) -> None:
    text = "Det saknas en strategi för digitaliseringen och ansvaret är otydligt."
    assert precedents(index, text=text, municipality="Granfors").hits[0].card.id == "digital"
    mine = precedents(index, text=text, municipality="Sjöhult", date="2022-01-01")
    assert "digital" not in [hit.card.id for hit in mine.hits]
    assert "digital" in [hit.card.id for hit in mine.own]


def test_nothing_that_answers_is_told(index: Index) -> None:
    assert (
        precedents(index, text="Hamnens kajer saknar besiktning och farleden muddras inte.").status == "none-relevant"
    )
    lacking = precedents(index, text="Det saknas en strategi för digitalisering.", filters=Filters(kind="reglemente"))
    assert lacking.status == "not-held"


def test_what_is_missing_weighs_more_than_what_is_mentioned(index: Index) -> None:
    text = "Avfallsplanen är aktuell och väl känd. Säkerhetsincidenter rapporteras dock inte, och klassning saknas."
    assert precedents(index, text=text).hits[0].card.id == "security"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Vi rekommenderar kommunstyrelsen att ta fram en IT-strategi.", "strategi"),
        ("Policyn är känd men nämnden bör upprätta en handlingsplan.", "handlingsplan"),
        ("Anta ett reglemente, eftersom det bara finns anvisningar.", "reglemente"),
        ("Samverkan fungerar väl.", None),
    ],
)
def test_the_kind_that_is_asked_for(text: str, kind: str | None) -> None:
    assert need_of_text(text).kind == kind


def test_a_tested_precedent_shows_its_verdict(tmp_path: Path) -> None:
    later = audit(
        "later",
        "Sjöhult",
        "Granskning av digitaliseringsstrategi",
        "Målen nås inte.",
        "nej",
        "Följ upp målen.",
        "2023-04-01",
    )
    hit = precedents(index_of([*ALL, later], tmp_path), finding="report-f").hits[0]
    assert [(test["document"], test["step"]) for test in hit.badges.tested] == [("later", "nej")]


def test_a_newer_version_takes_the_place_of_the_older(tmp_path: Path) -> None:
    sections = (("Ansvar", "It-chefen leder digitaliseringen."), ("Mål", "Tio e-tjänster ska finnas."))
    older = steering("older", "strategi", "Sjöhult", "Digitaliseringsstrategi 2016–2020", sections, date="2016-02-01")
    index = index_of([*ALL, older], tmp_path)
    first, *others = precedents(index, finding="report-f").hits
    assert first.card.id == "digital"
    assert [hit.badges.superseded_by for hit in others if hit.card.id == "older"] == ["digital"]
    assert index.superseded == {"older": "digital"}


def test_in_force_is_of_the_day_of_the_audit(index: Index) -> None:
    text = "Incidenter rapporteras inte och klassning saknas."
    day = {
        date: precedents(index, text=text, date=date).hits[0].badges.force.applies
        for date in ("2021-05-01", "2022-05-01")
    }
    assert day == {"2021-05-01": True, "2022-05-01": False}


def test_what_was_decided_after_the_audit_says_so(index: Index) -> None:
    text = "Incidenter rapporteras inte och klassning saknas."
    hits = precedents(index, text=text, date="1999-05-01").hits
    assert hits and all(
        hit.badges.later and "beslutades efter granskningen" in hit.why for hit in hits if hit.card.date
    )
    assert not any(hit.badges.later for hit in precedents(index, text=text).hits)


def test_links_only_what_changed(index: Index) -> None:
    matches = list(link_all(index, [REPORT], ["report"]))
    assert {match.finding for match in matches} == {"report-f", "report-r"}
    assert matches[0].document == "digital"
    assert matches[0].passages
    assert {match.document for match in matches if match.own} <= {"own"}
    assert list(link_all(index, [REPORT], [])) == []


def test_a_strategy_on_something_else_touches_no_finding(tmp_path: Path) -> None:
    fillers = [
        steering(f"filler-{number}", "plan", f"Ort {number}", "Avfallsplan", (("Insamling", "Matavfall hämtas."),))
        for number in range(19 - len(ALL))
    ]
    index = index_of([*ALL, *fillers], tmp_path)  # from 18 to 19 documents no tenth of growth is passed
    assert list(link_all(index, [REPORT], ["filler-0"])) == []
    assert {match.finding for match in link_all(index, [REPORT], ["digital"])} == {"report-f", "report-r"}
    assert list(link_all(index, [REPORT], ["gone"]))


def test_a_question_answered_well_needs_no_precedent(tmp_path: Path) -> None:
    fine = audit(
        "fine", "Ekvalla", "Granskning av avfall", "Avfallsplanen följs.", "ja", "Fortsätt följa upp restavfallet."
    )
    linked = link_all(index_of([WASTE, SECURITY, fine], tmp_path), [fine], ["fine"])
    assert {match.finding for match in linked} <= {"fine-r"}


def test_questions_that_cannot_be_asked(index: Index) -> None:
    with pytest.raises(UsageError, match="finns inte"):
        precedents(index, finding="nej")
    with pytest.raises(UsageError):
        precedents(index, text=" ")
    with pytest.raises(UsageError):
        precedents(index)


def test_a_kind_of_document_alone_is_no_answer(tmp_path: Path) -> None:
    index = index_of(ALL, tmp_path)
    assert precedents(index, text="Det saknas en cykelstrategi.").status == "none-relevant"
    found = precedents(index, text="Det saknas en digitaliseringsstrategi.")
    assert found.hits[0].card.id == "digital"
    assert "vid granskningen" not in found.hits[0].why


def test_a_document_that_says_so_takes_the_place_of_another(tmp_path: Path) -> None:
    sections = (("Ansvar", "It-chefen leder digitaliseringen."), ("Mål", "Tio e-tjänster ska finnas."))
    older = steering("older", "plan", "Sjöhult", "It-plan 2012–2016", sections, date="2012-02-01")
    other = steering("other", "plan", "Klippvik", "It-plan 2012–2016", sections, date="2012-02-01")
    said = "It-plan 2012–2016 (KF 2012-02-01, § 8)"
    newer = steering("newer", "strategi", "Sjöhult", "Strategi för det digitala", sections, replaces=said)
    assert index_of([older, other, newer], tmp_path).superseded == {"older": "newer"}
