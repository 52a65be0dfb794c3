"""Cross-origin requests: what is open data may be asked for by pages of any origin (W3C/WHATWG Fetch, CORS)."""

from __future__ import annotations

from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

OPEN = ("/sparql", "/graphs", "/graf/", "/id/", "/dumps", "/.well-known/void", "/katalog", "/ns", "/api/")


class OpenData:
    """Lets every origin read what lies under the addresses in `OPEN`; no cookies are involved anywhere."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._open = CORSMiddleware(
            app,
            allow_origins=["*"],
            allow_methods=["GET", "HEAD", "POST"],
            allow_headers=["Accept", "Accept-Language", "Content-Type", "If-None-Match"],
            expose_headers=["Link", "Retry-After", "Content-Disposition", "ETag", "X-Request-ID", "RateLimit"],
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, by way of the CORS rules where it is for open data."""
        is_open = scope["type"] == "http" and scope["path"].removeprefix(scope.get("root_path", "")).startswith(OPEN)
        await (self._open if is_open else self._app)(scope, receive, send)
