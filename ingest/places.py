"""The municipalities, regions and companies that a text names, told from words that look like them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from weakref import WeakKeyDictionary

from ingest.near import windows
from ingest.place_forms import genitive
from ingest.registry import Firm, Place, Registry

_Patterns = tuple[re.Pattern[str], re.Pattern[str], frozenset[str]]
_PATTERNS: WeakKeyDictionary[Registry, _Patterns] = WeakKeyDictionary()
_COMPANY = re.compile(
    r"(?<![\w-])(?P<name>(?:[A-ZÅÄÖ][\wåäöé&-]*[ ]){1,4}(?:AB|Aktiebolag)|"
    r"AB[ ](?:[A-ZÅÄÖ][\wåäöé]+)(?:[ ](?:[A-ZÅÄÖ][\wåäöé]+|kommun(?:ala)?))?)(?![\w-])"
)
_CAPITAL = re.compile(r"(?<![\w-])[A-ZÅÄÖ]\w*")
_SEVERAL = re.compile(
    r"(?P<names>[A-ZÅÄÖ][\wåäö-]+s?(?:,\s[A-ZÅÄÖ][\wåäö-]+s?)*\soch\s[A-ZÅÄÖ][\wåäö-]+s?)\s(?:kommuner|kommun)\b"
)


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place at `start:end`; `full` for its whole name ("Marks kommun"), `genitive` for "Marks kommuns"."""

    place: Place
    start: int
    end: int
    full: bool
    genitive: bool = False
    several: bool = False


def find_places(text: str, registry: Registry, offset: int = 0) -> Iterator[PlaceMention]:
    """Every full name of a place in `text`, and each of several municipalities named together."""
    other, _, _ = _patterns(registry)
    found = [
        PlaceMention(place, start + offset, end + offset, full=True, genitive=owner)
        for place, start, end, owner in (*_anchored(text, registry), *_by_pattern(text, other, registry))
        if not _inside_company(text, end)
    ]
    yield from sorted(found, key=lambda mention: mention.start)
    for match in _SEVERAL.finditer(text):
        yield from _several(match, registry, offset)


def find_bare_places(text: str, registry: Registry, offset: int = 0) -> Iterator[PlaceMention]:
    """Municipalities by their name alone, with a capital and as a whole word: "Framtidens digitala Halmstad".

    Never enough on its own: Vara, Mora and Sala are words and people too.
    """
    _, bare, firsts = _patterns(registry)
    taken = 0
    for word in _CAPITAL.finditer(text):
        match = bare.match(text, word.start()) if word[0] in firsts and word.start() >= taken else None
        if match is None:
            continue
        name, taken = match["name"], match.end()
        place = registry.by_short_name.get(name) or registry.by_short_name.get(name.removesuffix("s"))
        if place is not None:
            start, end = match.start() + offset, match.end() + offset
            yield PlaceMention(place, start, end, full=False, genitive=name not in registry.by_short_name)


def find_companies(text: str, registry: Registry, offset: int = 0) -> Iterator[PlaceMention]:
    """Companies by the form of their names ("Borgholm Energi AB"), other than audit firms."""
    firms = _firm_names(registry.firms)
    for match in _COMPANY.finditer(text):
        name = re.sub(r"\s+", " ", match["name"])
        name = re.sub(r"^(?:För|Styrelsen|Styrelse|Policy|Bolaget|I|Av|Hos|Och|Från)\s", "", name)
        if (
            name.lower() in firms
            or any(name.lower().endswith(firm) for firm in firms)
            or "pricewaterhouse" in name.lower()
        ):
            continue
        known = registry.by_form.get(name.lower())
        start = match.end() - len(match["name"]) + match["name"].index(name.split()[0])
        yield PlaceMention(
            known or Place(name, "company", None, (name,)), start + offset, match.end() + offset, full=True
        )


@lru_cache(maxsize=8)
def _firm_names(firms: tuple[Firm, ...]) -> frozenset[str]:
    return frozenset(name.lower() for firm in firms for name in (firm.name, *firm.aliases))


def _several(match: re.Match[str], registry: Registry, offset: int) -> Iterator[PlaceMention]:
    for part in re.finditer(r"[A-ZÅÄÖ][\wåäö-]+", match["names"]):
        place = registry.by_short_name.get(part[0]) or registry.by_short_name.get(part[0].removesuffix("s"))
        if place is not None:
            start = match.start("names") + part.start() + offset
            yield PlaceMention(place, start, start + len(part[0]), full=False, several=True)


_ANCHOR = re.compile(r"(?<!\s)\s{1,4}(?P<tail>kommun|stad|municipality)(?P<s>s)?(?:koncern(?:en)?s?)?(?![\w-])", re.I)
_TAIL = re.compile(r"kommun|stad|municipality")
_WORDS_BEFORE = re.compile(r"(?<![\w-])[\w-]+(?:\s+[\w-]+){0,2}$")


def _anchored(text: str, registry: Registry) -> Iterator[tuple[Place, int, int, bool]]:
    """Names that end in "kommun" or "stad": the words before tell which, the longest name first."""
    for match in chain.from_iterable(_ANCHOR.finditer(text, *near) for near in windows(text, _TAIL, 6, 30)):
        begin = max(0, match.start() - 48)
        before = _WORDS_BEFORE.search(text[begin : match.start()])
        if before is None:
            continue
        words = before[0].split()
        for first in range(len(words)):
            place = registry.by_form.get(" ".join([*words[first:], match["tail"]]).lower())
            if place is not None:
                start = (
                    begin + before.start() + before[0].index(words[first])
                    if first == 0
                    else _word_start(text, begin + before.start(), match.start(), len(words) - first)
                )
                yield place, start, match.end("tail"), bool(match["s"])
                break


def _word_start(text: str, start: int, end: int, count: int) -> int:
    """Where the last `count` words of `text[start:end]` begin."""
    return start + [word.start() for word in re.finditer(r"\S+", text[start:end])][-count]


def _by_pattern(text: str, pattern: re.Pattern[str], registry: Registry) -> Iterator[tuple[Place, int, int, bool]]:
    for match in pattern.finditer(text):
        place = registry.by_form.get(re.sub(r"\s+", " ", match["form"]).lower())
        if place is not None:
            yield place, match.start(), match.end("form"), bool(match["s"])


def _inside_company(text: str, end: int) -> bool:
    """ "Marks kommun Fastighets AB" is the company, not the municipality."""
    return bool(re.match(r"\s(?:[A-ZÅÄÖ][\wåäö-]+\s){0,2}AB\b", text[end : end + 40]))


def _patterns(registry: Registry) -> _Patterns:
    """The full forms other than those in "kommun", the names alone, and the first words of these."""
    if registry not in _PATTERNS:
        every = {form for place in registry.places for form in place.forms}
        forms = sorted(
            (form for form in every if not form.lower().endswith((" kommun", " stad", " municipality"))),
            key=len,
            reverse=True,
        )
        full = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms)
        short = sorted(registry.by_short_name, key=len, reverse=True)
        bare = "|".join(f"{re.escape(name)}|{re.escape(genitive(name))}" for name in short)
        _PATTERNS[registry] = (
            re.compile(rf"(?<![\w-])(?=[RLVMC]|[A-ZÅÄÖ]|landst|region)(?P<form>(?i:{full}))(?P<s>s)?(?![\w-])"),
            re.compile(rf"(?<![\w-])(?P<name>{bare})(?![\w-])"),
            frozenset(_CAPITAL.findall(" ".join(form for name in short for form in (name, genitive(name))))),
        )
    return _PATTERNS[registry]
