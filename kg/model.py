"""The nouns of Styrgraf: frozen values, standard library only.

Every value that was read from a document carries the `Span`s it was read from. Offsets are Unicode
code points into the document's stored text (`StoredText.text`), the string that is kept for the
document and that every quote can be checked against.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Generic, Literal, TypeVar

from kg.text import Page as Page
from kg.text import Span as Span
from kg.text import SpanError as SpanError
from kg.text import StoredText as StoredText
from kg.text import WordBox as WordBox
from kg.text import Zone as Zone
from kg.text import ZoneKind as ZoneKind

T = TypeVar("T")

Status = Literal["adopted", "draft", "unknown"]
Step = Literal["ja", "i-huvudsak", "delvis", "nej", "ej-bedomd"]
Precision = Literal["day", "month", "year"]
Action = Literal["adopt", "revise", "extend", "repeal", "approve", "decide"]
Provision = Literal["mal", "ansvar", "atgard", "uppfoljning", "krav"]

STEPS: tuple[Step, ...] = ("ja", "i-huvudsak", "delvis", "nej", "ej-bedomd")


@dataclass(frozen=True, slots=True)
class Field(Generic[T]):
    """A value as it was read: normalised, with its evidence.

    `rule` names the rule or model that read it; `confidence` is 0-1; `precision` is set for dates;
    `code` is the register code of a municipality, region or company.
    """

    value: T
    confidence: float
    rule: str
    spans: tuple[Span, ...]
    precision: Precision | None = None
    code: str | None = None

    def __post_init__(self) -> None:
        if not self.spans:
            raise SpanError(f"value {self.value!r} (rule {self.rule}) has no span: a value without evidence is a guess")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence {self.confidence} of rule {self.rule} is not in 0-1")


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person has put right: the corrected `part`, the value that was `read` there (None: nothing), and the
    id of the review that says so."""

    part: str
    read: str | None
    review: str


@dataclass(frozen=True, slots=True)
class Decision:
    """Who decided what, when. `concerns` is the decided document's title when it is not this document itself.

    `corrected` names the parts that stand as a person put them right, with what was read there.
    """

    action: Action
    spans: tuple[Span, ...]
    body: str | None = None
    date: str | None = None
    precision: Precision | None = None
    paragraph: str | None = None
    case_number: str | None = None
    concerns: str | None = None
    corrected: tuple[Correction, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessment:
    """A verdict: `text` as printed, `step` normalised; `body` when the table grades each audited body apart."""

    text: str
    step: Step
    spans: tuple[Span, ...]
    body: str | None = None


@dataclass(frozen=True, slots=True)
class AuditQuestion:
    """A revisionsfråga (`term` is the report's own word: kontrollmål, granskningsmål, …) and how it was assessed."""

    id: str
    number: str | None
    text: str
    term: str
    spans: tuple[Span, ...]
    assessment: Assessment | None = None
    by_body: tuple[Assessment, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What the auditors observed or judged; `question` is the id of the question it belongs to."""

    id: str
    text: str
    spans: tuple[Span, ...]
    question: str | None = None
    role: Literal["iakttagelse", "bedomning"] = "bedomning"


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What the auditors ask, of which bodies; one each however often it is repeated."""

    id: str
    text: str
    spans: tuple[Span, ...]
    addressees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A reference to another document as found in the text; resolving it is a later step."""

    spans: tuple[Span, ...]
    title: str | None = None
    kind: str | None = None
    municipality: str | None = None
    decided_by: str | None = None
    decision_date: str | None = None
    precision: Precision | None = None
    paragraph: str | None = None
    case_number: str | None = None


@dataclass(frozen=True, slots=True)
class LawReference:
    """A provision of a statute: SFS number, and chapter and section where given."""

    sfs: str
    spans: tuple[Span, ...]
    name: str | None = None
    chapter: str | None = None
    section: str | None = None


@dataclass(frozen=True, slots=True)
class Criterion:
    """A revisionskriterium: what the auditors measured against."""

    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class EarlierAudit:
    """An audit that the report says was made before, and what it says was done since."""

    subject: str
    spans: tuple[Span, ...]
    year: str | None = None
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """Something a person should look at: a contradiction, a date out of range, a placeholder."""

    code: str
    message: str
    spans: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit of retrieval: a paragraph, list or table row group under its headings.

    `text` is `span.quote`; `provides` says what a steering document's passage lays down.
    """

    id: str
    text: str
    heading_path: tuple[str, ...]
    span: Span
    provides: tuple[Provision, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    """The file a document was read from."""

    name: str
    media_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Document:
    """One published text and what was read about it; `masked_numbers` counts what personal numbers were masked."""

    id: str
    kind: str
    source: Source
    pages: int
    text_quality: float = 1.0
    partial: bool = False
    status: Status = "unknown"
    language: str | None = None
    kind_evidence: Field[str] | None = None
    title: Field[str] | None = None
    municipality: Field[str] | None = None
    adopted_by: Field[str] | None = None
    decision_date: Field[str] | None = None
    paragraph: Field[str] | None = None
    case_number: Field[str] | None = None
    valid_from: Field[str] | None = None
    valid_to: Field[str] | None = None
    open_ended: Field[bool] | None = None
    revised_date: Field[str] | None = None
    responsible: Field[str] | None = None
    applies_to: Field[str] | None = None
    replaces: Field[str] | None = None
    version: Field[str] | None = None
    auditor: Field[str] | None = None
    authors: tuple[Field[str], ...] = ()
    commissioned_by: Field[str] | None = None
    audited_bodies: tuple[Field[str], ...] = ()
    audited_year: Field[str] | None = None
    report_date: Field[str] | None = None
    purpose: Field[str] | None = None
    overall_assessment: Assessment | None = None
    answers: Field[str] | None = None
    subjects: tuple[Field[str], ...] = ()
    masked_numbers: int = 0


@dataclass(frozen=True, slots=True)
class Run:
    """What read a document: the version of Styrgraf, and a hash of its rules, registers, libraries and settings."""

    software: str
    configuration: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one document: what `ingest` hands over and what is kept on disk.

    Raises `SpanError` when any span in it does not quote `text` exactly.
    """

    document: Document
    text: StoredText
    questions: tuple[AuditQuestion, ...] = ()
    findings: tuple[Finding, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
    citations: tuple[Citation, ...] = ()
    laws: tuple[LawReference, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    decisions: tuple[Decision, ...] = ()
    earlier_audits: tuple[EarlierAudit, ...] = ()
    passages: tuple[Passage, ...] = ()
    flags: tuple[Flag, ...] = ()
    notes: tuple[str, ...] = ()
    zones: tuple[Zone, ...] = ()
    run: Run | None = None
    boxes: tuple[WordBox, ...] = field(default=(), repr=False)

    def __post_init__(self) -> None:
        for span in self.spans():
            if not self.text.holds(span):
                raise SpanError(f"the quote {span.quote[:40]!r} is not what stands at {span.start}-{span.end}")

    def spans(self) -> Iterator[Span]:
        """Every span of the reading, in no particular order."""
        for part in fields(self):
            if part.name not in ("text", "boxes", "zones", "notes", "run"):
                yield from _spans_in(getattr(self, part.name))


def _spans_in(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _spans_in(item)
    elif is_dataclass(value):
        for part in fields(value):
            yield from _spans_in(getattr(value, part.name))
