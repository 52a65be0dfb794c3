"""A client for the service, for programs in Python: typed, small, and with the names of the API.

Needs the extra `client` (httpx). Every method raises `Refused` with the service's own words when it is turned away.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, TypedDict

import httpx

Json = dict[str, Any]
Status = Literal["found", "none-relevant", "not-held"]


class Passage(TypedDict):
    """A passage: exactly the text that stands at start-end of the document, and its page."""

    id: str
    text: str
    page: int
    start: int
    end: int


class Hit(TypedDict):
    """A document that answers."""

    document: Json
    passages: list[Passage]
    score: float
    why: str
    reasons: list[Json]


class Answer(TypedDict):
    """The answer to a search or a finding; `status` tells none-relevant from not-held."""

    status: Status
    total: int
    hits: list[Hit]
    not_held: list[Json]
    generation: int


class Refused(Exception):
    """What the service does not answer: `status` is that of HTTP, the text is the problem's detail."""

    def __init__(self, status: int, detail: str) -> None:
        super().__init__(detail)
        self.status = status


class Client:
    """The service at `address`; `key` is needed for what changes anything, and for reading where that takes a key."""

    def __init__(self, address: str, key: str | None = None, *, timeout: float = 60) -> None:
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        base = address.rstrip("/") + "/api/v1/"
        self._http = httpx.Client(base_url=base, headers=headers, timeout=timeout)

    def search(self, q: str, **filters: str | int) -> Answer:
        """Search; filters carry the API's names with underscores (`in_force_on="2024-01-01"`, `size="10000-24999"`)."""
        found: Answer = self._get("search", {"q": q} | _named(filters))
        return found

    def precedents(self, *, finding: str | None = None, text: str | None = None, **filters: str | int) -> Answer:
        """The documents that answer a finding, by its id or in words."""
        asked = {name: value for name, value in (("finding", finding), ("text", text)) if value is not None}
        found: Answer = self._get("precedents", asked | _named(filters))
        return found

    def documents(self, **filters: str | int) -> Iterator[Json]:
        """Every document in short, page after page."""
        return self._pages("documents", "documents", _named(filters))

    def findings(self, **filters: str | int) -> Iterator[Json]:
        """Every finding, page after page."""
        return self._pages("findings", "findings", _named(filters))

    def document(self, document: str) -> Json:
        """All that a document says, with what people have said of it."""
        found: Json = self._get(f"documents/{document}")
        return found

    def coverage(self) -> Json:
        """What is held, and what could not be read."""
        found: Json = self._get("coverage")
        return found

    def review(
        self,
        document: str,
        part: str,
        verdict: Literal["accepted", "corrected", "rejected"],
        *,
        about: Literal["field", "assessment", "citation"] = "field",
        value: str = "",
        quote: str = "",
        why: str = "",
    ) -> Json:
        """Accept, correct or reject a value; returns the review, whose id can be undone."""
        said = {"document": document, "about": about, "part": part, "verdict": verdict}
        return self._post("review", said | {"value": value, "quote": quote, "why": why})

    def undo(self, review: str, why: str = "") -> Json:
        """Take back a review."""
        return self._post(f"review/{review}/undo", {"why": why})

    def feedback(self, finding: str, document: str, *, relevant: bool, why: str = "") -> Json:
        """Say whether a document answers a finding."""
        return self._post("feedback", {"finding": finding, "document": document, "relevant": relevant, "why": why})

    def remove(self, document: str, reason: str) -> Json:
        """Take a document down for good; returns the takedown, which is `done` when nothing of it is left."""
        found: Json = _body(self._http.delete(f"documents/{document}", params={"reason": reason}))
        return found

    def take_in(self, paths: Iterable[Path]) -> Json:
        """Send files in; returns the job. They are safe when this returns."""
        files = [("files", (path.name, path.read_bytes())) for path in paths]
        found: Json = _body(self._http.post("intake", files=files))
        return found

    def finished(self, job: str, *, seconds: float = 600) -> Json:
        """The job when all its files are done. Raises `TimeoutError`."""
        deadline = time.monotonic() + seconds
        while (said := self._get(f"intake/{job}", {"k": 1000}))["state"] != "done":
            if time.monotonic() > deadline:
                raise TimeoutError(f"{job}: {said['done']} of {said['total']} files after {seconds} seconds")
            time.sleep(0.3)
        done: Json = said
        return done

    def watch(
        self,
        *,
        q: str = "",
        finding: str = "",
        text: str = "",
        place: str = "",
        date: str = "",
        document: str = "",
        name: str = "",
        mail: str = "",
        watched: bool = True,
        **filters: str,
    ) -> Json:
        """Watch a search, a finding (held, or in one's own words), a place or a document; or save a search."""
        said: Json = {"q": q, "finding": finding, "text": text, "place": place, "date": date, "document": document}
        said |= {"name": name, "mail": mail, "watched": watched}
        return self._post("watches", said | {"filters": _named(filters)})

    def watches(self) -> Iterator[Json]:
        """One's watches and saved searches, the newest first, each with what has come."""
        return self._pages("watches", "watches", {})

    def _get(self, path: str, asked: Mapping[str, Any] | None = None) -> Any:
        return _body(self._http.get(path, params=asked))

    def _post(self, path: str, said: Mapping[str, Any]) -> Json:
        found: Json = _body(self._http.post(path, json=said))
        return found

    def _pages(self, path: str, name: str, asked: Mapping[str, Any]) -> Iterator[Json]:
        response = self._http.get(path, params={"k": 100} | dict(asked))
        while True:
            yield from _body(response)[name]
            following = response.links.get("next", {}).get("url")
            if following is None:
                return
            response = self._http.get(response.url.join(following))

    def close(self) -> None:
        """Give the connections back."""
        self._http.close()

    def __enter__(self) -> Client:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


def _named(filters: Mapping[str, Any]) -> Json:
    """Python's names as the API's: adopted_by is adopted-by, from_ is from."""
    return {name.rstrip("_").replace("_", "-"): value for name, value in filters.items()}


def _body(response: httpx.Response) -> Any:
    if response.is_error:
        kind = response.headers.get("content-type", "")
        detail = response.json()["detail"] if kind.endswith("json") else response.reason_phrase
        raise Refused(response.status_code, detail)
    return response.json()
