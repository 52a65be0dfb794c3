"""The routes under /api/v1: the answers that the command line gives with --json."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import PlainTextResponse

from kg.errors import UsageError
from kg.jsonform import to_json
from styrgraf.api.answers import Json
from styrgraf.api.current import Held
from styrgraf.api.paging import DEEPEST, Place, link_header, place
from styrgraf.api.parameters import (
    DocumentParameters,
    FindingParameters,
    PrecedentParameters,
    ReferenceParameters,
    SearchParameters,
    Strict,
)
from styrgraf.bibliography import FORMS

_PROBLEM = {"description": "Ett problem (RFC 9457)", "content": {"application/problem+json": {}}}
router = APIRouter(prefix="/api/v1", responses={400: _PROBLEM, 404: _PROBLEM, 503: _PROBLEM})


@router.get("/search", summary="Sök i dokumenten")
def search(request: Request, collection: Held, asked: Annotated[SearchParameters, Query()]) -> Response:
    """Documents whose passages answer a question in free text."""
    at = place(asked.cursor, asked.k, collection.number, DEEPEST)
    answer = collection.search(asked.q, k=at.end, filters=asked.filters(), mode=asked.mode)
    answer["hits"] = at.cut(answer["hits"])
    return _paged(request, answer, at, min(answer["total"], DEEPEST))


@router.get("/precedents", summary="Prejudikat till en iakttagelse")
def precedents(collection: Held, asked: Annotated[PrecedentParameters, Query()]) -> Response:
    """The strategies that answer a finding, given by id or in free text."""
    if asked.finding and asked.text:
        raise UsageError("Både finding och text är angivna. Ange bara den ena: en iakttagelses id, eller en text.")
    if not asked.finding and not asked.text:
        raise UsageError("Ange finding eller text: en iakttagelses id, eller en iakttagelse i fri text.")
    said = {"finding": asked.finding or None, "text": asked.text or None}
    return Json(collection.precedents(**said, k=asked.k, filters=asked.filters(), **asked.audit()))


@router.get("/documents", summary="Dokumenten i samlingen")
def documents(request: Request, collection: Held, asked: Annotated[DocumentParameters, Query()]) -> Response:
    """Every document in short, by title."""
    chosen = [
        one
        for one in collection.documents
        if (not asked.kind or one["kind"] == asked.kind) and _is_from(one, asked.municipality)
    ]
    return _listed(request, "documents", chosen, place(asked.cursor, asked.k, collection.number))


@router.get("/documents/{document}", summary="Allt som lästs ur ett dokument")
def document(collection: Held, document: str, asked: Annotated[Strict, Query()]) -> Response:
    """The Reading of a document, as `styrgraf read --json` prints it."""
    return Json(to_json(collection.reading(document)))


@router.get("/documents/{document}/reference", summary="Hänvisning till ett dokument", response_class=PlainTextResponse)
def reference(collection: Held, document: str, asked: Annotated[ReferenceParameters, Query()]) -> Response:
    """A document as one refers to it: BibTeX, RIS, or a reference in Swedish."""
    return Response(collection.reference(document, asked.form), media_type=FORMS[asked.form][0])


@router.get("/findings", summary="Revisorernas iakttagelser")
def findings(request: Request, collection: Held, asked: Annotated[FindingParameters, Query()]) -> Response:
    """Every finding with its question and assessment, the weakest verdict first."""
    chosen = [
        one
        for one in collection.findings
        if _is_from(one["document"], asked.municipality)
        and (not asked.step or one.get("assessment", {}).get("step") == asked.step)
    ]
    return _listed(request, "findings", chosen, place(asked.cursor, asked.k, collection.number))


@router.get("/coverage", summary="Vad samlingen håller och saknar")
def coverage(collection: Held, asked: Annotated[Strict, Query()]) -> Response:
    """Documents by municipality and kind, and the files that could not be read."""
    return Json(collection.coverage())


def _is_from(document: dict[str, Any], municipality: str) -> bool:
    wanted = municipality.casefold()
    return not wanted or wanted in (str(document.get("municipality", "")).casefold(), document.get("code"))


def _listed(request: Request, name: str, items: list[dict[str, Any]], at: Place) -> Response:
    answer = {"total": len(items), name: at.cut(items), "generation": at.generation}
    return _paged(request, answer, at, len(items))


def _paged(request: Request, answer: dict[str, Any], at: Place, total: int) -> Response:
    return Json(answer, headers=link_header(at.links(request, total)))
