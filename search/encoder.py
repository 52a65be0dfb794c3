"""Encoders: texts become vectors. The default ships with Styrgraf; any sentence-transformers model can replace it."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from kg.errors import EncoderError
from kg.message import Message
from search.static import StaticEncoder

DEFAULT = "svensk"
DATA = Path(__file__).parent / "data"


class Encoder(Protocol):
    """Texts become vectors of length 1, so that their inner product is their likeness (-1 to 1).

    `fingerprint` changes when the model does: an index made with another one is refused.
    """

    name: str
    dimensions: int

    @property
    def fingerprint(self) -> str: ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]: ...


@functools.cache
def shipped() -> StaticEncoder:
    """The encoder that ships with Styrgraf."""
    return StaticEncoder(DATA, DEFAULT)


@functools.cache
def load_encoder(name: str | None = None) -> Encoder:
    """The encoder of that name: None or "svensk" is the one that ships with Styrgraf; a folder that holds
    `NAME.pieces.tsv` is a static model like it; anything else is a sentence-transformers model (name or folder).

    Raises `EncoderError` when it cannot be loaded.
    """
    if name is None or name == DEFAULT:
        return shipped()
    for pieces in sorted(Path(name).glob("*.pieces.tsv")):
        return StaticEncoder(pieces.parent, pieces.name.removesuffix(".pieces.tsv"))
    return SentenceEncoder(name)


class SentenceEncoder:
    """A sentence-transformers model. torch is imported when one is made, and takes seconds."""

    def __init__(self, name: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer

            self._model: Any = SentenceTransformer(name, device="cpu")
            self.dimensions = int(self._model.encode("ett").shape[-1])
        except Exception as error:  # the library raises whatever its parts raise
            cause = next(iter(str(error).splitlines()), type(error).__name__)[:120]
            raise EncoderError(
                Message(
                    "Språkmodellen %(name)s kunde inte läsas in (%(cause)s). Ange en mapp med en "
                    "sentence-transformers-modell, eller %(default)s för den som följer med.",
                    name=name,
                    cause=cause,
                    default=DEFAULT,
                )
            ) from error
        self.name = name

    @functools.cached_property
    def fingerprint(self) -> str:
        """A hash of the model's name, size and of what it makes of one sentence."""
        probe = self.encode(["Kommunfullmäktige antog strategin för digitalisering."])
        return hashlib.sha256(f"{self.name}\x1f{self.dimensions}".encode() + np.round(probe, 3).tobytes()).hexdigest()[
            :16
        ]

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row of length 1 for each text."""
        rows = self._model.encode(
            list(texts), normalize_embeddings=True, show_progress_bar=False, convert_to_numpy=True
        )
        return np.asarray(rows, dtype=np.float32).reshape(len(texts), self.dimensions)
