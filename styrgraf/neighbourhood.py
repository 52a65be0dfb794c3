"""What a document or a finding hangs together with, as a small graph: a hundred nodes at most, and named edges."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from search.catalogue import AUDIT, Card
from search.filters import Filters
from styrgraf.collection import Collection
from styrgraf.language import N_
from styrgraf.listing import document_in_short
from styrgraf.relations import cited_by, pointing_here, versions

MOST = 100
_PRECEDENTS = 15
NodeType = Literal["steering", "audit", "paper", "finding", "body", "missing"]

CITES, ANSWERS, VERSION, OF, IN = (
    N_("hänvisar till"),
    N_("svarar mot"),
    N_("annan version av"),
    N_("utfärdat i"),
    N_("står i"),
)


@dataclass(frozen=True, slots=True)
class Node:
    """A thing: its key, what it is, its name, and the address of its page (empty when it has none)."""

    key: str
    type: NodeType
    label: str
    path: str = ""


@dataclass(slots=True)
class Neighbourhood:
    """Nodes by key, the first is the middle; edges as (from, name, to). Beyond `MOST` nodes nothing is added."""

    nodes: dict[str, Node] = field(default_factory=dict)
    edges: list[tuple[str, str, str]] = field(default_factory=list)
    cut: bool = False

    def add(self, node: Node) -> bool:
        """Take a node in; False when there is no room."""
        if node.key not in self.nodes and len(self.nodes) >= MOST:
            self.cut = True
            return False
        self.nodes.setdefault(node.key, node)
        return True

    def join(self, one: Node, name: str, other: Node) -> None:
        """Draw an edge between two nodes, taking them in where there is room."""
        if self.add(one) and self.add(other) and (one.key, name, other.key) not in self.edges:
            self.edges.append((one.key, name, other.key))


def around_document(collection: Collection, document: str) -> Neighbourhood:
    """The neighbours of a document."""
    card, found = collection.card(document), Neighbourhood()
    middle = _document(document_in_short(card))
    found.add(middle)
    _body(found, card, middle)
    for other in versions(collection, document):
        if other["id"] != document:
            found.join(_document(other), VERSION, middle)
    for citation in collection.citations(collection.reading(document)):
        found.join(middle, CITES, _cited(collection, citation))
    for citing in cited_by(collection, document):
        found.join(_document(citing["document"]), CITES, middle)
    for said in pointing_here(collection, document):
        found.join(middle, ANSWERS, _finding(said))
        found.join(_finding(said), IN, _document(said["document"]))
    if card.kind == AUDIT:
        for statement in card.statements:
            found.join(_finding({"id": statement.id, "text": statement.text}), IN, middle)
    return found


def around_finding(collection: Collection, finding: str) -> Neighbourhood:
    """The neighbours of a finding or recommendation."""
    answer, found = collection.precedents(finding=finding, k=_PRECEDENTS, filters=Filters()), Neighbourhood()
    said = answer["finding"]
    middle = _finding(said)
    report = _document(said["document"])
    found.join(middle, IN, report)
    _body(found, collection.card(said["document"]["id"]), report)
    answering = [hit for hit in answer["hits"] if not hit.get("related")]
    for hit in (*answering, *answer.get("own", ())):
        node = _document(hit["document"])
        found.join(node, ANSWERS, middle)
        _body(found, collection.card(hit["document"]["id"]), node)
    return found


def _body(found: Neighbourhood, card: Card, document: Node) -> None:
    if card.municipality:
        key = card.code or card.municipality
        found.join(document, OF, Node(f"b-{key}", "body", card.municipality, f"/kommuner/{key}"))


def _document(short: dict[str, Any]) -> Node:
    steering = short["kind"] not in (AUDIT, "yttrande", "tjansteskrivelse", "protokoll", "ovrigt")
    kind: NodeType = "audit" if short["kind"] == AUDIT else "steering" if steering else "paper"
    path = "/granskningar/" if kind == "audit" else "/dokument/"
    return Node(
        f"d-{short['id']}", kind, str(short.get("title") or short.get("file") or short["id"]), path + short["id"]
    )


def _finding(said: dict[str, Any]) -> Node:
    return Node(f"f-{said['id']}", "finding", str(said["text"]), f"/iakttagelser/{said['id']}")


def _cited(collection: Collection, citation: dict[str, Any]) -> Node:
    if citation.get("document"):
        return _document(document_in_short(collection.card(citation["document"])))
    said = [citation.get(name) for name in ("title", "municipality", "decision_date", "case_number")]
    name = ", ".join(str(one) for one in said if one)
    return Node(f"m-{name}", "missing", name or "?")
