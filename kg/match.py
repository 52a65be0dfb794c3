"""A finding and what answers it elsewhere: made from the index, not read from a document."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Match:
    """A finding or recommendation and a passage of a steering document that answers it.

    `parts` are the terms of `score` (0-1); `own` says that the document is the audited municipality's own.
    """

    finding: str
    document: str
    passages: tuple[str, ...]
    score: float
    parts: dict[str, float]
    why: str
    own: bool = False
    review: Literal["unreviewed", "accepted", "rejected"] = "unreviewed"
