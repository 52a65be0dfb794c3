"""The pages of precedents: those of a finding in the collection, and those of a finding in the reader's own words."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse

from kg.errors import UsageError
from kg.message import Message
from styrgraf.api.current import Held
from styrgraf.api.page import shown
from styrgraf.api.parameters import AskedFindingPage, FindingPageParameters, PrecedentFilters
from styrgraf.asked import MOST
from styrgraf.collection import Collection, NotHeld
from styrgraf.municipalities import named
from styrgraf.related import findings_like
from styrgraf.web.narrowing import choices, same_size
from styrgraf.web.paper_docx import as_docx
from styrgraf.web.paper_pdf import as_pdf
from styrgraf.web.working_paper import Block, Setting, working_paper

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_SIMILAR = 5
# Below this two findings have a word or two in common, no more.
_ALIKE = 0.5
_PAPERS: dict[str, tuple[Callable[[Iterable[Block]], bytes], str]] = {
    "docx": (as_docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "pdf": (as_pdf, "application/pdf"),
}


@router.get("/iakttagelser/{finding}")
def finding(
    request: Request, collection: Held, finding: str, asked: Annotated[FindingPageParameters, Query()]
) -> HTMLResponse:
    """A finding and its precedents."""
    answer = collection.precedents(finding=finding, k=asked.k, filters=asked.filters())
    return shown(
        collection,
        "finding.html",
        "/iakttagelser",
        finding=answer["finding"],
        answer=answer,
        asked=asked.given(),
        choices=choices(collection),
        alike=same_size(collection, answer["finding"]["document"].get("code"), request.url.path, asked.given()),
        figures_of=collection.figures_of,
        more=_more(request, asked, answer),
        similar=[one["finding"] for one in findings_like(collection, finding, _SIMILAR) if one["score"] >= _ALIKE],
        query=urlencode([pair for pair in request.query_params.multi_items() if pair[1]]),
    )


@router.get("/iakttagelser/{finding}/arbetspapper.{form}")
def paper(
    request: Request, collection: Held, finding: str, form: str, asked: Annotated[FindingPageParameters, Query()]
) -> Response:
    """A finding and its precedents to take along, as DOCX or PDF."""
    if form not in _PAPERS:
        raise NotHeld(
            Message(
                "Arbetspapper finns inte som ”%(form)s”. De former som finns är %(forms)s.",
                form=form,
                forms=", ".join(_PAPERS),
            )
        )
    answer = collection.precedents(finding=finding, k=asked.k, filters=asked.filters())
    held = {hit["document"]["id"] for hit in (*answer["hits"], *answer.get("own", ()))}
    hashes = {one: collection.sha256(one) for one in held | {answer["finding"]["document"]["id"]}}
    root = str(request.base_url).rstrip("/")
    made, media = _PAPERS[form]
    blocks = working_paper(answer, Setting(root, collection.number, datetime.date.today(), hashes))
    disposition = f'attachment; filename="arbetspapper-{answer["finding"]["id"]}.{form}"'
    return Response(made(blocks), media_type=media, headers={"Content-Disposition": disposition})


@router.get("/prejudikat")
def own_finding(request: Request, collection: Held, asked: Annotated[AskedFindingPage, Query()]) -> HTMLResponse:
    """A finding in the reader's own words and its precedents; without one, the form alone."""
    text = (asked.text or "").strip()
    said = {"text": text, "municipality": asked.municipality.strip(), "date": asked.date.strip(), **asked.given()}
    values: dict[str, Any] = {"asked": said, "places": collection.places, "choices": choices(collection)}
    values["figures_of"] = collection.figures_of
    if not text:
        return shown(collection, "precedents.html", "/prejudikat", **values)
    try:
        values |= _answered(request, collection, asked, text)
    except UsageError as error:
        # The form is shown again: what was written in it would otherwise be lost.
        return shown(collection, "precedents.html", "/prejudikat", 400, wrong=error.message, **values)
    return shown(collection, "precedents.html", "/prejudikat", **values)


def _answered(request: Request, collection: Collection, asked: AskedFindingPage, text: str) -> dict[str, Any]:
    said = asked.audit()
    code = None
    if said["municipality"]:
        collection.check_municipality(said["municipality"])
        code, _ = named(collection, said["municipality"])
    answer = collection.precedents(
        text=text, k=asked.k, filters=asked.filters(), municipality=said["municipality"], date=said["date"]
    )
    left = {name: value for name, value in {**said, "text": text, **asked.given()}.items() if value}
    alike = same_size(collection, code, request.url.path, left)
    audit = {"place": said["municipality"], "date": said["date"]}
    watched = urlencode({"text": text} | {name: value for name, value in audit.items() if value} | asked.given())
    return {"answer": answer, "alike": alike, "more": _more(request, asked, answer), "watched": watched}


def _more(request: Request, asked: PrecedentFilters, answer: dict[str, Any]) -> str | None:
    """The address of the same page with all precedents, when some are not shown."""
    if len(answer["hits"]) >= min(answer["total"], MOST):
        return None
    given = [(name, value) for name, value in request.query_params.multi_items() if name != "k" and value]
    return f"{request.url.path}?{urlencode([*given, ('k', min(answer['total'], MOST))])}"
