"""Files that are either wholly there or not at all, also after a power cut: temporary name, fsync, rename, fsync."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kg.errors import StoreError


@contextmanager
def named_errors(path: Path) -> Iterator[None]:
    """Turn what the operating system says about `path` into one line with a remedy."""
    try:
        yield
    except OSError as error:
        remedy = (
            "Frigör utrymme på disken och kör kommandot igen"
            if error.errno == 28
            else "Se över disken och rättigheterna"
        )
        raise StoreError(f"{error.filename or path}: {error.strerror or error}. {remedy}.") from error


def write_atomically(path: Path, data: bytes) -> None:
    """Put `data` at `path`, replacing what is there. Raises `StoreError` when the disk is full or not writable."""
    with named_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            with temporary.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)
        sync(path.parent)


def append_line(path: Path, line: bytes) -> None:
    """Add a line to a log that several processes may write to; it is on the disk when this returns.

    What a crash has left of a line before it never counted as written, and goes.
    """
    with named_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.truncate(path.read_bytes().rfind(b"\n") + 1)
            file.write(line + b"\n")
            file.flush()
            os.fsync(file.fileno())


def point(link: Path, target: str) -> None:
    """Let the symbolic link `link` point to `target`, in one step."""
    with named_errors(link):
        temporary = link.with_name(f".{link.name}.{os.getpid()}")
        temporary.unlink(missing_ok=True)
        temporary.symlink_to(target)
        temporary.replace(link)
        sync(link.parent)


def sync(path: Path) -> None:
    """Bring one file or folder to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_tree(folder: Path) -> None:
    """Bring a folder and all that is in it to the disk."""
    for place, _, names in os.walk(folder):
        for name in names:
            sync(Path(place) / name)
        sync(Path(place))
