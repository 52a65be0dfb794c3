"""The search index: passages by words and by meaning, with the catalogue beside them. Made from readings alone."""

from __future__ import annotations

import bisect
import datetime
import functools
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.errors import EncoderError, StoreError
from kg.message import Message
from kg.succession import Succession, successors
from kg.validity import Force
from search.analysis import Token, tokens
from search.catalogue import AUDIT, Card, Statement
from search.encoder import Encoder
from search.filters import NO_SIZES, Filters, chosen, municipality_matches
from search.force import day, force_on, version
from search.lexical import Lexical
from search.named import Designations
from search.segments import Manifest, Segment, check_encoder
from search.stored import Stored as Stored
from search.stored import Words
from search.usual import Usual
from search.vectors import Inverted, Positions, Vectors
from search.writer import IndexWriter as IndexWriter
from search.writer import passage_text as passage_text

_BACKGROUND = Path(__file__).parent / "data" / "background.txt"


class Index:
    """A published index, read only. Documents go by number (`cards`), passages by position in their order."""

    def __init__(
        self,
        lexical: Lexical,
        segments: Sequence[Segment],
        manifest: Manifest,
        encoder: Encoder | None,
        files: Sequence[tuple[Inverted | None, Inverted | None]] = (),
        sizes: Mapping[str, str] = NO_SIZES,
    ) -> None:
        self._sizes = sizes
        self.lexical, self._encoder, self._manifest = lexical, encoder, manifest
        self.cards = tuple(one for segment in segments for one in segment.cards)
        self.counts = np.concatenate([np.zeros(0, np.int64), *(segment.counts for segment in segments)])
        self.starts = np.concatenate([[0], np.cumsum(self.counts)]).astype(np.int64)
        self._segments = tuple(segments)
        self._firsts = [0, *np.cumsum([len(segment.rows) for segment in segments]).tolist()]
        self._rows = np.concatenate([np.zeros(0, np.int64), *(segment.rows for segment in segments)])
        self._places = np.full(int(self._rows.max(initial=-1)) + 1, -1, np.int64)
        self._places[self._rows] = np.arange(len(self._rows))
        dimensions = manifest.dimensions
        self.passages = Vectors([one.passages for one in segments], dimensions, [one for one, _ in files])
        self.titles = Vectors([one.titles for one in segments], dimensions, [one for _, one in files])
        self.centres = Vectors([segment.centres for segment in segments], dimensions)
        self.statements = Vectors([segment.statements for segment in segments], dimensions)
        self._title_tokens: dict[int, tuple[tuple[Token, float], ...]] = {}
        self.number = {one.id: number for number, one in enumerate(self.cards)}

    @classmethod
    def open(cls, generation: Path, encoder: Encoder | None = None, sizes: Mapping[str, str] = NO_SIZES) -> Index:
        """The index of a published generation. Without an encoder only words are compared (mode "lexical").

        `sizes` is the class of size of municipalities, by code; it is no part of what is indexed.

        Raises `EncoderError` when it was made with another encoder, `StoreError` when it is missing or damaged.
        """
        manifest = Manifest.read(generation / "vectors")
        if manifest is None:
            raise StoreError(
                Message("%(generation)s: sökindexet saknas. Kör 'styrgraf rebuild'.", generation=generation)
            )
        if encoder is not None:
            check_encoder(manifest, encoder)
        try:
            segments = [_live(generation / "vectors", name, manifest) for name in manifest.segments]
            files = [_inverted(generation / "vectors", name, manifest) for name in manifest.segments]
            return cls(Lexical(generation / "lexical"), segments, manifest, encoder, files, sizes)
        except (OSError, ValueError) as error:
            raise StoreError(
                Message(
                    "%(generation)s: sökindexet är skadat (%(error)s). Kör 'styrgraf rebuild'.",
                    generation=generation,
                    error=error,
                )
            ) from error

    @property
    def encoder(self) -> Encoder:
        """The encoder; raises `EncoderError` when the index was opened without one."""
        if self._encoder is None:
            raise EncoderError(
                Message("Ingen språkmodell är inläst än: sök på ord (mode lexical), eller vänta tills den är inläst.")
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
        return np.asarray(np.searchsorted(self.starts, positions, side="right") - 1, np.int64)

    def positions(self, documents: Sequence[int] | NDArray[np.int64]) -> Positions:
        """The positions of all passages of these documents, document by document."""
        numbers = np.asarray(documents, np.int64)
        counts = self.counts[numbers]
        before = np.cumsum(counts) - counts
        shifts = np.repeat(self.starts[numbers] - before, counts)
        return np.asarray(np.arange(int(counts.sum()), dtype=np.int64) + shifts, np.int64)

    def positions_of_rows(self, rows: NDArray[np.int64]) -> Positions:
        """From the numbers that the lexical index keeps to positions."""
        return np.asarray(self._places[rows], np.int64)

    def stored(self, positions: Sequence[int]) -> dict[int, Stored]:
        """The passages at these positions."""
        return {int(position): Stored.read(self._kept(int(position))) for position in positions}

    def words(self, position: int) -> Words:
        """The words of the passage at a position and of its heading."""
        return Words.of_stored(self._kept(position))

    def _kept(self, position: int) -> bytes:
        number = bisect.bisect_right(self._firsts, position) - 1
        return self._segments[number].stored(position - self._firsts[number])

    @functools.cached_property
    def background(self) -> NDArray[np.float32]:
        """The vectors of texts on all and nothing, to tell what likeness is usual."""
        return self.encoder.encode(_BACKGROUND.read_text(encoding="utf-8").splitlines())

    @functools.cached_property
    def usual(self) -> tuple[Usual, Usual]:
        """What likeness to a question is usual for a passage, and for a title."""
        return Usual.of(self.passages, self.background), Usual.of(self.titles, self.background)

    @functools.cached_property
    def steering(self) -> NDArray[np.bool_]:
        """By document number, whether it is a steering document."""
        return np.array([one.steering for one in self.cards], bool)

    @functools.cached_property
    def drafts(self) -> NDArray[np.bool_]:
        """By document number, whether it is a draft."""
        return np.array([one.status == "draft" for one in self.cards], bool)

    @functools.cached_property
    def designations(self) -> Designations:
        """The documents by title, diarienummer and §."""
        return Designations(self.cards)

    def of_municipality(self, asked: str) -> NDArray[np.int64]:
        """The numbers of a municipality's documents, by name or code, in any of the forms a name takes."""
        found = [numbers for (name, code), numbers in self._by_place.items() if municipality_matches(name, code, asked)]
        return np.array(sorted(number for numbers in found for number in numbers), np.int64)

    @functools.cached_property
    def _by_place(self) -> dict[tuple[str | None, str | None], list[int]]:
        found: dict[tuple[str | None, str | None], list[int]] = {}
        for number, one in enumerate(self.cards):
            found.setdefault((one.municipality, one.code), []).append(number)
        return found

    @functools.cached_property
    def municipalities(self) -> frozenset[str]:
        """The names of the municipalities, regions and companies whose documents are held."""
        return frozenset(one.municipality for one in self.cards if one.municipality)

    def title_tokens(self, number: int) -> tuple[tuple[Token, float], ...]:
        """The words of a title that tell its subject, with how rare they are; the municipality's name aside."""
        known = self._title_tokens.get(number)
        if known is None:
            one = self.cards[number]
            name = {token.term for token in tokens(one.municipality or "")}
            told = tokens(one.title or "")
            own = [token for token in told if token.term not in name and not token.term[0].isdigit()]
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
        return {older: one.newer for older, one in self._successors.items()}

    @functools.cached_property
    def _successors(self) -> dict[str, Succession]:
        return successors(map(version, self.cards))

    def successor_on(self, card: Card, asked: datetime.date) -> Succession | None:
        """The held document that had replaced this one by that day; None while it had not."""
        newer = self._successors.get(card.id)
        return newer if newer and (newer.since is None or newer.since <= asked) else None

    def force(self, card: Card, asked: datetime.date) -> Force:
        """Whether a document applied that day, what has replaced it considered, and on what that rests."""
        own = force_on(card, asked)
        newer = self.successor_on(card, asked)
        return own if own.applies is False or newer is None else Force(False, newer.how)

    def in_force(self, card: Card, asked: datetime.date) -> bool | None:
        """Whether a document applied that day; None when it cannot be told."""
        return self.force(card, asked).applies

    def size(self, card: Card) -> str | None:
        """The class of size of the municipality that a document is of; None where no register gives its population."""
        return self._sizes.get(card.code or "")

    def passing(self, filters: Filters, known: Sequence[str] = ()) -> list[int]:
        """The numbers of the documents that pass; raises `UsageError` like `search.filters.chosen`."""
        found, asked = chosen(self.cards, filters, known, self._sizes), day(filters.in_force_on)
        return [number for number in found if asked is None or self.in_force(self.cards[number], asked)]

    @functools.cached_property
    def said(self) -> dict[str, tuple[int, Statement]]:
        """The findings and recommendations of all audit reports by id, each with its document's number."""
        pairs = ((number, one) for number, document in enumerate(self.cards) for one in document.statements)
        return {one.id: (number, one) for number, one in pairs}


def _live(folder: Path, name: str, manifest: Manifest) -> Segment:
    segment = Segment.read(folder, name)
    removed = manifest.removed.get(name)
    return segment.without(removed) if removed else segment


def _inverted(folder: Path, name: str, manifest: Manifest) -> tuple[Inverted | None, Inverted | None]:
    """The inverted files of a large segment's passages and titles, with the rows of documents still there."""
    passages, titles = folder / f"{name}.passages.ivf", folder / f"{name}.titles.ivf"
    if not passages.exists() and not titles.exists():
        return None, None
    whole, gone = Segment.read(folder, name), set(manifest.removed.get(name, ()))
    stays = np.array([card.id not in gone for card in whole.cards])
    kept = np.flatnonzero(np.repeat(stays, whole.counts))
    return (
        Inverted(passages, kept) if passages.exists() else None,
        Inverted(titles, np.flatnonzero(stays)) if titles.exists() else None,
    )
