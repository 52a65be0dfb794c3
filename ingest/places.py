"""The municipalities, regions and companies that a text names, told from words that look like them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from ingest.place_forms import genitive
from ingest.registry import Place, Registry

_PATTERNS: WeakKeyDictionary[Registry, tuple[re.Pattern[str], re.Pattern[str]]] = WeakKeyDictionary()
_COMPANY = re.compile(
    r"(?<![\w-])(?P<name>(?:[A-ZÅÄÖ][\wåäöé&-]*\s){1,4}(?:AB|Aktiebolag)|AB\s(?:[A-ZÅÄÖ][\wåäöé]+)(?:\s(?:[A-ZÅÄÖ][\wåäöé]+|kommun(?:ala)?))?)(?![\w-])"
)
_SEVERAL = re.compile(r"(?P<names>[A-ZÅÄÖ][\wåäö-]+s?(?:,\s[A-ZÅÄÖ][\wåäö-]+s?)*\soch\s[A-ZÅÄÖ][\wåäö-]+s?)\s(?:kommuner|kommun)\b")


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
    full, _ = _patterns(registry)
    for match in full.finditer(text):
        form = re.sub(r"\s+", " ", match["form"]).lower()
        place = registry.by_form.get(form)
        if place is not None and not _inside_company(text, match):
            yield PlaceMention(place, match.start() + offset, match.end("form") + offset, full=True, genitive=bool(match["s"]))
    for match in _SEVERAL.finditer(text):
        yield from _several(match, registry, offset)


def find_bare_places(text: str, registry: Registry, offset: int = 0) -> Iterator[PlaceMention]:
    """Municipalities by their name alone, with a capital and as a whole word: "Framtidens digitala Halmstad".

    Never enough on its own: Vara, Mora and Sala are words and people too.
    """
    _, bare = _patterns(registry)
    for match in bare.finditer(text):
        name = match["name"]
        place = registry.by_short_name.get(name) or registry.by_short_name.get(name.removesuffix("s"))
        if place is not None:
            yield PlaceMention(place, match.start() + offset, match.end() + offset, full=False, genitive=name not in registry.by_short_name)


def find_companies(text: str, registry: Registry, offset: int = 0) -> Iterator[PlaceMention]:
    """Companies by the form of their names ("Borgholm Energi AB"), other than audit firms."""
    firms = {name.lower() for firm in registry.firms for name in (firm.name, *firm.aliases)}
    for match in _COMPANY.finditer(text):
        name = re.sub(r"\s+", " ", match["name"])
        name = re.sub(r"^(?:För|Styrelsen|Styrelse|Policy|Bolaget|I|Av|Hos|Och|Från)\s", "", name)
        if name.lower() in firms or any(name.lower().endswith(firm) for firm in firms) or "pricewaterhouse" in name.lower():
            continue
        known = registry.by_form.get(name.lower())
        start = match.end() - len(match["name"]) + match["name"].index(name.split()[0])
        yield PlaceMention(known or Place(name, "company", None, (name,)), start + offset, match.end() + offset, full=True)


def _several(match: re.Match[str], registry: Registry, offset: int) -> Iterator[PlaceMention]:
    for part in re.finditer(r"[A-ZÅÄÖ][\wåäö-]+", match["names"]):
        place = registry.by_short_name.get(part[0]) or registry.by_short_name.get(part[0].removesuffix("s"))
        if place is not None:
            start = match.start("names") + part.start() + offset
            yield PlaceMention(place, start, start + len(part[0]), full=False, several=True)


def _inside_company(text: str, match: re.Match[str]) -> bool:
    """ "Marks kommun Fastighets AB" is the company, not the municipality."""
    return bool(re.match(r"\s(?:[A-ZÅÄÖ][\wåäö-]+\s){0,2}AB\b", text[match.end() : match.end() + 40]))


def _patterns(registry: Registry) -> tuple[re.Pattern[str], re.Pattern[str]]:
    if registry not in _PATTERNS:
        forms = sorted((form for place in registry.places for form in place.forms), key=len, reverse=True)
        full = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms)
        short = sorted(registry.by_short_name, key=len, reverse=True)
        bare = "|".join(f"{re.escape(name)}|{re.escape(genitive(name))}" for name in short)
        _PATTERNS[registry] = (
            re.compile(rf"(?<![\w-])(?P<form>{full})(?P<s>s)?(?:koncern(?:en)?s?)?(?![\w-])", re.I),
            re.compile(rf"(?<![\w-])(?P<name>{bare})(?![\w-])"),
        )
    return _PATTERNS[registry]
