"""Answers as JSON-LD (W3C, 1.1): the same JSON, with the names under which the graph knows the things in it.

What the keys mean is told by the context (`styrgraf/api/context-v1.jsonld`); a key that is not in it has no meaning as
RDF. Nothing is said here of a thing of the graph that the graph does not say; lists and hits are things of their own,
whose names begin with the address that was asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kg.iris import Iris

Json = dict[str, Any]
_DATES = {
    "decision_date": "eli:date_document",
    "valid_from": "eli:first_date_entry_in_force",
    "valid_to": "eli:date_no_longer_in_force",
    "report_date": "dcterms:issued",
}
_TYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
_BODIES = {"kommun": "Municipality", "region": "Region"}


@dataclass(frozen=True, slots=True)
class Linked:
    """Puts names on what stands in answers: `iris` makes those of the graph, `service` is the service's address."""

    iris: Iris
    service: str

    def answer(self, body: Json, address: str, pages: Mapping[str, str]) -> Json:
        """The answer to what was asked at `address`; `pages` are the addresses of other pages by their relation."""
        said = {key: self._part(key, value, address) for key, value in body.items()}
        found: Json = {"@context": f"{self.service}api/v1/context-v1.jsonld", "@id": address}
        if kind := _kind(body):
            found["@type"] = kind
        if pages:
            view: Json = {"@id": f"{address}#sida", "@type": "hydra:PartialCollectionView"}
            names = {"next": "hydra:next", "prev": "hydra:previous"}
            found["hydra:view"] = view | {names[one]: {"@id": href} for one, href in pages.items() if one in names}
        return found | said

    def _part(self, key: str, value: Any, address: str) -> Any:
        if isinstance(value, list):
            return [self._part(key, one, address) for one in value]
        if key in ("hits", "similar") and isinstance(value, dict):
            return self._hit(value, address)
        name = _NAMES.get(key)
        return name(self, value) if name is not None and isinstance(value, dict) else value

    def _hit(self, hit: Json, address: str) -> Json:
        """A hit is a thing of its own: what it scores is said of it, not of the document that it shows."""
        shown = hit.get("passage") or hit.get("finding") or hit["document"]
        said = {key: self._part(key, value, address) for key, value in hit.items()}
        return {"@id": f"{address}#{shown['id']}", "@type": "Hit", **said}

    def _document(self, said: Json) -> Json:
        node = self.iris.document(said["id"])
        found: Json = {"@id": str(node), "@type": "Document"}
        for name, predicate in _DATES.items():
            if name in said:
                found[predicate] = _dated(said[name])
        owner = node
        if "municipality" in said:
            owner = self.iris.owner(said.get("code"), said["municipality"])
            found["styr:municipality"] = {"@id": str(owner)}
        if "adopted_by" in said:
            found["eli:passed_by"] = {"@id": str(self.iris.organ(owner, said["adopted_by"]))}
        return found | said

    def _passage(self, said: Json) -> Json:
        found: Json = {"@id": str(self.iris.passage(said["id"])), "@type": "Passage"}
        found["dcterms:isPartOf"] = {"@id": str(self.iris.document(said["id"].partition("-")[0]))}
        if said.get("heading_path"):
            found["styr:headingPath"] = " › ".join(said["heading_path"])
        return found | said

    def _finding(self, said: Json) -> Json:
        if said["role"] == "rekommendation":
            found: Json = {"@id": str(self.iris.recommendation(said["id"])), "@type": "Recommendation"}
        else:
            found = {"@id": str(self.iris.finding(said["id"])), "@type": "Finding"}
        found |= said
        if isinstance(said.get("document"), dict):
            found["document"] = self._document(said["document"])
        if question := said.get("question"):
            found["question"] = self._question(question, said.get("assessment"))
        return found

    def _question(self, said: Json, verdict: Json | None) -> Json:
        found: Json = {"@id": str(self.iris.thing("revisionsfraga", said["id"])), "@type": "Question", **said}
        if verdict is not None:
            node = str(self.iris.thing("bedomning", f"{said['id']}-0"))
            found["styr:assessment"] = {"@id": node, "@type": "Assessment", **verdict}
        return found

    def _municipality(self, said: Json) -> Json:
        if "municipality" not in said:
            return said
        node = str(self.iris.owner(said.get("code"), said["municipality"]))
        noun = node.removeprefix(f"{self.iris.base}id/").partition("/")[0]
        return {"@id": node, "@type": _BODIES.get(noun, "Body"), **said}

    def _citation(self, said: Json) -> Json:
        found: Json = {"@id": said["iri"], "@type": "Citation"}
        if said.get("decision_date"):
            found["styr:citedDate"] = _dated(said["decision_date"])
        if said.get("document"):
            found["styr:resolvesTo"] = {"@id": str(self.iris.document(said["document"]))}
        return found | said

    def _query(self, said: Json) -> Json:
        return {"@id": f"{self.service}api/v1/queries/{said['name']}", "@type": "Query", **said}


_NAMES: dict[str, Callable[[Linked, Json], Json]] = {
    "citations": Linked._citation,
    "document": Linked._document,
    "documents": Linked._document,
    "finding": Linked._finding,
    "findings": Linked._finding,
    "municipalities": Linked._municipality,
    "passage": Linked._passage,
    "passages": Linked._passage,
    "queries": Linked._query,
}


def _kind(body: Json) -> str | None:
    """What an answer is, as far as it has a meaning as RDF: a list, or the coverage of the collection."""
    if "total" in body or "queries" in body:
        return "Collection"
    return "Coverage" if "municipalities" in body else None


def _dated(value: str) -> Json:
    return {"@value": value, "@type": _TYPES.get(len(value), "xsd:string")}
