"""Older office formats (DOC, ODT, RTF) are turned into DOCX by LibreOffice, if it is installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from kg.errors import UnreadableFile

_SUFFIXES = {
    "application/msword": ".doc",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/rtf": ".rtf",
}
_SECONDS = 120


def is_legacy(media_type: str) -> bool:
    """Whether LibreOffice is needed to read the format."""
    return media_type in _SUFFIXES


def to_docx(name: str, data: bytes, media_type: str) -> bytes:
    """The document as DOCX. Raises `UnreadableFile` when LibreOffice is missing or cannot read the file."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    form = _SUFFIXES[media_type][1:].upper()
    if program is None:
        raise UnreadableFile(
            name,
            "not-a-document",
            f"är i formatet {form}, som läses med LibreOffice",
            "Installera LibreOffice, eller spara filen som DOCX eller PDF.",
        )
    with tempfile.TemporaryDirectory(prefix="styrgraf-office-") as folder:
        source = Path(folder) / f"document{_SUFFIXES[media_type]}"
        source.write_bytes(data)
        _convert(program, source, name)
        target = source.with_suffix(".docx")
        if not target.exists():
            raise UnreadableFile(
                name, "corrupt", "gick inte att öppna med LibreOffice", "Spara filen som DOCX eller PDF."
            )
        return target.read_bytes()


def _convert(program: str, source: Path, name: str) -> None:
    command = [program, "--headless", f"-env:UserInstallation=file://{source.parent}/profile"]
    command += ["--convert-to", "docx", "--outdir", str(source.parent), str(source)]
    try:
        subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(
            name, "timeout", "tog för lång tid att öppna med LibreOffice", "Spara filen som DOCX eller PDF."
        ) from error
