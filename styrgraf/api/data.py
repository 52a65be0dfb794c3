"""The routes under /api/v1: the answers that the command line gives with --json."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import PlainTextResponse

from kg.errors import UsageError
from kg.jsonform import to_json
from kg.message import Message
from search.filters import kind_of
from styrgraf.api import schemas
from styrgraf.api.answers import Json
from styrgraf.api.current import Held
from styrgraf.api.linked import LD_JSON, linked
from styrgraf.api.paging import DEEPEST, listed, paged, place
from styrgraf.api.parameters import (
    DocumentParameters,
    FindingParameters,
    PrecedentParameters,
    ReferenceParameters,
    SearchParameters,
    Strict,
)
from styrgraf.bibliography import FORMS
from styrgraf.said import standing

router = APIRouter(prefix="/api/v1", responses=schemas.PROBLEMS)
_ANSWER: dict[int | str, dict[str, Any]] = {200: {"model": schemas.Answer}}


@router.get("/search", summary="Sök i dokumenten", responses=_ANSWER)
def search(request: Request, collection: Held, asked: Annotated[SearchParameters, Query()]) -> Response:
    """Documents whose passages answer a question in free text."""
    at = place(asked.cursor, asked.k, collection.number, DEEPEST)
    answer = collection.search(asked.q, k=at.end, filters=asked.filters(), mode=asked.mode)
    answer["hits"] = at.cut(answer["hits"])
    return paged(request, answer, at, min(answer["total"], DEEPEST))


@router.get("/precedents", summary="Prejudikat till en iakttagelse", responses=_ANSWER)
def precedents(request: Request, collection: Held, asked: Annotated[PrecedentParameters, Query()]) -> Response:
    """The strategies that answer a finding, given by id or in free text."""
    if asked.finding and asked.text:
        raise UsageError(
            Message("Både finding och text är angivna. Ange bara den ena: en iakttagelses id, eller en text.")
        )
    if not asked.finding and not asked.text:
        raise UsageError(Message("Ange finding eller text: en iakttagelses id, eller en iakttagelse i fri text."))
    said = {"finding": asked.finding or None, "text": asked.text or None}
    at = place(asked.cursor, asked.k, collection.number, DEEPEST)
    answer = collection.precedents(**said, k=at.end, filters=asked.filters(), mode=asked.mode, **asked.audit())
    answer["hits"] = at.cut(answer["hits"])
    return paged(request, answer, at, min(answer["total"], DEEPEST))


@router.get("/documents", summary="Dokumenten i samlingen", responses={200: {"model": schemas.Documents}})
def documents(request: Request, collection: Held, asked: Annotated[DocumentParameters, Query()]) -> Response:
    """Every document in short, by title."""
    kind = kind_of(asked.kind) if asked.kind.strip() else ""
    if asked.municipality.strip():
        collection.check_municipality(asked.municipality)
    chosen = [
        one for one in collection.documents if (not kind or one["kind"] == kind) and _is_from(one, asked.municipality)
    ]
    return listed(request, "documents", chosen, place(asked.cursor, asked.k, collection.number))


@router.get(
    "/documents/{document}",
    summary="Allt som lästs ur ett dokument",
    responses={200: {"model": schemas.ReadingShape, "content": {LD_JSON: {}}}},
)
def document(request: Request, collection: Held, document: str, asked: Annotated[Strict, Query()]) -> Response:
    """The Reading of a document, as `styrgraf read --json` prints it; what the graph says of it as JSON-LD."""
    reading = collection.reading(document)
    return linked(request, collection, f"dokument/{reading.document.id}") or Json(
        to_json(reading) | {"reviews": standing(collection.store.archive.reviews, reading.document.id)}
    )


@router.get("/documents/{document}/reference", summary="Hänvisning till ett dokument", response_class=PlainTextResponse)
def reference(collection: Held, document: str, asked: Annotated[ReferenceParameters, Query()]) -> Response:
    """A document as one refers to it: BibTeX, RIS, or a reference in Swedish."""
    return Response(collection.reference(document, asked.form), media_type=FORMS[asked.form][0])


@router.get("/findings", summary="Revisorernas iakttagelser", responses={200: {"model": schemas.Findings}})
def findings(request: Request, collection: Held, asked: Annotated[FindingParameters, Query()]) -> Response:
    """Every finding with its question and assessment, the weakest verdict first."""
    chosen = [
        one
        for one in collection.findings
        if _is_from(one["document"], asked.municipality)
        and (not asked.step or one.get("assessment", {}).get("step") == asked.step)
    ]
    return listed(request, "findings", chosen, place(asked.cursor, asked.k, collection.number))


@router.get("/coverage", summary="Vad samlingen innehåller och saknar", responses={200: {"model": schemas.Coverage}})
def coverage(collection: Held, asked: Annotated[Strict, Query()]) -> Response:
    """Documents by municipality and kind, and the files that could not be read."""
    return Json(collection.coverage())


def _is_from(document: dict[str, Any], municipality: str) -> bool:
    wanted = municipality.casefold()
    return not wanted or wanted in (str(document.get("municipality", "")).casefold(), document.get("code"))
