"""Taking documents down over HTTP: /api/v1/documents/{id} with DELETE, /api/v1/takedowns, and a form on its page.

What is asked for stands at once: the document is answered with 410, and its file is not taken in again. Graph and index
are made anew in another process, one takedown after the other; readers are answered from the old ones meanwhile.
"""

from __future__ import annotations

import logging
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field, StringConstraints
from starlette.concurrency import run_in_threadpool

from kg.message import Message
from kg.takedowns import Takedown
from styrgraf.api import schemas, work_schemas
from styrgraf.api.access import Admin, Who
from styrgraf.api.answers import Json
from styrgraf.api.current import Held
from styrgraf.api.described import WRITES
from styrgraf.api.paging import listed, place
from styrgraf.api.parameters import Paged, Strict
from styrgraf.collection import Collection, NotHeld
from styrgraf.removing import unfinished
from styrgraf.web.here import HERE

LOG = logging.getLogger("styrgraf.takedowns")
router = APIRouter()
_NOW = {"Cache-Control": "no-store"}
_LONGEST = 2000
_PROBLEMS: dict[int | str, dict[str, Any]] = schemas.PROBLEMS | schemas.TURNED_AWAY | {410: schemas.PROBLEM}
_TAKEN: dict[int | str, dict[str, Any]] = _PROBLEMS | {202: {"model": work_schemas.TakedownShape}}
_ONE: dict[int | str, dict[str, Any]] = _PROBLEMS | {200: {"model": work_schemas.TakedownShape}}
_ALL: dict[int | str, dict[str, Any]] = _PROBLEMS | {200: {"model": work_schemas.Takedowns}}
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=_LONGEST)]


class Why(Strict):
    """Why a document is taken down."""

    reason: Reason = Field(description="Varför. Visas för den som frågar efter dokumentet.")


@router.delete(
    "/api/v1/documents/{document}",
    status_code=202,
    summary="Ta bort ett dokument för gott",
    tags=[WRITES],
    responses=_TAKEN,
)
def take_down(
    request: Request, collection: Held, who: Admin, document: str, asked: Annotated[Why, Query()]
) -> Response:
    """Take a document down: 410 from now on; original, reading, graph and index follow, told at `Location`."""
    made = _taken_down(request, collection, who, document, asked.reason)
    where = request.url_for("takedown", document=made.document).path
    return Json(_told(made, "waiting"), 202, headers=_NOW | {"Location": where})


@router.get("/api/v1/takedowns", summary="Borttagna dokument", responses=_ALL)
def takedowns(request: Request, collection: Held, who: Admin, asked: Annotated[Paged, Query()]) -> Response:
    """Who took what down, when and why, the latest first."""
    waiting = {one.sha256 for one in unfinished(request.app.state.settings)}
    all_of_them = collection.store.archive.takedowns.all()
    found = [_told(one, "waiting" if one.sha256 in waiting else "done") for one in all_of_them]
    answer = listed(request, "takedowns", found, place(asked.cursor, asked.k, 0))
    answer.headers.update(_NOW)
    return answer


@router.get("/api/v1/takedowns/{document}", name="takedown", summary="Ett borttagande", responses=_ONE)
def takedown(
    request: Request, collection: Held, who: Admin, document: str, asked: Annotated[Strict, Query()]
) -> Response:
    """How far it has come: `waiting` while anything of the document is left on the disk, then `done`."""
    found = collection.store.archive.takedowns.of(document)
    if found is None:
        raise NotHeld(Message("Dokumentet ”%(document)s” är inte borttaget.", document=document))
    left = found in unfinished(request.app.state.settings)
    return Json(_told(found, "waiting" if left else "done"), headers=_NOW)


@router.post("/dokument/{document}/ta-bort", include_in_schema=False)
async def from_page(
    request: Request, collection: Held, who: Admin, document: str, reason: Annotated[Reason, Form()]
) -> Response:
    """Take down the document of the page; the page then says so."""
    await run_in_threadpool(_taken_down, request, collection, who, document, reason)
    return RedirectResponse(f"{HERE.get().root}/dokument/{document}", 303, headers=_NOW)


def _taken_down(request: Request, collection: Collection, who: Who, document: str, reason: str) -> Takedown:
    sha256 = collection.sha256(document)
    made = collection.store.archive.takedowns.add(sha256, reason, who.name)
    LOG.info("document %s taken down", made.document, extra={"by": who.name, "document": made.document})
    request.app.state.runner.wake()
    return made


def _told(one: Takedown, state: Literal["waiting", "done"]) -> dict[str, Any]:
    return {"document": one.document, "at": one.at, "by": one.by, "reason": one.reason, "state": state}
