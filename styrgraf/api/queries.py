"""The saved queries over HTTP: what there is, and the answer of one as JSON or CSV."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from kg.saved_queries import SavedQuery, saved_queries, saved_query
from kg.sparql.evaluate import Job
from kg.sparql.formats import ROWS
from styrgraf.api import schemas
from styrgraf.api.answers import Json
from styrgraf.api.current import Held
from styrgraf.api.parameters import Strict
from styrgraf.api.spool import ClientGone, gone, sent, spooled
from styrgraf.asked import one_of

router = APIRouter(prefix="/api/v1/queries", responses=schemas.PROBLEMS)


@router.get("", summary="De sparade frågorna", responses={200: {"model": schemas.SavedQueries}})
def queries(asked: Annotated[Strict, Query()]) -> Response:
    """Name, title, sentence and parameters of each saved query, in Swedish and English."""
    return Json({"queries": [_in_short(query) for query in saved_queries()]})


@router.get("/{name}", summary="Svaret på en sparad fråga")
async def query(request: Request, collection: Held, name: str) -> Response:
    """The rows of a saved query; the parameters are the query's own and `format` (json, csv, tsv or xml)."""
    asked = saved_query(name)
    given = dict(request.query_params)
    form = one_of("format", given.pop("format", "json"), ROWS)
    job = Job(asked.filled(given), rows=(form,), base=collection.base)
    try:
        answer, file = await spooled(request, collection.path / "graph", job)
    except ClientGone:
        return gone()
    return sent(file, ROWS[answer.form].content_type, {})


def _in_short(query: SavedQuery) -> dict[str, Any]:
    parameters = [
        {"name": one.name, "type": one.type, "label": dict(one.label)}
        | ({"default": one.default} if one.default else {})
        for one in query.parameters
    ]
    return {
        "name": query.name,
        "title": dict(query.title),
        "text": dict(query.text),
        "theme": query.theme,
        "parameters": parameters,
        "chart": asdict(query.chart) if query.chart else None,
        "sparql": query.query,
    }
