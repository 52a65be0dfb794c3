"""What the graph's names lead to when they are asked for here: pages, JSON, and a document's triples."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from kg.iris import Iris
from kg.store import ResultFormat
from styrgraf.api.current import Held

router = APIRouter(prefix="/id")

_PAGE, _JSON = "text/html", "application/json"
_GRAPHS: dict[str, ResultFormat] = {
    "text/turtle": "turtle",
    "application/n-triples": "ntriples",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
}
_TRIPLES = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{}> {{ ?s ?p ?o }} }}"


@router.get(
    "/dokument/{document}",
    summary="Dokumentet som sida, JSON eller tripplar",
    responses={200: {"content": {"text/turtle": {}}}, 303: {"description": "Till sidan, eller till JSON"}},
)
def document(request: Request, collection: Held, document: str) -> Response:
    """303 to the page or the JSON of a document; to whom asks for RDF all triples read from it."""
    held = collection.card(document).id
    wanted = preferred(request.headers.get("accept", ""), (_PAGE, _JSON, *_GRAPHS))
    vary = {"Vary": "Accept"}
    if wanted in _GRAPHS:
        graph = Iris(collection.base).document_graph(held)
        triples = collection.graph.query_text(_TRIPLES.format(graph), _GRAPHS[wanted])
        return Response(triples, media_type=wanted, headers=vary)
    target = f"/api/v1/documents/{held}" if wanted == _JSON else f"/dokument/{held}"
    return RedirectResponse(target, 303, headers=vary)


@router.get("/iakttagelse/{finding}", summary="Iakttagelsen", responses={303: {"description": "Till dess prejudikat"}})
@router.get(
    "/rekommendation/{finding}", summary="Rekommendationen", responses={303: {"description": "Till prejudikat"}}
)
def statement(request: Request, collection: Held, finding: str) -> Response:
    """303 to the precedents of a finding or recommendation, as a page or as JSON."""
    held = collection.finding(finding)["id"]
    wanted = preferred(request.headers.get("accept", ""), (_PAGE, _JSON))
    target = f"/api/v1/precedents?finding={held}" if wanted == _JSON else f"/iakttagelser/{held}"
    return RedirectResponse(target, 303, headers={"Vary": "Accept"})


def preferred(accept: str, offered: tuple[str, ...]) -> str | None:
    """The media type among those offered that an Accept header names with the highest weight; None if it names none."""
    weights: dict[str, float] = {}
    for part in accept.lower().split(","):
        name, *parameters = (word.strip() for word in part.split(";"))
        if name in offered:
            weights[name] = next((_weight(word) for word in parameters if word.startswith("q=")), 1.0)
    best = max(weights, key=lambda name: weights[name], default=None)
    return best if best is not None and weights[best] > 0 else None


def _weight(parameter: str) -> float:
    try:
        return float(parameter.removeprefix("q="))
    except ValueError:
        return 0.0
