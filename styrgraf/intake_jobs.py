"""Uploads on their way in: each is a job in a folder of its own, with its files, what became of them, and who sent it.

A job is whole on the disk before anybody is told that it is taken; it is done when its log ends with a summary. What
is not done is done again: reading what is held already costs nothing.
"""

from __future__ import annotations

import re
import secrets
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, Literal

import orjson

from ingest.source import DOC, DOCX, HTML, MARKDOWN, ODT, PDF, RTF, TEXT, sniff
from kg.atomic import named_errors, sync, write_atomically
from kg.message import Message
from styrgraf.collection import NotHeld

State = Literal["waiting", "running", "done"]
FOLDER = "intake"
_SUFFIXES = {
    PDF: ".pdf",
    DOCX: ".docx",
    ODT: ".odt",
    DOC: ".doc",
    RTF: ".rtf",
    HTML: ".html",
    MARKDOWN: ".md",
    TEXT: ".txt",
}
_LONGEST_NAME = 250
_ID = re.compile(r"[0-9]{17}-[0-9a-f]{6}")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Sent:
    """A file as it came: the name that its sender gave it, which is never used as a path, and its bytes."""

    name: str
    data: IO[bytes]


class Job:
    """One upload, in its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.id = folder, folder.name
        said: dict[str, Any] = orjson.loads((folder / "job.json").read_bytes())
        self.by, self.at = str(said["by"]), str(said["at"])
        self._files: list[dict[str, Any]] = said["files"]

    @property
    def log(self) -> Path:
        """What the reader says: a line of JSON for each file, then a summary."""
        return self.folder / "log.ndjson"

    @property
    def names(self) -> dict[str, str]:
        """By path the name that each file came with; those that were refused are not there."""
        held = (one for one in self._files if "stored" in one)
        return {str(self.folder / "files" / one["stored"]): one["name"] for one in held}

    def state(self) -> State:
        """Where the job stands."""
        return "done" if self._summary(self._lines()) else "running" if self.log.exists() else "waiting"

    def to_json(self) -> dict[str, Any]:
        """The job with the result of each file, in the order in which they were sent."""
        lines = self._lines()
        summary = self._summary(lines)
        results = {Path(line["file"]).name: line for line in lines if "file" in line}
        files = [self._result(number, one, results) for number, one in enumerate(self._files, 1)]
        done = sum(one["status"] != "waiting" for one in files)
        said: dict[str, Any] = {"id": self.id, "by": self.by, "at": self.at, "total": len(files), "done": done}
        said["failed"] = sum(one["status"] == "failed" for one in files)
        said["state"] = "done" if summary or not self.names else "running" if self.log.exists() else "waiting"
        return said | {"files": files} | ({"generation": summary["generation"]} if summary else {})

    def failed(self) -> list[tuple[str, Path]]:
        """Name and file of each that could not be read and is still here to be tried again."""
        lost = {one["number"] for one in self.to_json()["files"] if one["status"] == "failed"}
        held = [(number, one) for number, one in enumerate(self._files, 1) if "stored" in one]
        paths = [(str(one["name"]), self.folder / "files" / one["stored"]) for n, one in held if n in lost]
        return [(name, path) for name, path in paths if path.exists()]

    def tidy(self) -> None:
        """Let go of the files that are in the archive now; those that failed stay to be tried again."""
        kept = {path for _, path in self.failed()}
        for path in (self.folder / "files").iterdir():
            if path not in kept:
                path.unlink()

    def _result(self, number: int, one: Mapping[str, Any], results: Mapping[str, Any]) -> dict[str, Any]:
        said: dict[str, Any] = {"number": number, "name": one["name"], "size": one["size"], "status": "waiting"}
        if "refused" in one:
            return said | {"status": "failed", "error": one["refused"]}
        found = results.get(one["stored"], {})
        return said | {name: found[name] for name in ("status", "document", "error") if name in found}

    def _lines(self) -> list[dict[str, Any]]:
        if not self.log.exists():
            return []
        whole = self.log.read_bytes()
        return [orjson.loads(line) for line in whole[: whole.rfind(b"\n") + 1].splitlines() if line.startswith(b"{")]

    @staticmethod
    def _summary(lines: list[dict[str, Any]]) -> dict[str, Any] | None:
        """The last line when the reader came to its end without being broken off."""
        last = lines[-1] if lines else {}
        return last if "summary" in last and not last.get("interrupted") else None


class Jobs:
    """All uploads of the store at `root`."""

    def __init__(self, root: Path) -> None:
        self._folder = root / FOLDER

    def take(self, sent: Iterable[Sent], by: str) -> Job:
        """Put files on the disk as a new job. What is no document by its own marks is refused, and said so in it."""
        now = datetime.now(UTC)
        identifier = f"{now:%Y%m%d%H%M%S}{now.microsecond // 1000:03d}-{secrets.token_hex(3)}"
        building = self._folder / f".{identifier}"
        with named_errors(building):
            (building / "files").mkdir(parents=True)
            try:
                files = [_stored(building / "files", number, one) for number, one in enumerate(sent, 1)]
                said = {"by": by, "at": now.isoformat(timespec="seconds").replace("+00:00", "Z"), "files": files}
                write_atomically(building / "job.json", orjson.dumps(said))
                building.rename(self._folder / identifier)
                sync(self._folder)
            except BaseException:
                shutil.rmtree(building, ignore_errors=True)
                raise
        return Job(self._folder / identifier)

    def again(self, job: Job, by: str) -> Job:
        """A new job of the files of `job` that failed."""
        opened = [(name, path.open("rb")) for name, path in job.failed()]
        try:
            return self.take((Sent(name, file) for name, file in opened), by)
        finally:
            for _, file in opened:
                file.close()

    def job(self, identifier: str) -> Job:
        """The job with that id. Raises `NotHeld`."""
        path = self._folder / identifier
        if not _ID.fullmatch(identifier) or not (path / "job.json").exists():
            raise NotHeld(Message("Inläsningen ”%(job)s” finns inte.", job=identifier[:40]))
        return Job(path)

    def all(self) -> list[Job]:
        """Every job, the newest first."""
        found = sorted(self._folder.glob("[0-9]*/job.json"), reverse=True) if self._folder.is_dir() else []
        return [Job(path.parent) for path in found]

    def waiting(self) -> Iterator[Job]:
        """The jobs that are not done, the oldest first."""
        for job in reversed(self.all()):
            if job.names and job.state() != "done":
                yield job


def _stored(folder: Path, number: int, sent: Sent) -> dict[str, Any]:
    """Write one file under a number of ours, with a suffix that its content tells; returns what is known of it."""
    begun = folder / f".{number:06d}"
    size = 0
    with begun.open("wb") as file:
        while chunk := sent.data.read(_CHUNK):
            size += file.write(chunk)
    name = _shown(sent.name, number)
    media = sniff(begun.read_bytes(), Path(name).suffix.lower())
    said: dict[str, Any] = {"name": name, "size": size}
    if media is None:
        begun.unlink()
        cause = "är tom" if not size else "innehållet är inte ett dokument"
        remedy = "PDF, DOCX, DOC, ODT, RTF, HTML, Markdown och ren text går att läsa."
        return said | {"refused": {"code": "empty" if not size else "not-a-document", "cause": cause, "remedy": remedy}}
    path = folder / f"{number:06d}{_SUFFIXES[media]}"
    begun.rename(path)
    sync(path)
    return said | {"stored": path.name}


def _shown(name: str, number: int) -> str:
    """The sender's name for a file, fit to be shown: its last part, without signs that do not print."""
    last = re.split(r"[/\\]", name)[-1]
    plain = "".join(sign if sign.isprintable() else "�" for sign in last).strip()
    return plain[:_LONGEST_NAME] or f"fil {number}"
