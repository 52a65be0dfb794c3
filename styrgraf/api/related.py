"""/api/v1, beyond the lists: one finding, one passage, one municipality, what is like it, and what it answers."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from kg.message import Message
from styrgraf import related
from styrgraf.api import schemas
from styrgraf.api.answers import Json
from styrgraf.api.current import Held
from styrgraf.api.linked import linked
from styrgraf.api.paging import listed, place
from styrgraf.api.parameters import Few, Paged, Strict
from styrgraf.collection import Collection, NotHeld
from styrgraf.listing import document_in_short

router = APIRouter(prefix="/api/v1", responses=schemas.PROBLEMS)


@router.get(
    "/documents/{document}/passages", summary="Ett dokuments stycken", responses={200: {"model": schemas.Passages}}
)
def passages(request: Request, collection: Held, document: str, asked: Annotated[Paged, Query()]) -> Response:
    """The passages in the order in which they stand."""
    held = [related.passage_json(one) for one in collection.reading(document).passages]
    return listed(request, "passages", held, place(asked.cursor, asked.k, collection.number))


@router.get(
    "/documents/{document}/citations", summary="Vad dokumentet nämner", responses={200: {"model": schemas.Citations}}
)
def citations(request: Request, collection: Held, document: str, asked: Annotated[Paged, Query()]) -> Response:
    """Each citation with what became of it: resolved, ambiguous, not-held, not-a-document or failed."""
    found = collection.citations(collection.reading(document))
    return listed(request, "citations", found, place(asked.cursor, asked.k, collection.number))


@router.get("/documents/{document}/similar", summary="Liknande dokument", responses={200: {"model": schemas.Alike}})
def documents_like(collection: Held, document: str, asked: Annotated[Few, Query()]) -> Response:
    """The documents of the same family most like this one, the most alike first."""
    return _alike(collection, related.documents_like(collection, document, asked.k))


@router.get(
    "/documents/{document}/answers",
    summary="Iakttagelser som dokumentet svarar på",
    responses={200: {"model": schemas.Alike}},
)
def answers(collection: Held, document: str, asked: Annotated[Few, Query()]) -> Response:
    """Precedents the other way round: the findings elsewhere that this steering document comes nearest to answering."""
    return _alike(collection, related.answered_by(collection, document, asked.k))


@router.get("/passages/{passage}", summary="Ett stycke", responses={200: {"model": schemas.PassageShape}})
def passage(request: Request, collection: Held, passage: str, asked: Annotated[Strict, Query()]) -> Response:
    """A passage with its document; as JSON-LD to whom asks for that."""
    document, found = related.passage_of(collection, passage)
    said = related.passage_json(found) | {"document": document_in_short(collection.card(document))}
    return linked(request, collection, f"avsnitt/{found.id}") or Json(said | {"generation": collection.number})


@router.get("/passages/{passage}/similar", summary="Liknande stycken", responses={200: {"model": schemas.Alike}})
def passages_like(collection: Held, passage: str, asked: Annotated[Few, Query()]) -> Response:
    """The passages of other documents most like this one."""
    return _alike(collection, related.passages_like(collection, passage, asked.k))


@router.get("/findings/{finding}", summary="En iakttagelse", responses={200: {"model": schemas.StatementShape}})
def finding(request: Request, collection: Held, finding: str, asked: Annotated[Strict, Query()]) -> Response:
    """A finding or recommendation with its question, assessment and recommendations; as JSON-LD to whom asks."""
    said = collection.finding(finding)
    noun = "rekommendation" if said["role"] == "rekommendation" else "iakttagelse"
    return linked(request, collection, f"{noun}/{said['id']}") or Json(said | {"generation": collection.number})


@router.get("/findings/{finding}/similar", summary="Liknande iakttagelser", responses={200: {"model": schemas.Alike}})
def findings_like(collection: Held, finding: str, asked: Annotated[Few, Query()]) -> Response:
    """The findings of other reports most like this one."""
    return _alike(collection, related.findings_like(collection, finding, asked.k))


@router.get("/municipalities", summary="Kommuner och regioner i samlingen", responses={200: {"model": schemas.Places}})
def municipalities(request: Request, collection: Held, asked: Annotated[Paged, Query()]) -> Response:
    """Each owner of a document with how many of each kind are held."""
    return listed(request, "municipalities", _places(collection), place(asked.cursor, asked.k, collection.number))


@router.get("/municipalities/{code}", summary="En kommun", responses={200: {"model": schemas.Place}})
def municipality(request: Request, collection: Held, code: str, asked: Annotated[Strict, Query()]) -> Response:
    """A municipality by code or name, with its documents; as JSON-LD to whom asks for that."""
    wanted = code.casefold()
    for one in _places(collection):
        if wanted in (one.get("code"), one["municipality"].casefold()):
            held = [card for card in collection.index.cards if card.municipality == one["municipality"]]
            said = one | {"held": [document_in_short(card) for card in held], "generation": collection.number}
            digits = one.get("code", "")
            noun = {2: "region", 4: "kommun"}.get(len(digits), "organisation")
            return linked(request, collection, f"{noun}/{digits}") or Json(said)
    raise NotHeld(
        Message("Samlingen har inga dokument från ”%(code)s”. /api/v1/municipalities visar vilka den har.", code=code)
    )


def _places(collection: Collection) -> list[dict[str, Any]]:
    rows = [row for row in collection.coverage()["municipalities"] if "municipality" in row]
    return [row | {"documents": sum(row["kinds"].values())} | _inhabited(collection, row.get("code")) for row in rows]


def _inhabited(collection: Collection, code: str | None) -> dict[str, Any]:
    """The population of a municipality, with the day it is of and whose figure it is, and its class of size."""
    known = collection.populations.get(code or "")
    return {"population": asdict(known), "size": collection.size(code)} if known else {}


def _alike(collection: Collection, found: list[dict[str, Any]]) -> Response:
    return Json({"total": len(found), "similar": found, "generation": collection.number})
