"""Answers from the workers: written to a file first, so that the status is known before anything is sent."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from kg.sparql.evaluate import Answer, Job
from kg.sparql.pool import QueryPool

_AT_ONCE = 1 << 20
_CHUNK = 1 << 18
# What nginx logs for a client that went away; nobody reads it.
_GONE = 499


class ClientGone(Exception):
    """Whoever asked has gone before there was an answer."""


async def spooled(request: Request, store: Path, job: Job) -> tuple[Answer, IO[bytes]]:
    """The answer to a job, and the file that holds it, to be closed by the caller.

    Raises what `QueryPool.answer` does, and `ClientGone`: the worker is then killed.
    """
    pool: QueryPool = request.app.state.queries
    client = request.client.host if request.client else ""
    file = tempfile.TemporaryFile()  # noqa: SIM115
    try:
        answer = await _while_there(request, pool.answer(client, store, job, file))
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return answer, file


def sent(file: IO[bytes], content_type: str, headers: Mapping[str, str]) -> Response:
    """The response that sends a spooled answer, and closes it."""
    size = os.fstat(file.fileno()).st_size
    given = {**headers, "Content-Type": content_type}
    if size <= _AT_ONCE:
        with file:
            return Response(file.read(), headers=given)
    return StreamingResponse(_chunks(file), headers=given | {"Content-Length": str(size)})


def gone() -> Response:
    """What is answered to nobody."""
    return Response(status_code=_GONE)


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while chunk := file.read(_CHUNK):
            yield chunk


async def _while_there(request: Request, work: object) -> Answer:
    answering = asyncio.ensure_future(work)  # type: ignore[call-overload]
    leaving = asyncio.ensure_future(_left(request))
    try:
        await asyncio.wait({answering, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if answering.done():
            return answering.result()  # type: ignore[no-any-return]
        raise ClientGone
    finally:
        for task in (answering, leaving):
            task.cancel()
        await asyncio.gather(answering, leaving, return_exceptions=True)


async def _left(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
