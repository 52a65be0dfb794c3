"""The story of reading an audit report: questions, verdicts, findings, recommendations, and who did what to whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from ingest.addressees import name_addressees
from ingest.advice import Advice
from ingest.assessments import find_grades
from ingest.audit_authors import read_authors
from ingest.audit_dates import read_audited_year, read_report_date
from ingest.audit_districts import as_printed
from ingest.audit_joined import joined
from ingest.audit_place import audited_place
from ingest.audit_roles import read_audited, read_commissioner, read_purpose
from ingest.audit_script import Script, cut_at, script_of
from ingest.audit_title import read_cover_title
from ingest.auditor import read_auditor
from ingest.criteria import find_criteria
from ingest.earlier_audits import Own, find_earlier_audits
from ingest.extract import Layout
from ingest.findings import find_findings
from ingest.flow import FURNITURE, Flow, flow_of
from ingest.fold import fold
from ingest.graded import PROSE, Graded
from ingest.mentions import Mention, find_mentions, numbered
from ingest.overall import read_overall
from ingest.question_text import Asked
from ingest.questions import asked_questions
from ingest.recommendations import find_recommendations
from ingest.registry import Registry
from kg.ids import part_id
from kg.model import (
    Assessment,
    AuditQuestion,
    Criterion,
    Document,
    EarlierAudit,
    Finding,
    Flag,
    Recommendation,
    Span,
)


@dataclass(frozen=True, slots=True)
class AuditFacts:
    """All that an audit report says as an audit; `document` is the one given, with the audit's own fields set."""

    document: Document
    questions: tuple[AuditQuestion, ...] = ()
    findings: tuple[Finding, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    earlier_audits: tuple[EarlierAudit, ...] = ()
    flags: tuple[Flag, ...] = ()


def read_audit(layout: Layout, document: Document, registry: Registry) -> AuditFacts:
    """Read an audit report that has been laid out; `document` is what the general reading made of it."""
    script = joined(script_of(layout))
    asked = asked_questions(script)
    mentions = find_mentions(script, asked)
    asked = numbered(script, asked, mentions)
    script = cut_at(script, [(mention.start, mention.end) for mention in mentions])
    script = replace(script, audited=tuple(field.value for field in read_audited(script, None, (), ())))
    grades = find_grades(script, asked, mentions)
    questions, conflicts = _questions(script, document.id, asked, mentions, grades)
    advice = find_recommendations(script)
    document, dates = _with_roles(layout, registry, script, document, advice, grades, asked)
    advice = name_addressees(advice, [field.value for field in document.audited_bodies])
    document, advice = as_printed(script.flow.text, document, advice)
    own = Own(
        *(field.value if field else None for field in (document.title, document.report_date, document.municipality))
    )
    return AuditFacts(
        document=document,
        questions=questions,
        findings=_findings(script, document.id, asked, mentions, questions, advice),
        recommendations=tuple(_recommendation(script.flow, document.id, item) for item in advice),
        criteria=find_criteria(script),
        earlier_audits=find_earlier_audits(script, own),
        flags=(*conflicts, *dates),
    )


def _with_roles(
    layout: Layout,
    registry: Registry,
    script: Script,
    document: Document,
    advice: Sequence[Advice],
    grades: Sequence[Graded],
    asked: Sequence[Asked],
) -> tuple[Document, tuple[Flag, ...]]:
    # A date alone at the foot of a cover is easily taken for a footnote.
    with_notes = flow_of(layout, FURNITURE - {"footnote"})
    report_date, flags = read_report_date(with_notes, flow_of(layout, FURNITURE - {"footnote", "running-head"}))
    bodies = dict.fromkeys(grade.body for grade in grades if grade.body)
    document = replace(document, title=read_cover_title(script, document, registry))
    title = document.title.spans[0].quote if document.title else None
    filled = replace(
        document,
        auditor=read_auditor(layout, registry),
        authors=read_authors(with_notes),
        commissioned_by=read_commissioner(script.flow),
        audited_bodies=read_audited(script, title, advice, bodies),
        audited_year=read_audited_year(script.flow),
        report_date=report_date,
        purpose=read_purpose(script.flow),
        overall_assessment=read_overall(script, asked),
    )
    return replace(filled, municipality=audited_place(filled, registry)), flags


def _questions(
    script: Script, document: str, asked: Sequence[Asked], mentions: Sequence[Mention], grades: Sequence[Graded]
) -> tuple[tuple[AuditQuestion, ...], tuple[Flag, ...]]:
    questions, flags = [], []
    for index, question in enumerate(asked):
        spans = [
            span
            for mention in mentions
            if mention.question == index and mention.whole
            for span in script.flow.spans(mention.start, mention.end)
        ]
        mine = [grade for grade in grades if grade.question == index]
        by_body = _by_body(script.flow, mine)
        flags.extend(_conflict(script.flow, question, [grade for grade in mine if grade.body is None]))
        questions.append(
            AuditQuestion(
                id=part_id(document, "question", fold(question.text)),
                number=question.number,
                text=question.text,
                term=question.term,
                spans=tuple(dict.fromkeys(spans)),
                assessment=_assessment(script.flow, mine, by_body),
                by_body=by_body,
            )
        )
    return tuple(questions), tuple(flags)


def _assessment(flow: Flow, grades: Sequence[Graded], by_body: Sequence[Assessment]) -> Assessment | None:
    """The verdict on a question; when each body has its own, only one that all share."""
    # A sentence beside a table of each body's own verdict judges one of them.
    plain = [grade for grade in grades if grade.body is None and not (by_body and grade.rank == PROSE)]
    if plain:
        best = min(plain, key=lambda grade: grade.rank)
        # Where the verdict is printed as such, a sentence that happens to say the same is no evidence of it.
        sure = [grade for grade in plain if grade.rank < PROSE or best.rank == PROSE]
        return _one_of(flow, [grade for grade in sure if grade.step == best.step], best, None)
    if by_body and len({assessment.step for assessment in by_body}) == 1:
        spans = tuple(span for assessment in by_body for span in assessment.spans)
        return Assessment(by_body[0].text, by_body[0].step, spans)
    return None


def _by_body(flow: Flow, grades: Sequence[Graded]) -> tuple[Assessment, ...]:
    graded = sorted((grade for grade in grades if grade.body), key=lambda grade: str(grade.body))
    groups = [list(group) for _, group in groupby(graded, key=lambda grade: grade.body)]
    groups.sort(key=lambda group: min(grade.start for grade in group))
    found = []
    for group in groups:
        best = min(group, key=lambda grade: (grade.rank, grade.start))
        found.append(_one_of(flow, [grade for grade in group if grade.step == best.step], best, best.body))
    return tuple(found)


def _one_of(flow: Flow, grades: Sequence[Graded], best: Graded, body: str | None) -> Assessment:
    spans: dict[Span, None] = {}
    for grade in sorted(grades, key=lambda grade: (grade is not best, grade.start)):
        spans.update(dict.fromkeys(flow.spans(grade.start, grade.end)))
    return Assessment(flow.words(best.start, best.end), best.step, tuple(spans), body)


def _conflict(flow: Flow, question: Asked, grades: Sequence[Graded]) -> list[Flag]:
    """Labels of different steps on one question: both are kept as evidence for a person to look at."""
    labels = [grade for grade in grades if grade.rank < 2]
    if len({grade.step for grade in labels}) < 2:
        return []
    spans = tuple(dict.fromkeys(span for grade in labels for span in flow.spans(grade.start, grade.end)))
    return [Flag("contradictory-assessment", f"Rapporten ger olika bedömningar av frågan: {question.text}", spans)]


def _findings(
    script: Script,
    document: str,
    asked: Sequence[Asked],
    mentions: Sequence[Mention],
    questions: Sequence[AuditQuestion],
    advice: Sequence[Advice],
) -> tuple[Finding, ...]:
    found = []
    for observed in find_findings(script, asked, mentions, advice):
        spans = tuple(dict.fromkeys(span for place in observed.places for span in script.flow.spans(*place)))
        question = questions[observed.question].id if observed.question is not None else None
        role: Literal["iakttagelse", "bedomning"] = "bedomning" if observed.role == "bedomning" else "iakttagelse"
        found.append(
            Finding(part_id(document, "finding", role, fold(observed.text)), observed.text, spans, question, role)
        )
    return tuple(found)


def _recommendation(flow: Flow, document: str, advice: Advice) -> Recommendation:
    spans = tuple(dict.fromkeys(span for place in advice.places for span in flow.spans(*place)))
    identity = part_id(document, "recommendation", fold(advice.text), *sorted(advice.addressees))
    return Recommendation(identity, advice.text, spans, advice.addressees)
