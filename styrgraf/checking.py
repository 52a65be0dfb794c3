"""Do the parts of a store agree? Originals, readings, graph and index, document by document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from kg.errors import StoreError
from kg.iris import Iris
from kg.model import Reading
from kg.store import GraphStore
from kg.triples import document_graph
from styrgraf.collection import Collection


def check(collection: Collection) -> Iterator[str]:
    """What does not agree, one line each; nothing when all is well."""
    base = collection.base
    digests, iris = collection.digests, Iris(base)
    graph = GraphStore(collection.path / "graph", read_only=True)
    archive = collection.store.archive
    yield from _difference(set(archive.ids()), set(digests), "är läst men inte med i utgåvan", "saknar läsning")
    yield from _difference(
        set(collection.index.number), set(digests), "finns bara i sökregistret", "saknas i sökregistret"
    )
    for document in sorted(set(digests).intersection(archive.ids())):
        digest = digests[document]
        try:
            reading = archive.reading(document)
            if archive.digest(document) != digest:
                yield f"{document}: läsningen är en annan än den som utgåvan gjordes av"
            expected = document_graph(reading, base, reading_digest=digest)
        except (StoreError, ValueError) as error:
            yield f"{document}: {error}"
            continue
        yield from _original(collection, reading)
        if set(graph.graph(iris.document_graph(document))) != set(expected):
            yield f"{document}: grafen säger något annat än läsningen"
        yield from _index(collection, reading)


def _difference(one: set[str], other: set[str], only_one: str, only_other: str) -> Iterator[str]:
    yield from (f"{document}: {only_one}" for document in sorted(one - other))
    yield from (f"{document}: {only_other}" for document in sorted(other - one))


def _original(collection: Collection, reading: Reading) -> Iterator[str]:
    source = reading.document.source
    path = collection.store.archive.original(source.sha256)
    if path is None:
        yield f"{reading.document.id}: originalet {source.name} saknas"
    elif hashlib.sha256(path.read_bytes()).hexdigest() != source.sha256:
        yield f"{reading.document.id}: originalet {source.name} är ändrat på disken"


def _index(collection: Collection, reading: Reading) -> Iterator[str]:
    number = collection.index.number.get(reading.document.id)
    if number is not None:
        positions = [int(position) for position in collection.index.positions([number])]
        held = {stored.id for stored in collection.index.stored(positions).values()}
        if held != {passage.id for passage in reading.passages}:
            yield f"{reading.document.id}: sökregistret har andra avsnitt än läsningen"
