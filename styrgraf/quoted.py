"""Answers for whoever will quote them: exact words, page, and an address that leads back to the place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from styrgraf.settings import Settings

Json = dict[str, Any]
_FACTS = (
    *("kind", "municipality", "size", "adopted_by", "decision_date", "paragraph", "case_number"),
    *("in_force", "in_force_basis", "status", "file"),
)


def service_address(settings: Settings) -> str:
    """Where people find the service, ending in a slash: the settings' public address, else what is listened on."""
    return (settings.public_url or f"http://{settings.host}:{settings.port}").rstrip("/") + "/"


def quoted_answer(answer: Mapping[str, Any], address: str) -> Json:
    """An answer to a search or to a finding: the three-way status first, then what was found, word for word."""
    said: Json = {"status": answer["status"], "meaning": _MEANINGS[answer["status"]], "total": answer["total"]}
    said |= {name: answer[name] for name in ("message", "not_held") if answer.get(name)}
    if finding := answer.get("finding"):
        said["finding"] = {"id": finding["id"], "text": finding["text"], "page": finding.get("page")}
        said["finding"]["permalink"] = f"{address}iakttagelser/{finding['id']}"
    said["hits"] = [_hit(hit, address) for hit in answer["hits"]]
    if answer.get("own"):
        said["own_documents"] = [_hit(hit, address) for hit in answer["own"]]
    return said | {"generation": answer["generation"]}


_MEANINGS = {
    "found": "Det finns dokument i samlingen som svarar.",
    "none-relevant": "Samlingen har dokument att söka bland, men inget i dem svarar.",
    "not-held": "Det som efterfrågas har inte lästs in i samlingen. Det kan ändå finnas i verkligheten.",
}


def _hit(hit: Mapping[str, Any], address: str) -> Json:
    document, badges = hit["document"], hit.get("badges", {})
    page = f"{address}dokument/{document['id']}"
    said: Json = {"id": document["id"], "title": document.get("title")}
    said |= {name: document[name] for name in _FACTS if name in document}
    if "superseded" in badges:
        said["superseded_by"] = badges["superseded"]
    if hit.get("related"):
        said["related"] = True
    quotes = [{"text": one["text"], "page": one["page"], "permalink": f"{page}#{one['id']}"} for one in hit["passages"]]
    return said | {"permalink": page, "score": hit["score"], "why": hit["why"], "quotes": quotes}


def quoted_document(reading: Mapping[str, Any], address: str) -> Json:
    """The values read from a document, each with its quote and page, and the statements of an audit report."""
    document = reading["document"]
    page = f"{address}dokument/{document['id']}"
    said: Json = {"id": document["id"], "kind": document["kind"], "status": document["status"], "permalink": page}
    said["values"] = {name: _value(value) for name, value in document.items() if _is_read(value)}
    for name in ("questions", "findings", "recommendations"):
        if reading[name]:
            said[name] = [_statement(one) for one in reading[name]]
    said["decisions"] = [_placed(one) for one in reading["decisions"]]
    return said


def _is_read(value: object) -> bool:
    return isinstance(value, dict) and "spans" in value


def _value(read: Mapping[str, Any]) -> Json:
    said = {name: read[name] for name in ("value", "text", "step", "confidence", "rule") if name in read}
    return said | _quote(read)


def _statement(one: Mapping[str, Any]) -> Json:
    said = {name: one[name] for name in ("id", "text", "role", "addressees", "number") if name in one}
    if verdict := one.get("assessment"):
        said["assessment"] = {"text": verdict["text"], "step": verdict["step"]} | _quote(verdict)
    return said | _quote(one)


def _placed(one: Mapping[str, Any]) -> Json:
    return {name: value for name, value in one.items() if name != "spans"} | _quote(one)


def _quote(one: Mapping[str, Any]) -> Json:
    span = one["spans"][0]
    return {"quote": span["quote"], "page": span["page"]}
