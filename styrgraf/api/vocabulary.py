"""/ns: the vocabulary as a page for people and as RDF for programs, at the address to which its namespace leads."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from rdflib import Graph, URIRef
from starlette.concurrency import run_in_threadpool

from kg.errors import QueryError
from kg.message import Message
from kg.prefixes import PREFIXES
from kg.sparql.formats import TRIPLES
from kg.store import serialized
from ontology.search_shapes import search_shapes
from ontology.terms import ALIGNMENTS, CONCEPTS, SHAPES, read_ttl, vocabulary
from styrgraf.api.answers import Json
from styrgraf.api.current import Held
from styrgraf.api.negotiation import acceptable
from styrgraf.api.sparql_request import HTML
from styrgraf.asked import one_of
from styrgraf.collection import NotHeld
from styrgraf.language import language
from styrgraf.web.here import HERE
from styrgraf.web.vocabulary import anchor, named_words, vocabulary_page

_RDF: dict[int | str, dict[str, Any]] = {
    200: {"content": {"text/html": {}} | {one.media: {} for one in TRIPLES.values()}},
    404: {"description": "Ett problem (RFC 9457)"},
    406: {"description": "Ett problem (RFC 9457)"},
}
_FORMAT = {
    "parameters": [
        {
            "name": "format",
            "in": "query",
            "description": "Svarets form, i stället för Accept.",
            "schema": {"type": "string"},
        }
    ]
}
router = APIRouter(prefix="/ns", responses=_RDF)


@router.get("", include_in_schema=False)
def without_slash() -> Response:
    """To the page itself: the anchors of a term need one address."""
    return RedirectResponse(f"{HERE.get().root}/ns/", 308)


@router.get("/", summary="Vokabulären", openapi_extra=_FORMAT)
@router.get("/v1", include_in_schema=False)
async def whole(request: Request, collection: Held) -> Response:
    """All classes, properties and concepts; a page to a browser."""
    form = _wanted(request, HTML.name)
    if form == HTML.name:
        shown = await run_in_threadpool(vocabulary_page, collection.number)
        return HTMLResponse(shown, headers={"Vary": "Accept"})
    return _rdf(vocabulary(), form)


@router.get("/ord", include_in_schema=False)
def words() -> Response:
    """The words that a query may use, for whoever completes them: names with labels and meanings, and the prefixes."""
    return Json({"prefixes": PREFIXES, "words": named_words(language())})


@router.get("/former", summary="Vokabulärens regler (SHACL)", openapi_extra=_FORMAT)
def shapes(request: Request) -> Response:
    """The shapes that every document's graph satisfies."""
    return _rdf(Graph().parse(data=read_ttl(SHAPES), format="turtle"), _wanted(request))


@router.get("/sok", summary="Vad som kan frågas efter (SHACL)", openapi_extra=_FORMAT)
def askable(request: Request) -> Response:
    """The shapes from which queries are built: what leads on from each class, and how its values are chosen."""
    return _rdf(search_shapes(), _wanted(request))


@router.get("/motsvarigheter", summary="Motsvarigheter i andra vokabulärer", openapi_extra=_FORMAT)
def alignments(request: Request) -> Response:
    """How the terms relate to those of OSLO Besluit, EARL, CiTO and schema.org."""
    return _rdf(Graph().parse(data=read_ttl(ALIGNMENTS), format="turtle"), _wanted(request))


@router.get("/v1/{name:path}", summary="Ett begrepp", openapi_extra=_FORMAT)
def concept(request: Request, name: str) -> Response:
    """What the vocabulary says of a list or a concept, such as `kind/strategi`; 303 to its place on the page."""
    node = URIRef(f"{CONCEPTS}{name}")
    said = Graph()
    for triple in vocabulary().triples((node, None, None)):
        said.add(triple)
    if not len(said):
        raise NotHeld(Message("Vokabulären har inget begrepp ”%(name)s”. De som finns står på /ns/.", name=name))
    form = _wanted(request, HTML.name)
    if form == HTML.name:
        return RedirectResponse(f"{HERE.get().root}/ns/#{anchor(str(node))}", 303, headers={"Vary": "Accept"})
    return _rdf(said, form)


def _wanted(request: Request, *also: str) -> str:
    """The best form for whom asks. Raises `QueryError` (406) when there is none."""
    offered = [*(HTML for _ in also), *TRIPLES.values()]
    if asked := request.query_params.get("format"):
        return one_of("format", asked, [one.name for one in offered])
    forms = acceptable(request.headers.get("accept", "") or "text/turtle", offered)
    if not forms:
        medias = ", ".join(one.media for one in offered)
        raise QueryError(
            "not-acceptable",
            Message("Vokabulären finns inte i den form som begärs. Välj något av %(medias)s.", medias=medias),
        )
    return forms[0]


def _rdf(graph: Graph, form: str) -> Response:
    # rdflib knows the prefixes of a good many vocabularies; those that nothing begins with would be in the way.
    named, used = Graph(bind_namespaces="none"), {str(term) for triple in graph for term in triple}
    for prefix, name in {**PREFIXES, **{prefix: str(uri) for prefix, uri in graph.namespaces()}}.items():
        if any(term.startswith(name) for term in used):
            named.bind(prefix, name)
    named += graph
    return Response(serialized(named, form), headers={"Content-Type": TRIPLES[form].content_type, "Vary": "Accept"})
