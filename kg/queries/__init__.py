"""Saved queries, one a file."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def load(name: str) -> str:
    """The text of the query `name`."""
    return files("kg.queries").joinpath(f"{name}.rq").read_text(encoding="utf-8")


def names(prefix: str = "") -> list[str]:
    """The names of all saved queries that begin with `prefix`, sorted."""
    found = (entry.name.removesuffix(".rq") for entry in files("kg.queries").iterdir() if entry.name.endswith(".rq"))
    return sorted(name for name in found if name.startswith(prefix))
