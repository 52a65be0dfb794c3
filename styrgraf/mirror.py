"""The published graph copied to an engine elsewhere: only what has changed since the last time is sent."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from rdflib import Graph, Literal, URIRef

from kg.iris import Iris
from kg.knowledge_graph import KnowledgeGraph
from ontology.terms import STYR

_GRAPH = "spegling"


@dataclass(frozen=True, slots=True)
class Mirrored:
    """How many graphs were sent, removed and left as they were."""

    sent: int
    removed: int
    unchanged: int


def mirror(source: KnowledgeGraph, target: KnowledgeGraph, base: str) -> Mirrored:
    """Let `target` hold the graphs of `source`, and no others beneath `base`.

    The target keeps the digest of each graph in a graph of its own, which is written last: what was cut short is
    sent again.
    """
    book = Iris(base).graph(_GRAPH)
    known = {str(graph): str(digest) for graph, digest in target.graph(book).subject_objects(STYR.contentDigest)}
    names = source.graphs()
    noted, sent = Graph(), 0
    for name in names:
        content = source.graph(URIRef(name))
        digest = sha256("\n".join(sorted(content.serialize(format="nt").splitlines())).encode()).hexdigest()[:32]
        noted.add((URIRef(name), STYR.contentDigest, Literal(digest)))
        if known.get(name) != digest:
            target.replace(URIRef(name), content)
            sent += 1
    gone = [name for name in target.graphs() if name not in set(names) and name != str(book)]
    for name in gone:
        target.remove(URIRef(name))
    target.replace(book, noted)
    return Mirrored(sent, len(gone), len(names) - sent)
