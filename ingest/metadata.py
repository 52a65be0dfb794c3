"""What any document says of itself: title, body, decision, validity."""

from __future__ import annotations

from ingest.extract import Layout
from ingest.registry import Registry
from kg.ids import document_id
from kg.model import Decision, Document, Field, Flag, Source


def read_document(
    layout: Layout, source: Source, kind: Field[str] | None, registry: Registry
) -> tuple[Document, tuple[Decision, ...], tuple[Flag, ...]]:
    """The document's general facts, the decisions its text tells of, and what a person should look at."""
    pages = layout.text.pages
    quality = sum(page.quality for page in pages) / len(pages) if pages else 0.0
    document = Document(
        id=document_id(source.sha256),
        kind=kind.value if kind else "ovrigt",
        source=source,
        pages=len(pages),
        text_quality=round(quality, 3),
        partial=bool(layout.extract.problems),
        kind_evidence=kind,
    )
    return document, (), ()
