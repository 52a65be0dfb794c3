"""The language and the place of a request, taken from its address: /en/… is English, all else Swedish.

Programs, which have one address for the API, may ask by Accept-Language instead.
"""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from styrgraf.language import LANGUAGES, OWN, preferred, speaking
from styrgraf.web.here import HERE, Here


class Placed:
    """Answers each request in the language of its address, with links that stay in it and below a proxy's prefix."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; the language's part of the address becomes a part of the root."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        base = scope.get("root_path", "").rstrip("/")
        path = scope["path"].removeprefix(base)
        code, path = _divided(path)
        query = scope.get("query_string", b"").decode("ascii", "replace")
        HERE.set(Here(base, path, query))
        root = base + (f"/{code}" if code != OWN else "")
        spoken = code
        if path.startswith("/api/") and code == OWN:
            spoken = preferred(Headers(scope=scope).get("accept-language", ""))
        with speaking(spoken):
            await self.app({**scope, "root_path": root, "path": root + path}, receive, send)


def _divided(path: str) -> tuple[str, str]:
    """The language a path begins with, and the path without it."""
    first, _, rest = path.lstrip("/").partition("/")
    return (first, f"/{rest}") if first in LANGUAGES and first != OWN else (OWN, path)
