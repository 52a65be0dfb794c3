"""What people wait for: a search or a finding, asked again at each ingest; what answers anew is kept and told."""

from __future__ import annotations

import fcntl
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from kg.atomic import named_errors, write_atomically
from kg.errors import StyrgrafError, UsageError
from kg.message import Message
from styrgraf.asked import FILTERS, check_names, filters_from
from styrgraf.collection import Collection, NotHeld

FOLDER = "watches"
_MOST = 100
_KEPT = 500
_ID = re.compile(r"[A-Za-z0-9_-]{22}")
_ADDRESS = re.compile(r"[^@\s<>,;\"]{1,64}@[^@\s<>,;\"]{1,250}")


@dataclass(frozen=True, slots=True)
class Watch:
    """A search (`q`) or a finding's precedents (`finding`), with filters.

    `seen` are the documents known already, `found` those that came since, the newest first, each with when; `unsent`
    those of them that are still to be mailed to `mail`. The id cannot be guessed: whoever has it may read the feed.
    """

    id: str
    by: str
    at: str
    name: str
    q: str = ""
    finding: str = ""
    filters: dict[str, str] = field(default_factory=dict)
    mail: str = ""
    seen: tuple[str, ...] = ()
    found: tuple[dict[str, Any], ...] = ()
    unsent: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The watch as answers show it."""
        said = {name: value for name, value in asdict(self).items() if name not in ("seen", "unsent") and value != ""}
        return said | {"total": len(self.found)}


class Watches:
    """The watches of the store at `root`."""

    def __init__(self, root: Path) -> None:
        self._folder = root / FOLDER

    def add(self, collection: Collection, by: str, asked: Mapping[str, str]) -> Watch:
        """Begin to watch. What answers now is known already. Raises `UsageError` for what cannot be asked."""
        check_names(asked, ("q", "finding", "name", "mail", *FILTERS))
        q, finding = asked.get("q", "").strip(), asked.get("finding", "").strip()
        mail = asked.get("mail", "").strip()
        if bool(q) == bool(finding):
            raise UsageError(Message("Ange en sökning (q) eller en iakttagelse (finding) att bevaka, en av dem."))
        if mail and not _ADDRESS.fullmatch(mail):
            raise UsageError(Message("”%(address)s” är ingen e-postadress.", address=mail[:60]))
        filters = {name: asked[name].strip() for name in FILTERS if asked.get(name, "").strip()}
        told = collection.finding(finding)["text"] if finding else q
        name = " ".join(asked.get("name", "").split())[:200] or str(told)[:120]
        made = Watch(secrets.token_urlsafe(16), by, _now(), name, q, finding, filters, mail)
        known = tuple(hit["document"]["id"] for hit in _hits(collection, made))
        with self._changing():
            if not self._known.exists():
                self._note_held(collection)
            self._write(replace(made, seen=known))
        return made

    def check(self, collection: Collection) -> list[Watch]:
        """Ask everything again; returns the watches that something new came to, or that have mail to send."""
        with self._changing():
            held = set(orjson.loads(self._known.read_bytes())) if self._known.exists() else set()
            changed = [self._asked_again(collection, watch, held) for watch in self.all()]
            self._note_held(collection)
        return [watch for watch in changed if watch.unsent]

    def sent(self, watch: Watch) -> None:
        """What was new has been mailed."""
        with self._changing():
            self._write(replace(self.watch(watch.id), unsent=()))

    def watch(self, identifier: str) -> Watch:
        """The watch with that id. Raises `NotHeld`."""
        path = self._folder / f"{identifier}.json"
        if not _ID.fullmatch(identifier) or not path.exists():
            raise NotHeld(Message("Bevakningen finns inte, eller är avslutad."))
        return _read(path)

    def all(self, by: str | None = None) -> list[Watch]:
        """Every watch, or those of one person, the newest first."""
        found = [_read(path) for path in self._folder.glob("*.json") if _ID.fullmatch(path.stem)]
        found.sort(key=lambda watch: (watch.at, watch.id), reverse=True)
        return [watch for watch in found if by is None or watch.by == by]

    def remove(self, identifier: str) -> None:
        """End a watch. Raises `NotHeld`."""
        self.watch(identifier)
        with self._changing():
            (self._folder / f"{identifier}.json").unlink(missing_ok=True)

    @property
    def _known(self) -> Path:
        """The documents that were held at the last look: what is ranked otherwise today is not new."""
        return self._folder / "held"

    def _note_held(self, collection: Collection) -> None:
        write_atomically(self._known, orjson.dumps(sorted(collection.index.number)))

    def _asked_again(self, collection: Collection, watch: Watch, held: set[str]) -> Watch:
        try:
            hits = _hits(collection, watch)
        except StyrgrafError:
            # Its finding or a filter's value is gone: it waits, and asks again when that is back.
            return watch
        new = [hit for hit in hits if hit["document"]["id"] not in held.union(watch.seen)]
        if not new:
            return watch
        ids = tuple(hit["document"]["id"] for hit in new)
        entries = tuple(_entry(hit, collection.number) for hit in new)
        found = (*entries, *watch.found)[:_KEPT]
        changed = replace(watch, seen=(*watch.seen, *ids), found=found)
        if watch.mail:
            changed = replace(changed, unsent=(*watch.unsent, *ids))
        self._write(changed)
        return changed

    def _write(self, watch: Watch) -> None:
        write_atomically(self._folder / f"{watch.id}.json", orjson.dumps(asdict(watch)))

    @contextmanager
    def _changing(self) -> Iterator[None]:
        with named_errors(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True)
            with (self._folder / "lock").open("a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield


def _hits(collection: Collection, watch: Watch) -> list[dict[str, Any]]:
    filters = filters_from(watch.filters)
    if watch.finding:
        answer = collection.precedents(finding=watch.finding, k=_MOST, filters=filters)
    else:
        answer = collection.search(watch.q, k=_MOST, filters=filters)
    return [hit for hit in answer["hits"] if not hit.get("related")]


def _entry(hit: Mapping[str, Any], generation: int) -> dict[str, Any]:
    passage = hit["passages"][0] if hit["passages"] else {}
    said = {"document": hit["document"], "why": hit["why"], "at": _now(), "generation": generation}
    return said | {"quote": passage.get("text", ""), "page": passage.get("page")}


def _read(path: Path) -> Watch:
    said = orjson.loads(path.read_bytes())
    for name in ("seen", "found", "unsent"):
        said[name] = tuple(said[name])
    return Watch(**said)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
