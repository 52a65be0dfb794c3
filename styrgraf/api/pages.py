"""The pages: what a route answers is found by the collection and shown by a template."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from styrgraf import labels
from styrgraf.api.current import Held
from styrgraf.api.paging import DEEPEST, place
from styrgraf.api.parameters import Paged, PageParameters
from styrgraf.collection import Collection
from styrgraf.listing import document_in_short
from styrgraf.web.document import document_page
from styrgraf.web.render import page

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_EXAMPLES = 4
_LISTED = 50


@router.get("/")
def search(request: Request, collection: Held, asked: Annotated[PageParameters, Query()]) -> HTMLResponse:
    """The start page; with a question, its answer."""
    given = asked.given()
    if not asked.q.strip():
        return _start(collection)
    at = place(asked.cursor, asked.k, collection.number, DEEPEST)
    answer = collection.search(asked.q, k=at.end, filters=asked.filters())
    answer["hits"] = at.cut(answer["hits"])
    links = at.links(request, min(answer["total"], DEEPEST))
    return _page(
        collection,
        "search.html",
        "/",
        answer=answer,
        asked={"q": asked.q, **given},
        chips=_chips(asked.q, given),
        options=_options(answer["facets"], given),
        first=at.start + 1,
        previous=links.get("prev"),
        next=links.get("next"),
    )


@router.get("/iakttagelser")
def findings(request: Request, collection: Held, asked: Annotated[Paged, Query()]) -> HTMLResponse:
    """The list of findings."""
    return _list(request, collection, asked, "findings.html", "/iakttagelser", "findings", collection.findings)


@router.get("/dokument")
def documents(request: Request, collection: Held, asked: Annotated[Paged, Query()]) -> HTMLResponse:
    """The list of documents."""
    return _list(request, collection, asked, "documents.html", "/dokument", "documents", collection.documents)


@router.get("/dokument/{document}")
def document(collection: Held, document: str) -> HTMLResponse:
    """A document: what was read from it, each value with its evidence, and its text."""
    summary = document_in_short(collection.card(document))
    reading = collection.reading(document)
    return HTMLResponse(document_page(reading, summary, collection.citations(reading), collection.number))


@router.get("/samlingen")
def about(collection: Held) -> HTMLResponse:
    """What the collection holds."""
    held = collection.coverage()
    kinds = sorted({kind for row in held["municipalities"] for kind in row["kinds"]}, key=labels.kind)
    return _page(
        collection,
        "coverage.html",
        "/samlingen",
        rows=held["municipalities"],
        kinds=kinds,
        total=held["documents"],
        failed=held["failed"],
    )


def _start(collection: Collection) -> HTMLResponse:
    cards = collection.index.cards
    audits = sum(card.kind == "revisionsrapport" for card in cards)
    steering = sum(card.steering for card in cards)
    bodies = {card.code or card.municipality for card in cards if card.municipality}
    figures = [
        (steering, "styrdokument"),
        (audits, labels.noun(audits, "granskningsrapport", "granskningsrapporter")),
        (len(cards) - audits - steering, "andra handlingar"),
        (len(collection.findings), labels.noun(len(collection.findings), "iakttagelse", "iakttagelser")),
        (len(bodies), labels.noun(len(bodies), "organisation", "organisationer")),
    ]
    return _page(collection, "start.html", "/", examples=collection.findings[:_EXAMPLES], figures=figures)


def _list(
    request: Request, collection: Collection, asked: Paged, template: str, here: str, name: str, items: list[Any]
) -> HTMLResponse:
    at = place(asked.cursor, _LISTED, collection.number)
    links = at.links(request, len(items))
    values = {name: at.cut(items), "total": len(items), "previous": links.get("prev"), "next": links.get("next")}
    return _page(collection, template, here, **values)


def _page(collection: Collection, template: str, here: str, **values: Any) -> HTMLResponse:
    return HTMLResponse(page(template, here=here, generation=collection.number, **values))


def _chips(q: str, given: dict[str, str]) -> list[tuple[str, str]]:
    """For each filter its words and the address without it."""
    names = {"from": "från", "to": "till", "in-force-on": "gällde"}
    chips = []
    for name, value in given.items():
        rest = {"q": q, **{other: said for other, said in given.items() if other != name}}
        words = labels.kind(value) if name == "kind" else labels.day(value) if name in names else value
        chips.append((f"{names.get(name, '')} {words}".strip(), f"/?{urlencode(rest)}"))
    return chips


def _options(facets: dict[str, dict[str, int]], given: dict[str, str]) -> dict[str, list[tuple[str, int | None]]]:
    """The choices of each filter with how many documents they leave; the one chosen is always among them."""
    options: dict[str, list[tuple[str, int | None]]] = {}
    for name, key in (("kind", "kind"), ("municipality", "municipality"), ("adopted-by", "adopted_by")):
        counts: dict[str, int | None] = dict(facets.get(key, {}))
        if name in given:
            counts.setdefault(given[name], None)
        options[name] = sorted(counts.items(), key=lambda choice: (-(choice[1] or 0), choice[0]))
    return options
