"""Lists in pages. A cursor names a place in one generation: when that is no longer current, it says so."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import urlencode

from fastapi import Request, Response

from kg.errors import UsageError
from kg.message import Message
from styrgraf.api.answers import Json
from styrgraf.api.problems import Moved

T = TypeVar("T")
DEEPEST = 1000


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page begins (from 0) and how many it shows, in generation `generation`."""

    generation: int
    start: int
    size: int

    @property
    def end(self) -> int:
        """Where the page ends, at most."""
        return self.start + self.size

    def cut(self, items: Sequence[T]) -> Sequence[T]:
        """The items of this page."""
        return items[self.start : self.end]

    def links(self, request: Request, total: int) -> dict[str, str]:
        """The addresses of the pages before and after, where there are any, by their relation."""
        places = {}
        if self.start > 0:
            places["prev"] = max(0, self.start - self.size)
        if self.end < total:
            places["next"] = self.end
        return {relation: _address(request, self._cursor(start)) for relation, start in places.items()}

    def _cursor(self, start: int) -> str:
        return base64.urlsafe_b64encode(f"{self.generation}.{start}".encode()).decode().rstrip("=")


def place(cursor: str | None, size: int, generation: int, deepest: int | None = None) -> Place:
    """The place a cursor names, the beginning if there is none.

    Raises `UsageError` for a cursor that we never gave, and `Moved` when the collection has changed since.
    """
    if not cursor:
        return Place(generation, 0, size)
    try:
        padded = cursor.encode() + b"=" * (-len(cursor) % 4)
        of, start = (int(part) for part in base64.b64decode(padded, b"-_", validate=True).split(b"."))
    except (ValueError, binascii.Error):
        raise UsageError(
            Message("cursor går inte att använda. Ta den ur Link i förra svaret, eller börja om utan.")
        ) from None
    if of != generation:
        raise Moved(Message("Samlingen har fått en ny utgåva sedan listan började. Börja från början, utan cursor."))
    if start < 0 or start >= (deepest or start + 1):
        raise UsageError(
            Message(
                "Så långt ned i listan går det inte att bläddra (högst %(deepest)s). Avgränsa i stället.",
                deepest=deepest,
            )
        )
    return Place(generation, start, min(size, (deepest or start + size) - start))


def link_header(links: Mapping[str, str]) -> dict[str, str]:
    """The `Link` header (RFC 8288) for the pages before and after."""
    return {"Link": ", ".join(f'<{href}>; rel="{rel}"' for rel, href in links.items())} if links else {}


def listed(request: Request, name: str, items: Sequence[Any], at: Place) -> Response:
    """One page of a list, with `Link` to those beside it."""
    answer = {"total": len(items), name: at.cut(items), "generation": at.generation}
    return paged(request, answer, at, len(items))


def paged(request: Request, answer: Mapping[str, Any], at: Place, total: int) -> Response:
    """An answer that is one page of `total` items."""
    return Json(answer, headers=link_header(at.links(request, total)))


def _address(request: Request, cursor: str) -> str:
    given: list[tuple[str, Any]] = [(k, v) for k, v in request.query_params.multi_items() if k != "cursor" and v]
    return f"{request.url.path}?{urlencode([*given, ('cursor', cursor)])}"
