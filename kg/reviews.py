"""What people have said of what was read: an append-only log, one line each, apart from all that can be computed again.

The last word on a thing counts until it is undone. Nothing is ever taken out of the log.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import orjson

from kg.atomic import append_line, named_errors
from kg.errors import StoreError, UsageError
from kg.message import Message

About = Literal["field", "assessment", "citation", "match"]
Verdict = Literal["accepted", "corrected", "rejected", "undone"]
Key = tuple[str, str]
FILE = "reviews.jsonl"


@dataclass(frozen=True, slots=True)
class Review:
    """A person's word on one thing of a document.

    `part` tells which: a field's name, a question's id, a citation's key (`kg.citation_reviews`), or for a match the
    finding's id. `value` is what a correction says instead, `was` what stood there; `quote`, `page` and `start` are
    its evidence. `undoes` is the id of the review that one with the verdict "undone" takes back.
    """

    document: str
    about: About
    part: str
    verdict: Verdict
    by: str
    why: str = ""
    value: Any = None
    was: Any = None
    code: str | None = None
    quote: str = ""
    page: int = 0
    start: int = 0
    undoes: str = ""
    at: str = ""
    id: str = ""

    @property
    def key(self) -> Key:
        """What it is about, within its document."""
        return self.about, self.part


class Reviews:
    """The log of the store at `root`. What another process adds is seen at once."""

    def __init__(self, root: Path) -> None:
        self._path = root / FILE
        self._read = 0
        self._all: list[Review] = []
        self._standing: dict[str, dict[Key, Review]] = {}

    def add(self, review: Review) -> Review:
        """Keep a review, with its time and id; it is on the disk when this returns."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        stamp = now.translate(str.maketrans("", "", "-:.Z"))
        kept = _with(review, at=now, id=f"{stamp}-{secrets.token_hex(3)}")
        append_line(self._path, orjson.dumps(asdict(kept)))
        return kept

    def undo(self, identifier: str, by: str, why: str = "") -> Review:
        """Take back the review with that id. Raises `UsageError` when it does not stand."""
        standing = next((one for one in self.log() if one.id == identifier and one.verdict != "undone"), None)
        if standing is None or identifier in self._taken_back():
            raise UsageError(
                Message(
                    "Granskningen ”%(identifier)s” finns inte eller är redan ångrad. Ladda om sidan.",
                    identifier=identifier,
                )
            )
        said = {"verdict": "undone", "by": by, "why": why, "undoes": identifier, "was": standing.value, "value": None}
        return self.add(_with(standing, **said))

    def log(self) -> list[Review]:
        """Everything that was ever said, in order."""
        self._catch_up()
        return self._all

    def of(self, document: str) -> Mapping[Key, Review]:
        """What now stands on a document, by what it is about."""
        self._catch_up()
        return self._standing.get(document, {})

    def documents(self, since: int = 0) -> list[str]:
        """The documents that something was said about beyond the first `since` lines of the log, sorted."""
        return sorted({one.document for one in self.log()[since:]})

    def matches(self) -> dict[tuple[str, str], Review]:
        """What now stands on matches, by finding and document."""
        self._catch_up()
        return {
            (part, document): review
            for document, held in self._standing.items()
            for (about, part), review in held.items()
            if about == "match"
        }

    def _catch_up(self) -> None:
        """Read what was added since the last look."""
        try:
            size = self._path.stat().st_size
        except FileNotFoundError:
            size = 0
        if size < self._read:
            self._read, self._all = 0, []
        if size == self._read:
            return
        with named_errors(self._path), self._path.open("rb") as file:
            file.seek(self._read)
            added = file.read()
        # A last line without its break is still being written, or was cut off before it counted as kept.
        whole = added[: added.rfind(b"\n") + 1]
        found = [*self._all, *map(self._parsed, whole.splitlines())]
        self._standing = _standing(found)
        self._all, self._read = found, self._read + len(whole)

    def _taken_back(self) -> set[str]:
        return {one.undoes for one in self._all if one.undoes}

    def _parsed(self, line: bytes) -> Review:
        try:
            return Review(**orjson.loads(line))
        except (orjson.JSONDecodeError, TypeError) as error:
            raise StoreError(
                Message(
                    "%(path)s: raden ”%(given)s” är ingen granskning. Ta bort den.", path=self._path, given=line[:60]
                )
            ) from error


def _with(review: Review, **changed: Any) -> Review:
    return Review(**(asdict(review) | changed))


def _standing(log: Iterable[Review]) -> dict[str, dict[Key, Review]]:
    """The last review of each thing that was not taken back, by document."""
    log = list(log)
    taken_back = {one.undoes for one in log if one.undoes}
    found: dict[str, dict[Key, Review]] = {}
    for one in log:
        if one.verdict != "undone" and one.id not in taken_back:
            found.setdefault(one.document, {})[one.key] = one
    return found
