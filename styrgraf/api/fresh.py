"""ETag and 304 (RFC 9110, 8.8.3 and 15.4.5): an answer holds as long as what it was made from stands."""

from __future__ import annotations

from hashlib import blake2b

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.errors import StyrgrafError
from styrgraf import __version__
from styrgraf.current import Current

_TAGGED = (
    "text/html",
    "text/csv",
    "text/turtle",
    "application/json",
    "application/ld+json",
    "application/n-triples",
    "application/rdf+xml",
    "application/atom+xml",
    "application/sparql-results",
)
_TELLING = ("accept", "accept-language", "cookie", "host", "x-forwarded-proto")


class Fresh:
    """Tags what is answered to GET from the collection, and says 304 to whom has it already.

    The tag is made of what the answer depends on, before anything is computed: the state of the store, the day, the
    address and the headers that choose among answers. An answer that depends on more says `Cache-Control: no-store`.
    """

    def __init__(self, app: ASGIApp, current: Current) -> None:
        self.app, self._current = app, current

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on unless its answer is known to whom asks."""
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        try:
            tag = self._tag(scope, headers)
        except StyrgrafError:
            # A store that cannot be read: the answer will say so, and be nothing to keep.
            await self.app(scope, receive, send)
            return
        if tag in [one.strip() for one in headers.get("if-none-match", "").split(",")]:
            said = [(b"etag", tag.encode()), (b"cache-control", b"no-cache")]
            await send({"type": "http.response.start", "status": 304, "headers": said})
            await send({"type": "http.response.body", "body": b""})
            return

        async def tagged(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                _add(MutableHeaders(scope=message), tag)
            await send(message)

        await self.app(scope, receive, tagged)

    def _tag(self, scope: Scope, headers: Headers) -> str:
        parts = [__version__, self._current.state(), scope["path"]]
        parts += [scope["query_string"].decode("latin-1"), *(headers.get(name, "") for name in _TELLING)]
        digest = blake2b("\x1f".join(parts).encode(), digest_size=12).hexdigest()
        return f'W/"{digest}"'


def _add(headers: MutableHeaders, tag: str) -> None:
    tagged = headers.get("content-type", "").startswith(_TAGGED)
    if not tagged or "etag" in headers or "no-store" in headers.get("cache-control", ""):
        return
    headers["ETag"] = tag
    headers.setdefault("Cache-Control", "no-cache")
    headers.add_vary_header("Accept, Accept-Language, Cookie")
