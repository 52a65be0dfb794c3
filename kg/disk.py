"""The store on disk: the archive that is the record, the writer's working copy, and the published generations."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.archive import Archive
from kg.atomic import named_errors, write_atomically
from kg.errors import StoreError
from kg.generations import Generation, Generations

FORMAT = "styrgraf-store 1\n"
_DIRTY = ".writing"
# What may be there before anything is read: the writer's first step, keys, files on their way in, what people said.
_BEFORE = frozenset({"lock", "access", "intake", "reviews.jsonl", "watches"})


@dataclass(frozen=True, slots=True)
class Writing:
    """The right to write. `recovered` says that an earlier writer was cut short and `live` was set back."""

    recovered: bool


class DiskStore:
    """A store at `root`. Nothing is made before someone writes.

    Raises `StoreError` when something else than a store of this format lies at `root`.
    """

    def __init__(self, root: Path) -> None:
        self.root, self.live = root, root / "live"
        self.archive, self.generations = Archive(root), Generations(root)
        self._check_format()

    def current(self) -> Generation | None:
        """The current generation, held until it is closed; None when nothing has been published."""
        return self.generations.open()

    def publish(self, parts: Mapping[str, Callable[[Path], None]], manifest: Mapping[str, Any]) -> int:
        """Publish a new generation and return its number; see `Generations.publish`. Only within `writer()`."""
        return self.generations.publish(parts, manifest)

    @contextmanager
    def writer(self) -> Iterator[Writing]:
        """Be the one writer. Raises `StoreError` at once when there is another.

        When the last writer did not come to its end (killed, or out on an exception), `live` is set back to
        the current generation: graph and index agree again. `kg.recovery.recover` then brings in what the
        archive holds beyond that.
        """
        with named_errors(self.root):
            self.root.mkdir(parents=True, exist_ok=True)
        with self._lock():
            if not self._format.exists():
                write_atomically(self._format, FORMAT.encode())
            yield Writing(self._begin())
            (self.live / _DIRTY).unlink(missing_ok=True)

    def _begin(self) -> bool:
        """Put `live` in order and mark it as being written; returns whether it had been left in disorder."""
        new = not self.live.exists() and not self.archive.ids()
        cut_short = (self.live / _DIRTY).exists() or not self.live.exists()
        self.generations.prune()
        if cut_short:
            self._set_back()
            self.archive.sweep()
        write_atomically(self.live / _DIRTY, b"")
        return cut_short and not new

    def _set_back(self) -> None:
        """Make `live` a copy of the current generation (empty when there is none)."""
        with named_errors(self.live):
            fresh = self.root / ".live"
            for folder in (fresh, self.live):
                shutil.rmtree(folder, ignore_errors=True)
            fresh.mkdir()
            generation = self.current()
            if generation is not None:
                with generation:
                    for part in generation.manifest["parts"]:
                        _copy(generation.path / part, fresh / part)
            (fresh / _DIRTY).touch()
            fresh.rename(self.live)

    @contextmanager
    def _lock(self) -> Iterator[None]:
        path = self.root / "lock"
        with named_errors(path):
            file = path.open("a")
        with file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                cause = "en annan styrgraf skriver i samlingen"
                raise StoreError(f"{self.root}: {cause}. Vänta tills den är klar, eller avbryt den.") from None
            yield

    @property
    def _format(self) -> Path:
        return self.root / "format"

    def _check_format(self) -> None:
        if self._format.exists():
            found = self._format.read_text(encoding="utf-8", errors="replace")
            if found != FORMAT:
                cause = f"samlingen har ett annat format ({found.strip()[:40]})"
                raise StoreError(f"{self.root}: {cause}. Läs in originalen i en ny samling.")
        elif self.root.exists() and not _is_ours(self.root):
            raise StoreError(f"{self.root}: är ingen samling, och inte tom. Ange en tom eller ny mapp.")


def _is_ours(root: Path) -> bool:
    """Whether `root` is an empty folder, or holds nothing but what may come before the first writer has begun."""
    return root.is_dir() and all(path.name in _BEFORE or path.name.startswith(".format.") for path in root.iterdir())


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, copy_function=_copy_file)
    else:
        _copy_file(str(source), str(target))


def _copy_file(source: str, target: str) -> None:
    # The graph's tables are never written again and may be shared; of other files that is not known.
    if source.endswith(".sst"):
        os.link(source, target)
    else:
        shutil.copy2(source, target)
