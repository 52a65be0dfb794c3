"""The parent's side of a worker: start it, hand it a job, wait no longer than allowed, kill it."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

import orjson

from kg.errors import QueryError, QueryStopped, StoreError
from kg.message import Message, unpacked
from kg.sparql.evaluate import Answer, Job
from kg.sparql.limits import QueryLimits

# Each thread of the engine would reserve an arena of 64 MiB of address space, and use little of it.
_ENVIRONMENT = {"MALLOC_ARENA_MAX": "2"}
_START_SECONDS = 60.0
_CHUNK = 1 << 16
# An allocation that is refused ends in abort; a stack that may not grow in a fault.
_OUT_OF_MEMORY = frozenset({signal.SIGABRT, signal.SIGSEGV, signal.SIGBUS})


class QueryProcess:
    """One worker process. It answers one job at a time; after a deadline or a death it is of no more use."""

    def __init__(self, limits: QueryLimits) -> None:
        self._limits = limits
        self._channel, theirs = socket.socketpair()
        self._channel.setblocking(False)
        # The worker reads this pipe to its end, which comes when this process is gone, however it went.
        watched, self._alive = os.pipe()
        given = (theirs.fileno(), watched)
        command = [sys.executable, "-m", "kg.sparql.worker", *map(str, given)]
        self._process = subprocess.Popen(
            [*command, str(limits.memory_bytes), str(limits.result_bytes)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=given,
            start_new_session=True,
            env={**os.environ, **_ENVIRONMENT, "PYTHONPATH": os.pathsep.join(part for part in sys.path if part)},
        )
        theirs.close()
        os.close(watched)
        self.sealed = False

    @property
    def pid(self) -> int:
        """The worker's process id."""
        return self._process.pid

    @property
    def lives(self) -> bool:
        """Whether the worker runs."""
        return self._process.poll() is None

    async def ready(self) -> None:
        """Wait until the worker can take a job. Raises `QueryStopped` when it never can."""
        said = await self._line(_START_SECONDS)
        self.sealed = bool(said["sealed"])

    async def answer(self, store: Path, job: Job, output: IO[bytes]) -> Answer:
        """Let the worker answer `job` out of the graph at `store` into the file `output`.

        Raises `QueryError` for what may not be asked, `QueryStopped` for what was given up: the worker is then killed.
        """
        message = orjson.dumps({"store": str(store), **asdict(job)})
        try:
            await self._send(len(message).to_bytes(4, "big") + message, output.fileno())
            said = await self._line(self._limits.seconds)
        except BaseException:
            self.kill()
            raise
        return _answer(said)

    def kill(self) -> None:
        """End the worker; nothing happens when it is dead."""
        if self._channel.fileno() < 0:
            return
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._channel.close()
        os.close(self._alive)

    async def _send(self, message: bytes, descriptor: int) -> None:
        with suppress(BrokenPipeError, ConnectionResetError):
            sent = socket.send_fds(self._channel, [message], [descriptor])
            await asyncio.get_running_loop().sock_sendall(self._channel, message[sent:])

    async def _line(self, seconds: float) -> dict[str, Any]:
        held = bytearray()
        try:
            async with asyncio.timeout(seconds):
                while not held.endswith(b"\n"):
                    chunk = await asyncio.get_running_loop().sock_recv(self._channel, _CHUNK)
                    if not chunk:
                        raise await self._death()
                    held += chunk
        except TimeoutError:
            raise QueryStopped("timeout", _timeout(seconds)) from None
        except ConnectionResetError:
            raise await self._death() from None
        said: dict[str, Any] = orjson.loads(held)
        return said

    async def _death(self) -> QueryStopped:
        code = await asyncio.to_thread(self._process.wait)
        if -code in _OUT_OF_MEMORY:
            return QueryStopped("memory", _MEMORY)
        return QueryStopped("died", _DIED)


def _answer(said: dict[str, Any]) -> Answer:
    if "error" not in said:
        return Answer(said["kind"], said["form"])
    code = said["code"]
    if code == "store":
        raise StoreError(unpacked(said["error"]))
    if code in ("memory", "too-large"):
        raise QueryStopped(code, _MEMORY if code == "memory" else _TOO_LARGE)
    at = (said["line"], said["column"]) if said["line"] else None
    raise QueryError(code, unpacked(said["error"]), at, tuple(said["near"]))


def _timeout(seconds: float) -> str:
    text = f"{seconds:g}"
    return Message("Frågan avbröts efter %(seconds)s sekunder, utan svar. %(remedy)s", seconds=text, remedy=_NARROW)


_NARROW = Message("Begränsa den: fler villkor, färre kombinationer, eller LIMIT.")
_MEMORY = Message("Frågan avbröts: den krävde mer minne än vad som är tillåtet. %(remedy)s", remedy=_NARROW)
_TOO_LARGE = Message(
    "Svaret är större än vad som är tillåtet. Begränsa det med LIMIT, eller hämta hela grafen på /dumps/."
)
_DIED = Message("Frågan avbröts: processen som besvarade den slutade oväntat. Ställ frågan igen.")
