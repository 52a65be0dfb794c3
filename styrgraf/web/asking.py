"""Who reads the page: its forms and the links to work depend on it."""

from __future__ import annotations

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reader:
    """`name` and `role` of whoever is signed in, empty for anybody; `csrf` is what their forms carry."""

    name: str = ""
    role: str = ""
    csrf: str = ""

    @property
    def reviews(self) -> bool:
        """Whether they may review, and take documents in."""
        return bool(self.csrf) and self.role in ("reviewer", "admin")

    @property
    def removes(self) -> bool:
        """Whether they may take documents down."""
        return bool(self.csrf) and self.role == "admin"


READER: ContextVar[Reader] = ContextVar("reader", default=Reader())  # noqa: B039
