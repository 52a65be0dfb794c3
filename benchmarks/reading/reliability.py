"""Reliability of confidences: values grouped by the confidence they carry, the error of it, and the plot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

# Where one group of confidences ends and the next begins: finest where most values are.
_EDGES = (0.0, 0.5, 0.7, 0.8, 0.85, 0.9, 0.925, 0.95, 0.975, 1.01)
_SIZE, _EDGE = 360, 48


@dataclass(frozen=True, slots=True)
class Bin:
    """The values whose confidence lies from `low` up to the next edge: how many, how many right, their mean."""

    low: float
    values: int
    right: int
    mean: float


def bins(pairs: Sequence[tuple[float, bool]]) -> list[Bin]:
    """(confidence, right) pairs in groups; groups without values are left out."""
    found = []
    for low, high in pairwise(_EDGES):
        own = [pair for pair in pairs if low <= pair[0] < high]
        if own:
            found.append(
                Bin(low, len(own), sum(right for _, right in own), sum(confidence for confidence, _ in own) / len(own))
            )
    return found


def expected_error(pairs: Sequence[tuple[float, bool]]) -> float:
    """Expected calibration error: the mean distance between confidence and share right, weighted by values
    (Naeini, Cooper and Hauskrecht 2015).
    """
    return sum(abs(one.right / one.values - one.mean) * one.values for one in bins(pairs)) / max(1, len(pairs))


def svg(stated: Sequence[Bin], calibrated: Sequence[Bin]) -> str:
    """The reliability diagram: share right over confidence, dots as large as their groups, the diagonal is perfect."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE + 2 * _EDGE} {_SIZE + 2 * _EDGE}" '
        'font-family="sans-serif" font-size="12">',
        '<rect width="100%" height="100%" fill="white"/>',
        _line(0, 0, 1, 1, "#999"),
        *(_tick(at / 10) for at in range(0, 11, 2)),
        *(_dot(one, "#c05a00", "none") for one in stated),
        *(_dot(one, "#00588a", "#00588a") for one in calibrated),
        _text(_x(0.5), _SIZE + 2 * _EDGE - 8, "konfidens / confidence", "middle"),
        _text(12, 20, "andel rätt / share right", "start"),
        _text(_x(0.02), 56, "○ som reglerna anger / as the rules say", "start", "#c05a00"),
        _text(_x(0.02), 74, "● kalibrerad / calibrated", "start", "#00588a"),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _x(value: float) -> float:
    return _EDGE + value * _SIZE


def _y(value: float) -> float:
    return _EDGE + (1 - value) * _SIZE


def _line(x0: float, y0: float, x1: float, y1: float, colour: str) -> str:
    return f'<line x1="{_x(x0):.1f}" y1="{_y(y0):.1f}" x2="{_x(x1):.1f}" y2="{_y(y1):.1f}" stroke="{colour}"/>'


def _tick(value: float) -> str:
    return (
        _line(value, 0, value, 1, "#eee")
        + _line(0, value, 1, value, "#eee")
        + _text(_x(value), _y(0) + 16, f"{value:.1f}", "middle")
        + _text(_x(0) - 6, _y(value) + 4, f"{value:.1f}", "end")
    )


def _dot(one: Bin, stroke: str, fill: str) -> str:
    share, radius = one.right / one.values, 3 + one.values**0.5 / 2
    return (
        f'<circle cx="{_x(one.mean):.1f}" cy="{_y(share):.1f}" r="{radius:.1f}" stroke="{stroke}" fill="{fill}" '
        f'fill-opacity="0.5"><title>{one.right} / {one.values}</title></circle>'
    )


def _text(x: float, y: float, words: str, anchor: str, colour: str = "#222") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{words}</text>'
