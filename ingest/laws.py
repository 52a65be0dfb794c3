"""References to statutes, down to chapter and section."""

from __future__ import annotations

from ingest.extract import Layout
from kg.model import LawReference


def find_laws(layout: Layout) -> tuple[LawReference, ...]:
    """The provisions that the text names, one each, with every place where it does."""
    return ()
