"""Folders that the service watches: a file that has stopped growing becomes part of a job, as if it had been sent in.

What was taken from a folder is kept beside the jobs: each file by its size and time, with the job that it came into.
A file is noted once its job is whole on the disk: what is killed between the two is taken again, which costs nothing,
for what is held already is not read again.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from kg.archive import Archive
from kg.atomic import named_errors, write_atomically
from kg.errors import UnreadableFile, UsageError
from kg.ids import document_id
from styrgraf.collection import NotHeld
from styrgraf.discover import discover, shown
from styrgraf.failures import described
from styrgraf.intake_jobs import FOLDER, Job, Jobs, Sent

Mark = tuple[int, int]
_PLACE = "folders"
# So many files become one job: no more than may be open at once, and few enough to be read by and by.
_AT_A_TIME = 100


@dataclass(frozen=True, slots=True)
class Taken:
    """A file as it was taken: its size and time, its content, and where its result stands."""

    size: int
    changed: int
    sha256: str
    job: str
    number: int
    at: str


class Watched:
    """One folder, and what was taken from it."""

    def __init__(self, store: Path, folder: Path) -> None:
        self.folder, self._store = folder.absolute(), store
        self.id = hashlib.sha256(os.fsencode(self.folder)).hexdigest()[:16]
        self._place = store / FOLDER / _PLACE
        self._jobs, self._archive = Jobs(store), Archive(store)
        self._before: dict[str, Mark] = {}

    def look(self) -> bool:
        """Take what is new and has stopped growing since the last look; True when anything was taken.

        Raises `StoreError` when the store cannot be written; nothing is then noted as taken.
        """
        found = list(discover([self.folder], self._store))
        troubles = [one for one in found if isinstance(one, UnreadableFile)]
        paths = {shown(path.relative_to(self.folder)): path for path in found if isinstance(path, Path)}
        marks = {name: mark for name, path in paths.items() if (mark := _mark(path)) is not None}
        known = self._known()
        ready = [name for name, mark in marks.items() if mark == self._before.get(name) != _taken(known.get(name))]
        taken = False
        for start in range(0, len(ready), _AT_A_TIME):
            job = self._take({name: paths[name] for name in ready[start : start + _AT_A_TIME]}, troubles)
            taken = taken or job is not None
        self._before = marks
        said = [{"file": one.name, **described(one)} for one in troubles]
        self._write("look", {"looked": _now(), "held": len(marks), "troubles": said})
        return taken

    def again(self, by: str) -> Job:
        """A new job of the files that failed and are still there. Raises `UsageError` when there are none."""
        failed = {one["name"]: self.folder / one["name"] for one in self.files() if one["status"] == "failed"}
        job = self._take(failed, [], by) if failed else None
        if job is None:
            raise UsageError("Inga filer finns kvar att försöka igen med.")
        return job

    def files(self) -> list[dict[str, Any]]:
        """Every file that was taken, the latest first, with what became of it."""
        jobs: dict[str, list[dict[str, Any]]] = {}
        results = [self._result(name, one, jobs) for name, one in self._known().items()]
        return sorted(results, key=lambda one: (one["at"], one["job"], one["name"]), reverse=True)

    def to_json(self) -> dict[str, Any]:
        """The folder in short: when it was last looked into, how many files were taken, how many failed."""
        files = self.files()
        said: dict[str, Any] = {"id": self.id, "folder": shown(self.folder), "total": len(files)}
        said |= {status: sum(one["status"] == status for one in files) for status in ("waiting", "failed")}
        said |= {"troubles": []} | self._kept("look")
        return said | ({"taken": files[0]["at"]} if files else {})

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Whether this process is the one that watches the folder, for as long as the block runs."""
        with self._locked("watching", fcntl.LOCK_EX | fcntl.LOCK_NB) as held:
            yield held

    def _take(self, paths: Mapping[str, Path], troubles: list[UnreadableFile], by: str = "") -> Job | None:
        """A job of those of the files that can be opened, noted; None when none can."""
        with ExitStack() as opened, self._locked("taking", fcntl.LOCK_EX):
            files = {}
            for name, path in paths.items():
                try:
                    files[name] = opened.enter_context(path.open("rb"))
                except OSError as error:
                    cause = f"går inte att öppna ({error.strerror})"
                    troubles.append(UnreadableFile(name, "permission", cause, "Ge läsrätt till filen."))
            if not files:
                return None
            stats = {name: os.fstat(file.fileno()) for name, file in files.items()}
            hashes = {name: hashlib.file_digest(file, "sha256").hexdigest() for name, file in files.items()}
            for file in files.values():
                file.seek(0)
            job = self._jobs.take((Sent(name, file) for name, file in files.items()), by or shown(self.folder))
            known = self._known()
            for number, name in enumerate(files, 1):
                stat = stats[name]
                known[name] = Taken(stat.st_size, stat.st_mtime_ns, hashes[name], job.id, number, job.at)
            self._write("files", {name: asdict(one) for name, one in known.items()})
            return job

    def _result(self, name: str, one: Taken, jobs: dict[str, list[dict[str, Any]]]) -> dict[str, Any]:
        said: dict[str, Any] = {"name": name, "at": one.at, "job": one.job, "size": one.size, "status": "waiting"}
        if one.job not in jobs:
            jobs[one.job] = self._results(one.job)
        if one.number <= len(jobs[one.job]):
            found = jobs[one.job][one.number - 1]
            said |= {part: found[part] for part in ("status", "document", "error") if part in found}
        if said["status"] == "failed" and self._archive.has_reading(document_id(one.sha256)):
            # Read all the same: when its job was tried again, by hand, or before the folder was watched.
            said.pop("error", None)
            said |= {"status": "unchanged", "document": document_id(one.sha256)}
        return said

    def _results(self, job: str) -> list[dict[str, Any]]:
        try:
            return list(self._jobs.job(job).to_json()["files"])
        except NotHeld:
            return []

    def _known(self) -> dict[str, Taken]:
        return {name: Taken(**one) for name, one in self._kept("files").items()}

    def _kept(self, what: str) -> dict[str, Any]:
        path = self._place / f"{self.id}.{what}.json"
        return dict(orjson.loads(path.read_bytes())) if path.exists() else {}

    def _write(self, what: str, said: Mapping[str, Any]) -> None:
        write_atomically(self._place / f"{self.id}.{what}.json", orjson.dumps(said))

    @contextmanager
    def _locked(self, what: str, how: int) -> Iterator[bool]:
        with named_errors(self._place):
            self._place.mkdir(parents=True, exist_ok=True)
            lock = (self._place / f"{self.id}.{what}").open("a")
        with lock:
            try:
                fcntl.flock(lock, how)
            except BlockingIOError:
                yield False
            else:
                yield True


def _mark(path: Path) -> Mark | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_size, stat.st_mtime_ns


def _taken(one: Taken | None) -> Mark | None:
    return (one.size, one.changed) if one else None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
