"""The pages that explain: help, what the collection is and how sure its values are, and accessibility."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from styrgraf.api.current import Held
from styrgraf.api.page import shown
from styrgraf.api.parameters import Strict
from styrgraf.web.accuracy import figures
from styrgraf.web.vendored import vendored

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
Nothing = Annotated[Strict, Query()]


@router.get("/hjalp")
def help_page(collection: Held, asked: Nothing) -> HTMLResponse:
    """How to search, and how to read what is shown."""
    return shown(collection, "help.html", "/hjalp")


@router.get("/om")
def about(collection: Held, asked: Nothing) -> HTMLResponse:
    """What the collection is, how it was read, and how well that was measured to work."""
    return shown(
        collection,
        "about.html",
        "/om",
        figures=figures(),
        vendored=vendored(),
        total=len(collection.index.cards),
        published=collection.published,
    )


@router.get("/tillganglighet")
def accessibility(collection: Held, asked: Nothing) -> HTMLResponse:
    """The accessibility statement."""
    return shown(collection, "accessibility.html", "/tillganglighet")
