"""A Reading as JSON and back, without loss: what `styrgraf read --json` prints and what is kept on disk.

The shape is that of the public contract: a key that is absent was not stated, every value carries its
spans, and every quote can be checked against the top-level `text`. The nouns of `kg.model` are the
one description of the shape; only what the contract writes otherwise is said here.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from hashlib import sha256
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import orjson

from kg.errors import StoreError
from kg.model import Document, Page, Passage, Reading, Span, StoredText, WordBox

T = TypeVar("T")
Json = dict[str, Any]

# Lists that are left out when empty: they belong to one family of documents only, or to what people have put right.
_SILENT_WHEN_EMPTY = frozenset({"by_body", "provides", "authors", "audited_bodies", "subjects", "corrected"})
# The contract prints this key even when there is nothing to say.
_SAID_WHEN_ABSENT = frozenset({"question"})


def to_json(reading: Reading, *, boxes: bool = False) -> Json:
    """The reading as JSON values. `boxes` adds where each word stands on its page, which is most of the volume."""
    form: Json = {"document": _plain(reading.document), "text": reading.text.text, "pages": _plain(reading.text.pages)}
    for part in fields(reading):
        if part.name not in ("document", "text", "boxes"):
            form[part.name] = _plain(getattr(reading, part.name))
    if boxes:
        form["boxes"] = boxes_to_json(reading.boxes)
    return form


def from_json(data: Mapping[str, Any]) -> Reading:
    """The reading of which `data` is the JSON; exactly `to_json(reading, boxes=True)` undone.

    Raises `StoreError` when `data` is not a reading, and `SpanError` when a quote is not in the text.
    """
    try:
        text = StoredText(data["text"], tuple(_built(Page, page, "") for page in data["pages"]))
        parts: Json = {"document": _built(Document, data["document"], text.text), "text": text}
        for name, hint in _hints(Reading).items():
            if name in data and name not in ("document", "text", "boxes"):
                parts[name] = _value(hint, data[name], text.text)
        return Reading(**parts, boxes=boxes_from_json(data.get("boxes", ())))
    except (KeyError, TypeError, AttributeError) as error:
        raise StoreError(f"detta är ingen läsning: {type(error).__name__} {error}. Läs filen igen.") from error


def boxes_to_json(boxes: Sequence[WordBox]) -> list[list[float]]:
    """Word boxes as rows of page, start, end, x0, y0, x1, y1: names in each row would triple the size."""
    return [[box.page, box.start, box.end, box.x0, box.y0, box.x1, box.y1] for box in boxes]


def boxes_from_json(rows: Sequence[Sequence[Any]]) -> tuple[WordBox, ...]:
    """The word boxes of which `rows` is the JSON."""
    return tuple(map(WordBox._make, rows))


def encode(reading: Reading) -> bytes:
    """The reading as JSON text in UTF-8 with sorted keys, without boxes: the same reading is always the same bytes."""
    return orjson.dumps(to_json(reading), option=orjson.OPT_SORT_KEYS)


def digest(reading: Reading) -> str:
    """What tells this reading from any other: the first 32 hexadecimal digits of the SHA-256 of `encode`."""
    return digest_of(encode(reading))


def digest_of(encoded: bytes) -> str:
    """`digest` of a reading already encoded."""
    return sha256(encoded).hexdigest()[:32]


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if isinstance(value, Passage):
        return _plain_passage(value)
    if is_dataclass(value):
        return {part.name: _plain(item) for part in fields(value) if _is_said(part, item := getattr(value, part.name))}
    return value


def _is_said(part: Field[Any], value: object) -> bool:
    if value is None:
        return part.name in _SAID_WHEN_ABSENT
    return not (value == () and part.name in _SILENT_WHEN_EMPTY)


def _plain_passage(passage: Passage) -> Json:
    span = passage.span
    form: Json = {"id": passage.id, "text": passage.text, "heading_path": list(passage.heading_path)}
    form |= {"page": span.page, "start": span.start, "end": span.end}
    return form | ({"provides": list(passage.provides)} if passage.provides else {})


def _built_passage(data: Mapping[str, Any], text: str) -> Passage:
    start, end = data["start"], data["end"]
    span = Span(data["page"], start, end, text[start:end])
    return Passage(data["id"], data["text"], tuple(data["heading_path"]), span, tuple(data.get("provides", ())))


@cache
def _hints(noun: Any) -> dict[str, Any]:
    return get_type_hints(noun)


@cache
def _shape(noun: Any) -> tuple[tuple[str, Any, bool], ...]:
    """Name, type and whether it must be there, for each field of `noun`."""
    hints = _hints(noun)
    return tuple((part.name, hints[part.name], _is_required(part)) for part in fields(noun))


def _is_required(part: Field[Any]) -> bool:
    return part.default is MISSING and part.default_factory is MISSING


def _built(noun: Callable[..., T], data: Mapping[str, Any], text: str) -> T:
    known: Json = {}
    for name, hint, required in _shape(noun):
        if name in data:
            known[name] = _value(hint, data[name], text)
        elif required:
            known[name] = None if type(None) in get_args(hint) else data[name]
    return noun(**known)


def _value(hint: Any, data: Any, text: str) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return None if data is None else _value(get_args(hint)[0], data, text)
    if origin is tuple:
        return tuple(_value(get_args(hint)[0], item, text) for item in data)
    if hint is Passage:
        return _built_passage(data, text)
    if is_dataclass(origin or hint):
        return _built(origin or hint, data, text)
    return data
