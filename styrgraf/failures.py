"""The files that could not be read, kept with the store: for the coverage page and for `ingest --retry-failed`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

import orjson

from kg.atomic import write_atomically
from kg.errors import UnreadableFile

FILE = "failed.json"
_SCHEME = "file://"


class Failures:
    """What failed in the store at `root`, by the file's address; a file that is read later is no failure any more."""

    def __init__(self, root: Path) -> None:
        self._path = root / FILE
        self._known: dict[str, dict[str, Any]] = orjson.loads(self._path.read_bytes()) if self._path.is_file() else {}
        self._saved = dict(self._known)

    def add(self, path: Path | None, error: UnreadableFile) -> None:
        """Remember that `path` failed; without a path (nothing to try again) it is kept under its name."""
        self._known[_address(path) if path else error.name] = {"file": error.name, "error": described(error)}

    def forget(self, path: Path) -> None:
        """`path` could be read."""
        self._known.pop(_address(path), None)

    def paths(self) -> list[Path]:
        """The files to try again, sorted."""
        addresses = sorted(known for known in self._known if known.startswith(_SCHEME))
        return [Path(os.fsdecode(unquote_to_bytes(known.removeprefix(_SCHEME)))) for known in addresses]

    def listed(self) -> list[dict[str, Any]]:
        """Every failure: the file's name and its error, sorted by address."""
        return [dict(self._known[address]) for address in sorted(self._known)]

    def save(self) -> None:
        """Write to disk, if there is anything new to write."""
        if self._known != self._saved:
            write_atomically(self._path, orjson.dumps(self._known, option=orjson.OPT_SORT_KEYS))
            self._saved = dict(self._known)


def described(error: UnreadableFile) -> Mapping[str, str]:
    """An error as the JSON that programs read."""
    return {"code": error.code, "cause": error.cause, "remedy": error.remedy}


def _address(path: Path) -> str:
    return (Path.cwd() / path).as_uri()
