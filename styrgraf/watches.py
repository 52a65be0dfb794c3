"""What people have saved: asked again at each ingest; what answers anew is kept and told."""

from __future__ import annotations

import fcntl
import re
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from kg.atomic import named_errors, write_atomically
from kg.errors import StyrgrafError, UsageError
from kg.message import Message
from styrgraf.asked import FILTERS, check_date, check_names
from styrgraf.collection import Collection, NotHeld
from styrgraf.municipalities import named
from styrgraf.watch import ABOUT, Watch
from styrgraf.watch_answers import answers

FOLDER = "watches"
_KEPT = 500
_LONGEST = 200
# Here the answer is the best of a ranking, which changes with what else is held.
_RANKED = ("search", "finding", "text")
_ID = re.compile(r"[A-Za-z0-9_-]{22}")
_ADDRESS = re.compile(r"[^@\s<>,;\"]{1,64}@[^@\s<>,;\"]{1,250}")


class Watches:
    """The watches of the store at `root`."""

    def __init__(self, root: Path) -> None:
        self._folder = root / FOLDER

    def add(self, collection: Collection, by: str, asked: Mapping[str, str], *, watched: bool = True) -> Watch:
        """Begin to watch, or with `watched` false save a search. What answers now is known already.

        Raises `UsageError` for what cannot be asked, `NotHeld` for what is not in the collection.
        """
        made = replace(_asked(collection, asked), id=secrets.token_urlsafe(16), by=by, at=_now(), watched=watched)
        if not watched and made.about != "search":
            raise UsageError(Message("Bara en sökning kan sparas utan att bevakas."))
        known = tuple(one["key"] for one in answers(collection, made))
        with self._changing():
            if not self._known.exists():
                self._note_held(collection)
            self._write(replace(made, seen=known))
        return made

    def change(self, identifier: str, *, name: str = "", watched: bool | None = None, looked: bool = False) -> Watch:
        """Give a watch another name, let a search be watched or only saved, or note that all of it is seen."""
        with self._changing():
            watch = self.watch(identifier)
            if watched is False and watch.about != "search":
                raise UsageError(Message("Bara en sökning kan sparas utan att bevakas."))
            changes: dict[str, Any] = (
                {"looked": max((one["generation"] for one in watch.found), default=0)} if looked else {}
            )
            changes |= {"watched": watched} if watched is not None else {}
            changes |= {"name": title} if (title := " ".join(name.split())[:_LONGEST]) else {}
            self._write(changed := replace(watch, **changes))
        return changed

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
            found = answers(collection, watch)
        except StyrgrafError:
            # What it is about, or a filter's value, is gone: it waits, and asks again when that is back.
            return watch
        # Of what is ranked a document is new that was not held before; what points at a document, when it begins to.
        old = held.union(watch.seen) if watch.about in _RANKED else set(watch.seen)
        new = [one for one in found if one["key"] not in old]
        if not new:
            return watch
        keys = tuple(one["key"] for one in new)
        entries = tuple(one | {"at": _now(), "generation": collection.number} for one in new)
        changed = replace(watch, seen=(*watch.seen, *keys), found=(*entries, *watch.found)[:_KEPT])
        if watch.mail and watch.watched:
            changed = replace(changed, unsent=(*watch.unsent, *keys))
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


def _asked(collection: Collection, asked: Mapping[str, str]) -> Watch:
    """The watch that is asked for, without id and owner."""
    parts = [part for _, part in ABOUT]
    check_names(asked, (*parts, "date", "name", "mail", *FILTERS))
    said = {name: value.strip() for name, value in asked.items() if value.strip()}
    given = [part for part in parts if part in said and (part, "text" in said) != ("place", True)]
    if len(given) != 1:
        raise UsageError(
            Message("Ange en av q, finding, text, document och place att bevaka: en sökning, en iakttagelse …")
        )
    if (mail := said.get("mail", "")) and not _ADDRESS.fullmatch(mail):
        raise UsageError(Message("”%(address)s” är ingen e-postadress.", address=mail[:60]))
    if "date" in said:
        check_date("date", said["date"])
    filters = {name: said[name] for name in FILTERS if name in said}
    kept = {name: said[name] for name in (*parts, "date", "mail") if name in said}
    made = Watch("", "", "", "", filters=filters, **kept)  # type: ignore[arg-type]
    return replace(made, name=" ".join(said.get("name", "").split())[:_LONGEST] or told(collection, made)[:120])


def told(collection: Collection, watch: Watch) -> str:
    """What a watch is about, in the words of its search, finding or document. Raises `NotHeld`."""
    if watch.about == "finding":
        return str(collection.finding(watch.finding)["text"])
    if watch.about == "document":
        card = collection.card(watch.document)
        return card.title or card.name
    if watch.about == "place":
        return named(collection, watch.place)[1]
    return watch.q or watch.text


def _read(path: Path) -> Watch:
    said = orjson.loads(path.read_bytes())
    for name in ("seen", "found", "unsent"):
        said[name] = tuple(said[name])
    return Watch(**said)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
