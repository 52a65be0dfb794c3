"""What the graph's names lead to when they are asked for here: a page, JSON, or triples."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool

from kg.errors import QueryError
from kg.iris import Iris
from kg.message import Message
from kg.sparql.evaluate import Job
from kg.sparql.formats import TRIPLES
from kg.sparql.thing import about, is_there
from styrgraf.api.current import Held
from styrgraf.api.negotiation import acceptable
from styrgraf.api.sparql_request import HTML, JSON, check_graph
from styrgraf.api.spool import ClientGone, gone, sent, spooled
from styrgraf.collection import Collection, NotHeld
from styrgraf.web.here import HERE
from styrgraf.web.thing import thing_page

router = APIRouter(prefix="/id")

_VARY = {"Vary": "Accept"}
_RDF: dict[str, Any] = {"content": {one.media: {} for one in TRIPLES.values()}}


@router.get(
    "/dokument/{document}",
    summary="Dokumentet som sida, JSON eller tripplar",
    responses={200: _RDF, 303: {"description": "Till sidan, eller till JSON"}},
)
async def document(request: Request, collection: Held, document: str) -> Response:
    """303 to the page or the JSON of a document; to whom asks for RDF all triples read from it."""
    await run_in_threadpool(collection.check_not_removed, document)
    if document not in collection.index.number:
        return await thing(request, collection, f"dokument/{document}")
    forms = _wanted(request)
    if forms[:1] in (["html"], ["json"]):
        target = f"/api/v1/documents/{document}" if forms[0] == "json" else f"{HERE.get().root}/dokument/{document}"
        return RedirectResponse(target, 303, headers=_VARY)
    graph = str(Iris(collection.base).document_graph(document))
    return await _triples(request, collection, Job(graph=graph, triples=_only_triples(forms)))


@router.get("/iakttagelse/{finding}", summary="Iakttagelsen", responses={200: _RDF, 303: {"description": "Till sidan"}})
@router.get(
    "/rekommendation/{finding}", summary="Rekommendationen", responses={200: _RDF, 303: {"description": "Till sidan"}}
)
async def statement(request: Request, collection: Held, finding: str) -> Response:
    """303 to the precedents of a finding or recommendation as a page or as JSON; its triples to whom asks for RDF."""
    held = (await run_in_threadpool(collection.finding, finding))["id"]
    forms = _wanted(request)
    if forms[:1] not in (["html"], ["json"]):
        return await thing(request, collection, request.url.path.rpartition("/id/")[2])
    target = f"/api/v1/precedents?finding={held}" if forms[0] == "json" else f"{HERE.get().root}/iakttagelser/{held}"
    return RedirectResponse(target, 303, headers=_VARY)


@router.get("/{name:path}", summary="Vad grafen säger om en sak", responses={200: _RDF})
async def thing(request: Request, collection: Held, name: str) -> Response:
    """All that the graph says of the thing with this name, and what points to it."""
    iri = f"{collection.base}id/{name}"
    try:
        check_graph(iri)
    except QueryError:
        raise _nothing(iri) from None
    if not await run_in_threadpool(_is_there, collection, iri):
        raise _nothing(iri)
    forms = _wanted(request)
    if forms[:1] == ["html"]:
        shown = await run_in_threadpool(thing_page, collection.graph, iri, collection.base, collection.number)
        return HTMLResponse(shown, headers=_VARY)
    asked = ("jsonld", *_only_triples(forms)) if forms[:1] == ["json"] else _only_triples(forms)
    return await _triples(request, collection, Job(about(iri), rows=(), triples=asked))


def _wanted(request: Request) -> list[str]:
    return acceptable(request.headers.get("accept", ""), (HTML, JSON, *TRIPLES.values()))


def _only_triples(forms: list[str]) -> tuple[str, ...]:
    return tuple(form for form in forms if form in TRIPLES)


async def _triples(request: Request, collection: Collection, job: Job) -> Response:
    try:
        answer, file = await spooled(request, collection.path / "graph", job)
    except ClientGone:
        return gone()
    return sent(file, TRIPLES[answer.form].content_type, _VARY)


def _is_there(collection: Collection, iri: str) -> bool:
    return next(iter(collection.graph.query(is_there(iri))))["ask"] == "true"


def _nothing(iri: str) -> NotHeld:
    return NotHeld(Message("Grafen säger inget om %(iri)s. Kontrollera adressen.", iri=iri))
