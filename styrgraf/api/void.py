"""The collection described to others: /.well-known/void for linked data (W3C VoID), /katalog for data portals."""

from __future__ import annotations

import asyncio
from typing import Any

import orjson
from fastapi import APIRouter, Request, Response

from kg.errors import QueryError, QueryStopped
from kg.message import Message
from kg.sparql.catalogue import catalogue
from kg.sparql.evaluate import Job
from kg.sparql.formats import TRIPLES
from kg.sparql.void import COUNTS, Counts, void_description
from kg.store import serialized
from styrgraf.api.current import Held
from styrgraf.api.negotiation import acceptable
from styrgraf.api.spool import spooled
from styrgraf.collection import Collection
from styrgraf.exporting import SUFFIXES
from styrgraf.settings import Settings

_counting = asyncio.Lock()
_TRIPLES: dict[int | str, dict[str, Any]] = {200: {"content": {one.media: {} for one in TRIPLES.values()}}}
router = APIRouter(default_response_class=Response, responses=_TRIPLES)


@router.get(
    "/.well-known/void", summary="Beskrivning av datamängden (VoID)", response_class=Response, responses=_TRIPLES
)
async def void(request: Request, collection: Held) -> Response:
    """The data set with its vocabularies, its dumps, and how much of what it holds."""
    forms = _forms(request)
    counts = await _counted(request, collection)
    described = void_description(str(request.base_url), collection.base, collection.number, counts)
    return Response(serialized(described, forms[0]), headers=_headers(forms[0]))


@router.get(
    "/katalog",
    summary="Samlingen som katalog över öppna data (DCAT-AP-SE)",
    response_class=Response,
    responses=_TRIPLES,
)
def katalog(request: Request, collection: Held) -> Response:
    """The catalogue for data portals: the data set, the files to fetch, the SPARQL endpoint."""
    forms = _forms(request)
    settings: Settings = request.app.state.settings
    files = [
        (f"styrgraf.{suffix}", form, TRIPLES[form].media if form in TRIPLES else "text/csv")
        for form, suffix in SUFFIXES.items()
    ]
    address = str(request.base_url)
    described = catalogue(address, files, collection.number, settings.publisher, settings.licence)
    return Response(serialized(described, forms[0]), headers=_headers(forms[0]))


def _forms(request: Request) -> list[str]:
    forms = acceptable(request.headers.get("accept", ""), TRIPLES.values())
    if not forms:
        medias = ", ".join(one.media for one in TRIPLES.values())
        raise QueryError(
            "not-acceptable",
            Message("Beskrivningen finns inte i den form som begärs. Välj något av %(medias)s.", medias=medias),
        )
    return forms


def _headers(form: str) -> dict[str, str]:
    return {"Content-Type": TRIPLES[form].content_type, "Vary": "Accept"}


async def _counted(request: Request, collection: Collection) -> Counts:
    """The counts of a generation: counted once, and left out where that takes too long."""
    state: Any = request.app.state
    async with _counting:
        held: tuple[int, Counts] | None = getattr(state, "counts", None)
        if held is None or held[0] != collection.number:
            held = collection.number, await _count(request, collection)
            state.counts = held
    return held[1]


async def _count(request: Request, collection: Collection) -> Counts:
    counts: Counts = {}
    for name, query in COUNTS.items():
        try:
            _, file = await spooled(request, collection.path / "graph", Job(query, rows=("json",)))
        except QueryStopped:
            continue
        with file:
            rows = orjson.loads(file.read())["results"]["bindings"]
        counts[name] = [(row["of"]["value"] if "of" in row else "", int(row["n"]["value"])) for row in rows]
    return counts
