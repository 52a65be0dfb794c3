"""What answers a watch now: hits of a search, precedents of a finding, documents of a body, what points at one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from kg.message import Message
from styrgraf.asked import filters_from
from styrgraf.collection import Collection
from styrgraf.listing import document_in_short
from styrgraf.municipalities import named, of
from styrgraf.relations import cited_by, pointing_here, versions
from styrgraf.watch import Watch

Json = dict[str, Any]
_MOST = 100


def answers(collection: Collection, watch: Watch) -> list[Json]:
    """Every answer with its document, why it is one, a quote where there is one, and the `key` it is known by.

    Raises `StyrgrafError` when what is watched is not in the collection, or a filter has no such value.
    """
    if watch.about == "place":
        return [_document(card, watch.place) for card in of(collection, named(collection, watch.place)[0])]
    if watch.about == "document":
        return list(_around(collection, collection.card(watch.document).id))
    return [_hit(hit) for hit in _ranked(collection, watch) if not hit.get("related")]


def _ranked(collection: Collection, watch: Watch) -> Iterable[Json]:
    filters = filters_from(watch.filters)
    if watch.about == "search":
        return list(collection.search(watch.q, k=_MOST, filters=filters)["hits"])
    if watch.about == "finding":
        return list(collection.precedents(finding=watch.finding, k=_MOST, filters=filters)["hits"])
    place, date = watch.place or None, watch.date or None
    return list(collection.precedents(text=watch.text, k=_MOST, filters=filters, municipality=place, date=date)["hits"])


def _hit(hit: Json) -> Json:
    passage = hit["passages"][0] if hit["passages"] else {}
    said = {"key": hit["document"]["id"], "document": hit["document"], "why": hit["why"]}
    return said | {"quote": passage.get("text", ""), "page": passage.get("page")}


def _document(card: Any, place: str) -> Json:
    why = Message("Nytt dokument i samlingen från %(place)s", place=card.municipality or place)
    return {"key": card.id, "document": document_in_short(card), "why": why}


def _around(collection: Collection, document: str) -> Iterator[Json]:
    """Other versions of a document, what has replaced it, who cites it, and the findings of audits that it answers."""
    newer = collection.index.superseded.get(document)
    others = [one for one in versions(collection, document) if one["id"] != document]
    if newer and newer not in {one["id"] for one in others}:
        others.append(document_in_short(collection.card(newer)))
    for one in others:
        why = Message("Har ersatt dokumentet") if one["id"] == newer else Message("En annan version av dokumentet")
        yield {"key": f"version:{one['id']}", "document": one, "why": why}
    for citing in cited_by(collection, document):
        said = {"key": f"citing:{citing['document']['id']}", "document": citing["document"]}
        span = citing["spans"][0] if citing["spans"] else {}
        said |= {"quote": span.get("quote", ""), "page": span.get("page")}
        yield said | {"why": Message("Hänvisar till dokumentet")}
    for finding in pointing_here(collection, document):
        said = {"key": f"finding:{finding['id']}", "document": finding["document"], "finding": finding["id"]}
        said |= {"quote": finding["text"], "page": finding["page"]}
        yield said | {"why": Message("En iakttagelse i en granskning pekar på dokumentet")}
