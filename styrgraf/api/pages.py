"""The lists: findings, documents, and what the collection holds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from pydantic import Field

from styrgraf import labels
from styrgraf.api.current import Held
from styrgraf.api.page import shown
from styrgraf.api.paging import place
from styrgraf.api.parameters import Paged
from styrgraf.collection import Collection
from styrgraf.language import gettext as _
from styrgraf.web.here import HERE

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_LISTED = 50


class FindingList(Paged):
    """What the list of findings takes."""

    step: Literal["", "ja", "i-huvudsak", "delvis", "nej", "ej-bedomd"] = ""


class DocumentList(Paged):
    """What the list of documents takes."""

    kind: str = Field("", max_length=100)


@router.get("/iakttagelser")
def findings(request: Request, collection: Held, asked: Annotated[FindingList, Query()]) -> HTMLResponse:
    """The list of findings."""

    def step(finding: dict[str, Any]) -> str:
        return str(finding.get("assessment", {}).get("step", ""))

    chosen = [one for one in collection.findings if not asked.step or step(one) == asked.step]
    order = {code: number for number, code in enumerate(labels.WEAKEST_FIRST)}
    counted = {code: n for code, n in Counter(map(step, collection.findings)).items() if code in order}
    counted = dict(sorted(counted.items(), key=lambda pair: order[pair[0]]))
    steps = _choices("/iakttagelser", "step", counted, labels.step, asked.step, len(collection.findings))
    return _list(request, collection, asked, "findings.html", "/iakttagelser", findings=chosen, steps=steps)


@router.get("/dokument")
def documents(request: Request, collection: Held, asked: Annotated[DocumentList, Query()]) -> HTMLResponse:
    """The list of documents."""
    chosen = [one for one in collection.documents if not asked.kind or one["kind"] == asked.kind]
    counted = dict(Counter(one["kind"] for one in collection.documents).most_common())
    kinds = _choices("/dokument", "kind", counted, labels.kind, asked.kind, len(collection.documents))
    return _list(request, collection, asked, "documents.html", "/dokument", documents=chosen, kinds=kinds)


@router.get("/samlingen")
def about(collection: Held) -> HTMLResponse:
    """What the collection holds."""
    held = collection.coverage()
    kinds = sorted({kind for row in held["municipalities"] for kind in row["kinds"]}, key=labels.kind)
    return shown(
        collection,
        "coverage.html",
        "/samlingen",
        rows=held["municipalities"],
        kinds=kinds,
        failed=held["failed"],
        total=held["documents"],
        published=collection.published,
    )


def _choices(
    path: str, name: str, counted: dict[str, int], words: Callable[[str], str], chosen: str, total: int
) -> list[dict[str, Any]]:
    """All, and each value with how many there are of it."""
    root = HERE.get().root
    found = [{"label": _("Alla"), "href": root + path, "count": total, "chosen": not chosen}]
    for code, count in counted.items():
        href = f"{root}{path}?{urlencode({name: code})}"
        found.append({"label": words(code), "href": href, "count": count, "chosen": code == chosen})
    return found


def _list(
    request: Request, collection: Collection, asked: Paged, template: str, here: str, **values: Iterable[Any]
) -> HTMLResponse:
    """A page of a list, which is the first of `values`."""
    name = next(iter(values))
    items = list(values[name])
    at = place(asked.cursor, _LISTED, collection.number)
    links = at.links(request, len(items))
    shown_here: dict[str, Any] = dict(values) | {name: at.cut(items), "total": len(items)}
    return shown(collection, template, here, previous=links.get("prev"), next=links.get("next"), **shown_here)
