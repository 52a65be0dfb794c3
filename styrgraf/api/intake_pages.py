"""The pages of intake: files sent in, what became of each, what failed and can be tried again, folders watched."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from kg.errors import StyrgrafError, UsageError
from styrgraf.api.access import Reviewer
from styrgraf.api.folders import watched_folders
from styrgraf.api.intake import NOW, FilesOf, taken, tried_again
from styrgraf.api.paging import place
from styrgraf.api.parameters import Paged, Strict
from styrgraf.folder_watch import watched
from styrgraf.intake_jobs import Jobs
from styrgraf.web.here import HERE
from styrgraf.web.render import page

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
_LISTED = 20
_FILES = 50


@router.get("/lasa-in")
def intake(request: Request, who: Reviewer, asked: Annotated[Paged, Query()]) -> HTMLResponse:
    """The form, and every upload before."""
    return _form(request, asked)


@router.post("/lasa-in")
async def take(request: Request, who: Reviewer, asked: Annotated[Paged, Query()]) -> Response:
    """Take the files, and go to the page that says what becomes of them."""
    try:
        job = await taken(request, who)
    except UsageError as error:
        return _form(request, asked, 400, wrong=error.message)
    return RedirectResponse(f"{HERE.get().root}/lasa-in/{job.id}", 303, headers=NOW)


@router.get("/lasa-in/{job}")
def result(request: Request, who: Reviewer, job: str, asked: Annotated[FilesOf, Query()]) -> HTMLResponse:
    """What became of each file."""
    found = Jobs(request.app.state.settings.store).job(job)
    said = found.to_json()
    files = [one for one in said["files"] if asked.status in ("", one["status"])]
    at = place(asked.cursor, _FILES, 0)
    links = at.links(request, len(files))
    values: dict[str, Any] = {"job": said, "files": at.cut(files), "status": asked.status, "again": found.failed()}
    values |= {"previous": links.get("prev"), "next": links.get("next")}
    return HTMLResponse(page("intake_job.html", here="/arbete", **values), headers=NOW)


@router.post("/lasa-in/{job}/igen")
def retry(request: Request, who: Reviewer, job: str, asked: Annotated[Strict, Query()]) -> Response:
    """Try the files again that failed."""
    again = tried_again(request, who, job)
    return RedirectResponse(f"{HERE.get().root}/lasa-in/{again.id}", 303, headers=NOW)


def _form(request: Request, asked: Paged, status: int = 200, **more: Any) -> HTMLResponse:
    settings = request.app.state.settings
    jobs = Jobs(settings.store).all()
    at = place(asked.cursor, _LISTED, 0)
    links = at.links(request, len(jobs))
    values: dict[str, Any] = {"jobs": [one.to_json() for one in at.cut(jobs)], "total": len(jobs)}
    values |= {"previous": links.get("prev"), "next": links.get("next"), "watched": watched(settings.store)}
    values |= {"folders": watched_folders(request)}
    values |= {"megabytes": settings.upload_megabytes, "most": settings.upload_files, "generation": _number(request)}
    return HTMLResponse(page("intake.html", here="/arbete", **values, **more), status, headers=NOW)


def _number(request: Request) -> int | None:
    """The generation that is served; before the first document there is none, and files can be taken all the same."""
    try:
        return int(request.app.state.current().number)
    except StyrgrafError:
        return None
