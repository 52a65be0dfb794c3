"""What likeness is usual: the measure that tells whether a text is unusually near a question."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from search.vectors import Floats, Vectors

_SAMPLE = 2000
_LEAST_DEVIATION = 0.03


@dataclass(frozen=True, slots=True)
class Usual:
    """First and second moments of many vectors: they give mean and deviation of their likeness to a question."""

    mean: NDArray[np.float64]
    second: NDArray[np.float64]

    @classmethod
    def of(cls, vectors: Vectors, background: Floats) -> Usual:
        """Of an even sample of what is held, and of texts on all and nothing.

        The latter make a collection of a few documents tell what is unusual as well as one of thousands.
        """
        places = np.arange(0, len(vectors), max(1, len(vectors) // _SAMPLE), dtype=np.int64)
        rows = np.concatenate([vectors.rows(places), background]).astype(np.float64)
        return cls(rows.mean(axis=0), rows.T @ rows / len(rows))

    def likeness(self, query: Floats) -> tuple[float, float]:
        """Mean and standard deviation of the likeness to `query`."""
        mean = float(self.mean @ query)
        variance = max(0.0, float(query @ self.second @ query) - mean * mean)
        return mean, max(float(np.sqrt(variance)), _LEAST_DEVIATION)
