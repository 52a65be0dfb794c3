"""What Styrgraf asks of whatever holds its graph: the embedded store, or any engine that speaks SPARQL 1.1."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from rdflib import Graph, URIRef

Row = dict[str, str]


class KnowledgeGraph(Protocol):
    """A set of named graphs. Queries see the union of them all, with the prefixes of `kg.prefixes` declared."""

    def replace(self, graph: URIRef, content: Graph) -> None:
        """Let `graph` hold exactly `content`, so that no reader ever sees half of it."""

    def remove(self, graph: URIRef) -> None:
        """Take away a graph and all that is in it; nothing happens when it is not there."""

    def graphs(self) -> list[str]:
        """The IRIs of all named graphs, sorted."""

    def graph(self, graph: URIRef) -> Graph:
        """The content of a named graph; empty when it is not there."""

    def query(self, query: str) -> Iterator[Row]:
        """The rows of a SELECT as plain text by variable; the unbound is left out. An ASK gives one row, {"ask": …}."""

    def __len__(self) -> int:
        """The number of quads."""
