"""Do the parts of a store agree? Originals, readings, graph and index, document by document."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from kg.agreement import disagreements
from kg.errors import StoreError
from kg.model import Reading
from styrgraf.collection import Collection


def check(collection: Collection) -> Iterator[str]:
    """What does not agree, one line each; nothing when all is well."""
    digests, archive = collection.digests, collection.store.archive
    held, indexed = set(archive.ids()), set(collection.index.number)
    yield from (f"{one}: är läst men inte med i utgåvan" for one in sorted(held - set(digests)))
    yield from (f"{one}: saknas i sökregistret" for one in sorted(set(digests) - indexed))
    yield from (f"{one}: finns bara i sökregistret" for one in sorted(indexed - set(digests)))
    yield from disagreements(archive, collection.graph, collection.base)
    for document in sorted(held.intersection(digests)):
        try:
            reading = archive.reading(document)
        except (StoreError, ValueError):
            continue  # told above
        yield from _original(collection, reading)
        yield from _index(collection, reading)


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
