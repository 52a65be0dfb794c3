"""References to other documents, found and left unresolved."""

from __future__ import annotations

from ingest.extract import Layout
from ingest.registry import Registry
from kg.model import Citation, Document


def find_citations(layout: Layout, document: Document, registry: Registry) -> tuple[Citation, ...]:
    """The documents that the text names, one each, with every place where it does."""
    return ()
