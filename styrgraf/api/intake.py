"""/api/v1/intake: documents sent in, what becomes of each, and the same as events while it happens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Annotated, Any, Literal

import orjson
from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import Field
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile

from kg.errors import UsageError
from kg.message import Message
from styrgraf.api import schemas, work_schemas
from styrgraf.api.access import Reviewer, Who
from styrgraf.api.answers import Json
from styrgraf.api.described import WRITES
from styrgraf.api.paging import listed, place
from styrgraf.api.parameters import Paged, Strict
from styrgraf.intake_jobs import Job, Jobs, Sent

router = APIRouter(prefix="/api/v1/intake", responses=schemas.PROBLEMS | schemas.TURNED_AWAY)
NOW = {"Cache-Control": "no-store"}
_LOOK = 0.3
_JOB: dict[int | str, dict[str, Any]] = {200: {"model": work_schemas.JobShape}}
_TAKEN: dict[int | str, dict[str, Any]] = {202: {"model": work_schemas.JobShape}}
_FILES: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {"files": {"type": "array", "items": {"type": "string", "format": "binary"}}},
                    "required": ["files"],
                }
            }
        },
    }
}


class FilesOf(Paged):
    """The files of a job, in pages."""

    status: Literal["", "read", "partial", "unchanged", "failed", "waiting"] = Field("", description="Bara de.")


@router.post("", status_code=202, summary="Läs in dokument", tags=[WRITES], responses=_TAKEN, openapi_extra=_FILES)
async def take(request: Request, who: Reviewer, asked: Annotated[Strict, Query()]) -> Response:
    """Take files in. They are safe on the disk when this is answered, and read one upload after the other."""
    job = await taken(request, who)
    said = await run_in_threadpool(job.to_json)
    return Json(said, 202, headers=NOW | {"Location": str(request.url_for("job", job=job.id).path)})


@router.get("", summary="Inläsningarna", responses={200: {"model": work_schemas.JobList}})
def jobs(request: Request, who: Reviewer, asked: Annotated[Paged, Query()]) -> Response:
    """Every upload, the newest first."""
    found = [_in_short(job) for job in _jobs(request).all()]
    return _unkept(listed(request, "jobs", found, place(asked.cursor, asked.k, 0)))


@router.get("/{job}", name="job", summary="En inläsning", responses=_JOB)
def job(request: Request, who: Reviewer, job: str, asked: Annotated[FilesOf, Query()]) -> Response:
    """What became of each file; of one status if that is given, a page at a time."""
    said = _jobs(request).job(job).to_json()
    files = [one for one in said["files"] if asked.status in ("", one["status"])]
    at = place(asked.cursor, asked.k, 0)
    answer = listed(request, "files", files, at)
    body = said | {"files": at.cut(files)}
    return _unkept(Json(body, headers={k: v for k, v in answer.headers.items() if k == "link"}))


@router.post("/{job}/retry", status_code=202, summary="Försök igen", tags=[WRITES], responses=_TAKEN)
def retry(request: Request, who: Reviewer, job: str, asked: Annotated[Strict, Query()]) -> Response:
    """A new job of the files that failed."""
    return Json(tried_again(request, who, job).to_json(), 202, headers=NOW)


@router.get(
    "/{job}/events",
    summary="En inläsning medan den pågår",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/event-stream": {}}}},
)
async def events(request: Request, who: Reviewer, job: str, asked: Annotated[Strict, Query()]) -> Response:
    """Server-sent events: "progress" with the counts each time they change, "done" at the end."""
    found = await run_in_threadpool(_jobs(request).job, job)
    return StreamingResponse(_told(request, found), media_type="text/event-stream", headers=NOW)


async def taken(request: Request, who: Who) -> Job:
    """The job of the files that a form sends. Raises `UsageError` when there are none."""
    most = request.app.state.settings.upload_files
    async with request.form(max_files=most, max_fields=10) as form:
        sent = [one for one in form.getlist("files") if isinstance(one, UploadFile) and (one.filename or one.size)]
        if not sent:
            raise UsageError(Message("Inga filer skickades. Välj minst en fil (fältet heter files)."))
        files = (Sent(one.filename or "", one.file) for one in sent)
        job = await run_in_threadpool(_jobs(request).take, files, who.name)
    request.app.state.runner.wake()
    return job


def tried_again(request: Request, who: Who, job: str) -> Job:
    """A new job of the files of a job that failed. Raises `UsageError` when there are none."""
    jobs = _jobs(request)
    if not (found := jobs.job(job)).failed():
        raise UsageError(Message("Inga filer finns kvar att försöka igen med."))
    again = jobs.again(found, who.name)
    request.app.state.runner.wake()
    return again


async def _told(request: Request, job: Job) -> AsyncIterator[bytes]:
    before = None
    while not await request.is_disconnected():
        said = await run_in_threadpool(job.to_json)
        short = {name: said[name] for name in ("state", "total", "done", "failed")}
        if short != before:
            yield b"event: progress\ndata: " + orjson.dumps(short) + b"\n\n"
            before = short
        if said["state"] == "done":
            yield b"event: done\ndata: " + orjson.dumps(short) + b"\n\n"
            return
        await asyncio.sleep(_LOOK)


def _in_short(job: Job) -> dict[str, Any]:
    return {name: value for name, value in job.to_json().items() if name != "files"}


def _jobs(request: Request) -> Jobs:
    return Jobs(request.app.state.settings.store)


def _unkept(answer: Response) -> Response:
    answer.headers.update(NOW)
    return answer
