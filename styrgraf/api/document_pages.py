"""The page of a document, opened at a page of it with a span marked."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse
from pydantic import Field

from kg.corrected import SINGLE, value_read
from kg.model import Reading
from search.answer import force_json
from styrgraf.api.current import Held
from styrgraf.api.page import shown
from styrgraf.api.parameters import Strict
from styrgraf.bibliography import FORMS
from styrgraf.collection import Collection
from styrgraf.labels import FIELDS
from styrgraf.listing import document_in_short
from styrgraf.related import documents_like
from styrgraf.relations import cited_by, pointing_here, versions
from styrgraf.said import told
from styrgraf.web.document import facts, sections, timeline
from styrgraf.web.sheet import Sheet, sheet

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_LIKE = 6
# Below this two documents have little but their form in common.
_ALIKE = 0.5
_LONGEST_TEXT = 100_000_000


class Spot(Strict):
    """A place in a document: a page, and on it a span of the stored text."""

    page: int = Field(0, ge=0, le=100_000)
    start: int | None = Field(None, ge=0, le=_LONGEST_TEXT)
    end: int | None = Field(None, ge=0, le=_LONGEST_TEXT)

    @property
    def span(self) -> tuple[int, int] | None:
        """Begin and end, when both are given."""
        return (self.start, self.end) if self.start is not None and self.end is not None else None


@router.get("/dokument/{document}")
def document(request: Request, collection: Held, document: str, spot: Annotated[Spot, Query()]) -> HTMLResponse:
    """A document: what was read from it, each value with its evidence, its pages and its text."""
    reading = collection.reading(document)
    summary = document_in_short(collection.card(document))
    summary |= force_json(collection.index.force(collection.card(document), date.today()))
    return shown(
        collection,
        "document.html",
        "/dokument",
        summary=summary,
        document=reading.document,
        reading=reading,
        facts=list(facts(reading)),
        sections=list(sections(reading.passages)),
        laws=[asdict(law) for law in reading.laws],
        reference=_referred(collection, document, str(request.url_for("document", document=document))),
        **_said(collection, reading),
        **_place(collection, reading, spot),
        **_surroundings(collection, reading),
    )


def _referred(collection: Collection, document: str, address: str) -> str:
    """The document as one refers to it, at its address here."""
    return FORMS["text"][1](collection.card(document), address)


def _said(collection: Collection, reading: Reading) -> dict[str, Any]:
    """What people have said of the values, and those that are not stated."""
    archive = collection.store.archive
    reviews, read = archive.reviews.of(reading.document.id), archive.as_read(reading.document.id)
    fields = {part: one for (about, part), one in reviews.items() if about == "field"}
    said = {part: told(replace(one, was=value_read(read, part))) for part, one in fields.items()}
    absent = [name for name in FIELDS if name in SINGLE and getattr(reading.document, name) is None]
    rejected = [one for one in said.values() if one["verdict"] == "rejected"]
    return {"said": said, "rejected": rejected, "absent": absent}


def _place(collection: Collection, reading: Reading, spot: Spot) -> dict[str, Any]:
    """The page that is opened."""
    boxes = collection.store.archive.boxes(reading.document.id) if spot.span else ()
    opened: Sheet = sheet(reading, spot.page, spot.span, boxes)
    return {"sheet": opened, "is_pdf": reading.document.source.media_type == "application/pdf"}


def _surroundings(collection: Collection, reading: Reading) -> dict[str, Any]:
    """What other documents have to do with this one."""
    held = reading.document.id
    newer = collection.index.superseded.get(held)
    others = versions(collection, held)
    return {
        "newer": document_in_short(collection.card(newer)) if newer else None,
        "timeline": timeline(reading.decisions, others, held),
        "citations": collection.citations(reading),
        "cited_by": cited_by(collection, held),
        "pointing": pointing_here(collection, held),
        "similar": [one for one in documents_like(collection, held, _LIKE) if one["score"] >= _ALIKE],
    }


@router.get("/dokument/{document}/tripplar.ttl")
def triples(collection: Held, document: str) -> Response:
    """All triples that were read from a document, as Turtle."""
    held = collection.card(document).id
    content = collection.triples(held, "turtle")
    name = f'attachment; filename="{held}.ttl"'
    return Response(content, media_type="text/turtle", headers={"Content-Disposition": name})
