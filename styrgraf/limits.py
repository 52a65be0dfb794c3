"""The limits of reading one document, as the settings say."""

from __future__ import annotations

from ingest.sandbox import Limits
from styrgraf.settings import Settings


def limits(settings: Settings) -> Limits:
    """What one worker may use for one document."""
    return Limits(
        cpu_seconds=settings.document_seconds,
        wall_seconds=settings.document_seconds,
        memory_bytes=settings.document_megabytes * 2**20,
        ocr=settings.ocr,
    )
