"""The page of a thing of the graph that has no page of its own: what is said of it, and what points to it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.knowledge_graph import KnowledgeGraph, Row
from kg.prefixes import shortened
from kg.sparql.thing import POINTING, pointing_to, said_of
from styrgraf.web.render import page
from styrgraf.web.vocabulary import anchor, is_explained

_NAMES = ("http://www.w3.org/2004/02/skos/core#prefLabel", "http://purl.org/dc/terms/title")


def thing_page(graph: KnowledgeGraph, iri: str, base: str, generation: int) -> str:
    """The page of the thing named `iri`; what is named beneath `base` leads to its address here."""
    said, pointing = list(graph.query(said_of(iri))), list(graph.query(pointing_to(iri)))
    name = next((row["value"] for row in said if row["property"] in _NAMES), shortened(iri.removeprefix(base)))
    values = {"said": _lines(said, base), "pointing": _lines(pointing, base), "more": len(pointing) >= POINTING}
    return page("thing.html", here="", generation=generation, name=name, iri=iri, **values)


def address(iri: str, base: str) -> str | None:
    """Where an IRI leads from here, the vocabulary's to its page; None for what is no address of the web."""
    if iri.startswith(base):
        return "/" + iri.removeprefix(base)
    if is_explained(iri):
        return f"/ns/#{anchor(iri)}"
    return iri if iri.startswith(("http://", "https://")) else None


def _lines(rows: Iterable[Row], base: str) -> list[dict[str, Any]]:
    lines: dict[tuple[str, str], dict[str, Any]] = {}
    for row in rows:
        shown = row.get("label", row["value"])
        line = {"property": row.get("named", shortened(row["property"])), "text": shown}
        lines.setdefault((row["property"], row["value"]), line | {"href": address(row["value"], base)})
    return list(lines.values())
