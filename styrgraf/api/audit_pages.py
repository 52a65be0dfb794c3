"""The pages of audits: all of them, and one with its questions, findings, recommendations and what became of them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from styrgraf.api.current import Held
from styrgraf.api.page import shown
from styrgraf.api.paging import place
from styrgraf.api.parameters import Paged, Strict
from styrgraf.auditing import audits, of_same_body, recommendations, replies
from styrgraf.listing import document_in_short

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_LISTED = 50


@router.get("/granskningar")
def every(request: Request, collection: Held, asked: Annotated[Paged, Query()]) -> HTMLResponse:
    """The list of audits."""
    found = audits(collection)
    at = place(asked.cursor, _LISTED, collection.number)
    links = at.links(request, len(found))
    values: dict[str, Any] = {"previous": links.get("prev"), "next": links.get("next")}
    return shown(collection, "audits.html", "/granskningar", audits=at.cut(found), total=len(found), **values)


@router.get("/granskningar/{document}")
def audit(collection: Held, document: str, asked: Annotated[Strict, Query()]) -> HTMLResponse:
    """An audit report."""
    card, reading = collection.card(document), collection.reading(document)
    chain = of_same_body(collection, card)
    return shown(
        collection,
        "audit.html",
        "/granskningar",
        summary=document_in_short(card),
        reading=reading,
        document=reading.document,
        numbered=any(one.number for one in reading.questions),
        judged={one.id: one.assessment for one in reading.questions},
        recommendations=recommendations(collection, reading),
        replies=replies(collection, card.id),
        chain=chain if len(chain) > 1 else [],
    )
