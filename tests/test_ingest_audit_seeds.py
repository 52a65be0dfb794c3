"""The two seed reports: PwC in Mark 2024 with its structure kept, PwC in Halmstad 2019 as a transcript without it."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import pytest

from ingest.audit import AuditFacts, read_audit
from ingest.plain import read_plain
from ingest.registry import Registry
from ingest.structure import lay_out
from kg.model import Document, Reading, Source

SEEDS = Path(__file__).parents[2] / "shared/data/seeds"
MARK, HALMSTAD = "000_a65cb02c638fc4de.txt", "004_6ecee31f0f065556.txt"

if os.environ.get("CI") != "true":
    pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed reports are not beside the checkout")


@lru_cache(maxsize=2)
def _seed(name: str) -> AuditFacts:
    layout = lay_out(read_plain((SEEDS / name).read_bytes(), "text/plain"))
    document = Document("seed", "revisionsrapport", Source(name, "text/plain", 1, "0" * 64), len(layout.text.pages))
    facts = read_audit(layout, document, Registry.load())
    # A Reading refuses any span that does not quote the stored text exactly.
    Reading(
        facts.document, layout.text, facts.questions, facts.findings, facts.recommendations,
        criteria=facts.criteria, earlier_audits=facts.earlier_audits, flags=facts.flags,
    )  # fmt: skip
    return facts


def _value(field: object) -> object:
    return getattr(field, "value", None)


def _steps(facts: AuditFacts) -> list[str | None]:
    return [question.assessment.step if question.assessment else None for question in facts.questions]


def test_mark_questions() -> None:
    questions = _seed(MARK).questions
    assert [question.number for question in questions] == ["1", "2", "3", "4", "5"]
    assert {question.term for question in questions} == {"revisionsfråga"}
    assert questions[4].text == "Vidtar kommunstyrelsen åtgärder vid brister?"
    assert _steps(_seed(MARK)) == ["delvis"] * 4 + ["ja"]
    assert all(len(question.spans) == 4 for question in questions)


def test_mark_roles() -> None:
    document = _seed(MARK).document
    assert _value(document.auditor) == "PwC"
    assert _value(document.report_date) == "2024-03-21"
    assert _value(document.commissioned_by) == "de förtroendevalda revisorerna i Marks kommun"
    assert _value(document.audited_year) == "2023"
    assert [field.value for field in document.audited_bodies] == ["kommunstyrelsen"]
    assert [field.value for field in document.authors] == ["Sofia Tuvhag", "Michael Wissén", "Carl-Magnus Stenehav"]
    assert document.purpose is not None and "ändamålsenligt digitaliseringsarbete" in document.purpose.value
    assert document.overall_assessment is not None
    assert (document.overall_assessment.text, document.overall_assessment.step) == ("inte helt", "delvis")


def test_mark_recommendations_once_with_both_places() -> None:
    recommendations = _seed(MARK).recommendations
    assert [item.text.split()[0] for item in recommendations] == ["Överväg", "Säkerställ", "Stärk"]
    assert {item.addressees for item in recommendations} == {("kommunstyrelsen",)}
    assert [len(item.spans) for item in recommendations] == [2, 2, 2]


def test_mark_criteria_and_earlier_audit() -> None:
    facts = _seed(MARK)
    assert [criterion.text for criterion in facts.criteria] == [
        "Kommunallag (2017:725) 6 kap. 6 §", "Reglemente för kommunstyrelsen", "Budget 2023-2026 för Marks kommun",
    ]  # fmt: skip
    assert [(audit.subject, audit.year) for audit in facts.earlier_audits] == [("IT-styrning", "2022")]
    assert "åtgärder har vidtagits" in (facts.earlier_audits[0].outcome or "")


@pytest.mark.parametrize("name", [MARK, HALMSTAD])
def test_every_question_has_observations_and_a_judgement(name: str) -> None:
    facts = _seed(name)
    for question in facts.questions:
        roles = {finding.role for finding in facts.findings if finding.question == question.id}
        assert roles == {"iakttagelse", "bedomning"}, question.text


def test_mark_finding_of_the_missing_strategy() -> None:
    facts = _seed(MARK)
    lacks = [finding for finding in facts.findings if "saknar en strategi för digital transformation" in finding.text]
    assert [(finding.question, finding.role) for finding in lacks] == [(facts.questions[0].id, "iakttagelse")]


def test_halmstad_questions() -> None:
    facts = _seed(HALMSTAD)
    assert {question.term for question in facts.questions} == {"kontrollmål"}
    assert _steps(facts) == ["delvis", "delvis", "delvis", "nej"]
    assert [question.assessment.text for question in facts.questions if question.assessment] == [
        "Delvis uppfyllt", "Delvis uppfyllt", "Delvis uppfyllt", "Ej uppfyllt",
    ]  # fmt: skip
    # Summary, list, chapter and closing table, in four slightly different wordings.
    assert all(len(question.spans) == 4 for question in facts.questions)


def test_halmstad_roles() -> None:
    document = _seed(HALMSTAD).document
    assert _value(document.auditor) == "PwC"
    assert _value(document.report_date) == "2019-06-25"
    assert document.audited_year is None
    assert [field.value for field in document.audited_bodies] == ["kommunstyrelsen"]
    assert [field.value for field in document.authors] == ["Malin Jönsson", "Emma Ekstén", "Carl-Magnus Stenehav"]
    assert document.overall_assessment is not None and document.overall_assessment.step == "delvis"


def test_halmstad_recommendations() -> None:
    recommendations = _seed(HALMSTAD).recommendations
    assert len(recommendations) == 4
    assert {item.addressees for item in recommendations} == {("kommunstyrelsen",)}
    assert all(len(item.spans) == 2 for item in recommendations)
    assert recommendations[3].text.startswith("Uppföljning och utvärdering av kommunens digitaliseringsarbete")


def test_halmstad_reads_nothing_of_the_host_page() -> None:
    facts = _seed(HALMSTAD)
    spans = [span for item in (*facts.findings, *facts.recommendations, *facts.questions) for span in item.spans]
    assert min(span.start for span in spans) > 5000
