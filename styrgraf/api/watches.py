"""/api/v1/watches, the pages of watches, and a feed for each (Atom, RFC 4287)."""

from __future__ import annotations

import re
from typing import Annotated, Any, TypeVar

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import Field

from kg.errors import UsageError
from kg.message import Message
from styrgraf.api import schemas
from styrgraf.api.access import Reviewer, Who
from styrgraf.api.answers import Json
from styrgraf.api.current import Held
from styrgraf.api.described import WRITES
from styrgraf.api.opensearch import public_base
from styrgraf.api.page import shown
from styrgraf.api.paging import listed, place
from styrgraf.api.parameters import Filtered, Paged, Strict
from styrgraf.api.review import Body
from styrgraf.collection import Collection, NotHeld
from styrgraf.watches import Watch, Watches
from styrgraf.web.here import HERE
from styrgraf.web.render import page

A = TypeVar("A", bound=Response)
router = APIRouter()
_NOW = {"Cache-Control": "no-store"}
_API: dict[str, Any] = {"responses": schemas.PROBLEMS | schemas.TURNED_AWAY}
_MADE: dict[int | str, dict[str, Any]] = {201: {"model": schemas.WatchShape}} | _API["responses"]
_ONE: dict[int | str, dict[str, Any]] = {200: {"model": schemas.WatchShape}} | _API["responses"]
_ALL: dict[int | str, dict[str, Any]] = {200: {"model": schemas.WatchList}} | _API["responses"]
_GONE: dict[int | str, dict[str, Any]] = {204: {"description": "Avslutad"}} | _API["responses"]
_ATOM = "application/atom+xml"
# Characters that XML 1.0 has no place for, not even escaped.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_FEED: dict[int | str, dict[str, Any]] = {200: {"content": {_ATOM: {}}}}


class NewWatch(Body):
    """A search or a finding to watch."""

    q: str = Field("", max_length=2000)
    finding: str = Field("", max_length=100)
    filters: dict[str, str] = Field({}, description="Sökningens filter, med parametrarnas namn.")
    name: str = Field("", max_length=200)
    mail: str = Field("", max_length=320)


class Proposed(Filtered):
    """What the form for a new watch may be filled with."""

    q: str = Field("", max_length=2000)
    finding: str = Field("", max_length=100)


@router.get("/api/v1/watches", summary="Bevakningarna", responses=_ALL)
def listing(request: Request, who: Reviewer, asked: Annotated[Paged, Query()]) -> Response:
    """One's own watches; all of them to whoever runs the service."""
    found = [watch.to_json() for watch in _mine(request, who)]
    return _unkept(listed(request, "watches", found, place(asked.cursor, asked.k, 0)))


@router.post("/api/v1/watches", status_code=201, summary="Bevaka", tags=[WRITES], responses=_MADE)
def add(request: Request, collection: Held, who: Reviewer, said: NewWatch) -> Response:
    """Begin to watch a search or a finding; what answers now is known already."""
    asked = {"q": said.q, "finding": said.finding, "name": said.name, "mail": said.mail, **said.filters}
    return Json(_all(request).add(collection, who.name, asked).to_json(), 201, headers=_NOW)


@router.get("/api/v1/watches/{watch}", summary="En bevakning", responses=_ONE)
def one(request: Request, who: Reviewer, watch: str, asked: Annotated[Strict, Query()]) -> Response:
    """What is new since the watch began, the newest first."""
    return Json(_own(request, who, watch).to_json(), headers=_NOW)


@router.delete("/api/v1/watches/{watch}", status_code=204, summary="Sluta bevaka", tags=[WRITES], responses=_GONE)
def remove(request: Request, who: Reviewer, watch: str, asked: Annotated[Strict, Query()]) -> Response:
    """End a watch."""
    _all(request).remove(_own(request, who, watch).id)
    return Response(status_code=204)


@router.get("/feed/{watch}.atom", summary="En bevakning som flöde", response_class=Response, responses=_FEED)
def feed(request: Request, watch: str, asked: Annotated[Strict, Query()]) -> Response:
    """The feed of a watch. Its address is the key to it: programs that read feeds cannot sign in."""
    found = _all(request).watch(watch)
    text = _NO_XML.sub("�", page("feed.xml", watch=found, address=public_base(request)))
    return Response(text, media_type=_ATOM, headers=_NOW)


@router.get("/bevakningar", include_in_schema=False)
def watches(request: Request, collection: Held, who: Reviewer, asked: Annotated[Proposed, Query()]) -> HTMLResponse:
    """One's watches, and a new one, filled with the search or finding that it is begun from."""
    return _form(request, collection, who, {"q": asked.q, "finding": asked.finding, **asked.given()})


@router.post("/bevakningar", include_in_schema=False)
async def begin(request: Request, collection: Held, who: Reviewer, asked: Annotated[Strict, Query()]) -> Response:
    """Begin to watch what the form says."""
    form = {name: str(value) for name, value in (await request.form()).items() if name != "csrf"}
    try:
        made = _all(request).add(collection, who.name, form)
    except UsageError as error:
        return _form(request, collection, who, form, 400, wrong=error.message)
    return RedirectResponse(f"{HERE.get().root}/bevakningar/{made.id}", 303, headers=_NOW)


@router.get("/bevakningar/{watch}", include_in_schema=False)
def watch_page(
    request: Request, collection: Held, who: Reviewer, watch: str, asked: Annotated[Strict, Query()]
) -> HTMLResponse:
    """What is new to one watch."""
    return _unkept(shown(collection, "watch.html", "/arbete", watch=_own(request, who, watch)))


@router.post("/bevakningar/{watch}/avsluta", include_in_schema=False)
def end(request: Request, who: Reviewer, watch: str, asked: Annotated[Strict, Query()]) -> Response:
    """End a watch."""
    _all(request).remove(_own(request, who, watch).id)
    return RedirectResponse(f"{HERE.get().root}/bevakningar", 303, headers=_NOW)


def _form(
    request: Request, collection: Collection, who: Who, asked: dict[str, str], status: int = 200, **more: Any
) -> HTMLResponse:
    finding = asked.get("finding", "")
    text = collection.finding(finding)["text"] if finding else ""
    filters = {name: value for name, value in asked.items() if name not in ("q", "finding", "name", "mail") and value}
    values: dict[str, Any] = {"watches": _mine(request, who), "asked": asked, "filters": filters, "finding_text": text}
    values["mails"] = request.app.state.settings.smtp is not None
    return _unkept(shown(collection, "watches.html", "/arbete", status, **values, **more))


def _own(request: Request, who: Who, identifier: str) -> Watch:
    found = _all(request).watch(identifier)
    if found.by != who.name and not who.may("admin"):
        raise NotHeld(Message("Bevakningen finns inte, eller är avslutad."))
    return found


def _mine(request: Request, who: Who) -> list[Watch]:
    return _all(request).all(None if who.may("admin") else who.name)


def _all(request: Request) -> Watches:
    return Watches(request.app.state.settings.store)


def _unkept(answer: A) -> A:
    answer.headers.update(_NOW)
    return answer
