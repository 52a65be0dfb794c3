"""The pages of precedents: those of a finding in the collection, and those of a finding in the reader's own words."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse

from kg.errors import UsageError
from styrgraf.api.current import Held
from styrgraf.api.parameters import AskedFindingPage, FindingPageParameters, PrecedentFilters
from styrgraf.asked import MOST
from styrgraf.collection import Collection
from styrgraf.labels import KINDS
from styrgraf.web.render import page

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_NO_PRECEDENT = ("revisionsrapport", "yttrande", "tjansteskrivelse", "protokoll", "ovrigt")


@router.get("/iakttagelser/{finding}")
def finding(
    request: Request, collection: Held, finding: str, asked: Annotated[FindingPageParameters, Query()]
) -> HTMLResponse:
    """A finding and its precedents."""
    answer = collection.precedents(finding=finding, k=asked.k, filters=asked.filters())
    values = {"finding": answer["finding"], "answer": answer, "more": _more(request, asked, answer)}
    return _page(collection, "finding.html", "/iakttagelser", asked=asked.given(), **values)


@router.get("/prejudikat")
def own_finding(request: Request, collection: Held, asked: Annotated[AskedFindingPage, Query()]) -> HTMLResponse:
    """A finding in the reader's own words and its precedents; without one, the form alone."""
    text = (asked.text or "").strip()
    said = {"text": text, "municipality": asked.municipality.strip(), "date": asked.date.strip(), **asked.given()}
    values: dict[str, Any] = {"asked": said, "places": collection.places}
    if not text:
        return _page(collection, "precedents.html", "/prejudikat", **values)
    try:
        if asked.municipality.strip():
            collection.check_municipality(asked.municipality)
        answer = collection.precedents(text=text, k=asked.k, filters=asked.filters(), **asked.audit())
    except UsageError as error:
        # The form is shown again: what was written in it would otherwise be lost.
        return _page(collection, "precedents.html", "/prejudikat", 400, wrong=str(error), **values)
    values |= {"answer": answer, "more": _more(request, asked, answer)}
    return _page(collection, "precedents.html", "/prejudikat", **values)


def _page(collection: Collection, template: str, here: str, status: int = 200, **values: Any) -> HTMLResponse:
    kinds = [(code, name) for code, name in KINDS.items() if code not in _NO_PRECEDENT]
    return HTMLResponse(page(template, here=here, generation=collection.number, kinds=kinds, **values), status)


def _more(request: Request, asked: PrecedentFilters, answer: dict[str, Any]) -> str | None:
    """The address of the same page with all precedents, when some are not shown."""
    if len(answer["hits"]) >= min(answer["total"], MOST):
        return None
    given = [(name, value) for name, value in request.query_params.multi_items() if name != "k" and value]
    return f"{request.url.path}?{urlencode([*given, ('k', min(answer['total'], MOST))])}"
