"""How often one caller may ask: a token bucket for each, stated in the headers of every answer.

The headers are those of the IETF draft "RateLimit header fields for HTTP" (draft-ietf-httpapi-ratelimit-headers-10).
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from dataclasses import dataclass

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.message import Message as Said
from styrgraf.api.refusals import TooMany

_CALLERS = 10_000
_FREE = ("/healthz", "/readyz", "/metrics", "/static/")


@dataclass(slots=True)
class Bucket:
    """`left` tokens at the time `at` (seconds)."""

    left: float
    at: float


class Buckets:
    """A bucket for each caller: full it holds `size` tokens, and it fills again in `seconds`."""

    def __init__(self, size: int, seconds: float = 60) -> None:
        self.size, self.seconds = size, seconds
        self._held: OrderedDict[str, Bucket] = OrderedDict()

    def take(self, caller: str, now: float | None = None) -> tuple[bool, int]:
        """Whether there was a token for the caller, and how many are left."""
        now = time.monotonic() if now is None else now
        bucket = self._held.pop(caller, None) or Bucket(self.size, now)
        bucket.left = min(self.size, bucket.left + (now - bucket.at) * self.size / self.seconds)
        bucket.at = now
        taken = bucket.left >= 1
        bucket.left -= taken
        # Who has not asked for longest is forgotten first: their bucket is full again, or nearly so.
        self._held[caller] = bucket
        if len(self._held) > _CALLERS:
            self._held.popitem(last=False)
        return taken, int(bucket.left)

    def give_back(self, caller: str) -> None:
        """Put back the token that the caller took last."""
        bucket = self._held.get(caller)
        if bucket is not None:
            bucket.left = min(self.size, bucket.left + 1)

    @property
    def wait(self) -> int:
        """Seconds until an empty bucket holds a token again."""
        return math.ceil(self.seconds / self.size)


class Rates:
    """Counts requests by key, or by address of whoever has none. A `per_minute` of 0 is no limit."""

    def __init__(self, app: ASGIApp, per_minute: int) -> None:
        self.app, self._buckets = app, Buckets(per_minute) if per_minute else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, marked as refused when there were too many."""
        if scope["type"] != "http" or self._buckets is None or scope["path"].startswith(_FREE):
            await self.app(scope, receive, send)
            return
        buckets = self._buckets
        taken, left = buckets.take(_caller(scope))
        if not taken:
            said = Said("För många anrop: högst %(most)s i minuten. Vänta en stund.", most=buckets.size)
            scope.setdefault("state", {})["refused"] = TooMany(said, Retry_After=str(buckets.wait))

        async def stated(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["RateLimit-Policy"] = f'"default";q={buckets.size};w={int(buckets.seconds)}'
                headers["RateLimit"] = f'"default";r={left};t={buckets.wait}'
            await send(message)

        await self.app(scope, receive, stated)


def _caller(scope: Scope) -> str:
    who = scope.get("state", {}).get("who")
    return f"key {who.name}" if who and who.name else str((scope.get("client") or ("",))[0])
