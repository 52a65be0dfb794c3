"""Uploads are read one after the other, by the same command that a person would run."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import orjson

from kg.atomic import write_atomically
from styrgraf.intake_jobs import Job, Jobs
from styrgraf.settings import NAMES, PREFIX, Settings

LOG = logging.getLogger("styrgraf.intake")
_LOOK = 2.0
_TRIES = 3
_OK = (0, 3)


class Runner:
    """A thread that has each waiting job read; what was cut off is read again."""

    def __init__(self, settings: Settings) -> None:
        self._settings, self._jobs = settings, Jobs(settings.store)
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
            for job in list(self._jobs.waiting()):
                if self._stopped.is_set():
                    return
                if self._tries.get(job.id, 0) < _TRIES:
                    self._read(job)

    def _read(self, job: Job) -> None:
        code = self._ingest(job)
        if code in _OK and job.state() == "done":
            job.tidy()
            return
        if self._stopped.is_set():
            return
        said = (job.folder / "errors.txt").read_text(encoding="utf-8", errors="replace")[-500:]
        LOG.warning("intake %s ended with %s: %s", job.id, code, said, extra={"job": job.id})
        if "skriver i samlingen" not in said:
            # Not another writer's doing: after some tries it waits for the next start, and for a person.
            self._tries[job.id] = self._tries.get(job.id, 0) + 1
        self._stopped.wait(_LOOK)
        self._woken.set()

    def _ingest(self, job: Job) -> int:
        """Run `styrgraf ingest` on the files of a job; returns its exit code."""
        names = job.folder / "names.json"
        write_atomically(names, orjson.dumps(job.names))
        command = [sys.executable, "-m", "styrgraf", "ingest", "--json", "--names", str(names), *sorted(job.names)]
        # A reader that outlived the service before this one goes on writing to the log that it has open.
        job.log.unlink(missing_ok=True)
        with job.log.open("wb") as log, (job.folder / "errors.txt").open("wb") as errors:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=errors, env=self._environment()
            )
            try:
                return self._process.wait()
            finally:
                self._process = None

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
