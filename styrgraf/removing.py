"""Taking documents down for good: nothing of them is left in any file, and they do not come back."""

from __future__ import annotations

import re
from collections.abc import Collection as Several
from dataclasses import dataclass

from kg.disk import DiskStore
from kg.ids import document_id
from kg.takedowns import Takedown
from styrgraf.disk_full import full_disk_told
from styrgraf.pipeline import rebuilt
from styrgraf.settings import Settings


@dataclass(frozen=True, slots=True)
class Removal:
    """What taking down did: whether the document was held, and which older generations are still being read."""

    document: str
    held: bool
    still_read: tuple[int, ...]


def remove(settings: Settings, wanted: str, reason: str) -> Removal:
    """Take a document down for good: by its id, or by the SHA-256 of a file, held or not.

    Graph and index are made anew from the readings that remain and older generations are removed, so that nothing of
    it is left in any file. A tombstone keeps it from coming back. By its SHA-256 it can be done again, to finish what
    was cut short. Raises `StoreError` for an id that is not held.
    """
    store = DiskStore(settings.store)
    with full_disk_told(settings.store), store.writer():
        known = re.fullmatch(r"[0-9a-f]{64}", wanted)
        sha256 = wanted if known else store.archive.reading(wanted).document.source.sha256
        document = document_id(sha256)
        published = [document in manifest["documents"] for manifest in store.generations.manifests()]
        held = store.archive.has_reading(document) or any(published)
        store.archive.remove(sha256, reason)
        if any(published[-1:]) or (held and not published):
            rebuilt(store, settings)
        return Removal(document, held, tuple(store.generations.forget_old()) if held else ())


def unfinished(settings: Settings, done: Several[str] = ()) -> list[Takedown]:
    """The takedowns, those with a SHA-256 in `done` aside, of whose documents something is left, the oldest first."""
    store = DiskStore(settings.store)
    asked = [one for one in reversed(store.archive.takedowns.all()) if one.sha256 not in done]
    if not asked or store.generations.clearing:
        return asked
    published = {document for manifest in store.generations.manifests() for document in manifest["documents"]}
    return [one for one in asked if one.document in published or is_kept(store, one)]


def is_kept(store: DiskStore, takedown: Takedown) -> bool:
    """Whether what was taken down is in the archive still."""
    archive = store.archive
    return archive.has_reading(takedown.document) or archive.original(takedown.sha256) is not None
