"""The current generation, whichever that is, and what is still being loaded for it."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Callable
from pathlib import Path

from kg.errors import EncoderError
from kg.generations import Generations
from kg.takedowns import FILE as TAKEDOWNS
from search.encoder import DEFAULT, Encoder, load_encoder
from styrgraf.collection import Collection, open_collection
from styrgraf.failures import FILE as FAILED
from styrgraf.settings import Settings

# What changes answers without a new generation: files that failed, what people said, what was taken down.
_BESIDE = (FAILED, "reviews.jsonl", TAKEDOWNS)


class Current:
    """The current generation: a new one is opened when it is asked for first.

    The encoder that ships with Styrgraf is there at once. Any other is loaded in the background, and until it is there
    questions are answered by their words alone.
    """

    def __init__(self, settings: Settings, load: Callable[[str | None], Encoder] = load_encoder) -> None:
        self._settings, self._lock, self._load = settings, threading.Lock(), load
        self._generations = Generations(settings.store)
        self._encoder: Encoder | None = None
        self._failed: EncoderError | None = None
        self._loader: threading.Thread | None = None
        self._open: Collection | None = None

    def start(self) -> None:
        """Begin to load what takes time; returns at once."""
        with self._lock:
            if self._loader is None and self._settings.encoder not in (None, DEFAULT):
                self._loader = threading.Thread(target=self._load_encoder, name="encoder", daemon=True)
                self._loader.start()

    def __call__(self) -> Collection:
        """The current generation. Raises `StoreError` when there is none; costs one look at a link otherwise."""
        held = self._open
        if held is not None and self._is_current(held):
            return held
        with self._lock:
            if self._open is None or not self._is_current(self._open):
                if self._loader is None:
                    self._encoder = self._encoder or self._load(self._settings.encoder)
                if self._failed is not None:
                    raise self._failed
                self._open = open_collection(self._settings, self._encoder, words_only=self._encoder is None)
            return self._open

    def loading(self) -> list[str]:
        """The parts that are still being loaded."""
        return ["encoder"] if self._loader is not None and self._encoder is None and self._failed is None else []

    def state(self) -> str:
        """What tells whether an answer given before still holds; costs a few looks at the disk."""
        root = self._settings.store
        beside = [_stamp(root / name) for name in _BESIDE]
        parts = [self._generations.number(), *beside, self._encoder is not None, datetime.date.today()]
        return ".".join(map(str, parts))

    def _is_current(self, held: Collection) -> bool:
        return held.store.generations.number() == held.number and held.index.has_encoder == (self._encoder is not None)

    def _load_encoder(self) -> None:
        try:
            self._encoder = self._load(self._settings.encoder)
        except EncoderError as error:
            self._failed = error


def _stamp(path: Path) -> str:
    try:
        found = path.stat()
    except FileNotFoundError:
        return "0"
    return f"{found.st_mtime_ns}-{found.st_size}"
