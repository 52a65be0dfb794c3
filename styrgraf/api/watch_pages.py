"""The pages of watches and of saved searches: what is watched, what is new, and the form for another."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData

from kg.errors import UsageError
from styrgraf.api.access import Reviewer, Who
from styrgraf.api.current import Held
from styrgraf.api.page import shown
from styrgraf.api.parameters import Filtered, Strict
from styrgraf.api.watches import NOW, held, mine, own, unkept
from styrgraf.asked import FILTERS
from styrgraf.collection import Collection
from styrgraf.watch import ABOUT, Watch
from styrgraf.watches import told
from styrgraf.web.here import HERE

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_PARTS = tuple(name for _, name in ABOUT)


class Proposed(Filtered):
    """What the form for a new watch may be filled with."""

    q: str = Field("", max_length=2000)
    finding: str = Field("", max_length=100)
    text: str = Field("", max_length=20_000)
    place: str = Field("", max_length=100)
    date: str = Field("", max_length=10)
    document: str = Field("", max_length=100)

    def asked(self) -> dict[str, str]:
        """What is given, by public names."""
        about = {name: getattr(self, name) for name in (*_PARTS, "date")}
        return {name: value for name, value in about.items() if value.strip()} | self.given()


@router.get("/bevakningar")
def watches(request: Request, collection: Held, who: Reviewer, asked: Annotated[Proposed, Query()]) -> HTMLResponse:
    """One's watches, and a new one, filled with what it is begun from."""
    return _form(request, collection, who, asked.asked())


@router.get("/sokningar")
def searches(request: Request, collection: Held, who: Reviewer, asked: Annotated[Proposed, Query()]) -> HTMLResponse:
    """One's saved searches, and a new one, filled with the search that it is begun from."""
    return _form(request, collection, who, asked.asked(), saved=True)


@router.post("/bevakningar")
async def begin(request: Request, collection: Held, who: Reviewer, asked: Annotated[Strict, Query()]) -> Response:
    """Begin to watch what the form says."""
    return await run_in_threadpool(_begun, request, collection, who, await request.form(), saved=False)


@router.post("/sokningar")
async def save(request: Request, collection: Held, who: Reviewer, asked: Annotated[Strict, Query()]) -> Response:
    """Save the search that the form says."""
    return await run_in_threadpool(_begun, request, collection, who, await request.form(), saved=True)


@router.get("/bevakningar/{watch}")
def watch_page(
    request: Request, collection: Held, who: Reviewer, watch: str, asked: Annotated[Strict, Query()]
) -> HTMLResponse:
    """What is new to one watch."""
    found = own(request, who, watch)
    return unkept(shown(collection, "watch.html", "/arbete", watch=found, origin=_origin(found)))


@router.post("/bevakningar/{watch}/andra")
def changed(
    request: Request,
    who: Reviewer,
    watch: str,
    name: Annotated[str, Form(max_length=200)] = "",
    watched: Annotated[bool | None, Form()] = None,
    looked: Annotated[bool, Form()] = False,
) -> Response:
    """Change what the form says."""
    found = own(request, who, watch).id
    held(request).change(found, name=name, watched=watched, looked=looked)
    return RedirectResponse(f"{HERE.get().root}/bevakningar/{found}", 303, headers=NOW)


@router.post("/bevakningar/{watch}/avsluta")
def end(request: Request, who: Reviewer, watch: str, asked: Annotated[Strict, Query()]) -> Response:
    """End a watch, or forget a saved search."""
    found = own(request, who, watch)
    held(request).remove(found.id)
    return RedirectResponse(f"{HERE.get().root}/{'bevakningar' if found.watched else 'sokningar'}", 303, headers=NOW)


def _begun(request: Request, collection: Collection, who: Who, sent: FormData, *, saved: bool) -> Response:
    form = {name: str(value) for name, value in sent.items() if name != "csrf"}
    try:
        made = held(request).add(collection, who.name, form, watched=not saved)
    except UsageError as error:
        return _form(request, collection, who, form, 400, saved=saved, wrong=error.message)
    goal = "sokningar" if saved else f"bevakningar/{made.id}"
    return RedirectResponse(f"{HERE.get().root}/{goal}", 303, headers=NOW)


def _form(
    request: Request,
    collection: Collection,
    who: Who,
    asked: dict[str, str],
    status: int = 200,
    *,
    saved: bool = False,
    **more: Any,
) -> HTMLResponse:
    """The watches or the saved searches, with the form for another."""
    rows = [(one, _origin(one)) for one in mine(request, who) if (one.about == "search" if saved else one.watched)]
    values: dict[str, Any] = {"rows": rows, "asked": asked, "places": collection.places}
    values["filters"] = {name: asked[name] for name in FILTERS if asked.get(name)}
    values["about"] = next((kind for kind, name in ABOUT if asked.get(name)), "search")
    values["subject"] = _subject(collection, asked) if "wrong" not in more else ""
    values["mails"] = request.app.state.settings.smtp is not None
    return unkept(shown(collection, "searches.html" if saved else "watches.html", "/arbete", status, **values, **more))


def _subject(collection: Collection, asked: dict[str, str]) -> str:
    """What the new watch will be about, in words; nothing when that is still to be written."""
    given = {name: asked[name] for _, name in ABOUT if asked.get(name)}
    return told(collection, Watch("", "", "", "", **given)) if given else ""  # type: ignore[arg-type]


def _origin(watch: Watch) -> str:
    """The address, below the root, of the page on which the answer stands as it is now."""
    if watch.about == "search":
        return "/?" + urlencode({"q": watch.q} | watch.filters)
    if watch.about == "text":
        audit = {name: value for name, value in (("municipality", watch.place), ("date", watch.date)) if value}
        return "/prejudikat?" + urlencode({"text": watch.text} | audit | watch.filters)
    if watch.about == "finding":
        return f"/iakttagelser/{quote(watch.finding)}" + (f"?{urlencode(watch.filters)}" if watch.filters else "")
    if watch.about == "document":
        return f"/dokument/{quote(watch.document)}"
    return f"/kommuner/{quote(watch.place)}"
