"""The pages of review: the queue with the page beside each value, what is said, and the log of all that was said."""

from __future__ import annotations

from collections import Counter
from typing import Annotated, Any
from urllib.parse import quote, urlencode

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from kg.citation_reviews import WITHOUT_DOCUMENT
from kg.corrected import DATES, SEVERAL
from kg.errors import UsageError
from styrgraf.api.access import Reviewer
from styrgraf.api.current import Held
from styrgraf.api.page import shown
from styrgraf.api.paging import place
from styrgraf.api.parameters import Strict
from styrgraf.api.review import LogParameters, QueueParameters
from styrgraf.collection import Collection, NotHeld
from styrgraf.labels import KINDS, STEPS
from styrgraf.listing import document_in_short
from styrgraf.review_queue import KINDS as WAITING
from styrgraf.review_queue import UNSURE, Item, described, item_json, queue, uncertain_below
from styrgraf.reviewing import LONGEST, Word, say
from styrgraf.said import told
from styrgraf.web.here import HERE
from styrgraf.web.sheet import sheet

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_NOW = {"Cache-Control": "no-store"}
_LISTED = 50
_AROUND = 350


class Chosen(QueueParameters):
    """The queue, opened at one thing: a document's `part`, in the queue or not."""

    document: str = ""
    about: str = "field"
    part: str = ""


@router.get("/granska")
def review(request: Request, collection: Held, who: Reviewer, asked: Annotated[Chosen, Query()]) -> HTMLResponse:
    """The first thing in the queue, or the one that is asked for, with its place in the document."""
    return _shown(collection, asked)


@router.post("/granska")
async def said(request: Request, collection: Held, who: Reviewer, asked: Annotated[Chosen, Query()]) -> Response:
    """Keep what the form says, and go on to the next."""
    form = {name: str(value)[: LONGEST + 1] for name, value in (await request.form()).items()}
    page = form.get("page", "")
    word = Word(
        document=form.get("document", ""),
        about=form.get("about", "field"),  # type: ignore[arg-type]
        part=form.get("part", ""),
        verdict=form.get("verdict", ""),  # type: ignore[arg-type]
        value=form.get("value", ""),
        quote=form.get("quote", ""),
        page=int(page[:6]) if page.isascii() and page.isdecimal() else None,
        why=form.get("why", ""),
    )
    try:
        say(collection, word, who.name, request.app.state.registry)
    except UsageError as error:
        wanted = asked.model_copy(update={"document": word.document, "about": word.about, "part": word.part})
        return _shown(collection, wanted, status=400, wrong=error.message, form=form)
    request.app.state.publisher.wake()
    return RedirectResponse(_back(form.get("next", ""), _way(asked.kind, asked)), 303, headers=_NOW)


@router.get("/granska/logg")
def log(request: Request, collection: Held, who: Reviewer, asked: Annotated[LogParameters, Query()]) -> HTMLResponse:
    """Everything that was said, the latest first."""
    reviews = collection.store.archive.reviews
    held = [one for one in reviews.log() if asked.document in ("", one.document)]
    standing = {one.id for document in {one.document for one in held} for one in reviews.of(document).values()}
    at = place(asked.cursor, _LISTED, collection.number)
    links, page = at.links(request, len(held)), at.cut(held[::-1])
    rows = [told(one) | {"stands": one.id in standing, "held": _held(collection, one.document)} for one in page]
    values: dict[str, Any] = {"rows": rows, "total": len(held)}
    values |= {"previous": links.get("prev"), "next": links.get("next")}
    return _unkept(shown(collection, "review_log.html", "/arbete", **values))


@router.get("/arbete")
def work(collection: Held) -> HTMLResponse:
    """Where work on the collection begins: taking in, reviewing, watching."""
    return _unkept(shown(collection, "work.html", "/arbete"))


@router.post("/aterkoppling")
def feedback(
    request: Request,
    collection: Held,
    who: Reviewer,
    finding: Annotated[str, Form(max_length=100)],
    document: Annotated[str, Form(max_length=100)],
    relevant: Annotated[bool, Form()],
    why: Annotated[str, Form(max_length=LONGEST)] = "",
) -> Response:
    """Keep whether a document answers a finding, and go back to the finding."""
    word = Word(document, "match", finding, "accepted" if relevant else "rejected", why=why)
    say(collection, word, who.name, request.app.state.registry)
    request.app.state.publisher.wake()
    return RedirectResponse(f"{HERE.get().root}/iakttagelser/{quote(finding)}", 303, headers=_NOW)


@router.post("/granska/{review}/angra")
def undo(
    request: Request,
    collection: Held,
    who: Reviewer,
    review: str,
    asked: Annotated[Strict, Query()],
    next: Annotated[str, Form(max_length=2000)] = "",
) -> Response:
    """Take back what was said."""
    collection.store.archive.reviews.undo(review, who.name)
    request.app.state.publisher.wake()
    return RedirectResponse(_back(next, "") if next else f"{HERE.get().root}/granska/logg", 303, headers=_NOW)


def _shown(collection: Collection, asked: Chosen, status: int = 200, **more: Any) -> HTMLResponse:
    waiting = queue(collection, unsure=asked.unsure)
    items = [one for one in waiting if asked.kind in ("", one.kind)]
    chosen = _chosen(collection, items, asked)
    values: dict[str, Any] = {"items": items[:_LISTED], "total": len(items), "waiting": WAITING, "kind": asked.kind}
    values |= {
        "counts": Counter(one.kind for one in waiting),
        "everything": len(waiting),
        "way": _way(asked.kind, asked),
    }
    values |= {"ways": {one: _way(one, asked) for one in ("", *WAITING)}, "unsure": asked.unsure}
    values["levels"] = [
        (level, count, _way(asked.kind, asked.model_copy(update={"unsure": level})))
        for level, count in uncertain_below(collection).items()
    ]
    values |= {"chosen": item_json(collection, chosen) if chosen else None, "form": {}, "log": []}
    if chosen:
        values |= _beside(collection, chosen, values["chosen"])
    return _unkept(shown(collection, "review.html", "/arbete", status, **(values | more)))


def _chosen(collection: Collection, items: list[Item], asked: Chosen) -> Item | None:
    if not asked.document:
        return items[0] if items else None
    wanted = f"{asked.document}/{asked.about}/{asked.part}"
    known = next((one for one in items if one.id == wanted), None)
    collection.card(asked.document)
    return known or Item("uncertain", asked.document, asked.about, asked.part)  # type: ignore[arg-type]


def _beside(collection: Collection, item: Item, shown: dict[str, Any]) -> dict[str, Any]:
    """What stands beside the value: the text around it, what was said before, the values it may take."""
    reviews = collection.store.archive.reviews
    before = [told(one) for one in reviews.log() if (one.document, one.about, one.part) == _key(item)]
    read = described(collection.store.archive.as_read(item.document), item.about, item.part)
    text = collection.reading(item.document).text.text
    places = []
    for span in shown.get("spans", [])[:3]:
        start, end = max(0, span["start"] - _AROUND), min(len(text), span["end"] + _AROUND)
        places.append(
            {"page": span["page"], "start": span["start"], "end": span["end"], "quote": span["quote"]}
            | {"before": text[start : span["start"]], "after": text[span["end"] : end]}
        )
    standing = reviews.of(item.document).get((item.about, item.part))
    return _printed(collection, item, places) | {
        "places": places,
        "before": list(reversed(before)),
        "read": read,
        "standing": told(standing) if standing else None,
        "choices": _choices(collection, item),
        "dated": item.part in DATES,
        "several": item.part in SEVERAL,
    }


def _printed(collection: Collection, item: Item, places: list[dict[str, Any]]) -> dict[str, Any]:
    """The first place on its page as it is printed, when the document is one of printed pages."""
    reading = collection.reading(item.document)
    if not places or reading.document.source.media_type != "application/pdf":
        return {"sheet": None}
    first, boxes = places[0], collection.store.archive.boxes(item.document)
    return {"sheet": sheet(reading, first["page"], (first["start"], first["end"]), boxes)}


def _choices(collection: Collection, item: Item) -> list[tuple[str, str]]:
    """The values that may be chosen, where they are fixed."""
    if item.about == "assessment":
        return list(STEPS.items())
    if item.about == "citation":
        owners = [one for one in collection.documents if one["id"] != item.document]
        return [(one, one) for one in WITHOUT_DOCUMENT] + [
            (one["id"], " · ".join(filter(None, [one.get("title") or one["file"], one.get("municipality")])))
            for one in owners
        ]
    return list(KINDS.items()) if item.part == "kind" else []


def _key(item: Item) -> tuple[str, str, str]:
    return item.document, item.about, item.part


def _held(collection: Collection, document: str) -> dict[str, Any] | None:
    try:
        return document_in_short(collection.card(document))
    except NotHeld:
        return None


def _way(kind: str, asked: Chosen) -> str:
    """The queue of that kind at the level of certainty asked for, as the end of an address."""
    given = ({"kind": kind} if kind else {}) | ({"unsure": str(asked.unsure)} if asked.unsure != UNSURE else {})
    return f"?{urlencode(given)}" if given else ""


def _back(next_: str, way: str) -> str:
    """Where to go on: back to the page the form was on, when it is one of ours, else to the queue."""
    if next_.startswith("/") and not next_.startswith(("//", "/\\")) and next_.isprintable():
        return next_
    return f"{HERE.get().root}/granska{way}"


def _unkept(answer: HTMLResponse) -> HTMLResponse:
    answer.headers.update(_NOW)
    return answer
