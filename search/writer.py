"""The writer of the search index: readings in, passages by words and by meaning out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.model import Passage, Reading
from search.analysis import tokens
from search.catalogue import Card, card
from search.encoder import Encoder, load_encoder
from search.lexical import Entry, Indexed, LexicalWriter, pre_tokenized
from search.segments import MANIFEST, Manifest, Segment, check_encoder, joined, snapshot
from search.stored import stored

_BATCH = 20_000


class IndexWriter:
    """The writer's copy of the index under `live` (folders lexical/ and vectors/); nothing is seen before `commit`."""

    def __init__(self, live: Path, encoder: Encoder | None = None) -> None:
        self._encoder = encoder or load_encoder()
        self._folder = live / "vectors"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._manifest = Manifest.read(self._folder) or self._new_manifest()
        check_encoder(self._manifest, self._encoder)
        self._lexical = LexicalWriter(live / "lexical")
        self._owners = {one: name for name in self._manifest.segments for one in self._held(name)}
        self._pending: list[Segment] = []

    def _new_manifest(self) -> Manifest:
        return Manifest(self._encoder.name, self._encoder.fingerprint, self._encoder.dimensions)

    def _held(self, name: str) -> list[str]:
        gone = set(self._manifest.removed.get(name, ()))
        return [one.id for one in Segment.read(self._folder, name).cards if one.id not in gone]

    @property
    def documents(self) -> frozenset[str]:
        """The ids of the documents that are in."""
        return frozenset(self._owners)

    def add(self, readings: Iterable[Reading]) -> None:
        """Add documents; one that is in already is replaced."""
        batch: list[Reading] = []
        size = 0
        for reading in {one.document.id: one for one in readings}.values():
            batch.append(reading)
            size += len(reading.passages)
            if size >= _BATCH:
                self._add_batch(batch)
                batch, size = [], 0
        if batch:
            self._add_batch(batch)

    def _add_batch(self, readings: Sequence[Reading]) -> None:
        self.remove([one.document.id for one in readings if one.document.id in self._owners])
        first = self._manifest.next_row
        cards = tuple(map(card, readings))
        kept = []
        for entry, bytes_of in _analysed(readings, cards, first):
            self._lexical.add([entry])
            kept.append(bytes_of)
        segment = _encoded(readings, cards, first, kept, self._encoder)
        self._manifest.next_row += len(segment.rows)
        self._pending.append(segment)
        self._owners |= dict.fromkeys((one.id for one in cards), "")

    def remove(self, ids: Iterable[str]) -> None:
        """Remove documents; those that are not in are passed over."""
        gone = [one for one in ids if one in self._owners]
        self._lexical.remove(gone)
        for one in gone:
            name = self._owners.pop(one)
            if name:
                self._manifest.removed.setdefault(name, []).append(one)
        if gone:
            self._pending = [segment.without(gone) for segment in self._pending]

    def commit(self) -> None:
        """Make what was added and removed durable, and merge small segments."""
        self._lexical.commit()
        if self._pending:
            self._write(joined(self._pending))
            self._pending = []
        while names := self._manifest.to_merge():
            self._merge(names)
        self._drop_empty()
        self._manifest.write(self._folder)
        self._sweep()

    def close(self) -> None:
        """Let go of the folder."""
        self._lexical.close()

    def snapshot_lexical(self, target: Path) -> None:
        """A frozen copy of the lexical half in `target`, by hard links."""
        self._lexical.snapshot(target)

    def snapshot_vectors(self, target: Path) -> None:
        """A frozen copy of the vectors and the catalogue in `target`, by hard links."""
        snapshot(self._folder, target)

    def _write(self, segment: Segment) -> None:
        name = f"s{self._manifest.next_segment:06d}"
        self._manifest.next_segment += 1
        segment.write(self._folder, name)
        self._manifest.segments[name] = len(segment.rows)
        self._owners |= dict.fromkeys((one.id for one in segment.cards), name)

    def _merge(self, names: Sequence[str]) -> None:
        parts = [Segment.read(self._folder, name).without(self._manifest.removed.pop(name, ())) for name in names]
        for name in names:
            del self._manifest.segments[name]
        self._write(joined(parts))

    def _drop_empty(self) -> None:
        kept = set(self._owners.values())
        for name in [name for name in self._manifest.segments if name not in kept]:
            del self._manifest.segments[name]
            self._manifest.removed.pop(name, None)

    def _sweep(self) -> None:
        """Remove the files of segments no longer named; published generations keep links of their own."""
        for path in self._folder.iterdir():
            if path.name != MANIFEST and path.name.split(".")[0] not in self._manifest.segments:
                path.unlink()


def passage_text(passage: Passage) -> str:
    """What a passage is encoded by: its own text after the heading it stands under."""
    return f"{passage.heading_path[-1]}. {passage.text}" if passage.heading_path else passage.text


def title_text(one: Card) -> str:
    """What a document as a whole is encoded by."""
    return one.title or one.name


def _encoded(
    readings: Sequence[Reading], cards: Sequence[Card], first: int, kept: Sequence[bytes], encoder: Encoder
) -> Segment:
    counts = np.array([len(reading.passages) for reading in readings], np.int64)
    passages = _half(encoder, [passage_text(passage) for reading in readings for passage in reading.passages])
    ends = np.cumsum([len(one) for one in kept], dtype=np.int64)
    return Segment(
        tuple(cards),
        np.arange(first, first + counts.sum(), dtype=np.int64),
        counts,
        passages,
        _half(encoder, [title_text(one) for one in cards]),
        _centres(passages, counts),
        _half(encoder, [statement.text for one in cards for statement in one.statements]),
        np.frombuffer(b"".join(kept), np.uint8),
        np.stack([np.concatenate([np.zeros(1, np.int64), ends])[: len(ends)], ends], axis=1),
    )


def _centres(passages: NDArray[np.float16], counts: NDArray[np.int64]) -> NDArray[np.float16]:
    """The direction of each document's passages taken together; zeros for a document without any."""
    sums = np.zeros((len(counts), passages.shape[1]), np.float32)
    np.add.at(sums, np.repeat(np.arange(len(counts)), counts), passages.astype(np.float32))
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9), np.float16)


def _half(encoder: Encoder, texts: Sequence[str]) -> NDArray[np.float16]:
    if not texts:
        return np.zeros((0, encoder.dimensions), np.float16)
    return encoder.encode(texts).astype(np.float16)


def _analysed(readings: Sequence[Reading], cards: Sequence[Card], first: int) -> Iterator[tuple[Entry, bytes]]:
    """Each passage as it is indexed by its words, and what is kept of it; every text is taken apart once."""
    row = first
    for reading, one in zip(readings, cards, strict=True):
        title = pre_tokenized(one.title or "", tokens(one.title or ""))
        headings: dict[tuple[str, ...], Indexed] = {}
        for passage in reading.passages:
            if passage.heading_path not in headings:
                path = " / ".join(passage.heading_path)
                headings[passage.heading_path] = pre_tokenized(path, tokens(path))
            found = tokens(passage.text)
            body = pre_tokenized(passage.text, found)
            yield Entry(row, passage.id, one.id, title, headings[passage.heading_path], body), stored(passage, found)
            row += 1
