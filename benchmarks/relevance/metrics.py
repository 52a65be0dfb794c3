"""Measures of a ranking, and how far they may be off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

_DRAWS = 2000


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], k: int = 10) -> float:
    """Discounted gain of the first `k`, as a share of the best possible; a grade g gains 2^g - 1."""
    gained = sum((2 ** grades.get(one, 0) - 1) / np.log2(place + 2) for place, one in enumerate(ranking[:k]))
    ideal = sorted(grades.values(), reverse=True)[:k]
    best = sum((2**grade - 1) / np.log2(place + 2) for place, grade in enumerate(ideal))
    return float(gained / best) if best else 0.0


def reciprocal(ranking: Sequence[str], right: set[str]) -> float:
    """1 over the place of the first right one."""
    return next((1 / (place + 1) for place, one in enumerate(ranking) if one in right), 0.0)


def recall(ranking: Sequence[str], right: set[str], k: int = 10) -> float:
    """The share of the right ones among the first `k`."""
    return len(right & set(ranking[:k])) / len(right) if right else 0.0


def interval(values: Sequence[float], seed: int = 1) -> tuple[float, float]:
    """The 95 % bootstrap interval of the mean."""
    if not values:
        return 0.0, 0.0
    drawn = np.random.default_rng(seed).choice(np.array(values), (_DRAWS, len(values)))
    low, high = np.percentile(drawn.mean(axis=1), [2.5, 97.5])
    return float(low), float(high)
