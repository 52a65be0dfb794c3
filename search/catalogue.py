"""What search knows of each document beside its passages: the catalogue card, and an audit's findings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from typing import Any

from kg.model import Assessment, AuditQuestion, Field, Finding, Reading, Recommendation

STEERING = frozenset(
    [
        "strategi",
        "program",
        "plan",
        "handlingsplan",
        "verksamhetsplan",
        "policy",
        "riktlinje",
        "regler",
        "reglemente",
        "rutin",
        "anvisning",
        "foreskrift",
    ]
)
AUDIT = "revisionsrapport"
WEAK = ("delvis", "nej")


@dataclass(frozen=True, slots=True)
class Statement:
    """A finding or recommendation of an audit report, with the question it belongs to and the verdict."""

    id: str
    role: str
    text: str
    page: int
    start: int
    end: int
    question: str | None = None
    question_text: str | None = None
    verdict: str | None = None
    step: str | None = None
    addressees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """A decision about the document: what is needed to tell whether it was in force on a day."""

    action: str
    body: str | None = None
    date: str | None = None
    precision: str | None = None
    concerns: str | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """The catalogue card of a document: plain values, absent when not stated."""

    id: str
    kind: str
    status: str
    name: str
    pages: int
    title: str | None = None
    municipality: str | None = None
    code: str | None = None
    adopted_by: str | None = None
    decision_date: str | None = None
    decision_precision: str | None = None
    paragraph: str | None = None
    case_number: str | None = None
    valid_from: str | None = None
    valid_from_precision: str | None = None
    valid_to: str | None = None
    valid_to_precision: str | None = None
    open_ended: bool | None = None
    revised_date: str | None = None
    replaces: str | None = None
    version: str | None = None
    report_date: str | None = None
    audited_year: str | None = None
    auditor: str | None = None
    overall_step: str | None = None
    subjects: tuple[str, ...] = ()
    partial: bool = False
    acts: tuple[Act, ...] = ()
    headings: tuple[str, ...] = ()
    statements: tuple[Statement, ...] = field(default=(), repr=False)

    @property
    def steering(self) -> bool:
        """Whether it is a steering document: the only kind that can be a precedent."""
        return self.kind in STEERING

    @property
    def shown_title(self) -> str:
        """The title, or the file's name when none was read."""
        return self.title or self.name

    @property
    def date(self) -> str | None:
        """The day that places it in time: of the decision, else of the report."""
        return self.decision_date or self.report_date

    @property
    def year(self) -> str | None:
        """The year of `date`."""
        return self.date[:4] if self.date else None

    @property
    def county(self) -> str | None:
        """The code of its county after SCB: the first two digits of a municipality's code, or a region's own."""
        code = self.code or ""
        return code[:2] if code.isdigit() and len(code) in (2, 4) else None

    def to_json(self) -> dict[str, Any]:
        """The card as plain data, absent values left out."""
        return {name: value for name, value in asdict(self).items() if value not in (None, ())}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Card:
        """The card again from `to_json`."""
        acts = tuple(Act(**act) for act in data.get("acts", ()))
        statements = tuple(Statement(**_tupled(one)) for one in data.get("statements", ()))
        known = {part.name for part in fields(cls)}
        plain = {name: value for name, value in data.items() if name in known}
        return cls(**_tupled(plain) | {"acts": acts, "statements": statements})


def _tupled(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}


def card(reading: Reading) -> Card:
    """The catalogue card of a reading."""
    document = reading.document
    return Card(
        id=document.id,
        kind=document.kind,
        status=document.status,
        name=document.source.name,
        pages=document.pages,
        partial=document.partial,
        overall_step=document.overall_assessment.step if document.overall_assessment else None,
        open_ended=_value(document.open_ended),
        code=document.municipality.code if document.municipality else None,
        decision_precision=_precision(document.decision_date),
        valid_from_precision=_precision(document.valid_from),
        valid_to_precision=_precision(document.valid_to),
        acts=tuple(Act(act.action, act.body, act.date, act.precision, act.concerns) for act in reading.decisions),
        headings=_headings(reading),
        subjects=tuple(area.value for area in document.subjects),
        statements=tuple(_statements(reading)),
        **{name: _value(getattr(document, name)) for name in _PLAIN},
    )


_PLAIN = (
    "title",
    "municipality",
    "adopted_by",
    "decision_date",
    "paragraph",
    "case_number",
    "valid_from",
    "valid_to",
    "revised_date",
    "replaces",
    "version",
    "report_date",
    "audited_year",
    "auditor",
)


def _value(read: Field[Any] | None) -> Any:
    return read.value if read is not None else None


def _precision(read: Field[str] | None) -> str | None:
    return read.precision if read is not None else None


def _headings(reading: Reading) -> tuple[str, ...]:
    """The headings that passages stand under, each once."""
    return tuple(dict.fromkeys(heading for passage in reading.passages for heading in passage.heading_path))


def _statements(reading: Reading) -> list[Statement]:
    questions = {question.id: question for question in reading.questions}
    found = [_finding(finding, questions) for finding in reading.findings]
    return found + [_recommendation(recommendation) for recommendation in reading.recommendations]


def _finding(finding: Finding, questions: Mapping[str, AuditQuestion]) -> Statement:
    question = questions.get(finding.question or "")
    verdict: Assessment | None = question.assessment if question else None
    span = finding.spans[0]
    return Statement(
        finding.id,
        finding.role,
        finding.text,
        span.page,
        span.start,
        span.end,
        question=question.id if question else None,
        question_text=question.text if question else None,
        verdict=verdict.text if verdict else None,
        step=verdict.step if verdict else None,
    )


def _recommendation(recommendation: Recommendation) -> Statement:
    span = recommendation.spans[0]
    return Statement(
        recommendation.id,
        "rekommendation",
        recommendation.text,
        span.page,
        span.start,
        span.end,
        addressees=recommendation.addressees,
    )
