"""A folder watched: what is new in it is taken in as soon as it has stopped growing."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import orjson

from kg.atomic import write_atomically
from kg.errors import StoreError
from styrgraf.discover import discover, shown
from styrgraf.intake_jobs import FOLDER
from styrgraf.pipeline import Report, Summary, ingest
from styrgraf.settings import Settings

Seen = dict[Path, tuple[int, int]]


def watch(
    settings: Settings, folder: Path, report: Report, *, every: float, stop: Callable[[], bool] = lambda: False
) -> None:
    """Look into `folder` every `every` seconds until `stop()`; a file is taken when two looks find it the same.

    Looking is by name, size and time, and works on network drives too. While another writes, it waits.
    """
    taken: Seen = {}
    before: Seen = {}
    while not stop():
        now = _looked(folder, settings.store)
        ready = [path for path, mark in now.items() if before.get(path) == mark and taken.get(path) != mark]
        before = now
        if ready:
            try:
                summary = ingest(settings, ready, report)
            except StoreError as error:
                _note(settings, folder, {"waits": str(error)})
            else:
                taken |= {path: now[path] for path in ready}
                _note(settings, folder, _told(summary))
                if summary.asked:
                    raise KeyboardInterrupt
        else:
            _note(settings, folder, {})
        time.sleep(every)


def watched(store: Path) -> list[dict[str, Any]]:
    """The folders that are or were watched: where, when it was last looked, and what the last taking gave."""
    found = sorted((store / FOLDER / "watched").glob("*.json"))
    return [orjson.loads(path.read_bytes()) for path in found]


def _looked(folder: Path, store: Path) -> Seen:
    found: Seen = {}
    for path in discover([folder], store):
        if isinstance(path, Path):
            try:
                stat = path.stat()
            except OSError:
                continue
            found[path] = (stat.st_size, stat.st_mtime_ns)
    return found


def _told(summary: Summary) -> dict[str, Any]:
    return {"taken": datetime.now(UTC).isoformat(timespec="seconds"), "counts": summary.counts}


def _note(settings: Settings, folder: Path, said: dict[str, Any]) -> None:
    """Keep when the folder was last looked into, and what was taken last."""
    name = sha256(str(folder.resolve()).encode("utf-8", "surrogateescape")).hexdigest()[:16]
    path = settings.store / FOLDER / "watched" / f"{name}.json"
    known: dict[str, Any] = orjson.loads(path.read_bytes()) if path.exists() else {}
    known.pop("waits", None)
    known |= {"folder": shown(folder.resolve()), "looked": datetime.now(UTC).isoformat(timespec="seconds")} | said
    write_atomically(path, orjson.dumps(known))
