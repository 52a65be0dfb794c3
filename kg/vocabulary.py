"""The vocabulary in the store itself, so that a query can ask for labels and schemes beside the data."""

from __future__ import annotations

from hashlib import sha256

from rdflib import URIRef

from kg.iris import DEFAULT_BASE, Iris
from kg.knowledge_graph import KnowledgeGraph
from ontology.terms import VOCABULARY, read_ttl, vocabulary

GRAPHS = "vokabular"


def write_vocabulary(store: KnowledgeGraph, base: str = DEFAULT_BASE) -> None:
    """Let the store hold the vocabulary of this version, in a graph named after its content."""
    iris = Iris(base)
    wanted = iris.graph(GRAPHS, sha256("".join(map(read_ttl, VOCABULARY)).encode()).hexdigest()[:12])
    held = [name for name in store.graphs() if name.startswith(f"{iris.graph(GRAPHS)}/")]
    if held != [str(wanted)]:
        for name in held:
            store.remove(URIRef(name))
        store.replace(wanted, vocabulary())
