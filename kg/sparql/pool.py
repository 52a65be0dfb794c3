"""The workers that answer queries: kept warm, replaced when they die, and shared fairly among those who ask."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO

from kg.errors import QueryStopped
from kg.message import Message
from kg.sparql.evaluate import Answer, Job
from kg.sparql.limits import QueryLimits
from kg.sparql.process import QueryProcess

_START_SECONDS = 30.0


class QueryPool:
    """The workers of one service; to be used within one event loop."""

    def __init__(self, limits: QueryLimits) -> None:
        self.limits = limits
        self._idle: deque[QueryProcess] = deque()
        self._processes: set[QueryProcess] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._waking: set[asyncio.Task[None]] = set()
        self._changed = asyncio.Condition()
        self._busy: Counter[str] = Counter()
        self._waiting: Counter[str] = Counter()
        self._closed = False

    def start(self) -> None:
        """Start the workers; queries may be put at once."""
        while len(self._processes) + len(self._starting) < self.limits.workers and not self._closed:
            task = asyncio.create_task(self._start())
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)

    def _keep(self, task: asyncio.Task[None]) -> None:
        """Hold on to a task until it is done: the loop itself does not."""
        self._waking.add(task)
        task.add_done_callback(self._waking.discard)

    async def answer(self, client: str, store: Path, job: Job, output: IO[bytes]) -> Answer:
        """Have `job` of `client` answered out of the graph at `store` into the file `output`.

        Raises `QueryStopped` with the code busy when no worker is free for this client in time. When the caller is
        cancelled, the worker is killed.
        """
        async with self._worker(client) as process:
            return await process.answer(store, job, output)

    def pids(self) -> list[int]:
        """The process ids of the workers that run."""
        return [process.pid for process in self._processes if process.lives]

    async def close(self) -> None:
        """Kill all workers and start no more."""
        self._closed = True
        for task in list(self._starting):
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        for process in self._processes:
            process.kill()
        self._processes.clear()

    async def _start(self) -> None:
        process = QueryProcess(self.limits)
        try:
            await process.ready()
        except BaseException:
            process.kill()
            raise
        async with self._changed:
            self._processes.add(process)
            self._idle.append(process)
            self._changed.notify_all()

    @asynccontextmanager
    async def _worker(self, client: str) -> AsyncIterator[QueryProcess]:
        process = await self._taken(client)
        try:
            yield process
        finally:
            # Without waiting for anything: who asked may have gone, and this be the end of its task.
            self._busy[client] -= 1
            if process.lives:
                self._idle.append(process)
            else:
                process.kill()
                self._processes.discard(process)
                self.start()
            self._keep(asyncio.ensure_future(self._wake()))

    async def _taken(self, client: str) -> QueryProcess:
        if self._waiting[client] >= self.limits.waiting:
            raise QueryStopped("busy", _BUSY)
        self._waiting[client] += 1
        self.start()
        # The first workers of all are on their way, which takes a busy machine a while.
        patience = self.limits.seconds + (0 if self._processes else _START_SECONDS)
        try:
            async with asyncio.timeout(patience), self._changed:
                await self._changed.wait_for(lambda: self._next_for(client))
                self._busy[client] += 1
                # The one that worked last: it knows the graph, and perhaps the query.
                return self._idle.pop()
        except TimeoutError:
            raise QueryStopped("busy", _BUSY) from None
        finally:
            self._waiting[client] -= 1

    def _next_for(self, client: str) -> bool:
        """Whether a worker is free that this client may take; what died while it was idle is replaced."""
        for process in [process for process in self._idle if not process.lives]:
            self._idle.remove(process)
            process.kill()
            self._processes.discard(process)
            self.start()
        return bool(self._idle) and self._busy[client] < self.limits.workers_each

    async def _wake(self) -> None:
        async with self._changed:
            self._changed.notify_all()


_BUSY = Message("Alla som kan svara på frågor är upptagna. Vänta en stund och ställ frågan igen.")
