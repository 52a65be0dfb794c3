"""The analysts' pages: the saved questions and their answers."""

from __future__ import annotations

from typing import IO, Any
from urllib.parse import urlencode

import orjson
from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from kg.errors import QueryError, QueryStopped, UsageError
from kg.saved_queries import SavedQuery, saved_query
from kg.sparql.evaluate import Job
from styrgraf.api.current import Held
from styrgraf.api.problems import query_status
from styrgraf.api.spool import ClientGone, gone, spooled
from styrgraf.asked import one_of
from styrgraf.collection import Collection
from styrgraf.web.building import ASK, builder_page, built_query
from styrgraf.web.here import HERE
from styrgraf.web.questions import FORMS, Answer, list_page, question_page

router = APIRouter(prefix="/fragor", include_in_schema=False, default_response_class=HTMLResponse)
_FORM = "diagram"


@router.get("")
def questions(collection: Held) -> HTMLResponse:
    """The saved questions by theme."""
    return HTMLResponse(list_page(collection.number))


@router.get("/bygg")
def builder(request: Request, collection: Held) -> Response:
    """The form in which a query is put together, and the visual builder; with `svar` on to the answer."""
    given, wrong, query = request.query_params.multi_items(), "", ""
    try:
        query = built_query(given)
    except UsageError as error:
        wrong = error.message
    if query and ASK in request.query_params:
        return RedirectResponse(f"{HERE.get().root}/sparql?{urlencode({'query': query})}", 303)
    return HTMLResponse(builder_page(collection.number, given, query, wrong), 400 if wrong else 200)


@router.get("/{name}")
async def question(request: Request, collection: Held, name: str) -> Response:
    """A saved question with its answer; the parameters are the question's own and `diagram` (bars, lines, none)."""
    query = saved_query(name)
    given = dict(request.query_params)
    form = given.pop(_FORM, "")
    if form:
        one_of(_FORM, form, FORMS)
    try:
        answer, status = await _answer(request, collection, query, given), 200
    except ClientGone:
        return gone()
    except UsageError as error:
        answer, status = Answer(wrong=error.message), 400
    except (QueryError, QueryStopped) as error:
        answer, status = Answer(wrong=error.message), query_status(error)
    values: dict[str, Any] = {"base": collection.base, "generation": collection.number}
    values["places"] = sorted({card.municipality for card in collection.index.cards if card.municipality})
    return HTMLResponse(await run_in_threadpool(question_page, query, given, form, answer, **values), status)


async def _answer(request: Request, collection: Collection, query: SavedQuery, given: dict[str, str]) -> Answer:
    job = Job(query.filled(given), rows=("json",), base=collection.base)
    _, file = await spooled(request, collection.path / "graph", job)
    return await run_in_threadpool(_read, file)


def _read(file: IO[bytes]) -> Answer:
    with file:
        said = orjson.loads(file.read())
    names = said["head"]["vars"]
    rows = [{name: row[name]["value"] for name in names if name in row} for row in said["results"]["bindings"]]
    return Answer(names, rows)
