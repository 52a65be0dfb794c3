"""A person's word on what was read: checked, kept, and told again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ingest.bodies import body_names
from ingest.registry import Registry
from kg.citation_reviews import WITHOUT_DOCUMENT, citation_key
from kg.corrected import DATES, FIELDS, SEVERAL, corrected, evidence_for
from kg.errors import UsageError
from kg.message import Message, hint
from kg.model import STEPS, Reading
from kg.reviews import About, Review, Verdict
from kg.triples import document_graph
from kg.validate import violations
from ontology.terms import notations
from styrgraf.asked import check_date, one_of
from styrgraf.collection import Collection
from styrgraf.labels import FIELDS as LABELS
from styrgraf.review_queue import described

LONGEST = 2000
_MOST = 50


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody says of one thing; see `kg.reviews.Review`. Of several values `value` holds one a line."""

    document: str
    about: About
    part: str
    verdict: Verdict
    value: str = ""
    quote: str = ""
    page: int | None = None
    why: str = ""


def say(collection: Collection, word: Word, by: str, registry: Registry) -> Review:
    """Keep somebody's word. Raises `UsageError` for what cannot be said, `NotHeld` for what is not there."""
    archive = collection.store.archive
    if word.about == "match":
        return archive.reviews.add(_of_match(collection, word, by))
    collection.card(word.document)
    # The value that is spoken of is the one that stands, but its evidence is looked for in the document itself.
    now, read = archive.reading(word.document), archive.as_read(word.document)
    review = _review(collection, word, by, now, registry)
    if review.verdict == "corrected" and review.about == "field":
        review = _with_evidence(review, read, word)
    if review.about != "citation":
        _check(read, {**archive.reviews.of(word.document), review.key: review})
    return archive.reviews.add(review)


def _of_match(collection: Collection, word: Word, by: str) -> Review:
    card = collection.card(word.document)
    finding = str(collection.finding(word.part)["id"])
    one_of("verdict", word.verdict, ("accepted", "rejected"))
    return Review(card.id, "match", finding, word.verdict, by, word.why.strip()[:LONGEST])


def _review(collection: Collection, word: Word, by: str, now: Reading, registry: Registry) -> Review:
    one_of("verdict", word.verdict, ("accepted", "corrected", "rejected"))
    _check_part(word, now)
    was = described(now, word.about, word.part).get("value")
    if was is None and word.verdict != "corrected":
        raise UsageError(
            Message("%(part)s är inte angivet: det finns inget att godkänna eller avvisa.", part=word.part)
        )
    value, code = (None, None) if word.verdict != "corrected" else _value(collection, word, now, registry)
    return Review(word.document, word.about, word.part, word.verdict, by, word.why.strip()[:LONGEST], value, was, code)


def _check_part(word: Word, now: Reading) -> None:
    known: Iterable[str] = FIELDS
    if word.about == "assessment":
        known = [one.id for one in now.questions]
    elif word.about == "citation":
        known = [citation_key(one) for one in now.citations]
    if word.part not in known:
        remedy = hint([], sorted(FIELDS)) if word.about == "field" else Message("Ladda om sidan.")
        raise UsageError(Message("”%(part)s” finns inte i dokumentet. %(remedy)s", part=word.part, remedy=remedy))


def _value(collection: Collection, word: Word, now: Reading, registry: Registry) -> tuple[Any, str | None]:
    """The corrected value, checked, with its register code when it names a municipality or region."""
    value = " ".join(word.value.split()) if word.part not in SEVERAL else word.value
    if not value.strip() or len(value) > LONGEST:
        raise UsageError(
            Message(
                "Skriv det rätta värdet, högst %(longest)s tecken. Är inget angivet: avvisa i stället.", longest=LONGEST
            )
        )
    if word.about == "assessment":
        return one_of("value", value, STEPS), None
    if word.about == "citation":
        return (value if value in WITHOUT_DOCUMENT else collection.card(value).id), None
    if word.part == "adopted_by":
        return _body_name(now, value), None
    return _field_value(word.part, value, registry)


def _body_name(now: Reading, value: str) -> str:
    """A body by the name that readings have for it: "KF" is "kommunfullmäktige", as far as the document knows it."""
    found = body_names(now.text.text).find(value)
    return found[0].name if len(found) == 1 and (found[0].start, found[0].end) == (0, len(value)) else value


def _field_value(name: str, value: str, registry: Registry) -> tuple[Any, str | None]:
    if name in SEVERAL:
        lines = [" ".join(line.split()) for line in value.splitlines() if line.strip()]
        if len(lines) > _MOST:
            raise UsageError(Message("Högst %(most)s värden.", most=_MOST))
        return [one_of("value", line, notations("subject")) for line in lines] if name == "subjects" else lines, None
    if name in DATES:
        check_date(Message(LABELS[name]), value)
    elif name == "kind":
        one_of("value", value, sorted(notations("kind")))
    elif name == "paragraph":
        return value.lstrip("§ ") or value, None
    elif name == "open_ended":
        return one_of("value", value, ("ja", "nej")) == "ja", None
    elif name == "audited_year" and not re.fullmatch(r"\d{4}", value):
        raise UsageError(Message("”%(value)s” är inget år. Skriv ÅÅÅÅ.", value=value))
    elif name == "municipality":
        place = registry.by_form.get(value.casefold()) or registry.by_short_name.get(value)
        return (place.name, place.code) if place else (value, None)
    return value, None


def _with_evidence(review: Review, reading: Reading, word: Word) -> Review:
    """The review with where its value stands: at the quote, else at the value itself, else where it was read before."""
    quote = word.quote.strip()[:LONGEST]
    found = evidence_for(reading, quote, word.page) if quote else None
    if quote and found is None:
        raise UsageError(
            Message(
                "Citatet ”%(quote)s” står inte i dokumentet. Kopiera det ur texten, tecken för tecken.",
                quote=quote[:60],
            )
        )
    if found is None and isinstance(review.value, str):
        found = evidence_for(reading, review.value, word.page)
    if found is None and not described(reading, "field", review.part).get("spans"):
        raise UsageError(Message("Ange ett citat ur dokumentet som belägg: inget värde står utan belägg."))
    if found is None:
        return review
    said = {name: getattr(review, name) for name in Review.__dataclass_fields__}
    return Review(**said | {"quote": found.quote, "page": found.page, "start": found.start})


def _check(reading: Reading, reviews: dict[tuple[str, str], Review]) -> None:
    """Raise `UsageError` when the graph of the corrected reading would break the shapes of the vocabulary."""
    wrong = violations(document_graph(corrected(reading, reviews)))
    if wrong:
        raise UsageError(Message("Så går det inte att rätta: %(fault)s", fault=wrong[0]))
