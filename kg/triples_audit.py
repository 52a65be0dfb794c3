"""What is in an audit report only: questions, verdicts, findings, recommendations, criteria, earlier audits."""

from __future__ import annotations

from functools import cache

from rdflib import URIRef

from kg.drawing import Drawing
from kg.model import Assessment, AuditQuestion, Recommendation
from ontology.terms import STYR, concept, labels


def draw_audit(drawing: Drawing) -> None:
    """The whole audit chain of a report; nothing for other documents."""
    reading = drawing.reading
    if reading.document.overall_assessment is not None:
        verdict = _draw_assessment(drawing, f"{drawing.id}-samlad", reading.document.overall_assessment)
        drawing.add(drawing.document, STYR.overallAssessment, verdict)
    for question in reading.questions:
        _draw_question(drawing, question)
    for finding in reading.findings:
        node = drawing.part("iakttagelse", finding.id, STYR.Finding, finding.spans)
        drawing.say(node, STYR.text, finding.text)
        drawing.add(node, STYR.role, concept("role", finding.role))
        if finding.question is not None:
            drawing.add(node, STYR.question, drawing.iris.thing("revisionsfraga", finding.question))
    for recommendation in reading.recommendations:
        _draw_recommendation(drawing, recommendation)
    _draw_surroundings(drawing)


def _draw_question(drawing: Drawing, question: AuditQuestion) -> None:
    node = drawing.part("revisionsfraga", question.id, STYR.AuditQuestion, question.spans)
    drawing.say(node, STYR.text, question.text)
    drawing.say(node, STYR.number, question.number)
    drawing.say(node, STYR.term, question.term)
    verdicts = ([question.assessment] if question.assessment else []) + list(question.by_body)
    for number, verdict in enumerate(verdicts):
        drawing.add(node, STYR.assessment, _draw_assessment(drawing, f"{question.id}-{number}", verdict))


def _draw_assessment(drawing: Drawing, identifier: str, assessment: Assessment) -> URIRef:
    node = drawing.part("bedomning", identifier, STYR.Assessment, assessment.spans)
    drawing.say(node, STYR.verdictText, assessment.text)
    drawing.add(node, STYR.step, concept("step", assessment.step))
    code = _verdicts().get(assessment.text.casefold().strip(" .:"))
    if code is not None:
        drawing.add(node, STYR.verdict, concept("verdict", code))
    if assessment.body is not None:
        drawing.add(node, STYR.gradedBody, drawing.organ(assessment.body))
    return node


@cache
def _verdicts() -> dict[str, str]:
    """Verdicts as printed to their codes in verdicts.ttl."""
    return {label: code for code, label in labels("verdict").items()}


def _draw_recommendation(drawing: Drawing, recommendation: Recommendation) -> None:
    node = drawing.part("rekommendation", recommendation.id, STYR.Recommendation, recommendation.spans)
    drawing.say(node, STYR.text, recommendation.text)
    drawing.add(node, STYR.addressee, *map(drawing.organ, recommendation.addressees))


def _draw_surroundings(drawing: Drawing) -> None:
    for number, criterion in enumerate(drawing.reading.criteria, start=1):
        node = drawing.numbered("kriterium", STYR.Criterion, number, criterion.spans)
        drawing.say(node, STYR.text, criterion.text)
    for number, earlier in enumerate(drawing.reading.earlier_audits, start=1):
        node = drawing.numbered("tidigare-granskning", STYR.EarlierAudit, number, earlier.spans)
        drawing.say(node, STYR.subject, earlier.subject)
        drawing.say(node, STYR.year, earlier.year)
        drawing.say(node, STYR.outcome, earlier.outcome)
