"""JSON-LD (W3C, 1.1) instead of plain JSON, for whom asks for it."""

from __future__ import annotations

from fastapi import Request, Response

from styrgraf.collection import Collection

LD_JSON = "application/ld+json"
_ABOUT = """CONSTRUCT {{ ?s ?p ?o }} WHERE {{
    {{ BIND(<{0}> AS ?s) ?s ?p ?o }}
    UNION {{ <{0}> ?near ?s . FILTER(ISIRI(?s)) ?s ?p ?o
             FILTER(STRSTARTS(STR(?s), "{1}id/")) FILTER(?near != <http://purl.org/dc/terms/isPartOf>) }} }}"""


def wants_linked(request: Request) -> bool:
    """Whether JSON-LD is asked for before JSON."""
    weights = {}
    for part in request.headers.get("accept", "").lower().split(","):
        name, _, quality = part.partition(";")
        weights[name.strip()] = quality.strip() != "q=0"
    return bool(weights.get(LD_JSON))


def linked(request: Request, collection: Collection, name: str) -> Response | None:
    """What the graph says of the thing `…/id/NAME` and of its parts, when JSON-LD is asked for."""
    if not wants_linked(request):
        return None
    query = _ABOUT.format(f"{collection.base}id/{name}", collection.base)
    return Response(collection.graph.query_text(query, "jsonld"), media_type=LD_JSON, headers={"Vary": "Accept"})
