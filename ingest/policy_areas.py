"""The policy areas a document is about: of the scheme of ontology/subjects.ttl, by the words of data/subjects.toml."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.resources import files

from kg.model import Document, Field, Passage, Reading, Span

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*-?")
_KEY = 3
# Shorter beginnings would meet chance letters inside a compound ("kost" in "kostnad" is met by its own entry only).
_INSIDE = 6
_MOST = 3
_EVIDENCE = 3
_TITLE = 0.95
# Without its name in the title, an area must fill this share of the passages; beside one that has, this larger share.
_ALONE, _BESIDE = 0.25, 0.5
# So many passages must name it, unless half of a short document does.
_FEWEST, _HALF = 3, 0.5


@dataclass(frozen=True, slots=True)
class _Hit:
    area: str
    start: int
    end: int


def with_subjects(reading: Reading) -> Reading:
    """The reading with the policy areas of its document, the surest first, three at most."""
    return replace(reading, document=replace(reading.document, subjects=tuple(_subjects(reading))))


def areas_in(text: str) -> set[str]:
    """The policy areas that the words of a text name."""
    return {hit.area for hit in _hits(text)}


def _subjects(reading: Reading) -> Iterator[Field[str]]:
    titled = _in_title(reading, reading.document)
    ranked = _by_share(reading.passages)
    fields = [Field(area, _TITLE, "subject/title", spans) for area, spans in titled.items()]
    least = _BESIDE if titled else _ALONE
    for area, share, spans in ranked:
        if share >= least and area not in titled:
            fields.append(Field(area, round(min(0.85, 0.5 + share / 2), 2), "subject/passages", spans[:_EVIDENCE]))
    yield from fields[:_MOST]


def _in_title(reading: Reading, document: Document) -> dict[str, tuple[Span, ...]]:
    if document.title is None:
        return {}
    found: dict[str, list[Span]] = defaultdict(list)
    for span in document.title.spans[:1]:
        for hit in _hits(span.quote):
            found[hit.area].append(reading.text.span(span.start + hit.start, span.start + hit.end))
    for area in sorted((areas_in(document.title.value) or _by_title_words(document.title.value)) - set(found)):
        found[area].append(document.title.spans[0])
    return {area: tuple(spans) for area, spans in found.items()}


def _by_title_words(title: str) -> set[str]:
    words = [match[0].casefold() for match in _WORD.finditer(title)]
    return {
        area
        for area, entry in _table().items()
        if any(word.startswith(stem) for stem in entry.get("titles", ()) for word in words)
    }


def _by_share(passages: Sequence[Passage]) -> list[tuple[str, float, tuple[Span, ...]]]:
    """Area, the share of passages that name it, and those passages; the largest share first."""
    naming: dict[str, list[Span]] = defaultdict(list)
    for passage in passages:
        for area in areas_in(" ".join((*passage.heading_path[-1:], passage.text))):
            naming[area].append(passage.span)
    shares = [
        (area, len(spans) / len(passages), tuple(spans))
        for area, spans in naming.items()
        if len(spans) >= _FEWEST or (len(spans) > 1 and len(spans) / len(passages) >= _HALF)
    ]
    return sorted(shares, key=lambda one: (-one[1], one[0]))


def _hits(text: str) -> Iterator[_Hit]:
    """Every word and phrase of a text that names an area. A phrase may run over a line's end."""
    for match in _WORD.finditer(text):
        for area in _areas_of(match[0].casefold()):
            yield _Hit(area, *match.span())
    for match in _phrases()[0].finditer(text):
        yield _Hit(_phrases()[1][" ".join(match[0].casefold().split())], *match.span())


@lru_cache(maxsize=65536)
def _areas_of(word: str) -> tuple[str, ...]:
    """The areas a word names. What begins inside another's word is its part: arbetsmiljöpolicy is of no miljöpolicy."""
    beginnings, inside = _words()
    found: list[str] = []
    free = 0
    for place in (0, *range(_KEY, len(word) - _INSIDE + 1)):
        if place >= free:
            stems = (beginnings if place == 0 else inside).get(word[place : place + _KEY], ())
            met = [(stem, area) for stem, area in stems if word.startswith(stem, place)]
            found += [area for _, area in met]
            free = max((place + len(stem) for stem, _ in met), default=free)
    return tuple(sorted(set(found)))


_ByKey = dict[str, list[tuple[str, str]]]


@cache
def _words() -> tuple[_ByKey, _ByKey]:
    """The beginnings of words by their first letters, and those that are sought inside compounds too."""
    beginnings: _ByKey = defaultdict(list)
    inside: _ByKey = defaultdict(list)
    for area, entry in _table().items():
        for stem in entry["words"]:
            beginnings[stem[:_KEY]].append((stem, area))
            if len(stem) >= _INSIDE:
                inside[stem[:_KEY]].append((stem, area))
    return dict(beginnings), dict(inside)


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, str]]:
    known = {phrase: area for area, entry in _table().items() for phrase in entry.get("phrases", ())}
    spelled = "|".join(r"\s+".join(map(re.escape, phrase.split())) for phrase in sorted(known, key=len, reverse=True))
    return re.compile(rf"\b(?:{spelled})\b", re.I), known


@cache
def _table() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("ingest.data") / "subjects.toml").read_text(encoding="utf-8"))
