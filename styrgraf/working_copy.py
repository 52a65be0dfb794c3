"""The writer's side of a store: graph and index that grow together and are published together."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from types import TracebackType

from kg.disk import DiskStore
from kg.model import Reading
from kg.store import GraphStore
from kg.triples import document_graph
from kg.validate import validate
from search.encoder import load_encoder
from search.index import IndexWriter
from styrgraf.settings import Settings


class WorkingCopy:
    """Graph and index of the writer. `documents` holds the digest of each reading that is in; `pending` says how
    many changes wait for `publish`. Use within `store.writer()`."""

    def __init__(self, store: DiskStore, settings: Settings) -> None:
        self._store, self._archive = store, store.archive
        self._iris = iris(settings)
        self._graph = GraphStore(store.live / "graph", read_only=False)
        self._index = IndexWriter(store.live, load_encoder(settings.encoder))
        self.documents = published(store)
        self._changed: set[str] = set()
        self._removed: set[str] = set()

    @property
    def pending(self) -> int:
        """How many documents are new, changed or gone since the current generation."""
        return len(self._changed | self._removed)

    def enter(self, reading: Reading) -> None:
        """Archive a reading and replace its document's graph. Raises `InvalidGraph`, with nothing changed."""
        graph = document_graph(reading, self._iris)
        validate(graph)
        digest = self._archive.put_reading(reading)
        document = reading.document.id
        if self.documents.get(document) != digest:
            self._graph.replace(self._iris.document_graph(document), graph)
            self.documents[document] = digest
            self._changed.add(document)

    def heal(self) -> None:
        """Bring in what the archive holds beyond the current generation, and take out what it no longer holds."""
        held = self._archive.ids()
        for document in held:
            if self._archive.digest(document) != self.documents.get(document):
                self.enter(self._archive.reading(document))
        for document in set(self.documents).difference(held):
            self._graph.remove(self._iris.document_graph(document))
            self._removed.add(document)
            del self.documents[document]
