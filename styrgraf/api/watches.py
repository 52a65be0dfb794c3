"""/api/v1/watches: what is watched or saved and what has come of it, and a feed for each watch (Atom, RFC 4287)."""

from __future__ import annotations

import re
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query, Request, Response
from pydantic import Field

from kg.message import Message
from styrgraf.api import schemas, work_schemas
from styrgraf.api.access import Reviewer, Who
from styrgraf.api.answers import Json
from styrgraf.api.current import Held
from styrgraf.api.described import WRITES
from styrgraf.api.opensearch import public_base
from styrgraf.api.paging import listed, place
from styrgraf.api.parameters import Paged, Strict
from styrgraf.api.review import Body
from styrgraf.collection import NotHeld
from styrgraf.watch import Watch
from styrgraf.watches import Watches
from styrgraf.web.render import page

A = TypeVar("A", bound=Response)
router = APIRouter()
NOW = {"Cache-Control": "no-store"}
_API: dict[str, Any] = {"responses": schemas.PROBLEMS | schemas.TURNED_AWAY}
_MADE: dict[int | str, dict[str, Any]] = {201: {"model": work_schemas.WatchShape}} | _API["responses"]
_ONE: dict[int | str, dict[str, Any]] = {200: {"model": work_schemas.WatchShape}} | _API["responses"]
_ALL: dict[int | str, dict[str, Any]] = {200: {"model": work_schemas.WatchList}} | _API["responses"]
_GONE: dict[int | str, dict[str, Any]] = {204: {"description": "Avslutad"}} | _API["responses"]
_ATOM = "application/atom+xml"
# Characters that XML 1.0 has no place for, not even escaped.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_FEED: dict[int | str, dict[str, Any]] = {200: {"content": {_ATOM: {}}}}


class NewWatch(Body):
    """A search, a finding (held, or in one's own words), a municipality or other body, or a document: one of them."""

    q: str = Field("", max_length=2000, description="En sökning.")
    finding: str = Field("", max_length=100, description="En iakttagelses id.")
    text: str = Field("", max_length=20_000, description="En iakttagelse i egna ord.")
    place: str = Field("", max_length=100, description="En kommun eller annan; med text den granskade.")
    date: str = Field("", max_length=10, description="Granskningens dag, med text.")
    document: str = Field("", max_length=100, description="Ett dokuments id.")
    filters: dict[str, str] = Field({}, description="Sökningens filter, med parametrarnas namn.")
    name: str = Field("", max_length=200)
    mail: str = Field("", max_length=320)
    watched: bool = Field(True, description="Falskt för en sökning som bara sparas.")


class ChangedWatch(Body):
    """What is changed of a watch; what is left out stays."""

    name: str = Field("", max_length=200)
    watched: bool | None = Field(None, description="Om en sparad sökning bevakas.")
    looked: bool = Field(False, description="Sant när allt som kommit är sett.")


@router.get("/api/v1/watches", summary="Bevakningarna", responses=_ALL)
def listing(request: Request, who: Reviewer, asked: Annotated[Paged, Query()]) -> Response:
    """One's own watches and saved searches; all of them to whoever runs the service."""
    found = [watch.to_json() for watch in mine(request, who)]
    return unkept(listed(request, "watches", found, place(asked.cursor, asked.k, 0)))


@router.post("/api/v1/watches", status_code=201, summary="Bevaka eller spara", tags=[WRITES], responses=_MADE)
def add(request: Request, collection: Held, who: Reviewer, said: NewWatch) -> Response:
    """Begin to watch, or save a search; what answers now is known already."""
    parts = said.model_dump(exclude={"filters", "watched"})
    made = held(request).add(collection, who.name, parts | said.filters, watched=said.watched)
    return Json(made.to_json(), 201, headers=NOW)


@router.patch("/api/v1/watches/{watch}", summary="Ändra en bevakning", tags=[WRITES], responses=_ONE)
def change(request: Request, who: Reviewer, watch: str, said: ChangedWatch) -> Response:
    """Give it another name, let a saved search be watched or not, or say that all is seen."""
    changed = held(request).change(
        own(request, who, watch).id, name=said.name, watched=said.watched, looked=said.looked
    )
    return Json(changed.to_json(), headers=NOW)


@router.get("/api/v1/watches/{watch}", summary="En bevakning", responses=_ONE)
def one(request: Request, who: Reviewer, watch: str, asked: Annotated[Strict, Query()]) -> Response:
    """What is new since the watch began, the newest first."""
    return Json(own(request, who, watch).to_json(), headers=NOW)


@router.delete("/api/v1/watches/{watch}", status_code=204, summary="Sluta bevaka", tags=[WRITES], responses=_GONE)
def remove(request: Request, who: Reviewer, watch: str, asked: Annotated[Strict, Query()]) -> Response:
    """End a watch."""
    held(request).remove(own(request, who, watch).id)
    return Response(status_code=204)


@router.get("/feed/{watch}.atom", summary="En bevakning som flöde", response_class=Response, responses=_FEED)
def feed(request: Request, watch: str, asked: Annotated[Strict, Query()]) -> Response:
    """The feed of a watch. Its address is the key to it: programs that read feeds cannot sign in."""
    found = held(request).watch(watch)
    if not found.watched:
        raise NotHeld(Message("Bevakningen finns inte, eller är avslutad."))
    text = _NO_XML.sub("�", page("feed.xml", watch=found, address=public_base(request)))
    return Response(text, media_type=_ATOM, headers=NOW)


def own(request: Request, who: Who, identifier: str) -> Watch:
    """A watch of theirs. Raises `NotHeld`, also for somebody else's."""
    found = held(request).watch(identifier)
    if found.by != who.name and not who.may("admin"):
        raise NotHeld(Message("Bevakningen finns inte, eller är avslutad."))
    return found


def mine(request: Request, who: Who) -> list[Watch]:
    """All of theirs; everybody's for whoever runs the service."""
    return held(request).all(None if who.may("admin") else who.name)


def held(request: Request) -> Watches:
    """The watches of the store that is served."""
    return Watches(request.app.state.settings.store)


def unkept(answer: A) -> A:
    """The answer, which nobody may keep."""
    answer.headers.update(NOW)
    return answer
