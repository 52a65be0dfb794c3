"""Vectors and catalogue cards on disk: immutable segments and a manifest, so that generations can share files.

A segment holds some documents: their cards, one row for each passage (fp16), for each document's title, and for each
audit statement. Documents are removed by name in the manifest; segments are merged when many small ones have gathered.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import zstandard
from numpy.typing import NDArray

from kg.errors import EncoderError, StoreError
from kg.message import Message
from search.catalogue import Card
from search.encoder import Encoder
from search.vectors import EXACT_TITLES, write_inverted

Half = NDArray[np.float16]
Bytes = NDArray[np.uint8]

FORMAT = 2
MANIFEST = "index.json"
_ARRAYS = ("rows", "counts", "passages", "titles", "centres", "statements", "kept", "spans")


@dataclass(frozen=True, slots=True)
class Segment:
    """Documents and their vectors: `counts[i]` rows of `passages` belong to `cards[i]`, in order.

    `kept` is what is stored of the passages, one after another; `spans[i]` is where passage `i` begins and ends in it.
    """

    cards: tuple[Card, ...]
    rows: NDArray[np.int64]
    counts: NDArray[np.int64]
    passages: Half
    titles: Half
    centres: Half
    statements: Half
    kept: Bytes
    spans: NDArray[np.int64]

    def write(self, folder: Path, name: str) -> None:
        """Write the segment's files; none of them is ever changed."""
        for array in _ARRAYS:
            np.save(folder / f"{name}.{array}.npy", getattr(self, array))
        write_inverted(self.passages, folder / f"{name}.passages.ivf")
        write_inverted(self.titles, folder / f"{name}.titles.ivf", EXACT_TITLES)
        plain = orjson.dumps([one.to_json() for one in self.cards])
        (folder / f"{name}.cards.json.zst").write_bytes(zstandard.compress(plain, 3))

    @classmethod
    def read(cls, folder: Path, name: str) -> Segment:
        """The segment of that name; its vectors stay on disk until they are used."""
        arrays = {array: np.asarray(np.load(folder / f"{name}.{array}.npy", mmap_mode="r")) for array in _ARRAYS}
        plain = orjson.loads(zstandard.decompress((folder / f"{name}.cards.json.zst").read_bytes()))
        return cls(tuple(Card.from_json(one) for one in plain), **arrays)

    def without(self, removed: Iterable[str]) -> Segment:
        """The segment without these documents."""
        gone = set(removed)
        keep = np.array([one.id not in gone for one in self.cards], bool)
        said = np.repeat(keep, [len(one.statements) for one in self.cards])
        rows = np.repeat(keep, self.counts)
        return Segment(
            tuple(one for one, stays in zip(self.cards, keep, strict=True) if stays),
            np.asarray(self.rows)[rows],
            np.asarray(self.counts)[keep],
            np.asarray(self.passages)[rows],
            np.asarray(self.titles)[keep],
            np.asarray(self.centres)[keep],
            np.asarray(self.statements)[said],
            self.kept,
            np.asarray(self.spans)[rows],
        )

    def stored(self, place: int) -> bytes:
        """What is stored of the passage at that place in this segment."""
        start, end = self.spans[place]
        return self.kept[start:end].tobytes()

    def compact(self) -> Segment:
        """The segment with nothing kept of passages that are gone."""
        sizes = self.spans[:, 1] - self.spans[:, 0]
        if int(sizes.sum()) == len(self.kept):
            return self
        ends = np.cumsum(sizes)
        kept = [self.kept[start:end] for start, end in self.spans]
        spans = np.stack([ends - sizes, ends], axis=1)
        return replace(self, kept=np.concatenate([np.zeros(0, np.uint8), *kept]), spans=spans)


def joined(segments: Iterable[Segment]) -> Segment:
    """One segment of several."""
    all_of = [one.compact() for one in segments]
    arrays = {name: np.concatenate([getattr(one, name) for one in all_of]) for name in _ARRAYS}
    shifts = np.cumsum([0, *(len(one.kept) for one in all_of[:-1])])
    arrays["spans"] = np.concatenate([one.spans + shift for one, shift in zip(all_of, shifts, strict=True)])
    return Segment(tuple(card for one in all_of for card in one.cards), **arrays)


@dataclass(slots=True)
class Manifest:
    """What a vectors folder holds, and which encoder made it."""

    encoder: str
    fingerprint: str
    dimensions: int
    next_row: int = 0
    next_segment: int = 1
    segments: dict[str, int] = field(default_factory=dict)
    removed: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path) -> Manifest | None:
        """The manifest in a folder; None when there is none. Raises `StoreError` for another format or damage."""
        path = folder / MANIFEST
        if not path.exists():
            return None
        try:
            data: Mapping[str, Any] = orjson.loads(path.read_bytes())
            if data["format"] != FORMAT:
                raise StoreError(
                    Message("%(path)s: sökindexet har ett annat format. Kör 'styrgraf rebuild'.", path=path)
                )
            return cls(**{name: value for name, value in data.items() if name != "format"})
        except (ValueError, TypeError, KeyError) as error:
            raise StoreError(Message("%(path)s: sökindexet är skadat. Kör 'styrgraf rebuild'.", path=path)) from error

    def write(self, folder: Path) -> None:
        """Put the manifest in place in one step."""
        data = {name: getattr(self, name) for name in self.__slots__} | {"format": FORMAT}
        new = folder / f".{MANIFEST}.new"
        with new.open("wb") as file:
            file.write(orjson.dumps(data))
            file.flush()
            os.fsync(file.fileno())
        new.replace(folder / MANIFEST)

    def to_merge(self, most: int = 4, ratio: int = 4) -> list[str]:
        """The segments to make one of: those of a size class (powers of `ratio`) that holds `most` or more."""
        classes: dict[int, list[str]] = {}
        for name, size in self.segments.items():
            classes.setdefault(int(np.log(max(size, 64)) / np.log(ratio)), []).append(name)
        return next((names for _, names in sorted(classes.items()) if len(names) >= most), [])


def snapshot(folder: Path, target: Path) -> None:
    """A frozen copy of a vectors folder: segments by hard link, the manifest copied."""
    manifest = Manifest.read(folder)
    target.mkdir(parents=True, exist_ok=True)
    if manifest is None:
        return
    for name in manifest.segments:
        for path in folder.glob(f"{name}.*"):
            os.link(path, target / path.name)
    shutil.copy2(folder / MANIFEST, target / MANIFEST)


def check_encoder(manifest: Manifest, encoder: Encoder) -> None:
    """Raise `EncoderError` when the index was made with another encoder."""
    if manifest.fingerprint != encoder.fingerprint:
        raise EncoderError(
            Message(
                "Sökindexet är gjort med språkmodellen %(encoder)s (%(fingerprint)s), inte med %(name)s (%(own)s). "
                "Kör 'styrgraf rebuild', eller ställ in encoder på %(encoder)s.",
                encoder=manifest.encoder,
                fingerprint=manifest.fingerprint,
                name=encoder.name,
                own=encoder.fingerprint,
            )
        )
