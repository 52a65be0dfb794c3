"""Audit reports in the house styles of firms and offices: every fact in its role, every quote exact."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ingest.audit import AuditFacts, read_audit
from ingest.fold import fold
from ingest.plain import read_plain
from ingest.registry import Registry
from ingest.structure import lay_out
from kg.model import Document, Reading, Source

REPORTS = sorted((Path(__file__).parent / "data" / "audits").glob("*.txt"))
REGISTRY = Registry.load()


def _read(path: Path) -> AuditFacts:
    layout = lay_out(read_plain(path.read_bytes(), "text/plain"))
    document = Document(
        path.stem, "revisionsrapport", Source(path.name, "text/plain", 1, "0" * 64), len(layout.text.pages)
    )
    facts = read_audit(layout, document, REGISTRY)
    # A Reading refuses any span that does not quote the stored text exactly.
    Reading(
        facts.document, layout.text, facts.questions, facts.findings, facts.recommendations,
        criteria=facts.criteria, earlier_audits=facts.earlier_audits, flags=facts.flags,
    )  # fmt: skip
    return facts


@pytest.fixture(scope="module", params=REPORTS, ids=lambda path: path.stem)
def case(request: pytest.FixtureRequest) -> tuple[AuditFacts, dict[str, Any]]:
    return _read(request.param), json.loads(request.param.with_suffix(".json").read_text(encoding="utf-8"))


def test_there_is_a_report_in_every_house_style() -> None:
    assert len(REPORTS) >= 8


def test_roles(case: tuple[AuditFacts, dict[str, Any]]) -> None:
    facts, expected = case
    document = facts.document
    for name in ("auditor", "report_date", "commissioned_by", "audited_year"):
        field = getattr(document, name)
        assert (field.value if field else None) == expected[name], name
    assert [field.value for field in document.audited_bodies] == expected["audited_bodies"]
    assert [field.value for field in document.authors] == expected["authors"]


def test_overall_assessment(case: tuple[AuditFacts, dict[str, Any]]) -> None:
    facts, expected = case
    overall = facts.document.overall_assessment
    assert ([overall.text, overall.step] if overall else None) == expected["overall"]


def test_questions_and_steps(case: tuple[AuditFacts, dict[str, Any]]) -> None:
    facts, expected = case
    read = [[q.number, q.text, q.assessment.step if q.assessment else None] for q in facts.questions]
    assert read == expected["questions"]
    assert {q.term for q in facts.questions} <= {expected.get("term")}


def test_steps_for_each_body(case: tuple[AuditFacts, dict[str, Any]]) -> None:
    facts, expected = case
    read: dict[str | None, list[str]] = {}
    for question in facts.questions:
        for assessment in question.by_body:
            read.setdefault(assessment.body, []).append(assessment.step)
    assert [[body, *steps] for body, steps in read.items()] == expected.get("by_body", [])


def test_recommendations(case: tuple[AuditFacts, dict[str, Any]]) -> None:
    facts, expected = case
    read = [[item.text, list(item.addressees), len(item.spans)] for item in facts.recommendations]
    assert read == expected["recommendations"]


def test_criteria_and_earlier_audits(case: tuple[AuditFacts, dict[str, Any]]) -> None:
    facts, expected = case
    assert [criterion.text for criterion in facts.criteria] == expected["criteria"]
    if "earlier_audits" in expected:
        assert [[audit.subject, audit.year] for audit in facts.earlier_audits] == expected["earlier_audits"]


def test_findings_are_tied_to_their_question(case: tuple[AuditFacts, dict[str, Any]]) -> None:
    facts, expected = case
    for index, role, words in expected["findings"]:
        wanted = (facts.questions[index].id, role)
        found = [(finding.question, finding.role) for finding in facts.findings if fold(words) in fold(finding.text)]
        assert wanted in found, words
    if not expected["findings"]:
        assert not [finding for finding in facts.findings if finding.question or finding.role == "iakttagelse"]


def test_contradictions_are_flagged(case: tuple[AuditFacts, dict[str, Any]]) -> None:
    facts, expected = case
    assert [flag.code for flag in facts.flags] == expected.get("flags", [])


def test_ids_are_stable_and_distinct() -> None:
    once, again = (_read(REPORTS[0]) for _ in range(2))
    ids = [item.id for item in (*once.questions, *once.findings, *once.recommendations)]
    assert ids == [item.id for item in (*again.questions, *again.findings, *again.recommendations)]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(
    "words",
    [
        "Revisionsfrågor\n\nGranskningens syfte är att besvara revisionsfrågan: Har nämnden en plan för arbetet?\n",
        "Revisionsfrågor\n\nRevisionsfråga Svar Har nämnden en plan för arbetet? Nej\n",
    ],
    ids=["after the sentence that leads to it", "after the head of a table without rules"],
)
def test_a_question_begins_where_it_asks(tmp_path: Path, words: str) -> None:
    path = tmp_path / "rapport.txt"
    path.write_text(words, encoding="utf-8")
    assert [question.text for question in _read(path).questions] == ["Har nämnden en plan för arbetet?"]
