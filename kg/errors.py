"""The exceptions of Styrgraf. A message names the thing and the remedy."""

from __future__ import annotations

from kg.message import Message


class StyrgrafError(Exception):
    """The root of every error a user can meet: `str(error)` is the one line shown to them, in Swedish."""

    @property
    def message(self) -> str:
        """The same line, as a `Message` where it can be said in another language."""
        return self.args[0] if self.args and isinstance(self.args[0], str) else str(self)


class UnreadableFile(StyrgrafError):
    """A file from which no document can be read.

    `code` is a short machine-readable cause (empty, encrypted, corrupt, not-a-document, too-large,
    timeout, memory, vanished, no-text, outside, permission); `remedy` says what to do.
    """

    def __init__(self, name: str, code: str, cause: str, remedy: str) -> None:
        super().__init__(Message("%(name)s: %(cause)s. %(remedy)s", name=name, cause=cause, remedy=remedy))
        self.name, self.code, self.cause, self.remedy = name, code, cause, remedy


class StoreError(StyrgrafError):
    """The store on disk is missing, of another version, locked, or damaged."""


class InvalidGraph(StyrgrafError):
    """A document's graph that breaks the shapes of the ontology: it is not committed."""


class UsageError(StyrgrafError):
    """A question that cannot be answered as asked: an unknown filter value, a k out of range."""


class QueryError(UsageError):
    """A query that is not put to the graph.

    `code` is a short machine-readable cause (empty, too-long, too-deep, syntax, prefix, service, update, dataset,
    not-acceptable); `line` and `column`, both from 1, say where; `near` what may have been meant.
    """

    def __init__(self, code: str, message: str, at: tuple[int, int] | None = None, near: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.code, self.near = code, near
        self.line: int | None = at[0] if at else None
        self.column: int | None = at[1] if at else None


class QueryStopped(StyrgrafError):
    """A query that was given up: `code` is timeout, memory, too-large, busy or died. No part of its answer is used."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class EncoderError(StyrgrafError):
    """An encoder that cannot be loaded, or a store indexed with another one."""
