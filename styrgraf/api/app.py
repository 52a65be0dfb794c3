"""The application: its routes, its headers, its errors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import Depends, FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles

import styrgraf.web
from kg.sparql.pool import QueryPool
from styrgraf import __version__
from styrgraf.api import data, dumps, graphs, health, originals, pages, precedent_pages, queries, sparql, things, void
from styrgraf.api.cors import OpenData
from styrgraf.api.head import HeadAsGet
from styrgraf.api.headers import SafeHeaders
from styrgraf.api.once import each_once
from styrgraf.api.problems import add_error_handlers
from styrgraf.api.shelf import Shelf
from styrgraf.collection import Current
from styrgraf.limits import query_limits
from styrgraf.settings import Settings


def create_app(settings: Settings) -> FastAPI:
    """The service for the store in `settings`. It follows each new generation by itself."""
    # The documentation pages of FastAPI load scripts from another host: openapi.json alone is offered.
    app = FastAPI(
        title="Styrgraf",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(each_once)],
        lifespan=_lifespan,
    )
    app.state.current = Current(settings)
    app.state.settings = settings
    app.state.shelf = Shelf()
    app.state.queries = QueryPool(query_limits(settings))
    app.add_middleware(OpenData)
    app.add_middleware(SafeHeaders)
    app.add_middleware(HeadAsGet)
    add_error_handlers(app)
    for part in (health, data, dumps, queries, originals, pages, precedent_pages, things, sparql, graphs, void):
        app.include_router(part.router)
    app.mount("/static", StaticFiles(directory=Path(styrgraf.web.__path__[0]) / "static"), name="static")
    app.add_api_route("/favicon.ico", _no_icon, include_in_schema=False)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    app.state.queries.start()
    yield
    await app.state.queries.close()


def _no_icon(request: Request) -> Response:
    return Response(status_code=204)
