"""/api/v1/folders: the folders that the service watches, what was taken from each, what failed and can be tried again.

Which folders they are is said in the settings alone.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse

from styrgraf.api import schemas, work_schemas
from styrgraf.api.access import Reviewer
from styrgraf.api.answers import Json
from styrgraf.api.described import WRITES
from styrgraf.api.intake import NOW, FilesOf
from styrgraf.api.paging import listed, place
from styrgraf.api.parameters import Paged, Strict
from styrgraf.collection import NotHeld
from styrgraf.folders import Watched
from styrgraf.intake_jobs import Job
from styrgraf.web.here import HERE
from styrgraf.web.render import page

router = APIRouter(responses=schemas.PROBLEMS | schemas.TURNED_AWAY)
_LISTED = 50
_ALL: dict[int | str, dict[str, Any]] = {200: {"model": work_schemas.FolderList}}
_ONE: dict[int | str, dict[str, Any]] = {200: {"model": work_schemas.FolderShape}}
_TAKEN: dict[int | str, dict[str, Any]] = {202: {"model": work_schemas.JobShape}}


@router.get("/api/v1/folders", summary="Bevakade mappar", responses=_ALL)
def folders(request: Request, who: Reviewer, asked: Annotated[Paged, Query()]) -> Response:
    """Every folder of the settings."""
    answer = listed(request, "folders", watched_folders(request), place(asked.cursor, asked.k, 0))
    answer.headers.update(NOW)
    return answer


@router.get("/api/v1/folders/{folder}", summary="En bevakad mapp", responses=_ONE)
def folder(request: Request, who: Reviewer, folder: str, asked: Annotated[FilesOf, Query()]) -> Response:
    """What became of each file of the folder; of one status if that is given, a page at a time."""
    found = _folder(request, folder)
    files = _files(found, asked.status)
    at = place(asked.cursor, asked.k, 0)
    links = listed(request, "files", files, at).headers
    body = found.to_json() | {"files": at.cut(files)}
    return Json(body, headers=NOW | {name: value for name, value in links.items() if name == "link"})


@router.post("/api/v1/folders/{folder}/retry", status_code=202, summary="Försök igen", tags=[WRITES], responses=_TAKEN)
def retry(request: Request, who: Reviewer, folder: str, asked: Annotated[Strict, Query()]) -> Response:
    """A new job of the files that failed, as they lie in the folder now."""
    return Json(_again(request, folder, who.name).to_json(), 202, headers=NOW)


@router.get("/lasa-in/mapp/{folder}", include_in_schema=False)
def folder_page(request: Request, who: Reviewer, folder: str, asked: Annotated[FilesOf, Query()]) -> HTMLResponse:
    """One folder: what was taken from it, a page at a time."""
    found = _folder(request, folder)
    files = _files(found, asked.status)
    at = place(asked.cursor, _LISTED, 0)
    links = at.links(request, len(files))
    values: dict[str, Any] = {"folder": found.to_json(), "files": at.cut(files), "status": asked.status}
    values |= {"previous": links.get("prev"), "next": links.get("next")}
    return HTMLResponse(page("folder.html", here="/arbete", **values), headers=NOW)


@router.post("/lasa-in/mapp/{folder}/igen", include_in_schema=False)
def retry_page(request: Request, who: Reviewer, folder: str, asked: Annotated[Strict, Query()]) -> Response:
    """Try the files again that failed, and go to the job."""
    job = _again(request, folder, who.name)
    return RedirectResponse(f"{HERE.get().root}/lasa-in/{job.id}", 303, headers=NOW)


def watched_folders(request: Request) -> list[dict[str, Any]]:
    """The folders of the settings in short."""
    return [one.to_json() for one in request.app.state.folders.folders]


def _folder(request: Request, identifier: str) -> Watched:
    for one in request.app.state.folders.folders:
        if one.id == identifier:
            return one  # type: ignore[no-any-return]
    raise NotHeld(f"Mappen {identifier[:40]!r} bevakas inte. Mappar att bevaka anges i inställningen watch.")


def _files(found: Watched, status: str) -> list[dict[str, Any]]:
    return [one for one in found.files() if status in ("", one["status"])]


def _again(request: Request, identifier: str, by: str) -> Job:
    job = _folder(request, identifier).again(by)
    request.app.state.runner.wake()
    return job
