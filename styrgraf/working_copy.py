"""The writer's side of a store: graph and index that grow together and are published together."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from types import TracebackType
from typing import Any

from kg.citation_reviews import decided_by_people
from kg.disk import DiskStore
from kg.iris import DEFAULT_BASE, Iris
from kg.matches import GRAPHS, write_matches
from kg.model import Reading
from kg.review_graphs import write_reviews
from kg.second_pass import second_pass
from kg.store import GraphStore
from kg.triples import document_graph
from kg.validate import validate
from search.encoder import load_encoder
from search.index import Index, IndexWriter
from search.linking import matches, touched
from styrgraf.reference import write_reference
from styrgraf.settings import Settings

# How matches are made, as their graphs say; the encoder stands beside it with its version.
METHOD = "hybrid"


class WorkingCopy:
    """Graph and index of the writer, to be used within `store.writer()`.

    `documents` holds the digest of each reading that is in. Nothing is seen by readers before `publish`.
    """

    def __init__(self, store: DiskStore, settings: Settings) -> None:
        self._store, self._archive = store, store.archive
        self._base = settings.base or DEFAULT_BASE
        self._iris = Iris(self._base)
        self._graph = GraphStore(store.live / "graph")
        self._registers = settings.registers
        self._encoder = load_encoder(settings.encoder)
        self._index = IndexWriter(store.live, self._encoder)
        manifest = _published(store)
        self.documents: dict[str, str] = dict(manifest.get("documents", {}))
        self._reviewed = int(manifest.get("reviewed", 0))
        self._changed: set[str] = set()
        self._removed: set[str] = set()

    @property
    def pending(self) -> int:
        """How many documents are new, changed, gone or reviewed since the current generation."""
        return len(self._changed | self._removed | set(self._archive.reviews.documents(self._reviewed)))

    def enter(self, reading: Reading) -> None:
        """Archive a reading and replace its document's graph. Raises `InvalidGraph`, with nothing changed."""
        document, digest = reading.document.id, self._archive.digest_with(reading)
        graph = document_graph(self._archive.corrected(reading), self._base, reading_digest=digest)
        validate(graph)
        self._archive.put_reading(reading)
        if self.documents.get(document) != digest:
            self._graph.replace(self._iris.document_graph(document), graph)
            self._enter(document, digest)

    def heal(self) -> None:
        """Bring in what the archive holds beyond the current generation, and take out what it no longer holds."""
        held = self._archive.ids()
        for document in held:
            self._redraw(document)
        for document in set(self.documents).difference(held):
            self._graph.remove(self._iris.document_graph(document))
            self._removed.add(document)
            del self.documents[document]

    def publish(self, *, always: bool = False) -> bool:
        """Finish what waits and publish it as a new generation; False when there was nothing to publish."""
        if not self.pending and not always:
            return False
        reviewed = self._take_reviews()
        self._index.remove(sorted(self._removed))
        self._index.add(self._readings(sorted(self._changed)))
        self._index.commit()
        write_reference(self._graph, self._registers, self._base)
        second_pass(self._graph, self._base, decided_by_people(self._archive, self._base))
        write_reviews(self._graph, self._archive, self._base)
        self._link()
        parts = {
            "graph": self._graph.snapshot,
            "lexical": self._index.snapshot_lexical,
            "vectors": self._index.snapshot_vectors,
        }
        self._store.publish(parts, {"documents": self.documents, "base": self._base, "reviewed": reviewed})
        self._reviewed = reviewed
        self._changed.clear()
        self._removed.clear()
        return True

    def _take_reviews(self) -> int:
        """Draw anew what people have corrected since the current generation; returns how far the log was read."""
        reviewed = len(self._archive.reviews.log())
        for document in self._archive.reviews.documents(self._reviewed):
            if self._archive.has_reading(document):
                self._redraw(document)
        return reviewed

    def _redraw(self, document: str) -> None:
        """Draw a document's graph from the archive if what it says there is not what was drawn."""
        digest = self._archive.digest(document)
        if digest != self.documents.get(document):
            graph = document_graph(self._archive.reading(document), self._base, reading_digest=digest)
            self._graph.replace(self._iris.document_graph(document), graph)
            self._enter(document, digest)

    def _link(self) -> None:
        """Match the findings that the changes touch with the steering documents that answer them."""
        index = Index.open(self._store.live, self._encoder)
        audits = [self._archive.reading(card.id) for card in index.cards if card.statements]
        asked = touched(index, audits, self._changed | self._removed)
        found = [match for number, statement in asked for match in matches(index, statement, number)]
        write_matches(self._graph, audits, found, method=METHOD, encoder=index.method, base=self._base)
        changed = [one for one in audits if one.document.id in self._changed]
        looked_at = {said.id for one in changed for said in one.findings}
        looked_at |= {said.id for one in changed for said in one.recommendations}
        looked_at |= {statement.id for _, statement in asked}
        self._forget_answers(looked_at - {match.finding for match in found})

    def _forget_answers(self, unanswered: set[str]) -> None:
        """Take away the old matches of findings that nothing answers any more, or that need no precedent any more."""
        held = set(self._graph.graphs())
        for graph in (self._iris.graph(GRAPHS, one) for one in sorted(unanswered)):
            if str(graph) in held:
                self._graph.remove(graph)

    def _enter(self, document: str, digest: str) -> None:
        self.documents[document] = digest
        self._changed.add(document)

    def _readings(self, documents: list[str]) -> Iterator[Reading]:
        return (self._archive.reading(document) for document in documents)

    def __enter__(self) -> WorkingCopy:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._index.close()


def discard(store: DiskStore) -> None:
    """Empty the writer's graph and index, so that they can be made anew from the readings."""
    for part in ("graph", "lexical", "vectors"):
        shutil.rmtree(store.live / part, ignore_errors=True)


def _published(store: DiskStore) -> dict[str, Any]:
    """The manifest of the current generation: the digest of each reading in it, how far reviews were taken in."""
    generation = store.current()
    if generation is None:
        return {}
    with generation:
        return dict(generation.manifest)
