"""A labelled source: TOML front matter between +++ lines holds the true facts, Markdown below holds the text."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Source:
    """A document before it is set: `labels` are its true facts and how it is to look, `body` its Markdown text."""

    name: str
    labels: dict[str, Any]
    body: str

    def label(self, key: str, default: str = "") -> str:
        """The label as text, or `default` where it is not given."""
        return str(self.labels.get(key, default))

    @property
    def box(self) -> list[tuple[str, str]]:
        """The rows of the information box: printed label and printed value."""
        return [(str(row[0]), str(row[1])) for row in self.labels.get("box", [])]


def load_labelled(path: Path) -> Source:
    """Read a source file. Raises ValueError naming the file when its front matter is missing or broken."""
    parts = path.read_text(encoding="utf-8").split("+++\n", 2)
    if len(parts) != 3 or parts[0].strip():
        raise ValueError(f"{path.name}: no front matter between two +++ lines at the top; add it")
    try:
        labels = tomllib.loads(parts[1])
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"{path.name}: the front matter is not TOML ({error}); mend that line") from error
    return Source(path.stem, labels, parts[2].strip() + "\n")
