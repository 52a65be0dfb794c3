"""A small collection for the tests of search: real readings, the real encoder, real indexes on disk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from kg.model import (
    Assessment,
    AuditQuestion,
    Decision,
    Document,
    Field,
    Finding,
    Page,
    Passage,
    Reading,
    Recommendation,
    Source,
    Span,
    StoredText,
)
from search.encoder import load_encoder
from search.index import Index, IndexWriter

Sections = Sequence[tuple[str, str]]


def steering(
    name: str, kind: str, municipality: str, title: str, sections: Sections, date: str = "2021-03-01", **more: object
) -> Reading:
    """A steering document adopted by the council; `more` replaces fields of the document."""
    text = StoredText(*_text(title, sections))
    evidence = (text.span(0, len(title)),)
    values: dict[str, object] = {
        "title": Field(title, 0.9, "test", evidence),
        "municipality": Field(municipality, 0.9, "test", evidence),
        "adopted_by": Field("Kommunfullmäktige", 0.9, "test", evidence),
        "decision_date": Field(date, 0.9, "test", evidence, "day"),
        "status": "adopted",
    }
    values |= {key: Field(value, 0.9, "test", evidence) if key in _FIELDS else value for key, value in more.items()}
    document = Document(name, kind, Source(f"{name}.md", "text/markdown", 1, name), 1, **values)  # type: ignore[arg-type]
    return Reading(
        document, text, decisions=(Decision("adopt", evidence, date=date),), passages=_passages(name, text, sections)
    )


_FIELDS = ("case_number", "paragraph", "valid_to", "adopted_by", "replaces")


def audit(
    name: str, municipality: str, title: str, finding: str, step: str, advice: str, date: str = "2022-05-01"
) -> Reading:
    """An audit report with one question, one finding and one recommendation."""
    sections = (("Bedömning", finding), ("Rekommendationer", advice))
    text = StoredText(*_text(title, sections))
    evidence = (text.span(0, len(title)),)
    document = Document(
        name,
        "revisionsrapport",
        Source(f"{name}.md", "text/markdown", 1, name),
        1,
        title=Field(title, 0.9, "test", evidence),
        municipality=Field(municipality, 0.9, "test", evidence),
        report_date=Field(date, 0.9, "test", evidence, "day"),
    )
    question = AuditQuestion(
        f"{name}-q",
        "1",
        f"Är arbetet ändamålsenligt? {title}",
        "revisionsfråga",
        evidence,
        Assessment(step, step, evidence),  # type: ignore[arg-type]
    )
    return Reading(
        document,
        text,
        questions=(question,),
        findings=(Finding(f"{name}-f", finding, _at(text, finding), question.id),),
        recommendations=(Recommendation(f"{name}-r", advice, _at(text, advice), ("kommunstyrelsen",)),),
        passages=_passages(name, text, sections),
    )


def _text(title: str, sections: Sections) -> tuple[str, tuple[Page, ...]]:
    text = "\n\n".join([title, *(f"{heading}\n{body}" for heading, body in sections)])
    return text, (Page(1, 0, len(text)),)


def _at(text: StoredText, quote: str) -> tuple[Span, ...]:
    start = text.text.index(quote)
    return (text.span(start, start + len(quote)),)


def _passages(name: str, text: StoredText, sections: Sections) -> tuple[Passage, ...]:
    return tuple(Passage(f"{name}/{heading}", body, (heading,), _at(text, body)[0]) for heading, body in sections)


DIGITAL = steering(
    "digital",
    "strategi",
    "Sjöhult",
    "Digitaliseringsstrategi",
    (
        ("Mål", "Nio av tio ansökningar ska kunna göras i en e-tjänst, och målen mäts varje år."),
        ("Ansvar", "Kommunstyrelsen leder och samordnar digitaliseringen, och varje nämnd utser en ansvarig."),
        ("Uppföljning", "Nyttan av digitaliseringen följs upp i delårsrapporten."),
    ),
    case_number="KS 2021/114",
    paragraph="41",
)
SECURITY = steering(
    "security",
    "policy",
    "Klippvik",
    "Informationssäkerhetspolicy",
    (
        ("Roller", "Informationsägaren beslutar om klassning, och en samordnare leder arbetet."),
        ("Incidenter", "Säkerhetsincidenter rapporteras utan dröjsmål och analyseras så att de inte upprepas."),
    ),
    valid_to="2021-12-31",
)
WASTE = steering(
    "waste",
    "plan",
    "Tallåsa",
    "Avfallsplan 2022–2027",
    (("Insamling", "Matavfall och förpackningar hämtas vid fastigheten."), ("Mål", "Restavfallet ska minska.")),
    date="2021-12-13",
)
STAFF = steering(
    "staff",
    "plan",
    "Tallåsa",
    "Kompetensförsörjningsplan",
    (("Nuläge", "Var tredje medarbetare går i pension."), ("Åtgärder", "Traineeplatser för nyexaminerade lärare.")),
)
DRAFT = steering(
    "draft",
    "strategi",
    "Norrlida",
    "Förslag till digitaliseringsstrategi",
    (
        ("Mål", "Remissversion. Digitala tjänster ska erbjudas dygnet runt."),
        ("Ansvar", "Styrelsen leder digitaliseringen."),
    ),
    status="draft",
)
OWN = steering(
    "own",
    "policy",
    "Granfors",
    "It-policy för digitala verktyg",
    (("Användning", "Datorer och digitala verktyg får användas för arbetet."),),
)
REPORT = audit(
    "report",
    "Granfors",
    "Granskning av kommunens digitalisering",
    "Kommunstyrelsen saknar en aktuell strategi för digitalisering, och nyttan följs inte upp.",
    "delvis",
    "Vi rekommenderar kommunstyrelsen att ta fram en strategi för digitalisering med tydligt ansvar.",
)
ALL = (DIGITAL, SECURITY, WASTE, STAFF, DRAFT, OWN, REPORT)


def publish(writer: IndexWriter, generation: Path) -> Path:
    """A frozen copy of what the writer holds."""
    writer.commit()
    writer.snapshot_lexical(generation / "lexical")
    writer.snapshot_vectors(generation / "vectors")
    return generation


def index_of(readings: Iterable[Reading], folder: Path) -> Index:
    """The published index of these readings."""
    writer = IndexWriter(folder / "live", load_encoder())
    writer.add(readings)
    generation = publish(writer, folder / "generation")
    writer.close()
    return Index.open(generation, load_encoder())
