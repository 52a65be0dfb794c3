"""The limits of reading one document and of answering one query, as the settings say."""

from __future__ import annotations

import os

from ingest.limits import Limits
from kg.sparql.limits import QueryLimits
from styrgraf.settings import Settings

# A machine that does other things too gives a worker less than a core.
_WALL_PER_CPU = 2.5


def limits(settings: Settings) -> Limits:
    """What one worker may use for one document."""
    seconds = settings.document_seconds
    memory = settings.document_megabytes * 2**20
    return Limits(memory_bytes=memory, cpu_seconds=seconds, wall_seconds=_WALL_PER_CPU * seconds, ocr=settings.ocr)


def query_limits(settings: Settings) -> QueryLimits:
    """What a query over HTTP may take."""
    workers = settings.sparql_workers or max(2, os.cpu_count() or 1)
    return QueryLimits(
        seconds=settings.sparql_seconds,
        memory_bytes=settings.sparql_megabytes * 2**20,
        result_bytes=settings.sparql_result_megabytes * 2**20,
        workers=workers,
    )
