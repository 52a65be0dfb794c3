"""The search: the start page, the answer to a question, and its hits to take away."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from styrgraf.api.current import Held
from styrgraf.api.page import shown
from styrgraf.api.paging import DEEPEST, place
from styrgraf.api.parameters import PageParameters
from styrgraf.asked import FILTERS
from styrgraf.bibliography import FORMS
from styrgraf.collection import Collection
from styrgraf.web import choosing
from styrgraf.web.here import HERE
from styrgraf.web.ordering import ordered
from styrgraf.web.tables import as_csv

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_EXAMPLES = 4
Asked = Annotated[PageParameters, Query()]


@router.get("/")
def search(request: Request, collection: Held, asked: Asked) -> HTMLResponse:
    """The start page; with a question, its answer."""
    if not asked.q.strip():
        return _start(collection)
    at = place(asked.cursor, asked.k, collection.number, DEEPEST)
    # Another order than by relevance is one of all hits.
    answer = collection.search(asked.q, k=DEEPEST if asked.sort else at.end, filters=asked.filters())
    suggestion = collection.suggestion(asked.q, answer)
    answer["hits"] = at.cut(ordered(answer["hits"], asked.sort))
    links = at.links(request, min(answer["total"], DEEPEST))
    said = _said(asked)
    return shown(
        collection,
        "search.html",
        "/",
        answer=answer,
        asked=said,
        chips=choosing.chips(said),
        clear=choosing.address({"q": asked.q}, {}),
        facets=list(choosing.facets(answer["facets"], said, collection.figures_of)),
        orders=choosing.orders(said),
        suggestion=suggestion and {"text": suggestion, "href": choosing.address(said, {"q": suggestion})},
        downloads=_downloads(said),
        watched=urlencode({name: value for name, value in said.items() if name in ("q", *FILTERS)}),
        first=at.start + 1,
        previous=links.get("prev"),
        next=links.get("next"),
    )


@router.get("/traffar.csv")
def table(request: Request, collection: Held, asked: Asked) -> Response:
    """All hits as a table, a row for each passage."""
    return _file(as_csv(_all(collection, asked), _root(request)), "text/csv", "traffar.csv")


@router.get("/traffar.bib")
def bibtex(collection: Held, asked: Asked) -> Response:
    """All hits as BibTeX."""
    return _references(collection, asked, "bibtex", "traffar.bib")


@router.get("/traffar.ris")
def ris(collection: Held, asked: Asked) -> Response:
    """All hits as RIS."""
    return _references(collection, asked, "ris", "traffar.ris")


def _references(collection: Collection, asked: PageParameters, form: str, name: str) -> Response:
    found = [collection.reference(hit["document"]["id"], form) for hit in _all(collection, asked)]
    return _file("\n".join(found), FORMS[form][0], name)


def _said(asked: PageParameters) -> dict[str, str]:
    return {"q": asked.q, **asked.given(), **({"sort": asked.sort} if asked.sort else {})}


def _all(collection: Collection, asked: PageParameters) -> list[dict[str, Any]]:
    answer = collection.search(asked.q, k=DEEPEST, filters=asked.filters())
    return ordered(answer["hits"], asked.sort)


def _downloads(said: dict[str, str]) -> list[tuple[str, str]]:
    """The forms in which hits can be taken away, with their addresses."""
    asked = choosing.address(said, {}).partition("?")[2]
    unordered = choosing.address(said, {"sort": None}).partition("?")[2]
    here = HERE.get()
    return [
        ("CSV", f"{here.root}/traffar.csv?{asked}"),
        ("JSON", f"{here.base}/api/v1/search?{unordered}&k={DEEPEST}"),
        ("BibTeX", f"{here.root}/traffar.bib?{asked}"),
        ("RIS", f"{here.root}/traffar.ris?{asked}"),
    ]


def _root(request: Request) -> str:
    """What the addresses of pages begin with, for use elsewhere than on a page."""
    return str(request.base_url).rstrip("/")


def _file(content: str, media: str, name: str) -> Response:
    return Response(content, media_type=media, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _start(collection: Collection) -> HTMLResponse:
    cards = collection.index.cards
    figures = {
        "steering": sum(card.steering for card in cards),
        "audits": sum(card.kind == "revisionsrapport" for card in cards),
        "findings": len(collection.findings),
        "bodies": len({card.code or card.municipality for card in cards if card.municipality}),
    }
    figures["others"] = len(cards) - figures["steering"] - figures["audits"]
    return shown(collection, "start.html", "/", examples=collection.findings[:_EXAMPLES], figures=figures)
