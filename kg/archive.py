"""What is kept for good: each original file, and what was read from it. Graph and index can be made again from here."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
import zstandard

from kg.atomic import named_errors, write_atomically
from kg.corrected import corrected
from kg.errors import StoreError
from kg.ids import document_id
from kg.jsonform import boxes_from_json, boxes_to_json, digest_of, encode, from_json
from kg.message import Message
from kg.model import Reading, WordBox
from kg.reviews import Reviews
from kg.takedowns import Takedowns

_READING = ".json.zst"
# Word boxes are nine tenths of the volume and needed for one page at a time, so they have a file of their own.
_BOXES = ".boxes.zst"


class Archive:
    """Originals by content hash and readings by document id, under `root`.

    A reading is given as people have corrected it (`reviews`), unless it is asked for as it was read.
    """

    def __init__(self, root: Path) -> None:
        self.reviews = Reviews(root)
        self.takedowns = Takedowns(root)
        self._originals, self._readings, self._removed = root / "originals", root / "readings", root / "removed"

    def put_original(self, sha256: str, suffix: str, data: bytes) -> Path:
        """Keep a file's bytes; `suffix` begins with a dot. What is there already is not written again."""
        path = _place(self._originals, sha256, suffix)
        if not path.exists():
            write_atomically(path, data)
        return path

    def original(self, sha256: str) -> Path | None:
        """Where the original with this content hash lies, or None when it is not held."""
        return next(_place(self._originals, sha256, "").parent.glob(f"{sha256[2:]}*"), None)

    def put_reading(self, reading: Reading) -> str:
        """Keep what was read from a document, replacing an earlier reading; returns its digest (see `digest`)."""
        document, encoded = reading.document.id, encode(reading)
        # The reading comes last: where there is a reading, its boxes are there too.
        write_atomically(self._path(document, _BOXES), _packed(orjson.dumps(boxes_to_json(reading.boxes))))
        write_atomically(self._path(document, _READING), _packed(encoded))
        return self._digest(document, encoded)

    def reading(self, document: str, *, boxes: bool = False) -> Reading:
        """What a document says. Raises `StoreError` when it is not held or its file is damaged."""
        return self.corrected(self.as_read(document, boxes=boxes))

    def corrected(self, reading: Reading) -> Reading:
        """A reading as people have corrected it."""
        reviews = self.reviews.of(reading.document.id)
        return corrected(reading, reviews) if reviews else reading

    def as_read(self, document: str, *, boxes: bool = False) -> Reading:
        """What was read from a document, whatever people have said of it since. Raises `StoreError`."""
        data = _parsed(self._path(document, _READING))
        if boxes:
            data["boxes"] = _parsed(self._path(document, _BOXES))
        return from_json(data)

    def boxes(self, document: str) -> tuple[WordBox, ...]:
        """Where each word of a document stands on its page."""
        return boxes_from_json(_parsed(self._path(document, _BOXES)))

    def digest(self, document: str) -> str:
        """What tells a kept reading, with the corrections of it, from any other; without building it."""
        return self._digest(document, _unpacked(self._path(document, _READING)))

    def digest_with(self, reading: Reading) -> str:
        """What `digest` will say once this reading is kept."""
        return self._digest(reading.document.id, encode(reading))

    def _digest(self, document: str, encoded: bytes) -> str:
        said = [one.id for one in self.reviews.of(document).values() if one.about in ("field", "assessment")]
        return digest_of(encoded + "\x1f".join(["", *sorted(said)]).encode())

    def has_reading(self, document: str) -> bool:
        """Whether a reading of this document is kept."""
        return self._path(document, _READING).exists()

    def ids(self) -> list[str]:
        """The ids of all documents with a reading, sorted."""
        found = self._readings.glob(f"??/*{_READING}")
        return sorted(path.parent.name + path.name.removesuffix(_READING) for path in found if path.name[0] != ".")

    def readings(self) -> Iterator[Reading]:
        """All readings, by document id, without boxes."""
        for document in self.ids():
            yield self.reading(document)

    def remove(self, sha256: str, reason: str, by: str = "") -> None:
        """Take a document down for good: its original and reading go, and a tombstone keeps it from coming back."""
        self.takedowns.add(sha256, reason, by)
        document, original = document_id(sha256), self.original(sha256)
        for path in (self._path(document, _READING), self._path(document, _BOXES), original):
            if path is not None:
                with named_errors(path):
                    path.unlink(missing_ok=True)

    def sweep(self) -> None:
        """Remove what writers that were killed had begun to write; only for the one writer."""
        for folder in (self._originals, self._readings, self._removed):
            for begun in folder.glob("??/.*"):
                begun.unlink(missing_ok=True)

    def _path(self, document: str, suffix: str) -> Path:
        if not document.isalnum() or len(document) < 3:
            raise StoreError(
                Message(
                    "”%(document)s” är inget dokument-id. 'styrgraf search' visar id för det som finns.",
                    document=document,
                )
            )
        return _place(self._readings, document, suffix)


def _place(folder: Path, name: str, suffix: str) -> Path:
    return folder / name[:2] / (name[2:] + suffix)


def _packed(data: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=6, write_checksum=True).compress(data)


def _unpacked(path: Path) -> bytes:
    try:
        return zstandard.ZstdDecompressor().decompress(path.read_bytes())
    except FileNotFoundError:
        document = path.parent.name + path.name.split(".")[0]
        raise StoreError(
            Message(
                "dokumentet %(document)s finns inte i samlingen. 'styrgraf search' visar vad som finns.",
                document=document,
            )
        ) from None
    except zstandard.ZstdError as error:
        raise _damaged(path, error) from error


def _parsed(path: Path) -> Any:
    try:
        return orjson.loads(_unpacked(path))
    except orjson.JSONDecodeError as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> StoreError:
    return StoreError(
        Message(
            "%(path)s: läsningen är skadad (%(error)s). Ta bort filen och läs in dokumentet igen.",
            path=path,
            error=error,
        )
    )
