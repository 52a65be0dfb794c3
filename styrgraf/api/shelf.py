"""Files made once for a generation and read by many: each is written to a nameless file when it is first asked for."""

from __future__ import annotations

import hashlib
import os
import tempfile
import threading
from collections.abc import Callable
from typing import IO

_CHUNK = 1 << 20


class Book:
    """A finished file. It takes room on disk until nobody holds this object any more."""

    def __init__(self, write: Callable[[IO[bytes]], None]) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115
        write(self._file)
        self._file.flush()
        self.size = os.fstat(self._file.fileno()).st_size
        digest = hashlib.sha256()
        for start in range(0, self.size, _CHUNK):
            digest.update(self.read(start, _CHUNK))
        self.digest = digest.hexdigest()

    def read(self, start: int, size: int) -> bytes:
        """At most `size` bytes from `start` on; safe to call from several threads."""
        return os.pread(self._file.fileno(), size, start)


class Shelf:
    """The files of one generation, each made when it is first asked for; those of an older one are let go."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._generation: int | None = None
        self._books: dict[str, Book] = {}

    def book(self, generation: int, name: str, write: Callable[[IO[bytes]], None]) -> Book:
        """The file of that name, written by `write` if there is none; one file is made at a time."""
        with self._lock:
            if generation != self._generation:
                self._books, self._generation = {}, generation
            if name not in self._books:
                self._books[name] = Book(write)
            return self._books[name]
