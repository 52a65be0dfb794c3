"""Uploads are read and documents taken down one after the other, by the same commands that a person would run."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from typing import IO

import orjson

from kg.atomic import write_atomically
from kg.disk import DiskStore
from kg.errors import StoreError
from kg.takedowns import Takedown
from styrgraf.intake_jobs import Job, Jobs
from styrgraf.removing import unfinished
from styrgraf.settings import NAMES, PREFIX, Settings

LOG = logging.getLogger("styrgraf.intake")
_LOOK = 2.0
_TRIES = 3
_OK = (0, 3)
_LAST_WORDS = 500


class Runner:
    """A thread that has each waiting job done; what was cut off is done again.

    `move_on` lets the service leave an old generation, so that what was taken down can go from there too.
    """

    def __init__(self, settings: Settings, move_on: Callable[[], object]) -> None:
        self._settings, self._jobs, self._move_on = settings, Jobs(settings.store), move_on
        self._gone: set[str] = set()
        self._woken, self._stopped = threading.Event(), threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._tries: dict[str, int] = {}
        self._thread = threading.Thread(target=self._run, name="intake", daemon=True)

    def start(self) -> None:
        """Begin, with what waits from before."""
        self._woken.set()
        self._thread.start()

    def wake(self) -> None:
        """A job was taken."""
        self._woken.set()

    def stop(self) -> None:
        """Break off after the file that is being read: what is done stays done, the rest waits for the next start."""
        self._stopped.set()
        self._woken.set()
        if (process := self._process) is not None:
            process.send_signal(signal.SIGINT)
        self._thread.join(60)

    def _run(self) -> None:
        for job in self._jobs.all():
            # Done while no service looked, by a reader that outlived it.
            if job.state() == "done":
                job.tidy()
        while not self._stopped.is_set():
            # Another process may have taken a job: look now and then even when nobody wakes us.
            self._woken.wait(_LOOK * 5)
            self._woken.clear()
            try:
                self._take_down()
            except StoreError as error:
                LOG.warning("takedowns wait: %s", error)
            for job in list(self._jobs.waiting()):
                if self._stopped.is_set():
                    return
                if self._tries.get(job.id, 0) < _TRIES:
                    self._read(job)

    def _take_down(self) -> None:
        """Finish what was asked to be taken down; what another still reads or writes is looked at again later."""
        asked = {one.sha256 for one in DiskStore(self._settings.store).archive.takedowns.all()} - self._gone
        # Twice: the first run leaves the generation that this service reads until it has moved on.
        for _ in range(2):
            for takedown in unfinished(self._settings, self._gone):
                if self._stopped.is_set():
                    return
                self._remove(takedown)
        self._gone |= asked - {one.sha256 for one in unfinished(self._settings, self._gone)}

    def _remove(self, takedown: Takedown) -> None:
        code, said = self._command(["remove", takedown.sha256], subprocess.DEVNULL)
        if code:
            LOG.warning("takedown of %s ended with %s: %s", takedown.document, code, said)
        try:
            self._move_on()
        except StoreError as error:
            LOG.info("nothing is served: %s", error)

    def _read(self, job: Job) -> None:
        code, said = self._ingest(job)
        if code in _OK and job.state() == "done":
            job.tidy()
            return
        if self._stopped.is_set():
            return
        LOG.warning("intake %s ended with %s: %s", job.id, code, said, extra={"job": job.id})
        if "skriver i samlingen" not in said:
            # Not another writer's doing: after some tries it waits for the next start, and for a person.
            self._tries[job.id] = self._tries.get(job.id, 0) + 1
        self._stopped.wait(_LOOK)
        self._woken.set()

    def _ingest(self, job: Job) -> tuple[int, str]:
        """Run `styrgraf ingest` on the files of a job; returns its exit code and what it said last."""
        names = job.folder / "names.json"
        write_atomically(names, orjson.dumps(job.names))
        # A reader that outlived the service before this one goes on writing to the log that it has open.
        job.log.unlink(missing_ok=True)
        with job.log.open("wb") as log:
            return self._command(["ingest", "--json", "--names", str(names), *sorted(job.names)], log)

    def _command(self, arguments: list[str], output: IO[bytes] | int) -> tuple[int, str]:
        """Run a command of ours to its end; returns its exit code and what it said last on stderr."""
        with tempfile.TemporaryFile() as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "styrgraf", *arguments],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=errors,
                env=self._environment(),
            )
            try:
                code = self._process.wait()
            finally:
                self._process = None
            errors.seek(0)
            return code, errors.read().decode("utf-8", "replace")[-_LAST_WORDS:]

    def _environment(self) -> dict[str, str]:
        """The environment with the settings of this service, wherever they came from."""
        settings = self._settings
        kept = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        usual = Settings()
        given = {name: value for name in NAMES if (value := getattr(settings, name)) != getattr(usual, name)}
        given["store"] = settings.store.resolve()
        return kept | {PREFIX + name.upper(): _as_text(value) for name, value in given.items() if value is not None}


def _as_text(value: object) -> str:
    if isinstance(value, tuple):
        return os.pathsep.join(str(Path(part).resolve()) for part in value)
    return str(value).lower() if isinstance(value, bool) else str(value)
