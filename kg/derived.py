"""Graphs that are computed from others: written when their content has changed, and only then."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from rdflib import Graph, URIRef

from kg.drawing import literal
from kg.store import GraphStore
from ontology.terms import STYR


def write_changes(store: GraphStore, drawn: Mapping[URIRef, Graph], family: URIRef) -> int:
    """Let the graphs beneath `family` be exactly those drawn; returns how many had to be written or removed.

    Each carries a digest of its content, so that what is as before is neither read nor written.
    """
    before = _digests(store, family)
    drawn = {graph: content for graph, content in drawn.items() if len(content)}
    changed = [name for name in before if URIRef(name) not in drawn]
    for name in changed:
        store.remove(URIRef(name))
    for graph, content in drawn.items():
        digest = _digest(content)
        if before.get(str(graph)) != digest:
            content.add((graph, STYR.contentDigest, literal(digest)))
            store.replace(graph, content)
            changed.append(str(graph))
    return len(changed)


def _digests(store: GraphStore, family: URIRef) -> dict[str, str]:
    query = f"""SELECT ?graph ?digest WHERE {{
        ?graph styr:contentDigest ?digest . FILTER(STRSTARTS(STR(?graph), "{family}/")) }}"""
    return {row["graph"]: row["digest"] for row in store.query(query)}


def _digest(content: Graph) -> str:
    lines = sorted(content.serialize(format="nt").splitlines())
    return sha256("\n".join(lines).encode()).hexdigest()[:32]
