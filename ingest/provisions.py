"""What a passage of a steering document lays down, by wording rules kept in data/provisions.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast, get_args

from ingest.kind_words import find_kind_words
from ingest.near import anchors_of
from kg.model import Provision


@dataclass(frozen=True, slots=True)
class Wording:
    """How one kind of provision is worded, in sentences and in headings."""

    provision: Provision
    words: re.Pattern[str]
    anchors: re.Pattern[str]
    headings: re.Pattern[str]


def provisions_of(text: str, heading_path: Sequence[str]) -> tuple[Provision, ...]:
    """What a passage provides, in the order of the model: by its own words, or by the heading right above it."""
    above = " / ".join([heading_path[-1], *_parents(heading_path)]) if heading_path else ""
    text = " ".join(text.split())
    lower = text.lower()
    return tuple(
        wording.provision
        for wording in _wordings()
        if (wording.anchors.search(lower) and wording.words.search(text)) or (above and wording.headings.search(above))
    )


def _parents(heading_path: Sequence[str]) -> list[str]:
    """The heading over the one right above, unless it is a document's title, whose kind would mark everything."""
    return [heading for heading in heading_path[-2:-1] if next(find_kind_words(heading), None) is None]


@cache
def _wordings() -> tuple[Wording, ...]:
    data = tomllib.loads((files("ingest") / "data" / "provisions.toml").read_text(encoding="utf-8"))
    return tuple(
        Wording(
            cast(Provision, name),
            _any_of(data[name]["words"]),
            anchors_of(data[name]["words"]),
            _any_of(data[name]["headings"]),
        )
        for name in get_args(Provision)
    )


def _any_of(patterns: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.I | re.S)
