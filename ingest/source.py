"""A file on disk becomes bytes with a name, a hash and a media type told from its content, never from its suffix."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

from ingest.markup import looks_like_html, looks_like_text
from kg.errors import UnreadableFile
from kg.ids import content_hash
from kg.model import Source

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
DOC = "application/msword"
RTF = "application/rtf"
HTML = "text/html"
MARKDOWN = "text/markdown"
TEXT = "text/plain"

MAX_BYTES = 512 * 1024 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_HEAD = 1024
_MARKDOWN_SUFFIXES = frozenset({".md", ".markdown"})


def load_source(path: Path, max_bytes: int = MAX_BYTES) -> tuple[Source, bytes]:
    """The file's description and its bytes.

    Raises `UnreadableFile` with code empty, vanished, permission, too-large or not-a-document.
    """
    data = _read_bytes(path, max_bytes)
    if not data.strip(b"\0 \t\r\n\f\xef\xbb\xbf"):
        raise UnreadableFile(path.name, "empty", "är tom", "Hämta filen på nytt där den publicerades.")
    media_type = sniff(data, path.suffix.lower())
    if media_type is None:
        if b"\0" in data and looks_like_text(data.replace(b"\0", b"")):
            raise UnreadableFile(
                path.name,
                "not-a-document",
                "innehåller nolltecken (NUL) i texten, som UTF-16 utan märke eller en skadad fil",
                "Spara om den som UTF-8 och läs in den igen.",
            )
        raise UnreadableFile(
            path.name,
            "not-a-document",
            "innehållet är inte ett dokument",
            "PDF, DOCX, DOC, ODT, RTF, HTML, Markdown och ren text går att läsa.",
        )
    # A name may hold bytes that are no UTF-8, which no JSON can carry: they are shown as \\xNN.
    name = os.fsencode(path.name).decode("utf-8", "backslashreplace")
    return Source(name, media_type, len(data), content_hash(data)), data


def _read_bytes(path: Path, max_bytes: int) -> bytes:
    try:
        if not path.is_file():
            raise FileNotFoundError
        size = path.stat().st_size
        if size > max_bytes:
            raise UnreadableFile(
                path.name,
                "too-large",
                f"är {size // 2**20} MiB, mer än gränsen {max_bytes // 2**20} MiB",
                "Dela upp filen eller höj gränsen.",
            )
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableFile(path.name, "vanished", "finns inte", "Kontrollera sökvägen.") from error
    except PermissionError as error:
        raise UnreadableFile(path.name, "permission", "får inte läsas", "Ge läsrättighet och försök igen.") from error
    except OSError as error:
        cause = error.strerror or type(error).__name__
        raise UnreadableFile(path.name, "vanished", f"går inte att läsa ({cause})", "Kontrollera disken.") from error


def sniff(data: bytes, suffix: str = "") -> str | None:
    """The media type of `data` by its own marks; `suffix` only tells Markdown from other plain text."""
    if b"%PDF-" in data[:_PDF_HEAD]:
        return PDF
    if data.startswith(_OLE):
        return DOC
    if data.startswith(b"{\\rtf"):
        return RTF
    if data.startswith(b"PK\x03\x04"):
        return _zip_type(data)
    if looks_like_html(data):
        return HTML
    if looks_like_text(data):
        return MARKDOWN if suffix in _MARKDOWN_SUFFIXES else TEXT
    return None


def _zip_type(data: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            if "word/document.xml" in names:
                return DOCX
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return ODT if archive.read("mimetype").strip() == ODT.encode() else None
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        # A cut-off DOCX still opens with its own first part: say so when it is read, not here.
        return DOCX if b"word/" in data else None
    return None
