"""What a person should look at: uncertain and contradictory values, and citations that could not be resolved."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from kg.citation_reviews import citation_iri, citation_key
from kg.corrected import unfounded
from kg.iris import Iris
from kg.message import Message
from kg.model import Field, Reading, Span
from kg.reviews import About
from styrgraf.collection import Collection
from styrgraf.labels import FIELDS
from styrgraf.listing import document_in_short

Kind = Literal["uncertain", "contradiction", "citation", "not-held", "unfounded"]
KINDS: tuple[Kind, ...] = ("contradiction", "uncertain", "citation", "unfounded", "not-held")
# Rules that read a label or a set phrase are surer than this; below it something spoke against the value.
UNSURE = 0.8
# What a person may choose instead: the lower, the fewer to look at.
LEVELS = (0.7, 0.8, 0.9, 0.95)

_UNSURE = """SELECT ?document ?evidence ?confidence WHERE {
    ?document styr:evidence ?evidence . ?evidence nif:confidence ?confidence . FILTER(?confidence < %s) }
    ORDER BY ?confidence ?document ?evidence"""
_FLAGGED = """SELECT ?document ?code ?message WHERE {
    ?flag a styr:Flag ; dcterms:isPartOf ?document ; styr:code ?code ; styr:message ?message .
    FILTER(STRSTARTS(?code, "contradictory") || STRSTARTS(?code, "date-")) } ORDER BY ?document ?code"""
_UNRESOLVED = """SELECT ?document ?citation ?state WHERE {
    ?citation a styr:Citation ; dcterms:isPartOf ?document ; styr:resolution ?state .
    VALUES ?state { <https://w3id.org/styrgraf/v1/resolution/ambiguous>
                    <https://w3id.org/styrgraf/v1/resolution/failed>
                    <https://w3id.org/styrgraf/v1/resolution/not-held> } } ORDER BY ?document ?citation"""
_ASKED = """SELECT ?question ?text WHERE {
    ?question a styr:AuditQuestion ; dcterms:isPartOf <%s> ; styr:text ?text }"""
# No day of the first may be before that of the second.
_IN_ORDER = (
    ("valid_to", "valid_from"),
    ("valid_to", "decision_date"),
    ("revised_date", "decision_date"),
)
_OF_CODE = {"contradictory-date": "report_date"}
_NUMBERED = {"author": "authors", "audited_body": "audited_bodies", "subject": "subjects"}


@dataclass(frozen=True, slots=True)
class Item:
    """Something to look at: what it is about (see `kg.reviews.Review`) and why it is here."""

    kind: Kind
    document: str
    about: About
    part: str
    note: str = ""

    @property
    def id(self) -> str:
        """What tells the item from all others."""
        return f"{self.document}/{self.about}/{self.part}"


def queue(collection: Collection, kind: str = "", unsure: float = UNSURE) -> list[Item]:
    """What nobody has said anything of yet, contradictions first; of one `kind` if that is given.

    A value is uncertain whose confidence is below `unsure` (0-1).
    """
    reviews = collection.store.archive.reviews
    found: dict[str, Item] = {}
    told = (*_contradictions(collection), *contradicting(collection), *_uncertain(collection, unsure))
    for item in (*told, *_citations(collection)):
        if (item.about, item.part) not in reviews.of(item.document):
            found.setdefault(item.id, item)
    for item in _without_ground(collection):
        found[item.id] = item
    order = {one: number for number, one in enumerate(KINDS)}
    waiting = sorted(found.values(), key=lambda item: order[item.kind])
    return [item for item in waiting if not kind or item.kind == kind]


def item_json(collection: Collection, item: Item) -> dict[str, Any]:
    """An item with its document, the value as it stands, and where it was read."""
    reading = collection.reading(item.document)
    said: dict[str, Any] = {"id": item.id, "kind": item.kind, "about": item.about, "part": item.part, "note": item.note}
    said["document"] = document_in_short(collection.card(item.document))
    return said | described(reading, item.about, item.part)


def described(reading: Reading, about: str, part: str) -> dict[str, Any]:
    """What now stands there, with its evidence: value, confidence, rule, spans."""
    if about == "field":
        return _field(reading, part)
    if about == "assessment":
        question = next((one for one in reading.questions if one.id == part), None)
        if question is None:
            return {}
        verdict = question.assessment
        said: dict[str, Any] = {
            "question": question.text,
            "spans": _spans(verdict.spans if verdict else question.spans),
        }
        return said | ({"value": verdict.step, "printed": verdict.text} if verdict else {})
    citation = next((one for one in reading.citations if citation_key(one) == part), None)
    if citation is None:
        return {}
    words = (citation.title, citation.decided_by, citation.decision_date, citation.paragraph, citation.case_number)
    return {"value": ", ".join(word for word in words if word), "spans": _spans(citation.spans)}


def _field(reading: Reading, name: str) -> dict[str, Any]:
    if name == "kind":
        evidence = reading.document.kind_evidence
        return {"value": reading.document.kind} | (_told(evidence) if evidence else {})
    value = getattr(reading.document, name, None)
    if isinstance(value, tuple):
        least = min((one.confidence for one in value), default=None)
        spans = [span for one in value for span in one.spans]
        return {"value": [one.value for one in value], "confidence": least, "spans": _spans(spans)} if value else {}
    return {"value": value.value} | _told(value) if isinstance(value, Field) else {}


def _told(field: Field[Any]) -> dict[str, Any]:
    said = {"confidence": field.confidence, "rule": field.rule, "spans": _spans(field.spans)}
    return said | ({"precision": field.precision} if field.precision else {})


def _spans(spans: tuple[Span, ...] | list[Span]) -> list[dict[str, Any]]:
    return [{"page": one.page, "start": one.start, "end": one.end, "quote": one.quote} for one in spans]


def _contradictions(collection: Collection) -> Iterator[Item]:
    for row in collection.graph.query(_FLAGGED):
        document, code, message = _last(row["document"]), row["code"], row["message"]
        if code == "contradictory-assessment":
            for asked in collection.graph.query(_ASKED % row["document"]):
                if message.endswith(asked["text"]):
                    yield Item("contradiction", document, "assessment", _last(asked["question"]), message)
        else:
            yield Item("contradiction", document, "field", _OF_CODE.get(code, "decision_date"), message)


def contradicting(collection: Collection) -> Iterator[Item]:
    """Values that cannot be true together: days in the wrong order."""
    for card in collection.index.cards:
        for part, earlier in _IN_ORDER:
            day, before = getattr(card, part), getattr(card, earlier)
            if day and before and day < before[: len(day)]:
                note = Message(
                    "%(part)s (%(day)s) är före %(earlier)s (%(before)s).",
                    part=Message(FIELDS[part]),
                    day=day,
                    earlier=Message(FIELDS[earlier]),
                    before=before,
                )
                yield Item("contradiction", card.id, "field", part, note)


def uncertain_below(collection: Collection) -> dict[float, int]:
    """How many values would wait as uncertain at each of `LEVELS`."""
    reviews, least = collection.store.archive.reviews, dict[str, float]()
    others = {item.id for item in (*_contradictions(collection), *contradicting(collection))}
    for item, confidence in _unsure(collection, max(LEVELS)):
        if item.id not in others and (item.about, item.part) not in reviews.of(item.document):
            least.setdefault(item.id, confidence)
    return {level: sum(one < level for one in least.values()) for level in LEVELS}


def _uncertain(collection: Collection, unsure: float) -> Iterator[Item]:
    return (item for item, _ in _unsure(collection, unsure))


def _unsure(collection: Collection, unsure: float) -> Iterator[tuple[Item, float]]:
    """The uncertain values with their confidence, the least certain first."""
    for row in collection.graph.query(_UNSURE % unsure):
        name = _last(row["evidence"])
        name = _NUMBERED.get(re.sub(r"-\d+$", "", name), name)
        yield Item("uncertain", _last(row["document"]), "field", name), float(row["confidence"])


def _citations(collection: Collection) -> Iterator[Item]:
    """The unresolved citations, by what tells them from others in any reading."""
    iris, keys = Iris(collection.base), dict[str, dict[str, str]]()
    for row in collection.graph.query(_UNRESOLVED):
        document = _last(row["document"])
        if document not in keys:
            cited = enumerate(collection.reading(document).citations, start=1)
            keys[document] = {citation_iri(iris, document, n, one): citation_key(one) for n, one in cited}
        if key := keys[document].get(row["citation"]):
            state = _last(row["state"])
            yield Item("not-held" if state == "not-held" else "citation", document, "citation", key, state)


def _without_ground(collection: Collection) -> Iterator[Item]:
    """Corrections whose evidence is not in the text any more: they wait for a new quote."""
    archive = collection.store.archive
    for document in archive.reviews.documents():
        if document in collection.index.number and archive.reviews.of(document):
            for review in unfounded(archive.as_read(document), archive.reviews.of(document)):
                yield Item("unfounded", document, review.about, review.part, str(review.value))


def _last(iri: str) -> str:
    return iri.rpartition("/")[2]
