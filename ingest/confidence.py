"""Confidence that was measured: what a rule says of its values, corrected by how often it was right on documents it
met for the first time (`data/confidence.csv`, made by `python -m benchmarks.reading.calibrate`).
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib import resources
from typing import Any

from kg.model import Document, Field

_LOWEST, _HIGHEST = 0.05, 0.99


@dataclass(frozen=True, slots=True)
class Measured:
    """A rule over labelled documents: values read, those right, the mean confidence it stated, and the one earned."""

    values: int
    right: int
    stated: float
    confidence: float


def calibrated(document: Document) -> Document:
    """The document with the confidence of each of its fields corrected."""
    table = _table()
    changed: dict[str, Any] = {}
    for part in fields(document):
        value = getattr(document, part.name)
        if isinstance(value, Field):
            changed[part.name] = _corrected(value, table)
        elif isinstance(value, tuple) and value and all(isinstance(item, Field) for item in value):
            changed[part.name] = tuple(_corrected(item, table) for item in value)
    return replace(document, **changed)


def shifted(stated: float, measured: Measured | None) -> float:
    """A confidence moved by as much as its rule is too sure or too modest; a rule never measured keeps its word."""
    if measured is None:
        return stated
    return min(_HIGHEST, max(_LOWEST, stated + measured.confidence - measured.stated))


def _corrected(field: Field[Any], table: Mapping[str, Measured]) -> Field[Any]:
    return replace(field, confidence=round(shifted(field.confidence, table.get(field.rule)), 3))


@cache
def _table() -> Mapping[str, Measured]:
    with resources.files("ingest.data").joinpath("confidence.csv").open(encoding="utf-8") as lines:
        return {
            row["rule"]: Measured(int(row["values"]), int(row["right"]), float(row["stated"]), float(row["confidence"]))
            for row in csv.DictReader(lines)
        }
