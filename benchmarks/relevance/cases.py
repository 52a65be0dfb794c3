"""Declared cases: benchmarks/cases/*.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "cases"


@dataclass(frozen=True, slots=True)
class Case:
    """A question and the documents that answer it, with grades 1-3; none when the collection has no answer.

    `without`: how the documents begin that are left out, because they were written after the case.
    """

    id: str
    kind: str
    split: str
    text: str
    why: str
    expect: Mapping[str, int] = field(default_factory=dict)
    passages: tuple[str, ...] = ()
    municipality: str | None = None
    date: str | None = None
    without: str | None = None

    @property
    def answerable(self) -> bool:
        """Whether the collection has an answer."""
        return any(self.expect.values())

    def may_find(self, document: str) -> bool:
        """Whether a document was there when the case was written."""
        return self.without is None or not document.startswith(self.without)


def cases(folder: Path = FOLDER) -> list[Case]:
    """All cases; the file's name begins with whether they are searches or precedents."""
    found = []
    for path in sorted(folder.glob("*.toml")):
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        for one in said["case"]:
            own = one | {"passages": tuple(one.get("passages", ())), "without": said.get("without")}
            found.append(Case(kind=path.stem.partition("-")[0], **own))
    return found
