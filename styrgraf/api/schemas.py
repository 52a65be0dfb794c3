"""The shapes of the answers, for the OpenAPI description alone: no answer is built or checked by way of these."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict
from pydantic.json_schema import SkipJsonSchema

from styrgraf.api.fields import InForce, InForceBasis, Related

Step = Literal["ja", "i-huvudsak", "delvis", "nej", "ej-bedomd"]


class Shape(BaseModel):
    """An object with at least these keys; what was not stated is left out."""

    model_config = ConfigDict(extra="allow")


class Alive(Shape):
    status: Literal["ok"]


class Ready(Shape):
    status: Literal["ready", "words-only"]
    loading: list[str]
    generation: int
    documents: int


class InShort(Shape):
    """A document wherever it is named."""

    id: str
    kind: str
    title: str = ""
    municipality: str = ""
    code: str = ""
    adopted_by: str = ""
    decision_date: str = ""
    case_number: str = ""
    size: str = ""
    in_force: InForce | SkipJsonSchema[None] = None
    in_force_basis: InForceBasis | SkipJsonSchema[None] = None


class PassageShape(Shape):
    id: str
    text: str
    page: int
    start: int
    end: int
    heading_path: list[str]


class ReasonShape(Shape):
    """A reason for a hit: its kind, and what belongs to it. `why` says them all in words."""

    kind: str
    words: list[str] = []
    provisions: list[str] = []
    document_kind: str = ""
    passage: str = ""
    page: int = 0


class Hit(Shape):
    """A document that answers; the score says how well it answers this question, and nothing of the document."""

    document: InShort
    passages: list[PassageShape]
    score: float
    parts: dict[str, float]
    why: str
    reasons: list[ReasonShape] = []
    related: Related = False
    badges: dict[str, Any] = {}
    duplicates: list[str] = []


class Answer(Shape):
    """The answer to a question: found; held but nothing relevant; or not held."""

    query: str
    status: Literal["found", "none-relevant", "not-held"]
    total: int
    hits: list[Hit]
    facets: dict[str, dict[str, int]]
    not_held: list[dict[str, str]]
    generation: int


class SpanShape(Shape):
    page: int
    start: int
    end: int
    quote: str


class AssessmentShape(Shape):
    text: str
    step: Step


class QuestionShape(Shape):
    id: str
    text: str


class StatementShape(Shape):
    id: str
    text: str
    role: Literal["iakttagelse", "bedomning", "rekommendation"]
    page: int
    document: InShort
    question: QuestionShape | SkipJsonSchema[None] = None
    assessment: AssessmentShape | SkipJsonSchema[None] = None


class Documents(Shape):
    total: int
    documents: list[InShort]
    generation: int


class Findings(Shape):
    total: int
    findings: list[StatementShape]
    generation: int


class Passages(Shape):
    total: int
    passages: list[PassageShape]
    generation: int


class ReadingShape(Shape):
    """All that was read from one document; every value with its spans."""

    document: dict[str, Any]
    text: str
    questions: list[dict[str, Any]]
    findings: list[dict[str, Any]]
    recommendations: list[dict[str, Any]]
    citations: list[dict[str, Any]]
    laws: list[dict[str, Any]]
    criteria: list[dict[str, Any]]
    passages: list[PassageShape]


class Like(Shape):
    """Something like what was asked about, and how much (0-1)."""

    score: float
    document: InShort
    passage: PassageShape | SkipJsonSchema[None] = None
    finding: StatementShape | SkipJsonSchema[None] = None


class Alike(Shape):
    total: int
    similar: list[Like]
    generation: int


class Cited(Shape):
    state: str | None
    document: str = ""


class Citations(Shape):
    total: int
    citations: list[Cited]
    generation: int


class Row(Shape):
    kinds: dict[str, int]
    municipality: str = ""
    code: str = ""
    newest: str = ""


class PopulationShape(Shape):
    """How many people live there, the day the figure is of, and whose it is."""

    count: int
    date: str
    source: str


class Place(Row):
    """An owner of documents; municipalities whose population a register gives have it, and their class of size."""

    documents: int
    population: PopulationShape | SkipJsonSchema[None] = None
    size: str = ""


class Places(Shape):
    total: int
    municipalities: list[Place]
    generation: int


class Coverage(Shape):
    generation: int
    documents: int
    findings: int
    municipalities: list[Row]
    failed: list[dict[str, Any]]


class SavedQueries(Shape):
    queries: list[dict[str, Any]]


_TEXT = {"type": "string"}
PROBLEM_SCHEMA: dict[str, Any] = {
    "type": "object",
    "description": "Ett problem (RFC 9457).",
    "properties": {
        **dict.fromkeys(("type", "title", "detail", "instance"), _TEXT),
        "status": {"type": "integer"},
        "errors": {
            "type": "array",
            "items": {"type": "object", "properties": {"parameter": _TEXT, "detail": _TEXT}, "required": ["detail"]},
        },
    },
    "required": ["type", "title", "status", "detail", "instance"],
}
PROBLEM: dict[str, Any] = {
    "description": "Ett problem (RFC 9457)",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
PROBLEMS: dict[int | str, dict[str, Any]] = dict.fromkeys((400, 404, 503), PROBLEM)
TURNED_AWAY: dict[int | str, dict[str, Any]] = dict.fromkeys((401, 403, 409, 413), PROBLEM)
