"""How documents hang together in the graph: versions, citations in both directions, the findings that point at one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kg.iris import Iris
from styrgraf.collection import Collection
from styrgraf.listing import document_in_short

_VERSIONS = """SELECT DISTINCT ?id WHERE {{
    <{0}> styr:inSeries ?series . ?other styr:inSeries ?series ; dcterms:identifier ?id }}"""
_CITING = """SELECT DISTINCT ?id WHERE {{
    ?citation a styr:Citation ; styr:resolvesTo <{0}> ; dcterms:isPartOf ?document .
    ?document dcterms:identifier ?id }}"""
_POINTING = """SELECT ?finding ?score ?own WHERE {{
    ?match a styr:Match ; oa:hasBody <{0}> ; oa:hasTarget ?finding ; styr:score ?score ; styr:own ?own }}"""


def versions(collection: Collection, document: str) -> list[dict[str, Any]]:
    """All versions of a document, itself among them, the oldest first; empty when it has no other."""
    found = [document_in_short(collection.card(one)) for one in _ids(collection, _VERSIONS, document)]
    return sorted(found, key=lambda one: (str(one.get("decision_date", "")), one["id"]))


def cited_by(collection: Collection, document: str) -> list[dict[str, Any]]:
    """The held documents that cite one, each with the places where it does."""
    found = []
    for citing in _ids(collection, _CITING, document):
        if citing != document:
            citations = collection.citations(collection.reading(citing))
            spans = [span for one in citations if one.get("document") == document for span in one["spans"]]
            found.append({"document": document_in_short(collection.card(citing)), "spans": spans})
    return sorted(found, key=lambda one: (str(one["document"].get("title", "")), one["document"]["id"]))


def pointing_here(collection: Collection, document: str) -> list[dict[str, Any]]:
    """The findings and recommendations that a document was matched with, the best match first."""
    found = []
    for row in collection.graph.query(_POINTING.format(Iris(collection.base).document(document))):
        identity = row["finding"].rpartition("/")[2]
        if identity in collection.index.said:
            found.append(_pointing(collection, identity) | {"score": float(row["score"]), "own": row["own"] == "true"})
    return sorted(found, key=lambda one: (-one["score"], one["id"]))


def _pointing(collection: Collection, identity: str) -> dict[str, Any]:
    number, said = collection.index.said[identity]
    card = collection.index.cards[number]
    found: dict[str, Any] = {"id": identity, "text": said.text, "role": said.role, "page": said.page}
    if said.step:
        found["assessment"] = {"step": said.step, "text": said.verdict}
    return found | {"document": document_in_short(card)}


def _ids(collection: Collection, query: str, document: str) -> Iterator[str]:
    iri = Iris(collection.base).document(document)
    held = {row["id"] for row in collection.graph.query(query.format(iri))}
    removed = collection.store.archive.takedowns
    return (one for one in sorted(held) if one in collection.index.number and removed.of(one) is None)
