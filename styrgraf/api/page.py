"""A page as an answer."""

from __future__ import annotations

from typing import Any

from fastapi.responses import HTMLResponse

from styrgraf.collection import Collection
from styrgraf.web.render import page


def shown(collection: Collection, template: str, here: str, status: int = 200, **values: Any) -> HTMLResponse:
    """The page made from a template; `here` is its place in the main menu."""
    return HTMLResponse(page(template, here=here, generation=collection.number, **values), status)
