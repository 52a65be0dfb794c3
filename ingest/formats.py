"""Which reader reads which media type."""

from __future__ import annotations

from ingest.extract import Extract
from ingest.pdf import read_pdf
from ingest.plain import read_plain
from ingest.source import PDF
from kg.model import Source


def extract(source: Source, data: bytes, *, ocr: bool) -> Extract:
    """The text of a file, whatever its format. Raises `UnreadableFile`."""
    if source.media_type == PDF:
        return read_pdf(source.name, data)
    return read_plain(data, source.media_type)
