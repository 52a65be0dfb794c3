"""/sparql: queries to the graph (SPARQL 1.1 Protocol), its service description, and a page to ask on."""

from __future__ import annotations

from typing import IO, Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from kg.errors import QueryError, QueryStopped
from kg.message import Message
from kg.sparql.description import service_description
from kg.sparql.evaluate import Answer, Job
from kg.sparql.formats import ROWS, TRIPLES
from kg.store import serialized
from styrgraf.api.current import Held
from styrgraf.api.problems import query_problem, query_status
from styrgraf.api.sparql_request import DIRECT, FORM, Asked, read_request
from styrgraf.api.spool import ClientGone, gone, sent, spooled
from styrgraf.collection import Collection
from styrgraf.full_text import put_for
from styrgraf.web.query import query_page

router = APIRouter()

_VARY = {"Vary": "Accept"}
_TEXT = {"schema": {"type": "string"}}
_SEVERAL = {"schema": {"type": "array", "items": {"type": "string", "format": "uri"}}}
_DESCRIBED: dict[str, Any] = {
    "parameters": [
        {"name": "query", "in": "query", "description": "Frågan, i SPARQL 1.1. Utan den: tjänstebeskrivning."} | _TEXT,
        {"name": "default-graph-uri", "in": "query", "description": "Graf som frågan ställs till."} | _SEVERAL,
        {"name": "named-graph-uri", "in": "query", "description": "Graf som GRAPH kan nämna."} | _SEVERAL,
        {"name": "format", "in": "query", "description": "Svarets form, i stället för Accept."} | _TEXT,
    ]
}
_POSTED = {"requestBody": {"content": {FORM: {"schema": {"type": "object"}}, DIRECT: _TEXT}}}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"content": {one.media: {} for one in (*ROWS.values(), *TRIPLES.values())}},
    **{code: {"description": "Ett problem (RFC 9457)"} for code in (400, 406, 413, 415, 503)},
}


@router.get("/sparql", summary="Ställ en SPARQL-fråga", openapi_extra=_DESCRIBED, responses=_ANSWERS)
async def get(request: Request, collection: Held) -> Response:
    """SPARQL 1.1 Protocol, query by GET; the service description when nothing is asked."""
    return await _answered(request, collection)


@router.post("/sparql", summary="Ställ en SPARQL-fråga", openapi_extra=_POSTED, responses=_ANSWERS)
async def post(request: Request, collection: Held) -> Response:
    """SPARQL 1.1 Protocol, query by POST: a form, or the query itself."""
    return await _answered(request, collection)


@router.api_route("/sparql", methods=["PUT", "DELETE", "PATCH"], include_in_schema=False)
async def other(request: Request) -> Response:
    """405: the graph is read with GET and POST."""
    raise HTTPException(405, headers={"Allow": "GET, HEAD, POST"})


async def _answered(request: Request, collection: Collection) -> Response:
    try:
        asked = await read_request(request)
    except QueryError as error:
        return query_problem(request, error)
    if asked.query is None:
        return _described(request, collection, asked)
    try:
        put = await run_in_threadpool(put_for, collection, asked.query)
        answer, file = await spooled(request, collection.path / "graph", _job(collection, asked, put))
    except ClientGone:
        return gone()
    except (QueryError, QueryStopped) as error:
        return _refused(request, collection, asked, error)
    if asked.wants_page:
        return HTMLResponse(await run_in_threadpool(_page, collection, asked, answer, file), headers=_VARY)
    form = (TRIPLES if answer.kind == "triples" else ROWS)[answer.form]
    return sent(file, form.content_type, _VARY)


def _job(collection: Collection, asked: Asked, put: str | None) -> Job:
    """The job for a worker, which knows no HTML: a page is made from JSON or Turtle."""
    rows = tuple("json" if name == "html" else name for name in asked.rows)
    triples = tuple("turtle" if name == "html" else name for name in asked.triples)
    return Job(asked.query, rows=rows, triples=triples, dataset=asked.dataset, base=collection.base, put=put)


def _described(request: Request, collection: Collection, asked: Asked) -> Response:
    if asked.wants_page:
        return HTMLResponse(query_page(collection.number, base=collection.base), headers=_VARY)
    form = next(iter(asked.triples), None)
    if form is None:
        error = QueryError("not-acceptable", Message("Tjänstebeskrivningen finns som RDF och HTML. Välj text/turtle."))
        return query_problem(request, error)
    described = service_description(str(request.url.replace(query="")), collection.base)
    return Response(serialized(described, form), headers=_VARY | {"Content-Type": TRIPLES[form].content_type})


def _refused(request: Request, collection: Collection, asked: Asked, error: QueryError | QueryStopped) -> Response:
    if not asked.wants_page:
        return query_problem(request, error)
    # The form is shown again: the query that was written in it would otherwise be lost.
    page = query_page(collection.number, base=collection.base, query=asked.query or "", wrong=error.message)
    return HTMLResponse(page, query_status(error), headers=_VARY)


def _page(collection: Collection, asked: Asked, answer: Answer, file: IO[bytes]) -> str:
    with file:
        said = {"query": asked.query or "", "kind": answer.kind}
        return query_page(collection.number, base=collection.base, found=file, **said)
