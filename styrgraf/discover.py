"""Which files a folder holds: in the same order every time, never out of the folder, never round in a circle."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kg.errors import UnreadableFile

# Not documents, and nobody meant them: editors' and systems' own files.
_LEFT_OUT = frozenset({"Thumbs.db", "desktop.ini", "__pycache__", "node_modules", "Makefile", "Dockerfile", "LICENSE"})
# Programs and data are text too, but no documents. One that is named outright is read all the same.
_NOT_DOCUMENTS = re.compile(
    r"\.(?:py|pyc|js|ts|s?css|sh|bat|ps1|c|h|cpp|java|rs|go|rb|php|sql|rq|ttl|nt|trig|jsonl?|ndjson|toml|ya?ml|ini|cfg|conf|"
    r"lock|log|csv|tsv|po|mo|bib|ris|map)",
    re.I,
)


def discover(paths: Iterable[Path], store: Path | None = None) -> Iterator[Path | UnreadableFile]:
    """Every file under `paths`, sorted by the bytes of its name, each once; the store's own folder is left out.

    A symbolic link that leads out of the folder it was found under, or nowhere, is an `UnreadableFile`, as is a
    folder that cannot be listed. Links to folders inside are not followed: what they hold is met anyway.
    """
    seen: set[Path] = set()
    for start in paths:
        for found in _start(start, store.resolve() if store else None):
            if isinstance(found, UnreadableFile):
                yield found
            elif (real := found.resolve()) not in seen:
                seen.add(real)
                yield real if found.is_symlink() else found


def unfound(paths: Sequence[Path]) -> list[UnreadableFile]:
    """Why nothing can be found under some of `paths`: they are not there, or are folders that cannot be listed."""
    first = [next(discover([path]), None) for path in paths]
    return [
        one
        for one, path in zip(first, paths, strict=True)
        if isinstance(one, UnreadableFile) and one.name == shown(path)
    ]


def _start(path: Path, store: Path | None) -> Iterator[Path | UnreadableFile]:
    """What the user named: a link named outright is followed, for it was asked for."""
    try:
        root = path.resolve(strict=True)
    except (OSError, RuntimeError):
        yield UnreadableFile(shown(path), "vanished", "finns inte", "Kontrollera sökvägen.")
        return
    if root.is_dir():
        yield from _folder(path, root, store)
    elif root.is_file():
        yield path
    else:
        yield UnreadableFile(shown(path), "not-a-document", "är varken fil eller mapp", "Ange ett dokument.")


def _walk(path: Path, root: Path, store: Path | None) -> Iterator[Path | UnreadableFile]:
    if path.is_symlink():
        yield from _link(path, root)
    elif path.is_dir():
        yield from _folder(path, root, store)
    elif path.is_file():
        yield path


def _link(path: Path, root: Path) -> Iterator[Path | UnreadableFile]:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        yield UnreadableFile(
            shown(path), "vanished", "är en länk som inte leder någonstans", "Ta bort länken eller rätta den."
        )
        return
    if not target.is_relative_to(root):
        yield UnreadableFile(
            shown(path), "outside", "är en länk ut ur mappen", "Lägg dokumentet i mappen, eller ange det direkt."
        )
    elif target.is_file():
        yield path


def _folder(path: Path, root: Path, store: Path | None) -> Iterator[Path | UnreadableFile]:
    if store is not None and path.resolve() == store:
        return
    try:
        entries = sorted(path.iterdir(), key=os.fsencode)
    except OSError as error:
        yield UnreadableFile(
            shown(path), "permission", f"mappen går inte att läsa ({error.strerror})", "Ge läsrätt till mappen."
        )
        return
    for entry in entries:
        if not _is_left_out(entry):
            yield from _walk(entry, root, store)


def _is_left_out(entry: Path) -> bool:
    """Whether a folder's entry is no document by its name: hidden, an editor's, a program or data."""
    if entry.name in _LEFT_OUT or entry.name.startswith((".", "~$")):
        return True
    return _NOT_DOCUMENTS.fullmatch(entry.suffix) is not None and not entry.is_dir()


def shown(path: Path) -> str:
    """A path fit for a message: bytes that are no UTF-8 are shown as \\xNN."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")
