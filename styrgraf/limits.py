"""The limits of reading one document, as the settings say."""

from __future__ import annotations

from ingest.limits import Limits
from styrgraf.settings import Settings

# A machine that does other things too gives a worker less than a core.
_WALL_PER_CPU = 2.5


def limits(settings: Settings) -> Limits:
    """What one worker may use for one document."""
    seconds = settings.document_seconds
    memory = settings.document_megabytes * 2**20
    return Limits(memory_bytes=memory, cpu_seconds=seconds, wall_seconds=_WALL_PER_CPU * seconds, ocr=settings.ocr)
