"""The well-known names of sections (data/sections.toml), matched as fonts and OCR leave them: "lakttagelser" too."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

_LEVELS = {"main": 1, "sub": 2, "leaf": 3}
_ALONE_LEVEL = 2
_PUNCTUATION = re.compile(r"[\W_]+")


@cache
def known_sections() -> dict[str, int]:
    """The usual level of each section name, by its folded form."""
    data = _data()
    levels = {fold_name(name): _ALONE_LEVEL for name in data["alone"]}
    return levels | {fold_name(name): level for group, level in _LEVELS.items() for name in data[group]}


@cache
def names_as_printed() -> tuple[str, ...]:
    """The names that are headings even inside a line, as the data file spells them, longest first."""
    data = _data()
    return tuple(sorted((name for group in _LEVELS for name in data[group]), key=len, reverse=True))


@cache
def _data() -> dict[str, list[str]]:
    return tomllib.loads((files("ingest") / "data" / "sections.toml").read_text(encoding="utf-8"))


def fold_name(text: str) -> str:
    """A heading as it is compared: letters only, and l for I, which lost fonts confuse."""
    return _PUNCTUATION.sub("", text.lower()).replace("l", "i")


def level_of(text: str) -> int | None:
    """The usual level of a section of this name; None when the name is not known."""
    return known_sections().get(fold_name(text))
