"""The search index: passages by words and by meaning, with the catalogue beside them. Made from readings alone."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import orjson
from numpy.typing import NDArray

from kg.errors import EncoderError, StoreError
from kg.model import Passage, Reading
from search.analysis import Token, tokens
from search.catalogue import AUDIT, Card, Statement, card
from search.encoder import Encoder, load_encoder
from search.force import successors
from search.lexical import Entry, Lexical, LexicalWriter
from search.segments import MANIFEST, Manifest, Segment, joined, snapshot
from search.vectors import Positions, Vectors

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
        segment = _encoded(readings, cards, first, self._encoder)
        self._manifest.next_row += len(segment.rows)
        self._lexical.add(_entries(readings, cards, first))
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
        """Remove the files of segments that the manifest no longer names; published generations keep their own links."""
        for path in self._folder.iterdir():
            if path.name != MANIFEST and path.name.split(".")[0] not in self._manifest.segments:
                path.unlink()


def check_encoder(manifest: Manifest, encoder: Encoder) -> None:
    """Raise `EncoderError` when the index was made with another encoder."""
    if manifest.fingerprint != encoder.fingerprint:
        raise EncoderError(
            f"Sökindexet är gjort med språkmodellen {manifest.encoder} ({manifest.fingerprint}), inte med "
            f"{encoder.name} ({encoder.fingerprint}). Kör 'styrgraf rebuild', eller ställ in encoder på {manifest.encoder}."
        )


def passage_text(passage: Passage) -> str:
    """What a passage is encoded by: its own text after the heading it stands under."""
    return f"{passage.heading_path[-1]}. {passage.text}" if passage.heading_path else passage.text


def title_text(one: Card) -> str:
    """What a document as a whole is encoded by."""
    return one.title or one.name


def _encoded(readings: Sequence[Reading], cards: Sequence[Card], first: int, encoder: Encoder) -> Segment:
    counts = np.array([len(reading.passages) for reading in readings], np.int64)
    return Segment(
        tuple(cards),
        np.arange(first, first + counts.sum(), dtype=np.int64),
        counts,
        _half(encoder, [passage_text(passage) for reading in readings for passage in reading.passages]),
        _half(encoder, [title_text(one) for one in cards]),
        _half(encoder, [statement.text for one in cards for statement in one.statements]),
    )


def _half(encoder: Encoder, texts: Sequence[str]) -> NDArray[np.float16]:
    if not texts:
        return np.zeros((0, encoder.dimensions), np.float16)
    return encoder.encode(texts).astype(np.float16)


def _entries(readings: Sequence[Reading], cards: Sequence[Card], first: int) -> Iterable[Entry]:
    row = first
    for reading, one in zip(readings, cards, strict=True):
        for passage in reading.passages:
            heading = " / ".join(passage.heading_path)
            yield Entry(row, passage.id, one.id, one.title or "", heading, passage.text, _stored(passage))
            row += 1


def _stored(passage: Passage) -> bytes:
    span = passage.span
    return orjson.dumps(
        [passage.id, passage.text, span.page, span.start, span.end, passage.heading_path, passage.provides]
    )


@dataclass(frozen=True, slots=True)
class Stored:
    """A passage as the index keeps it."""

    id: str
    text: str
    page: int
    start: int
    end: int
    heading_path: tuple[str, ...]
    provides: tuple[str, ...]

    @classmethod
    def read(cls, data: bytes) -> Stored:
        """From what `IndexWriter` stored."""
        one, text, page, start, end, path, provides = orjson.loads(data)
        return cls(one, text, page, start, end, tuple(path), tuple(provides))


class Index:
    """A published index, read only. Documents go by number (`cards`), passages by position (in the order of documents)."""

    def __init__(
        self, lexical: Lexical, segments: Sequence[Segment], manifest: Manifest, encoder: Encoder | None
    ) -> None:
        self.lexical, self._encoder, self._manifest = lexical, encoder, manifest
        self.cards = tuple(one for segment in segments for one in segment.cards)
        counts = np.concatenate([np.zeros(0, np.int64), *(segment.counts for segment in segments)])
        self.starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        self._rows = np.concatenate([np.zeros(0, np.int64), *(segment.rows for segment in segments)])
        self._order = np.argsort(self._rows, kind="stable")
        self._sorted = self._rows[self._order]
        dimensions = manifest.dimensions
        self.passages = Vectors([segment.passages for segment in segments], dimensions)
        self.titles = Vectors([segment.titles for segment in segments], dimensions)
        self.statements = Vectors([segment.statements for segment in segments], dimensions)
        self._title_tokens: dict[int, tuple[tuple[Token, float], ...]] = {}
        self.number = {one.id: number for number, one in enumerate(self.cards)}

    @classmethod
    def open(cls, generation: Path, encoder: Encoder | None = None) -> Index:
        """The index of a published generation. Without an encoder only words are compared (mode "lexical").

        Raises `EncoderError` when it was made with another encoder, `StoreError` when it is missing or damaged.
        """
        manifest = Manifest.read(generation / "vectors")
        if manifest is None:
            raise StoreError(f"{generation}: sökindexet saknas. Kör 'styrgraf rebuild'.")
        if encoder is not None:
            check_encoder(manifest, encoder)
        try:
            segments = [_live(generation / "vectors", name, manifest) for name in manifest.segments]
            return cls(Lexical(generation / "lexical"), segments, manifest, encoder)
        except (OSError, ValueError) as error:
            raise StoreError(f"{generation}: sökindexet är skadat ({error}). Kör 'styrgraf rebuild'.") from error

    @property
    def encoder(self) -> Encoder:
        """The encoder; raises `EncoderError` when the index was opened without one."""
        if self._encoder is None:
            raise EncoderError(
                "Ingen språkmodell är inläst än: sök på ord (mode lexical), eller vänta tills den är inläst."
            )
        return self._encoder

    @property
    def has_encoder(self) -> bool:
        """Whether meaning can be compared, or words alone."""
        return self._encoder is not None

    @property
    def method(self) -> str:
        """How matches are made: the encoder by name and fingerprint, to be kept beside them."""
        return f"{self._manifest.encoder}/{self._manifest.fingerprint}"

    def owners(self, positions: Positions) -> NDArray[np.int64]:
        """The numbers of the documents that hold these passages."""
        return np.searchsorted(self.starts, positions, side="right") - 1

    def positions(self, documents: Iterable[int]) -> Positions:
        """The positions of all passages of these documents."""
        spans = [np.arange(self.starts[number], self.starts[number + 1]) for number in documents]
        return np.concatenate([np.zeros(0, np.int64), *spans])

    def positions_of_rows(self, rows: NDArray[np.int64]) -> Positions:
        """From the numbers that the lexical index keeps to positions."""
        return self._order[np.searchsorted(self._sorted, rows)]

    def stored(self, positions: Sequence[int]) -> dict[int, Stored]:
        """The passages at these positions."""
        rows = {int(self._rows[position]): int(position) for position in positions}
        return {rows[row]: Stored.read(data) for row, data in self.lexical.stored(list(rows)).items()}

    @functools.cached_property
    def municipalities(self) -> frozenset[str]:
        """The names of the municipalities, regions and companies whose documents are held."""
        return frozenset(one.municipality for one in self.cards if one.municipality)

    def title_tokens(self, number: int) -> tuple[tuple[Token, float], ...]:
        """The words of a document's title that tell its subject, with how rare they are; the municipality's name aside."""
        known = self._title_tokens.get(number)
        if known is None:
            one = self.cards[number]
            name = {token.term for token in tokens(one.municipality or "")}
            own = [token for token in tokens(one.title or "") if token.term not in name and not token.term[0].isdigit()]
            known = self._title_tokens[number] = tuple((token, self.lexical.rarity(token.term)) for token in own)
        return known

    def audits_of(self, municipality: str) -> list[int]:
        """The numbers of the audit reports on a municipality, by code or name."""
        return self._audits.get(municipality, [])

    @functools.cached_property
    def _audits(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, one in enumerate(self.cards):
            if one.kind == AUDIT:
                for key in {one.code, one.municipality} - {None}:
                    found.setdefault(str(key), []).append(number)
        return found

    def same_subject(self, one: int, other: int, least: float) -> bool:
        """Whether the titles of two documents are at least so alike in meaning."""
        rows = self.titles.rows(np.array([one, other], np.int64))
        return float(rows[0] @ rows[1]) >= least

    @functools.cached_property
    def superseded(self) -> dict[str, str]:
        """Which held document has been replaced by which."""
        return successors(self.cards)

    @functools.cached_property
    def said(self) -> dict[str, tuple[int, Statement]]:
        """The findings and recommendations of all audit reports by id, each with its document's number."""
        pairs = ((number, one) for number, document in enumerate(self.cards) for one in document.statements)
        return {one.id: (number, one) for number, one in pairs}


def _live(folder: Path, name: str, manifest: Manifest) -> Segment:
    segment = Segment.read(folder, name)
    removed = manifest.removed.get(name)
    return segment.without(removed) if removed else segment
