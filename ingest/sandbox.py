"""Reading files in worker processes that can be killed: what one file does to its worker stops nothing else.

A worker is another Python process with limits on address space and CPU. It is kept warm between files,
killed at its deadline, and replaced. Between parent and worker go lines of JSON, never pickle.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from queue import Queue

from ingest.limits import Limits as Limits
from ingest.worker_process import WorkerProcess
from kg.errors import UnreadableFile
from kg.model import Reading

Result = tuple[Path, Reading | UnreadableFile]


def read_all(
    paths: Iterable[Path], registry_files: Sequence[Path], limits: Limits, workers: int
) -> Iterator[tuple[Path, Reading | UnreadableFile]]:
    """Read every file, `workers` at a time; results come in the order in which they are ready.

    A file that cannot be read, or that kills its worker, gives an `UnreadableFile` and the others go on.
    Closing the iterator kills the workers.
    """
    pool = _Pool(iter(paths), registry_files, limits, max(1, workers))
    try:
        yield from pool.results()
    finally:
        pool.stop()


class _Pool:
    """Threads that each drive one worker process and take the next path when theirs is done."""

    def __init__(self, paths: Iterator[Path], registry_files: Sequence[Path], limits: Limits, workers: int) -> None:
        self._paths = paths
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        # Bounded, so that finished readings do not pile up faster than they are stored.
        self._ready: Queue[Result | BaseException | None] = Queue(maxsize=workers * 2)
        self._workers = [WorkerProcess(registry_files, limits) for _ in range(workers)]
        self._threads = [threading.Thread(target=self._drive, args=(worker,), daemon=True) for worker in self._workers]

    def results(self) -> Iterator[Result]:
        """Start, and yield results until every thread has said that it is done."""
        for thread in self._threads:
            thread.start()
        running = len(self._threads)
        while running:
            item = self._ready.get()
            if item is None:
                running -= 1
            elif isinstance(item, BaseException):
                raise item
            else:
                yield item

    def stop(self) -> None:
        """Kill the workers and let the threads end."""
        self._stopped.set()
        for worker in self._workers:
            worker.kill()
        while any(thread.is_alive() for thread in self._threads):
            while not self._ready.empty():
                self._ready.get_nowait()
            for thread in self._threads:
                thread.join(0.02)

    def _drive(self, worker: WorkerProcess) -> None:
        try:
            while not self._stopped.is_set() and (path := self._next()) is not None:
                self._ready.put((path, worker.read(path)))
        except BaseException as error:
            self._ready.put(error)
        finally:
            worker.kill()
            self._ready.put(None)

    def _next(self) -> Path | None:
        with self._lock:
            return next(self._paths, None)
