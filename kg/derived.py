"""Graphs that are computed from others: written when their content has changed, and only then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from rdflib import Graph, URIRef

from kg.drawing import literal
from kg.knowledge_graph import KnowledgeGraph
from kg.software import software_version
from ontology.terms import STYR


@dataclass(frozen=True, slots=True)
class Draft:
    """A graph that may have to be drawn: `content` is text that differs whenever what is drawn would."""

    content: str
    draw: Callable[[], Graph]


def drafts(drawn: Mapping[URIRef, Graph]) -> dict[URIRef, Draft]:
    """Graphs already drawn, as drafts; empty ones are left out."""
    return {name: _draft(graph) for name, graph in drawn.items() if len(graph)}


def write_changes(store: KnowledgeGraph, wanted: Mapping[URIRef, Draft], family: URIRef) -> int:
    """Let the graphs beneath `family` be exactly those wanted; returns how many had to be written or removed.

    Each carries a digest of its content, so that what is as before is neither drawn, read nor written.
    """
    before = _digests(store, family)
    changed = [name for name in before if URIRef(name) not in wanted]
    for name in changed:
        store.remove(URIRef(name))
    for graph, draft in wanted.items():
        # Another version may draw the same content in another way.
        digest = sha256(f"{software_version()}\n{draft.content}".encode()).hexdigest()[:32]
        if before.get(str(graph)) != digest:
            content = draft.draw()
            content.add((graph, STYR.contentDigest, literal(digest)))
            store.replace(graph, content)
            changed.append(str(graph))
    return len(changed)


def _digests(store: KnowledgeGraph, family: URIRef) -> dict[str, str]:
    query = f"""SELECT ?graph ?digest WHERE {{
        ?graph styr:contentDigest ?digest . FILTER(STRSTARTS(STR(?graph), "{family}/")) }}"""
    return {row["graph"]: row["digest"] for row in store.query(query)}


def _draft(graph: Graph) -> Draft:
    return Draft("\n".join(sorted(graph.serialize(format="nt").splitlines())), lambda: graph)
