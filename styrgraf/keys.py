"""Who may do what: API keys, kept as hashes in the store, each with a name and a role."""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

import orjson

from kg.atomic import named_errors, write_atomically
from kg.errors import UsageError

Role = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = ("reader", "reviewer", "admin")
FOLDER = "access"
_MARK = "styrgraf_"
_LONGEST_NAME = 100


@dataclass(frozen=True, slots=True)
class Key:
    """A key as it is kept: `sha256` of the key itself, which nobody can get back."""

    name: str
    role: Role
    sha256: str
    since: str

    def may(self, role: Role) -> bool:
        """Whether whoever holds this key may do what `role` may."""
        return ROLES.index(self.role) >= ROLES.index(role)


class Keys:
    """The keys of the store at `root`. What is changed by another process is seen at once."""

    def __init__(self, root: Path) -> None:
        self._folder = root / FOLDER
        self._path = self._folder / "keys.json"
        self._read: tuple[tuple[int, int], dict[str, Key]] | None = None

    def add(self, name: str, role: Role) -> str:
        """Make a key and return it: the only time it can be seen. Raises `UsageError` when the name is taken."""
        name = name.strip()
        if not name or len(name) > _LONGEST_NAME or not name.isprintable():
            raise UsageError(
                f"Namnet {name[:40]!r} går inte att använda. Ange ett namn på högst {_LONGEST_NAME} tecken."
            )
        with self._changing() as keys:
            if name in {key.name for key in keys}:
                raise UsageError(f"Det finns redan en nyckel för {name}. Ta bort den först, eller välj ett annat namn.")
            made = _MARK + secrets.token_urlsafe(32)
            keys.append(Key(name, role, _hash(made), datetime.now(UTC).isoformat(timespec="seconds")))
            return made

    def remove(self, name: str) -> None:
        """Let the key of that name hold no longer, nor any session begun with it. Raises `UsageError` if it is none."""
        with self._changing() as keys:
            kept = [key for key in keys if key.name != name]
            if len(kept) == len(keys):
                raise UsageError(f"Det finns ingen nyckel för {name}. styrgraf key list visar dem som finns.")
            keys[:] = kept

    def all(self) -> list[Key]:
        """The keys, by name."""
        return sorted(self._known().values(), key=lambda key: key.name)

    def of(self, key: str) -> Key | None:
        """What is known of a key; None when it is none of ours."""
        return self._known().get(_hash(key))

    def named(self, name: str) -> Key | None:
        """The key of that name."""
        return next((key for key in self._known().values() if key.name == name), None)

    def secret(self) -> bytes:
        """What sessions are signed with: made when it is first needed, never shown."""
        path = self._folder / "secret"
        if not path.exists():
            with self._changing():
                if not path.exists():
                    write_atomically(path, secrets.token_bytes(32))
                    path.chmod(0o600)
        return path.read_bytes()

    def _known(self) -> dict[str, Key]:
        """The keys by hash, read again only when the file has changed."""
        try:
            found = self._path.stat()
        except FileNotFoundError:
            return {}
        stamp = (found.st_mtime_ns, found.st_ino)
        if self._read is None or self._read[0] != stamp:
            rows = orjson.loads(self._path.read_bytes())
            self._read = (stamp, {row["sha256"]: Key(**row) for row in rows})
        return self._read[1]

    @contextmanager
    def _changing(self) -> Iterator[list[Key]]:
        """The keys, to be changed by one process at a time and written at the end of the block."""
        with named_errors(self._folder):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            with (self._folder / "lock").open("a") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX)
                keys = self.all()
                before = list(keys)
                yield keys
                if keys != before:
                    write_atomically(self._path, orjson.dumps([asdict(key) for key in keys]))
                    self._path.chmod(0o600)


def same(one: str, other: str) -> bool:
    """Whether two secrets are the same, in a time that does not tell how far they agree."""
    return hmac.compare_digest(one.encode(), other.encode())


def _hash(key: str) -> str:
    # A key holds 256 random bits: there is nothing to guess, and a slow hash would only slow each request.
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
