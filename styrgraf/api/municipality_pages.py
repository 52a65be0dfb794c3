"""The pages of municipalities: all of them on a map and in a list, one by itself, and some side by side."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse
from pydantic import Field

from kg.iris import Iris
from styrgraf.api.current import Held
from styrgraf.api.page import shown
from styrgraf.api.parameters import Strict
from styrgraf.asked import check_date
from styrgraf.municipalities import applying, audits_of, by_kind_and_year, named, of, overview, side_by_side
from styrgraf.web.subjects import subject, subjects
from styrgraf.web.sweden import MEASURES, coloured, said, shapes

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)


class Measured(Strict):
    """What the map takes."""

    measure: Literal["documents", "audits", "weak"] = "documents"
    all: Literal["", "1"] = ""


class OnDay(Strict):
    """What the page of a municipality takes: the day for which it tells what applies."""

    date: str = Field("", max_length=10)

    @property
    def day(self) -> datetime.date:
        """The day asked for, today when there is none. Raises `UsageError` for what is no date."""
        return check_date("date", self.date.strip()) if self.date.strip() else datetime.date.today()


class Compared(OnDay):
    """What the comparison takes: up to three bodies by name or code, and a policy area."""

    a: str = Field("", max_length=100)
    b: str = Field("", max_length=100)
    c: str = Field("", max_length=100)
    subject: str = Field("", max_length=100)

    @property
    def bodies(self) -> list[str]:
        """Those named, each once."""
        return list(dict.fromkeys(one.strip() for one in (self.a, self.b, self.c) if one.strip()))


@router.get("/kommuner")
def every(collection: Held, asked: Annotated[Measured, Query()]) -> HTMLResponse:
    """All municipalities, on a map and in a list."""
    rows = overview(collection)
    listed = [row | {"said": said(row, asked.measure)} for row in rows if row["documents"] or asked.all]
    return shown(
        collection,
        "municipalities.html",
        "/kommuner",
        rows=listed,
        held=sum(bool(row["documents"]) for row in rows),
        total=len(rows),
        asked=asked,
        measures=MEASURES,
        drawing=shapes(),
        areas=list(coloured(rows, asked.measure)),
        places=collection.places,
        subjects=subjects(),
    )


@router.get("/kommuner/jamfor")
def compare(collection: Held, asked: Annotated[Compared, Query()]) -> HTMLResponse:
    """Two or three municipalities side by side on a policy area."""
    return shown(
        collection,
        "comparison.html",
        "/kommuner",
        asked=asked,
        columns=side_by_side(collection, asked.bodies, asked.subject, asked.day),
        subject=subject(asked.subject) if asked.subject else "",
        subjects=subjects(),
        places=collection.places,
        day=asked.day.isoformat(),
    )


@router.get("/kommuner/{municipality}")
def one(collection: Held, municipality: str, asked: Annotated[OnDay, Query()]) -> HTMLResponse:
    """A municipality, region or company."""
    key, name = named(collection, municipality)
    cards = of(collection, key)
    return shown(
        collection,
        "municipality.html",
        "/kommuner",
        key=key,
        name=name,
        total=len(cards),
        population=collection.populations.get(key),
        size=collection.size(key),
        table=by_kind_and_year(cards),
        applying=applying(collection, cards, asked.day),
        audits=audits_of(collection, key),
        iri=Iris("/").owner(key if key != name else None, name),
        day=asked.day.isoformat(),
        subjects=subjects(),
        places=collection.places,
    )
