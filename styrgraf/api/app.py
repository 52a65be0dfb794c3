"""The application: its routes, its headers, its errors."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from asgi_correlation_id import CorrelationIdMiddleware
from fastapi import Depends, FastAPI, Request, Response
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware

import styrgraf.web
from ingest.registry import Registry
from kg.sparql.pool import QueryPool
from styrgraf import __version__
from styrgraf.api import (
    audit_pages,
    data,
    document_pages,
    dumps,
    folders,
    graph_pages,
    graphs,
    health,
    information_pages,
    intake,
    intake_pages,
    linked,
    metrics,
    municipality_pages,
    opensearch,
    originals,
    pages,
    precedent_pages,
    queries,
    questions,
    related,
    review,
    review_pages,
    search_pages,
    signing,
    sparql,
    takedowns,
    things,
    vocabulary,
    void,
    watch_pages,
    watches,
)
from styrgraf.api.access import Access, refuse
from styrgraf.api.bodies import Bodies
from styrgraf.api.cors import OpenData
from styrgraf.api.described import describe
from styrgraf.api.fresh import Fresh
from styrgraf.api.head import HeadAsGet
from styrgraf.api.headers import SafeHeaders
from styrgraf.api.linked import LinkedAnswers
from styrgraf.api.metrics import Metrics
from styrgraf.api.observed import Observed
from styrgraf.api.once import each_once
from styrgraf.api.place import Placed
from styrgraf.api.problems import add_error_handlers
from styrgraf.api.rates import Buckets, Rates
from styrgraf.api.shelf import Shelf
from styrgraf.current import Current
from styrgraf.folder_watcher import FolderWatcher
from styrgraf.intake_runner import Runner
from styrgraf.keys import Keys
from styrgraf.limits import query_limits
from styrgraf.publishing import Publisher
from styrgraf.settings import Settings

_PARTS = (
    *(health, metrics, opensearch),
    *(linked, data, related, queries),
    *(originals, questions, review, intake, folders, watches, takedowns),
    *(things, sparql, graphs, void, dumps, vocabulary),
)
_PAGES = (
    search_pages,
    precedent_pages,
    pages,
    document_pages,
    audit_pages,
    municipality_pages,
    graph_pages,
    information_pages,
    signing,
    review_pages,
    intake_pages,
    watch_pages,
)

# Signing in, for each address and minute.
_ATTEMPTS = 10


def create_app(settings: Settings) -> FastAPI:
    """The service for the store in `settings`. It follows each new generation by itself."""
    # The documentation pages of FastAPI load scripts from another host: openapi.json alone is offered.
    app = FastAPI(
        title="Styrgraf",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(refuse), Depends(each_once)],
        lifespan=_lifespan,
    )
    app.state.settings, app.state.current = settings, Current(settings)
    app.state.metrics = Metrics(app.state.current)
    app.state.shelf, app.state.publisher = Shelf(), Publisher(settings)
    app.state.runner = Runner(settings, app.state.current)
    app.state.folders = FolderWatcher(settings, app.state.runner.wake)
    app.state.registry, app.state.keys = Registry.load(settings.registers), Keys(settings.store)
    app.state.attempts = Buckets(_ATTEMPTS)
    app.state.queries = QueryPool(query_limits(settings))
    # The last one added is the first to see a request.
    app.add_middleware(LinkedAnswers, current=app.state.current)
    app.add_middleware(Fresh, current=app.state.current)
    app.add_middleware(Bodies, upload_megabytes=settings.upload_megabytes)
    app.add_middleware(Rates, per_minute=settings.requests_per_minute)
    app.add_middleware(Access, settings=settings)
    app.add_middleware(OpenData)
    app.add_middleware(SafeHeaders)
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    app.add_middleware(Observed, metrics=app.state.metrics)
    app.add_middleware(CorrelationIdMiddleware)
    app.add_middleware(HeadAsGet)
    app.add_middleware(Placed)
    add_error_handlers(app)
    for part in (*_PAGES, *_PARTS):
        app.include_router(part.router)
    app.mount("/static", StaticFiles(directory=Path(styrgraf.web.__path__[0]) / "static"), name="static")
    app.add_api_route("/favicon.ico", _no_icon, include_in_schema=False)
    describe(app)
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    app.state.current.start()
    app.state.queries.start()
    app.state.publisher.start()
    app.state.runner.start()
    app.state.folders.start()
    yield
    await app.state.queries.close()
    await run_in_threadpool(app.state.folders.stop)
    await run_in_threadpool(app.state.runner.stop)
    await run_in_threadpool(app.state.publisher.stop)


def _no_icon(request: Request) -> Response:
    return Response(status_code=204)
