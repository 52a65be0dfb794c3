"""How well reading and matching were measured to work: the figures of `accuracy.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Figure:
    """A measured figure: what it is of in each language, its value, the month, and the command that measures it."""

    sv: str
    en: str
    value: str
    date: str
    command: str


@cache
def figures() -> tuple[Figure, ...]:
    """All figures, as they stand in the file."""
    text = resources.files("styrgraf.web").joinpath("accuracy.toml").read_text(encoding="utf-8")
    return tuple(Figure(**one) for one in tomllib.loads(text)["figure"])
