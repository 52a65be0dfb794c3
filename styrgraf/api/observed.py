"""Every request counted and logged, after it has been answered."""

from __future__ import annotations

import time

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from styrgraf.api.logs import REQUESTS
from styrgraf.api.metrics import Metrics

_QUIET = frozenset({"/healthz", "/readyz", "/metrics"})


class Observed:
    """Counts in `metrics` and writes one line of the log for each request."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with an eye on its status."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = time.perf_counter(), 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            self._note(scope, status, time.perf_counter() - began)

    def _note(self, scope: Scope, status: int, seconds: float) -> None:
        self._metrics.answered(scope["method"], _route(scope), status, seconds)
        if scope["path"] not in _QUIET:
            # The query is left out: what people ask is theirs.
            said = {"method": scope["method"], "path": scope["path"], "status": status, "ms": round(seconds * 1000, 1)}
            client = scope.get("client") or ("",)
            REQUESTS.info("%s %s", scope["method"], scope["path"], extra=said | {"client": client[0]})


def _route(scope: Scope) -> str:
    """The pattern of the address: addresses themselves would make a series of each document."""
    route = scope.get("route")
    return str(getattr(route, "path", "other"))
