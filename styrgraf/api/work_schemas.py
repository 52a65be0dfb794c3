"""What the answers of the work resources look like: review, intake, watched folders, watches, takedowns."""

from __future__ import annotations

from typing import Any, Literal

from styrgraf.api.schemas import InShort, Shape


class ReviewShape(Shape):
    """What somebody said: who, when, of what, and why."""

    id: str
    at: str
    by: str
    document: str
    about: Literal["field", "assessment", "citation", "match"]
    part: str
    verdict: Literal["accepted", "corrected", "rejected", "undone"]
    why: str = ""


class QueueItem(Shape):
    id: str
    kind: Literal["contradiction", "uncertain", "citation", "unfounded", "not-held"]
    about: str
    part: str
    document: InShort


class Queue(Shape):
    total: int
    items: list[QueueItem]
    generation: int


class Log(Shape):
    total: int
    reviews: list[ReviewShape]
    generation: int


class JobInShort(Shape):
    """An upload: how many files it holds, and how many are done."""

    id: str
    by: str
    at: str
    state: Literal["waiting", "running", "done"]
    total: int
    done: int
    failed: int


class FileShape(Shape):
    number: int
    name: str
    size: int
    status: Literal["waiting", "read", "partial", "unchanged", "failed"]
    document: str = ""


class JobShape(JobInShort):
    files: list[FileShape]


class JobList(Shape):
    total: int
    jobs: list[JobInShort]


class FolderInShort(Shape):
    """A folder that the service watches: when it was last looked into, what was taken, what could not be."""

    id: str
    folder: str
    total: int
    waiting: int
    failed: int
    troubles: list[dict[str, str]]
    looked: str = ""
    held: int = 0
    taken: str = ""


class FolderFile(Shape):
    name: str
    at: str
    job: str
    size: int
    status: Literal["waiting", "read", "partial", "unchanged", "failed"]
    document: str = ""


class FolderShape(FolderInShort):
    files: list[FolderFile]


class FolderList(Shape):
    total: int
    folders: list[FolderInShort]


class WatchShape(Shape):
    """What somebody waits for, and what has come."""

    id: str
    by: str
    at: str
    about: Literal["search", "finding", "text", "place", "document"]
    name: str
    watched: bool
    total: int
    new: int
    found: list[dict[str, Any]]


class WatchList(Shape):
    total: int
    watches: list[WatchShape]


class TakedownShape(Shape):
    """A document that was taken down: when, by whom, why, and whether anything of it is left on the disk."""

    document: str
    at: str
    by: str
    reason: str
    state: Literal["waiting", "done"]


class Takedowns(Shape):
    total: int
    takedowns: list[TakedownShape]
