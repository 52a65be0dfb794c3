"""Documents taken down for good: a tombstone each, which keeps the file from coming back, and a log of who did it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import orjson

from kg.atomic import append_line, write_atomically
from kg.ids import document_id
from kg.message import Cited, Message

FILE = "takedowns.jsonl"


@dataclass(frozen=True, slots=True)
class Takedown:
    """The file with this SHA-256 was taken down: why, by whom (a key's name, "" on the command line) and when."""

    sha256: str
    reason: str = ""
    by: str = ""
    at: str = ""

    @property
    def document(self) -> str:
        """The id of the document."""
        return document_id(self.sha256)

    @property
    def notice(self) -> str:
        """What whoever asks for the document is told."""
        if not self.at or not self.reason:
            return Message("Dokumentet ”%(document)s” är borttaget ur samlingen.", document=self.document)
        return Message(
            "Dokumentet ”%(document)s” togs bort ur samlingen %(day)s. Skäl: %(reason)s",
            document=self.document,
            day=self.at[:10],
            reason=Cited(self.reason),
        )


class Takedowns:
    """The tombstones of the store at `root`; the log beside them is only ever added to."""

    def __init__(self, root: Path) -> None:
        self._folder, self._log = root / "removed", root / FILE

    def add(self, sha256: str, reason: str, by: str = "") -> Takedown:
        """Let a file be taken down; one that is already keeps the reason that was given first."""
        if (known := self.of(document_id(sha256))) is not None:
            return known
        now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        made = Takedown(sha256, reason, by, now)
        append_line(self._log, orjson.dumps(asdict(made)))
        write_atomically(self._path(sha256, ".json"), orjson.dumps(asdict(made)))
        return made

    def of(self, document: str) -> Takedown | None:
        """The takedown of the document of that id; None when it was not taken down."""
        if not document.isalnum() or len(document) < len(document_id("0" * 64)):
            return None
        found = next(self._path(document, "").parent.glob(f"{document[2:]}*.json"), None)
        return _read(found) if found is not None else None

    def has(self, sha256: str) -> bool:
        """Whether a file with this content was taken down."""
        return self._path(sha256, ".json").exists()

    def all(self) -> list[Takedown]:
        """Every takedown, the latest first."""
        found = (_read(path) for path in self._folder.glob("??/*.json") if path.name[0] != ".")
        return sorted(found, key=lambda one: (one.at, one.sha256), reverse=True)

    def _path(self, name: str, suffix: str) -> Path:
        return self._folder / name[:2] / (name[2:] + suffix)


def _read(path: Path) -> Takedown:
    return Takedown(**orjson.loads(path.read_bytes()))
