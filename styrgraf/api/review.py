"""/api/v1/review: what should be looked at, what is said of it, the log of all that was said; feedback on matches."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel, ConfigDict, Field

from styrgraf.api import schemas, work_schemas
from styrgraf.api.access import Reviewer, Who
from styrgraf.api.answers import Json
from styrgraf.api.current import Held
from styrgraf.api.described import WRITES
from styrgraf.api.paging import listed, paged, place
from styrgraf.api.parameters import Paged, Strict
from styrgraf.collection import Collection
from styrgraf.golden import golden_cases
from styrgraf.review_queue import UNSURE, item_json, queue
from styrgraf.reviewing import LONGEST, Word, say
from styrgraf.said import told

router = APIRouter(prefix="/api/v1", responses=schemas.PROBLEMS | schemas.TURNED_AWAY)
_NOW = {"Cache-Control": "no-store"}
_SAID: dict[int | str, dict[str, Any]] = {201: {"model": work_schemas.ReviewShape}}


class Body(BaseModel):
    """A JSON body of which no other part may be given."""

    model_config = ConfigDict(extra="forbid")


class Said(Body):
    """What is said of one thing of a document."""

    document: str = Field(max_length=100)
    about: Literal["field", "assessment", "citation"] = "field"
    part: str = Field(max_length=200, description="Fältets namn, frågans id eller hänvisningens nyckel.")
    verdict: Literal["accepted", "corrected", "rejected"]
    value: str = Field("", max_length=LONGEST, description="Det rätta värdet; flera skrivs ett på var rad.")
    quote: str = Field("", max_length=LONGEST, description="Belägget, ordagrant ur dokumentet.")
    page: int | None = Field(None, ge=1, le=100_000)
    why: str = Field("", max_length=LONGEST)


class Feedback(Body):
    """Whether a document answers a finding."""

    finding: str = Field(max_length=100)
    document: str = Field(max_length=100)
    relevant: bool
    why: str = Field("", max_length=LONGEST)


class TakenBack(Body):
    """Why something said is taken back."""

    why: str = Field("", max_length=LONGEST)


class QueueParameters(Paged):
    """What the queue takes."""

    kind: Literal["", "contradiction", "uncertain", "citation", "unfounded", "not-held"] = Field(
        "", description="Bara det slaget."
    )
    unsure: float = Field(UNSURE, ge=0, le=1, description="Osäkert är det som har lägre säkerhet än så.")


class LogParameters(Paged):
    """What the log takes."""

    document: str = Field("", max_length=100, description="Bara det dokumentet.")


@router.get("/review/queue", summary="Det som bör granskas", responses={200: {"model": work_schemas.Queue}})
def waiting(request: Request, collection: Held, who: Reviewer, asked: Annotated[QueueParameters, Query()]) -> Response:
    """Contradictory and uncertain values, unresolved citations, corrections whose evidence is gone."""
    items, at = queue(collection, asked.kind, asked.unsure), place(asked.cursor, asked.k, collection.number)
    shown = [item_json(collection, item) for item in at.cut(items)]
    answer = {"total": len(items), "items": shown, "generation": at.generation}
    return _unkept(paged(request, answer, at, len(items)))


@router.post("/review", status_code=201, summary="Godkänn, rätta eller avvisa", tags=[WRITES], responses=_SAID)
def review(request: Request, collection: Held, who: Reviewer, said: Said) -> Response:
    """Say something of a value, an assessment or a citation; it stands at once and is published soon after."""
    return said_by(request, collection, who, Word(**said.model_dump()))


@router.post("/feedback", status_code=201, summary="Relevant eller inte relevant", tags=[WRITES], responses=_SAID)
def feedback(request: Request, collection: Held, who: Reviewer, said: Feedback) -> Response:
    """Say whether a document answers a finding."""
    verdict: Literal["accepted", "rejected"] = "accepted" if said.relevant else "rejected"
    return said_by(request, collection, who, Word(said.document, "match", said.finding, verdict, why=said.why))


@router.post("/review/{review}/undo", status_code=201, summary="Ångra en granskning", tags=[WRITES], responses=_SAID)
def undo(request: Request, collection: Held, who: Reviewer, review: str, said: TakenBack) -> Response:
    """Take back what was said; what stood before stands again."""
    kept = collection.store.archive.reviews.undo(review, who.name, said.why)
    request.app.state.publisher.wake()
    return Json(told(kept), 201, headers=_NOW)


@router.get("/review/log", summary="Allt som sagts", responses={200: {"model": work_schemas.Log}})
def log(request: Request, collection: Held, who: Reviewer, asked: Annotated[LogParameters, Query()]) -> Response:
    """Who said what, when and why, the latest first; nothing is ever taken out of it."""
    said = collection.store.archive.reviews.log()
    held = [one for one in said if asked.document in ("", one.document)]
    at = place(asked.cursor, asked.k, collection.number)
    return _unkept(listed(request, "reviews", [told(one) for one in reversed(held)], at))


@router.get("/review/golden", summary="Rättelserna som provfall", response_class=PlainTextResponse)
def golden(collection: Held, who: Reviewer, asked: Annotated[Strict, Query()]) -> Response:
    """Each reviewed document as a case for the tests of reading: its text, a blank line, what is read from it."""
    return PlainTextResponse(golden_cases(collection), headers=_NOW)


def said_by(request: Request, collection: Collection, who: Who, word: Word) -> Response:
    """Keep somebody's word and have it published."""
    kept = say(collection, word, who.name, request.app.state.registry)
    request.app.state.publisher.wake()
    return Json(told(kept), 201, headers=_NOW)


def _unkept(answer: Response) -> Response:
    answer.headers.update(_NOW)
    return answer
