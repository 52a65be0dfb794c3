"""Which kind of document this is."""

from __future__ import annotations

from ingest.extract import Layout
from ingest.registry import Registry
from kg.model import Field


def read_kind(layout: Layout, registry: Registry) -> Field[str] | None:
    """The kind of the document, or None when nothing in it tells ("ovrigt")."""
    text = layout.text.text[:3000].lower()
    for word, kind in (("revisionsrapport", "revisionsrapport"), ("granskning av", "revisionsrapport")):
        if (at := text.find(word)) >= 0:
            return Field(kind, 0.6, "kind/word", (layout.text.span(at, at + len(word)),))
    return None
