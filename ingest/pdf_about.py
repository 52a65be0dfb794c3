"""What a PDF says of itself, by pypdf: title, dates, language, page labels, outline."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from pypdf import PdfReader
from pypdf.generic import Destination

from ingest.clean import clean

_FIELDS = {"title": "/Title", "author": "/Author", "subject": "/Subject", "keywords": "/Keywords"}
_EMPTY = frozenset({"", "(anonymous)", "(unspecified)", "untitled", "anonymous", "unspecified"})
_MAX_OUTLINE = 2000


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the outline: its level from 1, and its physical page where that is known."""

    title: str
    level: int
    page: int | None


@dataclass(frozen=True, slots=True)
class About:
    """The file's own metadata. All of it is a hint: none of it stands on a page."""

    declared: dict[str, str] = field(default_factory=dict)
    labels: tuple[str, ...] = ()
    outline: tuple[Entry, ...] = ()


def about(data: bytes) -> About:
    """Read the metadata; a part that is damaged is left out, for the text does not depend on it."""
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted:
            reader.decrypt("")
    except Exception:
        # pypdf fails in as many ways as files are broken; pdfium may read the same file well.
        return About()
    declared: dict[str, str] = {}
    labels: tuple[str, ...] = ()
    outline: tuple[Entry, ...] = ()
    with suppress(Exception):
        declared = _declared(reader)
    with suppress(Exception):
        if "/PageLabels" in reader.root_object:
            labels = tuple(clean(label) for label in reader.page_labels)
    with suppress(Exception):
        outline = _outline(reader)
    return About(declared, labels, outline)


def _declared(reader: PdfReader) -> dict[str, str]:
    found: dict[str, str] = {}
    info = reader.metadata
    if info is not None:
        for name, key in _FIELDS.items():
            value = clean(str(info.get(key) or "")).strip()
            if value.lower() not in _EMPTY:
                found[name] = value
        for name, date in (("created", info.creation_date), ("modified", info.modification_date)):
            if date is not None:
                found[name] = date.date().isoformat()
    language = reader.root_object.get("/Lang")
    if language:
        found["language"] = str(language)[:2].lower()
    return found


def _outline(reader: PdfReader) -> tuple[Entry, ...]:
    if "/Outlines" not in reader.root_object:
        return ()
    outline = reader.outline
    if not outline:
        return ()
    numbers = {
        page.indirect_reference.idnum: number
        for number, page in enumerate(reader.pages, 1)
        if page.indirect_reference is not None
    }
    return tuple(entry for entry, _ in zip(_entries(outline, 1, numbers), range(_MAX_OUTLINE), strict=False))


def _entries(items: list[Any], level: int, numbers: dict[int, int]) -> Iterator[Entry]:
    for item in items:
        if isinstance(item, list):
            yield from _entries(item, level + 1, numbers)
        elif isinstance(item, Destination):
            title = " ".join(clean(str(item.title or "")).split())
            target = getattr(item.page, "idnum", None)
            if title:
                yield Entry(title, level, numbers.get(target) if target is not None else None)
