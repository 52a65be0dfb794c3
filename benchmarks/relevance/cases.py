"""Declared cases: benchmarks/cases/*.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "cases"


@dataclass(frozen=True, slots=True)
class Case:
    """A question and the documents that answer it, with grades 1-3; none when the collection has no answer."""

    id: str
    kind: str
    split: str
    text: str
    why: str
    expect: Mapping[str, int] = field(default_factory=dict)
    passages: tuple[str, ...] = ()
    municipality: str | None = None
    date: str | None = None

    @property
    def answerable(self) -> bool:
        """Whether the collection has an answer."""
        return any(self.expect.values())


def cases(folder: Path = FOLDER) -> list[Case]:
    """All cases; the file's name says whether they are searches or precedents."""
    return [
        Case(kind=path.stem, **(one | {"passages": tuple(one.get("passages", ()))}))
        for path in sorted(folder.glob("*.toml"))
        for one in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
    ]
