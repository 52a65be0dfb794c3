"""Golden cases of verdicts and recommendations: what an auditor wrote, a blank line, what is to be read from it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.audit import AuditFacts, read_audit
from ingest.plain import read_plain
from ingest.registry import Registry
from ingest.structure import lay_out
from kg.model import Document, Source
from tests.golden_cases import Case, cases, when_asked, write_anew

REGISTRY = Registry.load()
QUESTION = "Revisionsfrågor\n\n1. Är arbetet ändamålsenligt?\n\nRevisionsfråga 1\n\nBedömning\n\n"


def _facts(text: str) -> AuditFacts:
    layout = lay_out(read_plain(text.encode(), "text/plain"))
    return read_audit(
        layout, Document("golden", "revisionsrapport", Source("g", "text/plain", 1, "0" * 64), 1), REGISTRY
    )


def _verdicts(given: str) -> str:
    facts = _facts(QUESTION + given)
    lines = []
    for question in facts.questions[:1]:
        assessments = question.by_body or ((question.assessment,) if question.assessment else ())
        lines += [f"{found.body or 'fråga'}: {found.step} | {found.text}" for found in assessments]
    overall = facts.document.overall_assessment
    if overall:
        lines.append(f"samlad: {overall.step} | {overall.text}")
    return "\n".join(lines) or "inget"


def _recommendations(given: str) -> str:
    found = _facts(given).recommendations
    return "\n".join(f"{', '.join(item.addressees) or '-'}: {item.text}" for item in found) or "inga"


def _earlier(given: str) -> str:
    found = _facts(f"Inledning\n\n{given}").earlier_audits
    return "\n".join(f"{audit.year or '-'} | {audit.subject} | {audit.outcome or '-'}" for audit in found) or "inga"


def _questions(given: str) -> str:
    found = _facts(given).questions
    return "\n".join(f"{question.number or '-'} | {question.term} | {question.text}" for question in found) or "inga"


READERS: dict[str, Callable[[str], str]] = {
    "verdicts.txt": _verdicts,
    "recommendations.txt": _recommendations,
    "earlier_audits.txt": _earlier,
    "questions.txt": _questions,
}
ALL = [(file, case) for file in READERS for case in cases(file)]


def test_there_are_enough_golden_cases() -> None:
    assert len(ALL) >= 50
    assert len({(file, case.name) for file, case in ALL}) == len(ALL)


@pytest.mark.parametrize(("file", "case"), ALL, ids=[f"{file}: {case.name}" for file, case in ALL])
def test_golden(file: str, case: Case) -> None:
    assert READERS[file](case.given) == case.expected


@when_asked
def test_golden_written_anew() -> None:
    write_anew(READERS)
