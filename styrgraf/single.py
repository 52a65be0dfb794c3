"""One file read by itself, under the same limits as in an ingest."""

from __future__ import annotations

from pathlib import Path

from ingest.sandbox import read_all
from kg.errors import UnreadableFile
from kg.model import Reading
from styrgraf.discover import shown
from styrgraf.limits import limits
from styrgraf.settings import Settings


def read_one(path: Path, settings: Settings) -> Reading | UnreadableFile:
    """The reading of `path`, or why there is none."""
    if path.is_dir():
        return UnreadableFile(shown(path), "not-a-document", "är en mapp", "Ange en fil, eller använd styrgraf ingest.")
    if not path.exists():
        return UnreadableFile(shown(path), "vanished", "finns inte", "Kontrollera sökvägen.")
    for _, result in read_all([path], settings.registers, limits(settings), 1):
        if isinstance(result, UnreadableFile):
            return UnreadableFile(shown(path), result.code, result.cause, result.remedy)
        return result
    return UnreadableFile(shown(path), "corrupt", "gav inget svar", "Försök igen.")
