"""/graphs: the named graphs, read only (SPARQL 1.1 Graph Store HTTP Protocol, GET and HEAD)."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response

from kg.errors import QueryError
from kg.message import Message
from kg.sparql.evaluate import Job
from kg.sparql.formats import TRIPLES
from styrgraf.api.current import Held
from styrgraf.api.negotiation import acceptable
from styrgraf.api.sparql_request import check_graph
from styrgraf.api.spool import ClientGone, gone, sent, spooled
from styrgraf.collection import Collection

_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: {"content": {one.media: {} for one in TRIPLES.values()}},
    **{code: {"description": "Ett problem (RFC 9457)"} for code in (400, 404, 406, 413, 503)},
}
router = APIRouter(default_response_class=Response, responses=_ANSWERS)
_TEXT = {"schema": {"type": "string"}}
_PARAMETERS = {
    "parameters": [
        {"name": "graph", "in": "query", "description": "Grafens IRI."} | _TEXT,
        {"name": "default", "in": "query", "description": "I stället för graph: alla grafer tillsammans."} | _TEXT,
    ]
}


@router.get("/graphs", summary="En namngiven graf", openapi_extra=_PARAMETERS)
async def graphs(request: Request, collection: Held) -> Response:
    """The graph named by ?graph=IRI, or with ?default the union of all."""
    return await _graph(request, collection, _asked(request))


@router.get("/graf/{name:path}", summary="En namngiven graf vid sitt eget namn")
async def graph_by_its_name(request: Request, collection: Held, name: str) -> Response:
    """The graph whose IRI is this address (direct graph identification)."""
    check_graph(f"{collection.base}graf/{name}")
    return await _graph(request, collection, f"{collection.base}graf/{name}")


async def _graph(request: Request, collection: Collection, graph: str) -> Response:
    forms = acceptable(request.headers.get("accept", ""), TRIPLES.values())
    try:
        answer, file = await spooled(request, collection.path / "graph", Job(graph=graph, triples=tuple(forms)))
    except ClientGone:
        return gone()
    return sent(file, TRIPLES[answer.form].content_type, {"Vary": "Accept"})


def _asked(request: Request) -> str:
    """The IRI of the graph asked for, "" for the default graph. Raises `QueryError` unless just one is."""
    given = dict(request.query_params)
    unknown = set(given) - {"graph", "default"}
    if unknown:
        raise QueryError(
            "parameter",
            Message("Parametern %(name)s finns inte. De som finns är graph och default.", name=min(unknown)),
        )
    if len(given) != 1 or given.get("default"):
        raise QueryError(
            "parameter", Message("Ange en graf: graph=IRI, eller default utan värde för alla tillsammans.")
        )
    if "graph" in given:
        check_graph(given["graph"])
    return given.get("graph", "")
