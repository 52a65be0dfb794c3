"""A watch: what somebody has saved to be asked again at each ingest, and what has come of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Kind = Literal["search", "finding", "text", "place", "document"]
# What is watched, by the names it is asked with; a place alone is watched, beside a text it says where that was found.
ABOUT: tuple[tuple[Kind, str], ...] = (
    ("search", "q"),
    ("finding", "finding"),
    ("text", "text"),
    ("document", "document"),
    ("place", "place"),
)


@dataclass(frozen=True, slots=True)
class Watch:
    """A search (`q`), the precedents of a finding (`finding`) or of one in one's own words (`text`, with `place` and
    `date` of its audit), a municipality or other body (`place`), or a document (`document`).

    `seen` are the keys of what is known already, `found` what came since, the newest first, each with when; `unsent`
    the keys of what is still to be mailed to `mail`. `looked` is the generation up to which its owner has seen
    all. One that is not `watched` is a search that is saved and no more: it is asked all the same, but told only on
    the pages. The id cannot be guessed: whoever has it may read the feed.
    """

    id: str
    by: str
    at: str
    name: str
    q: str = ""
    finding: str = ""
    text: str = ""
    place: str = ""
    date: str = ""
    document: str = ""
    filters: dict[str, str] = field(default_factory=dict)
    mail: str = ""
    watched: bool = True
    looked: int = 0
    seen: tuple[str, ...] = ()
    found: tuple[dict[str, Any], ...] = ()
    unsent: tuple[str, ...] = ()

    @property
    def about(self) -> Kind:
        """What is watched."""
        return next(kind for kind, name in ABOUT if getattr(self, name))

    @property
    def new(self) -> int:
        """How many have come since its owner last looked."""
        return sum(one["generation"] > self.looked for one in self.found)

    def to_json(self) -> dict[str, Any]:
        """The watch as answers show it."""
        said = {name: value for name, value in asdict(self).items() if name not in ("seen", "unsent") and value != ""}
        return said | {"about": self.about, "total": len(self.found), "new": self.new}
