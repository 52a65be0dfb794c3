"""What is like what, and who answers whom, as plain JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.ids import part_id
from kg.message import Message
from kg.model import Passage
from search.similar import Like, findings_answered, more_like, similar_documents, similar_findings
from search.stored import Stored
from styrgraf.collection import Collection, NotHeld
from styrgraf.listing import document_in_short, statement_in_short

Json = dict[str, Any]


def documents_like(collection: Collection, document: str, k: int) -> list[Json]:
    """The documents most like one. Raises `NotHeld`."""
    return _told(similar_documents(collection.index, collection.card(document).id, k))


def answered_by(collection: Collection, document: str, k: int) -> list[Json]:
    """The weak findings of others that a steering document comes nearest to answering. Raises `NotHeld`."""
    return _told(findings_answered(collection.index, collection.card(document).id, k))


def findings_like(collection: Collection, finding: str, k: int) -> list[Json]:
    """The findings of other reports most like one. Raises `NotHeld`."""
    return _told(similar_findings(collection.index, str(collection.finding(finding)["id"]), k))


def passages_like(collection: Collection, passage: str, k: int) -> list[Json]:
    """The passages of other documents most like one. Raises `NotHeld`."""
    document, found = passage_of(collection, passage)
    return _told(more_like(collection.index, document, found.id, k))


def passage_of(collection: Collection, passage: str) -> tuple[str, Passage]:
    """The passage of that id, with its document's. Raises `NotHeld`."""
    document = passage.partition("-")[0]
    # An id begins with its document's; a strange one is told without a look at the disk.
    if document in collection.index.number and passage.startswith(part_id(document, "passage")[: len(document) + 9]):
        for one in collection.reading(document).passages:
            if one.id == passage:
                return document, one
    raise NotHeld(
        Message("Stycket ”%(passage)s” finns inte i samlingen. Ta dess id ur ett svar på en sökning.", passage=passage)
    )


def passage_json(passage: Passage | Stored) -> Json:
    """A passage as every answer shows it."""
    place = passage.span if isinstance(passage, Passage) else passage
    said: Json = {"id": passage.id, "text": passage.text, "page": place.page, "start": place.start, "end": place.end}
    said["heading_path"] = list(passage.heading_path)
    return said | ({"provides": list(passage.provides)} if passage.provides else {})


def _told(found: Iterable[Like]) -> list[Json]:
    return [_like(one) for one in found]


def _like(one: Like) -> Json:
    document = document_in_short(one.card)
    said: Json = {"score": round(one.score, 4), "document": document}
    if one.passage is not None:
        said["passage"] = passage_json(one.passage)
    if one.statement is not None:
        said["finding"] = statement_in_short(one.statement, one.card)
    return said
