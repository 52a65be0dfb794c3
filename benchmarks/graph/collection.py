"""A collection made by the program: steering documents and, every fifth, an audit report, as named graphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rdflib import Graph, URIRef

from kg.ids import content_hash, document_id, part_id
from kg.iris import Iris
from kg.model import (
    Assessment,
    AuditQuestion,
    Citation,
    Decision,
    Document,
    Field,
    Finding,
    LawReference,
    Page,
    Passage,
    Reading,
    Recommendation,
    Source,
    Span,
    StoredText,
)
from kg.triples import document_graph

IRIS = Iris()
_STEPS = (("Ja", "ja"), ("I huvudsak", "i-huvudsak"), ("Delvis", "delvis"), ("Nej", "nej"))
_KINDS = ("strategi", "policy", "plan", "riktlinje", "program")
_TITLES = ("Strategi", "Policy", "Plan", "Riktlinje", "Program")
_BOARDS = ("kommunstyrelsen", "socialnämnden", "barnnämnden", "miljönämnden")
_QUESTIONS, _CITATIONS = 6, 5


class _Sheet:
    """A text and the things in it, found by their words."""

    def __init__(self, lines: Sequence[str]) -> None:
        text = "\n".join(lines)
        self.stored = StoredText(text, (Page(1, 0, len(text)),))
        self.sha = content_hash(text.encode())
        self.id = document_id(self.sha)

    def span(self, words: str) -> Span:
        at = self.stored.text.index(words)
        return self.stored.span(at, at + len(words))

    def field(self, value: str, words: str | None = None, **more: str) -> Field[str]:
        return Field(value, 0.9, "made", (self.span(words or value),), **more)

    def source(self, number: int) -> Source:
        return Source(f"{number}.pdf", "application/pdf", len(self.stored.text), self.sha)

    def passage(self, words: str) -> Passage:
        span = self.span(words)
        return Passage(part_id(self.id, "p", span.start), words, ("Styrning",), span)

    def document(self, number: int, kind: str, title: str, **fields: object) -> Document:
        code = str(1000 + number % 290)
        known = {"title": self.field(title), "municipality": self.field(f"Kommun{code}", code=code)}
        return Document(self.id, kind, self.source(number), 1, language="sv", **known, **fields)  # type: ignore[arg-type]


def steering(number: int, passages: int = 40) -> Reading:
    """A steering document of some municipality that cites others of its own and a statute."""
    kind, title = _KINDS[number % 5], f"{_TITLES[number % 5]} för omrade{number % 97}"
    date, until = f"{2000 + number % 24}-03-01", f"{2004 + number % 30}-12-31"
    act = f"Antagen av kommunfullmäktige {date}, § {number % 200 + 1}"
    body = [f"Stycke {at} säger hur omrade{number % 97} ska styras i kommunen." for at in range(passages)]
    cites = [f"policyn för omrade{(number + at) % 97}" for at in range(_CITATIONS)]
    law = "kommunallagen (2017:725)"
    sheet = _Sheet([title, f"Kommun{1000 + number % 290}", act, f"Gäller till {until}", law, *body, *cites])
    document = sheet.document(
        number,
        kind,
        title,
        status="adopted",
        adopted_by=sheet.field("kommunfullmäktige"),
        decision_date=sheet.field(date),
        valid_to=sheet.field(until),
    )
    decision = Decision("adopt", (sheet.span(act),), body="kommunfullmäktige", date=date, paragraph="1")
    return Reading(
        document,
        sheet.stored,
        passages=tuple(map(sheet.passage, body)),
        citations=tuple(Citation((sheet.span(words),), title=words) for words in cites),
        laws=(LawReference("2017:725", (sheet.span(law),), name="kommunallagen"),),
        decisions=(decision,),
    )


def report(number: int, passages: int = 40) -> Reading:
    """An audit report with questions, verdicts, findings and recommendations."""
    title, board = f"Granskning av omrade{number % 97}", _BOARDS[number % 4]
    date = f"{2002 + number % 24}-06-15"
    parts = [
        (
            f"Fråga {at}: är omrade{at} styrt?",
            f"{_STEPS[(number + at) % 4][0]} ({at})",
            f"Vi fann brist {at} i styrningen.",
        )
        for at in range(_QUESTIONS)
    ]
    advice = [f"Råd {at}: se över styrningen." for at in range(_QUESTIONS)]
    body = [f"Stycke {at} berättar vad vi såg av omrade{number % 97}." for at in range(passages)]
    lines = [words for part in parts for words in part]
    sheet = _Sheet([title, f"Kommun{1000 + number % 290}", "Byrån AB", date, board, *lines, *advice, *body])
    made = [_question(sheet, at, (number + at) % 4, *words) for at, words in enumerate(parts)]
    document = sheet.document(
        number,
        "revisionsrapport",
        title,
        auditor=sheet.field("Byrån AB"),
        report_date=sheet.field(date),
        audited_bodies=(sheet.field(board),),
    )
    return Reading(
        document,
        sheet.stored,
        questions=tuple(question for question, _ in made),
        findings=tuple(finding for _, finding in made),
        recommendations=tuple(
            Recommendation(part_id(sheet.id, "r", at), words, (sheet.span(words),), (board,))
            for at, words in enumerate(advice)
        ),
        passages=tuple(map(sheet.passage, body)),
    )


def _question(sheet: _Sheet, at: int, step: int, asked: str, verdict: str, found: str) -> tuple[AuditQuestion, Finding]:
    judged = Assessment(_STEPS[step][0], _STEPS[step][1], (sheet.span(verdict),))  # type: ignore[arg-type]
    identifier = part_id(sheet.id, "q", at)
    question = AuditQuestion(identifier, str(at), asked, "revisionsfråga", (sheet.span(asked),), judged)
    return question, Finding(part_id(sheet.id, "f", at), found, (sheet.span(found),), identifier)


def made(number: int, passages: int = 40) -> Reading:
    """The document of that number."""
    return report(number, passages) if number % 5 == 0 else steering(number, passages)


def drawn(numbers: range, passages: int = 40) -> Iterator[tuple[URIRef, Graph]]:
    """Named graphs of documents."""
    for number in numbers:
        reading = made(number, passages)
        yield IRIS.document_graph(reading.document.id), document_graph(reading)
