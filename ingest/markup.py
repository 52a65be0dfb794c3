"""Telling text and HTML from other bytes, and decoding them: UTF-8 and UTF-16 by their marks, else Windows-1252."""

from __future__ import annotations

import re

_HEAD = 4096
_STRAY = 2
_HTML = re.compile(rb"<\s*(!doctype\s+html|html|head|body|article|main)\b", re.I)
_XHTML = re.compile(rb"^\s*<\?xml[^>]*>\s*(<!--.*?-->\s*)*<(!doctype\s+)?html", re.I | re.S)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([a-z0-9_-]{3,20})", re.I)
_CONTROL = frozenset(range(32)) - {8, 9, 10, 11, 12, 13, 27}


def looks_like_html(data: bytes) -> bool:
    """Whether the bytes begin as an HTML page does."""
    head = _utf16_to_8(data[:_HEAD]).lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and bool(_HTML.search(head) or _XHTML.match(head))


def looks_like_text(data: bytes) -> bool:
    """Whether the bytes are mostly printable: a stray NUL or two is met in texts, many control characters are not."""
    sample = _utf16_to_8(data[:65536])
    control = sum(byte in _CONTROL for byte in sample)
    return control <= max(_STRAY, len(sample) // 50)


def _utf16_to_8(data: bytes) -> bytes:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace").encode("utf-8")
    return data


def decode(data: bytes, *, html: bool = False) -> str:
    """The text of `data`. Never fails: bytes that are not UTF-8 are read as Windows-1252, as Swedish text mostly is."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace").lstrip("\ufeff")
    declared = _CHARSET.search(data[:_HEAD]) if html else None
    for encoding in ("utf-8-sig", declared[1].decode() if declared else "cp1252", "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")
