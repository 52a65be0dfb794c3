"""Golden cases: an input, a blank line, what is read from it; a case begins with "== name".

GOLDEN_REGENERATE=1 writes the expected lines anew (never in CI).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "golden"
Readers = Mapping[str, Callable[[str], str]]

when_asked = pytest.mark.skipif(
    not os.environ.get("GOLDEN_REGENERATE") or os.environ.get("CI") == "true", reason="not asked for"
)


@dataclass(frozen=True)
class Case:
    name: str
    given: str
    expected: str


def cases(file: str) -> list[Case]:
    found = []
    for part in (FOLDER / file).read_text(encoding="utf-8").split("== ")[1:]:
        name, _, body = part.partition("\n")
        given, _, expected = body.strip("\n").rpartition("\n\n")
        found.append(Case(name.strip(), given, expected))
    return found


def write_anew(readers: Readers) -> None:
    for file, reader in readers.items():
        parts = [f"== {case.name}\n{case.given}\n\n{reader(case.given)}\n" for case in cases(file)]
        (FOLDER / file).write_text("\n".join(parts), encoding="utf-8")
