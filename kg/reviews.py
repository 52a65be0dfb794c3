"""What people have said of matches: kept as they said it, one line each, apart from all that can be computed again."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import orjson
from rdflib import Graph

from kg.atomic import named_errors
from kg.drawing import literal
from kg.errors import StoreError
from kg.iris import DEFAULT_BASE, Iris
from kg.matches import match_iri
from ontology.terms import STYR, concept

State = Literal["unreviewed", "accepted", "rejected"]
GRAPH = "granskning"


@dataclass(frozen=True, slots=True)
class Review:
    """A person's word on the match of a finding and a document."""

    finding: str
    document: str
    state: State
    note: str = ""


class Reviews:
    """All reviews of the store at `root`. The last word on a match counts; the earlier ones stay on file."""

    def __init__(self, root: Path) -> None:
        self._path = root / "reviews.jsonl"

    def add(self, review: Review) -> None:
        """Keep a review; it is on the disk when this returns."""
        with named_errors(self._path), self._path.open("ab") as file:
            file.truncate(self._whole())
            file.write(orjson.dumps(asdict(review)) + b"\n")
            file.flush()
            os.fsync(file.fileno())

    def all(self) -> dict[tuple[str, str], Review]:
        """The last review of each finding and document."""
        if not self._path.exists():
            return {}
        reviews = map(self._parsed, self._path.read_bytes()[: self._whole()].splitlines())
        return {(review.finding, review.document): review for review in reviews}

    def _whole(self) -> int:
        """How far the file goes; a last line without its break was cut off by a crash, before it counted as kept."""
        return self._path.read_bytes().rfind(b"\n") + 1

    def _parsed(self, line: bytes) -> Review:
        try:
            return Review(**orjson.loads(line))
        except (orjson.JSONDecodeError, TypeError) as error:
            raise StoreError(f"{self._path}: raden {line[:60]!r} är ingen granskning. Ta bort den.") from error


def review_graph(reviews: Iterable[Review], base: str = DEFAULT_BASE) -> Graph:
    """The reviews as the content of a graph of their own."""
    iris, graph = Iris(base), Graph()
    for review in reviews:
        node = match_iri(iris, review.finding, review.document)
        graph.add((node, STYR.review, concept("review", review.state)))
        if review.note:
            graph.add((node, STYR.reviewNote, literal(review.note)))
    return graph
