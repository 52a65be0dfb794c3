"""Files become readings: those already held are told by their bytes, the others are read in sandboxed workers."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from ingest.sandbox import read_all
from kg.archive import Archive
from kg.errors import UnreadableFile
from kg.ids import document_id
from kg.model import Reading
from styrgraf.discover import shown
from styrgraf.failures import described
from styrgraf.interrupt import Interrupt
from styrgraf.limits import limits
from styrgraf.settings import Settings

_TOMBSTONE = "Den läses inte in igen. Ångra genom att ta bort dess post i samlingens mapp removed."
Status = Literal["read", "partial", "unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file. `path` is None when there is no file to try again."""

    name: str
    status: Status
    path: Path | None = None
    document: str | None = None
    error: UnreadableFile | None = None

    def to_json(self) -> dict[str, Any]:
        """The line of `ingest --json`."""
        said: dict[str, Any] = {"file": self.name, "status": self.status}
        if self.document:
            said["document"] = self.document
        return said | ({"error": described(self.error)} if self.error else {})


@dataclass(frozen=True, slots=True)
class Intake:
    """What it takes to take files in; `again` reads also what is held already.

    `names` are the names that files came with, where they lie under others.
    """

    settings: Settings
    archive: Archive
    interrupt: Interrupt
    again: bool = False
    names: Mapping[Path, str] = field(default_factory=dict)

    def take(self, files: Iterable[Path | UnreadableFile]) -> Iterator[tuple[Outcome, Reading | None]]:
        """What became of each file, with its reading if it was read now. The original is then in the archive."""
        hashes: dict[Path, str] = {}
        first: dict[str, Path] = {}
        for file in files:
            with self.interrupt.waiting():
                outcome = self._look(file, hashes, first)
            if outcome is not None:
                yield outcome, None
        results: dict[str, Outcome] = {}
        for outcome, reading in self._read(hashes, [path for path in hashes if first[hashes[path]] == path]):
            if outcome.path is not None:
                results[hashes[outcome.path]] = outcome
            yield outcome, reading
        yield from ((_same_again(path, results[sha]), None) for path, sha in hashes.items() if first[sha] != path)

    def _look(self, file: Path | UnreadableFile, hashes: dict[Path, str], first: dict[str, Path]) -> Outcome | None:
        """The outcome that is known without reading the document; otherwise its hash is noted."""
        if isinstance(file, UnreadableFile):
            return Outcome(file.name, "failed", error=file)
        try:
            sha256 = _hash(file)
        except OSError as error:
            return _failed(file, _unopened(file, error))
        if self.archive.takedowns.has(sha256):
            return _failed(file, UnreadableFile(shown(file), "removed", "är borttagen ur samlingen", _TOMBSTONE))
        if not self.again and self.archive.has_reading(document_id(sha256)):
            return Outcome(shown(file), "unchanged", file, document_id(sha256))
        hashes[file] = sha256
        first.setdefault(sha256, file)
        return None

    def _read(self, hashes: dict[Path, str], paths: list[Path]) -> Iterator[tuple[Outcome, Reading | None]]:
        settings = self.settings
        workers = min(settings.workers or os.cpu_count() or 1, max(1, len(paths)))
        found = read_all(paths, settings.registers, limits(settings), workers)
        with closing(found):  # type: ignore[type-var]
            while (result := self._next(found)) is not None:
                yield self._kept(*result, hashes)

    def _next(self, found: Iterator[tuple[Path, Reading | UnreadableFile]]) -> tuple[Path, Any] | None:
        with self.interrupt.waiting():
            return next(found, None)

    def _kept(
        self, path: Path, result: Reading | UnreadableFile, hashes: dict[Path, str]
    ) -> tuple[Outcome, Reading | None]:
        if isinstance(result, UnreadableFile):
            return _failed(path, result), None
        try:
            data = path.read_bytes()
        except OSError as error:
            return _failed(path, _unopened(path, error)), None
        sha256 = result.document.source.sha256
        if hashlib.sha256(data).hexdigest() != sha256 or sha256 != hashes[path]:
            cause = "ändrades medan den lästes"
            return _failed(path, UnreadableFile(shown(path), "vanished", cause, "Läs in den igen.")), None
        self.archive.put_original(sha256, path.suffix.lower(), data)
        status: Status = "partial" if result.document.partial else "read"
        return Outcome(shown(path), status, path, result.document.id), self._named(path, result)

    def _named(self, path: Path, reading: Reading) -> Reading:
        """The reading of a file with the name that it came with."""
        if path not in self.names:
            return reading
        source = replace(reading.document.source, name=self.names[path])
        return replace(reading, document=replace(reading.document, source=source))


def _hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _failed(path: Path, error: UnreadableFile) -> Outcome:
    # The reader knows the file by its bare name; two folders may hold one of that name.
    told = UnreadableFile(shown(path), error.code, error.cause, error.remedy)
    return Outcome(shown(path), "failed", path, error=told)


def _unopened(path: Path, error: OSError) -> UnreadableFile:
    if isinstance(error, FileNotFoundError):
        return UnreadableFile(shown(path), "vanished", "finns inte längre", "Lägg tillbaka filen och läs in den igen.")
    return UnreadableFile(
        shown(path),
        "permission",
        f"går inte att öppna ({error.strerror})",
        "Ge läsrätt till filen och läs in den igen.",
    )


def _same_again(path: Path, other: Outcome) -> Outcome:
    """A second file with the same bytes as one just taken in shares its fate."""
    if other.error is not None:
        return _failed(path, other.error)
    return Outcome(shown(path), "unchanged", path, other.document)
