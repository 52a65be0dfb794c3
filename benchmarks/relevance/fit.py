"""Fits the constants of `search/weights.py` on the development cases: `python -m benchmarks.relevance.fit` prints them.

Weights of the ranking: a logistic loss on each document plus a listwise loss on each case, with a penalty on the
squares; none may be negative. Then how sure an answer is, on the first document of each case, answerable or not. Needs
scipy, which the product does not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.relevance.arms import audit_of_case
from benchmarks.relevance.cases import Case, cases
from benchmarks.relevance.collection import collections
from search.index import Index
from search.need import need_of_text
from search.precedents import askable, judged_all
from search.query import parse
from search.scoring import candidates, ready

RANKING = {
    "hybrid": [
        "lexical_more",
        "lexical_beside_best",
        "semantic",
        "semantic_more",
        "title",
        "whole",
        "closeness",
        "closeness_beside_best",
    ],
    "lexical": ["lexical", "lexical_more", "title_words", "lexical_beside_best", "closeness", "closeness_beside_best"],
    "semantic": ["semantic", "semantic_more", "title", "whole", "semantic_beside_best", "closeness"],
}
SURE = {
    "hybrid": ["lexical", "closeness", "semantic", "title", "title_words"],
    "lexical": ["lexical", "closeness", "title_words"],
    "semantic": ["semantic", "closeness", "title"],
}
_RELEVANCE = {0: 0.0, 1: 0.35, 2: 0.85, 3: 1.0}
_PENALTY, _LISTWISE, _SHARPNESS = 1.0, 3.0, 1.5
# What a refusal in error weighs beside an answer in error: a reader sees that a low score answers little, but nothing
# of what is refused.
_REFUSED = {"search": 0.75, "precedents": 0.75}
_FOLDS = 6
Rows = list[tuple[Case, list[str], list[dict[str, float]]]]


def compared(of: Callable[[Case], Index], mode: str, kind: str, split: str | None = "dev") -> Rows:
    """For each case the candidates and their features."""
    rows: Rows = []
    for case in cases():
        if case.kind == kind and (split is None or case.split == split):
            index = of(case)
            found = _candidates(index, case, mode)
            rows.append((case, [index.cards[one.document].id for one in found], [one.features for one in found]))
    return rows


def _candidates(index: Index, case: Case, mode: str) -> list:  # type: ignore[type-arg]
    if case.kind == "search":
        return candidates(index, ready(index, parse(case.text), mode), None, mode, 100)
    audit, need = audit_of_case(case), need_of_text(case.text, case.municipality)
    _, others = askable(index, audit, range(len(index.cards)))
    return [one for one, _ in judged_all(index, need, audit, others, mode, 100)]


def fit_ranking(rows: Rows, names: Sequence[str]) -> NDArray[np.float64]:
    """Weights, bias last."""
    data = [(_matrix(features, names), _grades(case, ids)) for case, ids, features in rows if ids]

    def loss(weights: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        total, slope = _PENALTY * float((weights[:-1] ** 2).sum()), 2 * _PENALTY * np.r_[weights[:-1], 0]
        for x, y in data:
            z = x @ weights[:-1] + weights[-1]
            p, share = 1 / (1 + np.exp(-z)), np.where(y > 0, 1.0, 0.1)
            total -= float((share * (y * np.log(p + 1e-9) + (1 - y) * np.log(1 - p + 1e-9))).sum())
            pull = share * (p - y)
            if y.sum():
                softened = np.exp(_SHARPNESS * (z - z.max()))
                softened, target = softened / softened.sum(), y / y.sum()
                total -= _LISTWISE * float((target * np.log(softened + 1e-12)).sum())
                slope[:-1] += _LISTWISE * _SHARPNESS * ((softened - target) @ x)
            slope = slope + np.r_[pull @ x, pull.sum()]
        return total, slope

    return _minimum(loss, len(names))


def fit_sureness(
    rows: Rows, names: Sequence[str], weights: NDArray[np.float64], by: Sequence[str], refused: float
) -> NDArray[np.float64]:
    """Weights of how sure an answer is, bias last, on the first document of each case."""
    first = []
    for case, ids, features in rows:
        z = _matrix(features, names) @ weights[:-1]
        if ids:
            first.append((features[int(np.argmax(z))], case.answerable))
    x = np.array([[one.get(name, 0.0) for name in by] for one, _ in first])
    y = np.array([answerable for _, answerable in first], float)
    share = np.where(y > 0, refused / y.mean(), (1 - refused) / (1 - y.mean()))

    def loss(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        p = 1 / (1 + np.exp(-(x @ values[:-1] + values[-1])))
        pull = share * (p - y)
        total = -float((share * (y * np.log(p + 1e-9) + (1 - y) * np.log(1 - p + 1e-9))).sum())
        slope = np.r_[pull @ x + 0.2 * values[:-1], pull.sum()]
        return total + 0.1 * float((values[:-1] ** 2).sum()), slope

    return _minimum(loss, len(by))


def _minimum(loss: object, count: int) -> NDArray[np.float64]:
    bounds = [(0.0, None)] * count + [(None, None)]
    start = np.r_[np.ones(count), -3.0]
    return np.asarray(minimize(loss, start, jac=True, bounds=bounds, method="L-BFGS-B").x)


def _matrix(features: Sequence[dict[str, float]], names: Sequence[str]) -> NDArray[np.float64]:
    return np.array([[one.get(name, 0.0) for name in names] for one in features]).reshape(len(features), len(names))


def _grades(case: Case, ids: Sequence[str]) -> NDArray[np.float64]:
    return np.array([_RELEVANCE[case.expect.get(one, 0)] for one in ids])


def main() -> None:
    """Print the constants."""
    with collections() as of:
        for kind in ("search", "precedents"):
            for mode, names in RANKING.items():
                by_kind = [*names, "kind"] if kind == "precedents" else names
                rows = compared(of, mode, kind)
                weights = fit_ranking(rows, by_kind)
                sure = fit_sureness(rows, by_kind, weights, SURE[mode], _REFUSED[kind])
                print(kind, mode, "ranking", _shown(by_kind, weights))
                print(kind, mode, "sure", _shown(SURE[mode], sure))
                print(kind, mode, "threshold", _threshold(rows, by_kind, _REFUSED[kind]))


def _threshold(rows: Rows, names: Sequence[str], refused: float) -> float:
    """The total of weighted features above which a first document is rather taken for an answer.

    From cases that the weights were not fitted on: each sixth with those of the others.
    """
    held = [row for row in rows if row[2]]
    best = np.zeros(len(held))
    for fold in range(_FOLDS):
        weights = fit_ranking([row for place, row in enumerate(held) if place % _FOLDS != fold], names)
        for place in range(fold, len(held), _FOLDS):
            best[place] = (_matrix(held[place][2], names) @ weights[:-1] + weights[-1]).max()
    right = np.array([case.answerable for case, _, _ in held], float)
    share = np.where(right > 0, refused / right.mean(), (1 - refused) / (1 - right.mean()))

    def loss(values: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        p = 1 / (1 + np.exp(-(values[0] * best + values[1])))
        pull = share * (p - right)
        total = -float((share * (right * np.log(p + 1e-9) + (1 - right) * np.log(1 - p + 1e-9))).sum())
        return total, np.array([pull @ best, pull.sum()])

    slope, shift = _minimum(loss, 1)
    return float(-shift / slope)


def _shown(names: Sequence[str], weights: NDArray[np.float64]) -> dict[str, float]:
    return {name: round(float(value), 2) for name, value in zip([*names, "bias"], weights, strict=True)}


if __name__ == "__main__":
    main()
