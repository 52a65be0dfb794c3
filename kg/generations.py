"""Published generations of the store: immutable, switched in one step, and never removed while someone reads."""

from __future__ import annotations

import fcntl
import os
import shutil
import weakref
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

import orjson

from kg.atomic import named_errors, point, sync, sync_tree, write_atomically
from kg.errors import StoreError
from kg.message import Message

_MANIFEST = "manifest.json"
_KEPT = 3


class Generation:
    """One published state of graph and index. It stays on disk as long as this object is open."""

    def __init__(self, path: Path, descriptor: int, manifest: dict[str, Any]) -> None:
        self.path, self.manifest, self.number = path, manifest, int(path.name)
        # The lock lies on the descriptor: whoever drops the object without closing it does not keep the files.
        self.close = weakref.finalize(self, os.close, descriptor)

    def __enter__(self) -> Generation:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


class Generations:
    """The folder `generations/` and the link `current` under `root`."""

    def __init__(self, root: Path) -> None:
        self._root, self._folder, self._current = root, root / "generations", root / "current"

    def number(self) -> int | None:
        """The number of the current generation: one look at a link, for a server that watches for the next one."""
        try:
            return int(self._current.readlink().name)
        except FileNotFoundError:
            return None
        except (OSError, ValueError) as error:
            raise StoreError(
                Message("%(current)s: pekar inte på någon utgåva. Kör 'styrgraf rebuild'.", current=self._current)
            ) from error

    def open(self) -> Generation | None:
        """The current generation, held until it is closed; None when nothing has been published."""
        while (number := self.number()) is not None:
            path = self._path(number)
            held = _hold(path / _MANIFEST)
            if held is not None:
                return Generation(path, held, _manifest(path))
            if number == self.number():
                raise StoreError(
                    Message("%(path)s: den aktuella utgåvan finns inte. Kör 'styrgraf rebuild'.", path=path)
                )
        return None

    def publish(self, parts: Mapping[str, Callable[[Path], None]], manifest: Mapping[str, Any]) -> int:
        """Make each part, put the manifest beside them and switch `current` to the new generation.

        Each of `parts` is called with the path (not yet there) at which it makes itself. A crash at any
        point leaves the old generation current. Returns the new generation's number.
        """
        number = max([0, *self.numbers()]) + 1
        building = self._folder / f".building-{number}"
        with named_errors(building):
            shutil.rmtree(building, ignore_errors=True)
            building.mkdir(parents=True)
            for name, make in parts.items():
                make(building / name)
            write_atomically(building / _MANIFEST, orjson.dumps({**manifest, "number": number, "parts": sorted(parts)}))
            sync_tree(building)
            building.rename(self._path(number))
            sync(self._folder)
        point(self._current, f"generations/{number:06d}")
        self.prune()
        return number

    def numbers(self) -> list[int]:
        """The numbers of all generations on disk, sorted."""
        return sorted(int(path.name) for path in self._folder.glob("[0-9]*")) if self._folder.is_dir() else []

    @property
    def clearing(self) -> bool:
        """Whether files of a removed generation are still there: the next writer finishes what was cut short."""
        return any(self._folder.glob(".gone-*"))

    def manifests(self) -> list[dict[str, Any]]:
        """The manifests of all generations on disk, the oldest first."""
        found = []
        for number in self.numbers():
            with suppress(FileNotFoundError):
                found.append(_manifest(self._path(number)))
        return found

    def forget_old(self) -> list[int]:
        """Remove all generations but the current one, for what was in them may stay no longer.

        Returns the numbers of those that someone still reads: they go when the next generation is published.
        """
        current = self.number()
        for number in self.numbers():
            if number != current:
                self._remove(self._path(number))
        return [number for number in self.numbers() if number != current]

    def prune(self) -> None:
        """Remove what a crash left half built, and the oldest generations that nobody reads."""
        current = self.number()
        for left_over in self._folder.glob(".*"):
            shutil.rmtree(left_over, ignore_errors=True)
        for number in self.numbers()[:-_KEPT]:
            if number != current:
                self._remove(self._path(number))

    def _remove(self, path: Path) -> None:
        held = _hold(path / _MANIFEST, fcntl.LOCK_EX)
        if held is None:
            return
        try:
            gone = self._folder / f".gone-{path.name}"
            path.rename(gone)
            shutil.rmtree(gone, ignore_errors=True)
        finally:
            os.close(held)

    def _path(self, number: int) -> Path:
        return self._folder / f"{number:06d}"


def _hold(manifest: Path, how: int = fcntl.LOCK_SH) -> int | None:
    """A descriptor that locks the generation of this manifest; None when it is gone, or held by another."""
    try:
        descriptor = os.open(manifest, os.O_RDONLY | os.O_CLOEXEC)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(descriptor, how | fcntl.LOCK_NB)
        # Between opening and locking it may have been removed: then the lock is on a file that nobody finds.
        if os.fstat(descriptor).st_ino == manifest.stat().st_ino:
            return descriptor
    except (BlockingIOError, FileNotFoundError):
        pass
    os.close(descriptor)
    return None


def _manifest(path: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = orjson.loads((path / _MANIFEST).read_bytes())
    except orjson.JSONDecodeError as error:
        raise StoreError(
            Message("%(path)s: filen är skadad. Kör 'styrgraf rebuild'.", path=path / _MANIFEST)
        ) from error
    return manifest
