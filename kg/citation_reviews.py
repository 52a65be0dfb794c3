"""What people have said of citations: which document is meant, whatever the rules of resolving would say."""

from __future__ import annotations

from hashlib import sha256

from kg.archive import Archive
from kg.ids import part_id
from kg.iris import DEFAULT_BASE, Iris
from kg.model import Citation
from kg.resolve import Resolution, State
from kg.reviews import Review

NOUN = "hanvisning"
BY = "a person"
# What may be said instead of a document's id.
WITHOUT_DOCUMENT: tuple[State, ...] = ("not-held", "not-a-document")


def citation_key(citation: Citation) -> str:
    """What tells a citation from others of its document, also when it is read again: its words, not its number."""
    said = (citation.spans[0].quote, citation.title, citation.decided_by, citation.decision_date, citation.case_number)
    return sha256("\x1f".join(str(part or "") for part in said).encode()).hexdigest()[:16]


def citation_iri(iris: Iris, document: str, number: int, citation: Citation) -> str:
    """The node of a document's citation; `number` counts from 1."""
    return str(iris.thing(NOUN, part_id(document, NOUN, number, *(span.start for span in citation.spans))))


def decided_by_people(archive: Archive, base: str = DEFAULT_BASE) -> dict[str, Resolution]:
    """What citations mean according to people, by the citation's IRI; only those of documents that are held."""
    iris, found = Iris(base), dict[str, Resolution]()
    for document in archive.reviews.documents():
        said = {part: one for (about, part), one in archive.reviews.of(document).items() if about == "citation"}
        if not said or not archive.has_reading(document):
            continue
        for number, citation in enumerate(archive.as_read(document).citations, start=1):
            review = said.get(citation_key(citation))
            resolution = _resolution(archive, iris, review) if review else None
            if resolution is not None:
                found[citation_iri(iris, document, number, citation)] = resolution
    return found


def _resolution(archive: Archive, iris: Iris, review: Review) -> Resolution | None:
    """What the review says; None when it leaves the citation to the rules, or its document is gone."""
    if review.verdict == "rejected":
        return Resolution("not-a-document", by=BY)
    if review.verdict != "corrected":
        return None
    if review.value in WITHOUT_DOCUMENT:
        return Resolution(review.value, by=BY)
    if not archive.has_reading(str(review.value)):
        return None
    return Resolution("resolved", (str(iris.document(str(review.value))),), BY)
