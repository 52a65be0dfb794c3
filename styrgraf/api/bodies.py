"""How much one request may send: told from its length where it says that, counted where it does not."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.message import Message as Said
from styrgraf.api.refusals import TooLarge

MEGABYTE = 2**20
_USUAL = 2 * MEGABYTE
# Where files are sent to.
_UPLOADS = ("/api/v1/intake", "/lasa-in")


class Bodies:
    """Refuses bodies that are larger than allowed: `upload_megabytes` for uploads, little for all else."""

    def __init__(self, app: ASGIApp, upload_megabytes: int) -> None:
        self.app, self._uploads = app, upload_megabytes * MEGABYTE

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, with its body counted."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"].removeprefix(scope.get("root_path", ""))
        most = self._uploads if path in _UPLOADS else _USUAL
        refused = TooLarge(
            Said("Det som skickas är för stort: högst %(most)s MiB på en gång. Dela upp det.", most=most // MEGABYTE)
        )
        length = Headers(scope=scope).get("content-length", "")
        if length.isdecimal() and int(length) > most:
            scope.setdefault("state", {})["refused"] = refused
        seen = 0

        async def counted() -> Message:
            nonlocal seen
            message = await receive()
            if message["type"] == "http.request":
                seen += len(message.get("body", b""))
                if seen > most:
                    raise refused
            return message

        await self.app(scope, counted, send)
