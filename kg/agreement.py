"""Do the graph and the readings agree? What to draw anew after a crash, and the proof that nothing is amiss."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kg.archive import Archive
from kg.errors import StoreError
from kg.iris import DEFAULT_BASE, Iris
from kg.knowledge_graph import KnowledgeGraph
from kg.triples import document_graph
from kg.validate import violations


@dataclass(frozen=True, slots=True)
class Difference:
    """Ids of documents whose graph is missing or drawn from another reading, and of graphs without a reading."""

    behind: tuple[str, ...]
    beyond: tuple[str, ...]


def difference(archive: Archive, graph: KnowledgeGraph) -> Difference:
    """How the graph differs from the archive, told by the digests of readings alone."""
    drawn = digests(graph)
    held = {document: archive.digest(document) for document in archive.ids()}
    behind = tuple(sorted(document for document, digest in held.items() if drawn.get(document) != digest))
    return Difference(behind, tuple(sorted(drawn.keys() - held.keys())))


def digests(graph: KnowledgeGraph) -> dict[str, str]:
    """By document id, the digest of the reading its graph was drawn from."""
    query = """SELECT ?id ?digest WHERE {
        ?graph foaf:primaryTopic/dcterms:identifier ?id ; styr:readingDigest ?digest }"""
    return {row["id"]: row["digest"] for row in graph.query(query)}


def recover(archive: Archive, graph: KnowledgeGraph, base: str = DEFAULT_BASE) -> Difference:
    """Bring the graph in line with the archive; returns what had to be drawn or removed."""
    found, iris = difference(archive, graph), Iris(base)
    for document in found.behind:
        digest = archive.digest(document)
        drawn = document_graph(archive.reading(document), base, reading_digest=digest)
        graph.replace(iris.document_graph(document), drawn)
    for document in found.beyond:
        graph.remove(iris.document_graph(document))
    return found


def disagreements(archive: Archive, graph: KnowledgeGraph, base: str = DEFAULT_BASE) -> Iterator[str]:
    """What does not agree, one line each; every document's graph is drawn anew and compared."""
    found, iris = difference(archive, graph), Iris(base)
    yield from (f"{document}: grafen saknas eller är ritad av en annan läsning" for document in found.behind)
    yield from (f"{document}: grafen saknar läsning" for document in found.beyond)
    for document in archive.ids():
        if document in found.behind:
            continue
        try:
            expected = document_graph(archive.reading(document), base, reading_digest=archive.digest(document))
        except (StoreError, ValueError) as error:
            yield f"{document}: {error}"
            continue
        if set(graph.graph(iris.document_graph(document))) != set(expected):
            yield f"{document}: grafen säger något annat än läsningen"
        yield from (f"{document}: {message}" for message in violations(expected))
