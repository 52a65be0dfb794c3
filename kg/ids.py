"""Stable ids made from content. Fields are kept apart by a separator that no text contains."""

from __future__ import annotations

import hashlib

_SEPARATOR = "\x1f"
_DOCUMENT_DIGITS = 20
_PART_DIGITS = 10


def content_hash(data: bytes) -> str:
    """The SHA-256 of a file's bytes, in hexadecimal (64 digits)."""
    return hashlib.sha256(data).hexdigest()


def document_id(sha256: str) -> str:
    """The id of the document whose file has this SHA-256: its first 20 hexadecimal digits (80 bits)."""
    return sha256[:_DOCUMENT_DIGITS]


def part_id(document: str, noun: str, *values: object) -> str:
    """The id of a part of a document, such as a finding: the same values give the same id in every run."""
    joined = _SEPARATOR.join(str(value) for value in values)
    return f"{document}-{noun}-{hashlib.sha256(joined.encode()).hexdigest()[:_PART_DIGITS]}"
