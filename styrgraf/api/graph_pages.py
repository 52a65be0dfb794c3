"""The graph around a document or a finding: a drawing, and the same as a table."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response
from fastapi.responses import HTMLResponse
from pydantic import Field

from kg.errors import UsageError
from kg.message import Message
from styrgraf.api.answers import Json
from styrgraf.api.current import Held
from styrgraf.api.page import shown
from styrgraf.api.parameters import Strict
from styrgraf.collection import Collection
from styrgraf.labels import short
from styrgraf.language import N_
from styrgraf.language import gettext as _
from styrgraf.neighbourhood import MOST, Neighbourhood, around_document, around_finding
from styrgraf.web.here import HERE

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_LABEL = 48
TYPES = {
    "steering": N_("Styrdokument"),
    "audit": N_("Granskning"),
    "paper": N_("Annan handling"),
    "finding": N_("Iakttagelse eller rekommendation"),
    "body": N_("Kommun, region eller annan"),
    "missing": N_("Inte i samlingen"),
}


class Middle(Strict):
    """What the graph is drawn around: a document or a finding."""

    document: str = Field("", max_length=100)
    finding: str = Field("", max_length=100)

    def drawn(self, collection: Collection) -> Neighbourhood:
        """The graph asked for. Raises `UsageError` unless exactly one of the two is given."""
        if bool(self.document) == bool(self.finding):
            raise UsageError(Message("Ange document eller finding: det som grafen ska ritas kring."))
        if self.document:
            return around_document(collection, self.document)
        return around_finding(collection, self.finding)


@router.get("/graf")
def graph(collection: Held, asked: Annotated[Middle, Query()]) -> HTMLResponse:
    """The page of a graph."""
    found = asked.drawn(collection)
    query = f"document={asked.document}" if asked.document else f"finding={asked.finding}"
    nodes = list(found.nodes.values())
    values: dict[str, Any] = {"middle": nodes[0], "nodes": found.nodes, "edges": found.edges, "cut": found.cut}
    return shown(collection, "graph.html", "", query=query, types=TYPES, most=MOST, **values)


@router.get("/graf.json")
def drawing(collection: Held, asked: Annotated[Middle, Query()]) -> Response:
    """Nodes and edges as the drawing takes them."""
    found, root = asked.drawn(collection), HERE.get().root
    nodes = [
        {
            "data": {
                "id": node.key,
                "label": short(node.label, _LABEL),
                "href": root + node.path if node.path else "",
                "type": node.type,
            },
            "classes": f"{node.type} middle" if number == 0 else node.type,
        }
        for number, node in enumerate(found.nodes.values())
    ]
    edges = [{"data": {"source": one, "target": other, "label": _(name)}} for one, name, other in found.edges]
    return Json({"nodes": nodes, "edges": edges})
