"""Where a page stands: what its links begin with, and its own address, which the change of language needs."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass

from styrgraf.language import LANGUAGES, OWN, language


@dataclass(frozen=True, slots=True)
class Here:
    """`base` is what stands before every address (a proxy's path prefix, or nothing); `path` and `query` follow it."""

    base: str = ""
    path: str = "/"
    query: str = ""

    @property
    def root(self) -> str:
        """What the addresses of pages begin with, in the language now spoken."""
        return self.base + prefix(language())

    def languages(self) -> list[tuple[str, str]]:
        """Each language and the address of this page in it."""
        asked = f"?{self.query}" if self.query else ""
        return [(code, f"{self.base}{prefix(code)}{self.path}{asked}") for code in LANGUAGES]


def prefix(code: str) -> str:
    """The part of an address that says the language; Swedish has none."""
    return "" if code == OWN else f"/{code}"


HERE: ContextVar[Here] = ContextVar("here", default=Here())  # noqa: B039
