"""An audit report among the other documents: what became of its recommendations, and the audits before and after it."""

from __future__ import annotations

from typing import Any

from kg.model import Reading
from search.catalogue import AUDIT, Card
from search.filters import municipality_matches
from search.similar import similar_findings
from styrgraf.collection import Collection
from styrgraf.listing import document_in_short
from styrgraf.relations import cited_by

# So alike must a later statement be to be taken for one about the same.
_SAME_MATTER = 0.6
_LATER = 3
_LOOKED_AT = 60


def audits(collection: Collection) -> list[dict[str, Any]]:
    """Every audit report with how many questions were judged how, the newest first."""
    found = [_in_short(card) for card in collection.index.cards if card.kind == AUDIT]
    return sorted(found, key=lambda one: (str(one.get("report_date", "")), one["id"]), reverse=True)


def _in_short(card: Card) -> dict[str, Any]:
    judged = {one.question: one.step for one in card.statements if one.question and one.step}
    steps: dict[str, int] = {}
    for step in judged.values():
        steps[str(step)] = steps.get(str(step), 0) + 1
    advice = sum(one.role == "rekommendation" for one in card.statements)
    said = {"steps": steps, "recommendations": advice, "findings": len(card.statements) - advice}
    return document_in_short(card) | said | ({"overall": card.overall_step} if card.overall_step else {})


def of_same_body(collection: Collection, card: Card) -> list[dict[str, Any]]:
    """The audits of the same municipality or region, this one among them, the oldest first."""
    if card.municipality is None:
        return []
    found = [
        document_in_short(other) | ({"overall": other.overall_step} if other.overall_step else {})
        for other in collection.index.cards
        if other.kind == AUDIT and municipality_matches(other.municipality, other.code, card.code or card.municipality)
    ]
    return sorted(found, key=lambda one: (str(one.get("report_date", "")), one["id"]))


def replies(collection: Collection, document: str) -> list[dict[str, Any]]:
    """The replies, official letters and minutes that cite a report."""
    papers = ("yttrande", "tjansteskrivelse", "protokoll")
    return [one for one in cited_by(collection, document) if one["document"]["kind"] in papers]


def recommendations(collection: Collection, reading: Reading) -> list[dict[str, Any]]:
    """Each recommendation with what later audits of the same body say in the same matter."""
    return [
        {
            "id": one.id,
            "text": one.text,
            "addressees": list(one.addressees),
            "spans": one.spans,
            "later": _later(collection, reading.document.id, one.id),
        }
        for one in reading.recommendations
    ]


def _later(collection: Collection, document: str, statement: str) -> list[dict[str, Any]]:
    card = collection.card(document)
    if not collection.index.has_encoder or not card.report_date:
        return []
    found = []
    for like in similar_findings(collection.index, statement, _LOOKED_AT):
        same = (like.card.code or like.card.municipality) == (card.code or card.municipality)
        newer = (like.card.report_date or "") > card.report_date
        if same and newer and like.score >= _SAME_MATTER and like.statement is not None:
            said = {"id": like.statement.id, "text": like.statement.text, "role": like.statement.role}
            step = {"assessment": {"step": like.statement.step}} if like.statement.step else {}
            found.append(said | step | {"document": document_in_short(like.card), "score": like.score})
    return found[:_LATER]
