"""Whose document it is: the municipality, region or company that stands in letterhead, title and adoption."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.act_tokens import find_verbs
from ingest.extract import Layout
from ingest.fronts import OwnPlaces
from ingest.places import PlaceMention, find_bare_places, find_companies, find_places
from ingest.registry import Place, Registry
from ingest.title_words import has_kind, is_place_line
from kg.model import Field

_LETTERHEAD, _COMMISSION, _ADOPTION, _COVER, _HEAD, _BODY, _CITED, _ORG_NR = 6.0, 6.0, 4.0, 3.0, 3.0, 1.0, 0.2, 6.0
_MOST_IN_BODY = 4.5
_ENOUGH = 1.0

_COMPARED = re.compile(
    r"\b(?:jämför\w*|jämförelse|liksom|exempelvis|till\sexempel|t\.?ex|bland\sannat|bl\.?a|andra\skommuner|såsom|samverkan\smed|samarbete\smed|"
    r"tillsammans\smed|inspirerad|inspiration|hämtad|förlaga|från|grannkommun\w*|utförd\si|tidigare\si|erfarenheter)\b[^.;\n]{0,60}$",
    re.I,
)
_COMMISSIONED = re.compile(
    r"(?:på\suppdrag\sav|revisorerna\si|revisorer\si|revisionen\si|audit\w*\sof|auditors\s(?:in|of))[^.\n]{0,60}$", re.I
)
_ADOPTED = re.compile(r"(?:fullmäktige|styrelsen|nämnden)\si\s$", re.I)
_ORGAN_IN = re.compile(
    r"(?:stadsrevisionen|kommunrevisionen|revisorerna|revisionen|fullmäktige|styrelsen|nämnden|kommunen)\si\s$", re.I
)
_ORG = re.compile(r"(?<!\d)(\d{6}-\d{4})(?!\d)")
# Names that are ordinary words or given names: alone, they name no municipality.
WORD_NAMES = frozenset(
    [
        "Vara",
        "Ale",
        "Eda",
        "Mora",
        "Nora",
        "Sala",
        "Lund",
        "Boden",
        "Mark",
        "Habo",
        "Håbo",
        "Åre",
        "Kil",
        "Berg",
        "Hjo",
        "Salem",
        "Orsa",
    ]
)


@dataclass(slots=True)
class _Weighed:
    place: Place
    score: float = 0.0
    body: float = 0.0
    best: float = -1.0
    mention: PlaceMention | None = None


def read_municipality(layout: Layout, registry: Registry) -> Field[str] | None:
    """The municipality by its short name, or the region or company by its official name; None when nothing names one.

    Where two are named together as owners ("Linköpings och Norrköpings kommuner"), neither is given alone.
    """
    weighed = _weigh(layout, registry)
    ranked = sorted(weighed.values(), key=lambda one: -(one.score + one.body))
    if not ranked or ranked[0].mention is None or ranked[0].score + ranked[0].body < _ENOUGH:
        return None
    first = ranked[0]
    together = {mention.place.name for mention in find_places(layout.text.text[:8000], registry) if mention.several}
    second = ranked[1].score + ranked[1].body if len(ranked) > 1 else 0.0
    total = first.score + first.body
    if len(ranked) > 1 and {first.place.name, ranked[1].place.name} <= together and total <= second * 2:
        return None
    confidence = 0.95 if total >= 2 * second and first.score >= 3 else 0.85 if total >= 1.4 * second else 0.6
    where = "front" if first.score >= 3 else "text"
    assert first.mention is not None
    span = layout.text.span(first.mention.start, first.mention.end)
    return Field(first.place.name, confidence, f"municipality/{where}", (span,), code=first.place.code)


def _weigh(layout: Layout, registry: Registry) -> dict[str, _Weighed]:
    text = layout.text.text
    places = OwnPlaces(layout)
    weighed: dict[str, _Weighed] = {}
    mentions = [*find_places(text, registry), *_companies(layout, places, registry)]
    full = {mention.place.name for mention in mentions}
    bare = [one for one in find_bare_places(text, registry) if places.content(one.start)]
    seen_lines: set[tuple[str, str]] = set()
    for mention in mentions:
        if places.content(mention.start):
            _add(weighed, layout, places, mention, registry, seen_lines)
    for mention in bare:
        if not any(full_one.start <= mention.start < full_one.end for full_one in mentions):
            _add_bare(weighed, places, mention, text, known=mention.place.name in full)
    for match in _ORG.finditer(text):
        owner = next((place for place in registry.places if place.org_nr == match[1]), None)
        if owner is not None and places.holds(match.start()):
            found = PlaceMention(owner, match.start(), match.end(), full=True)
            _score(weighed, found, _ORG_NR)
    return weighed


def _companies(layout: Layout, places: OwnPlaces, registry: Registry) -> Iterator[PlaceMention]:
    """Companies count where a document names its owner: on the cover, in running heads."""
    text = layout.text.text
    auditors = {name.removesuffix(" AB").lower() for firm in registry.firms for name in (firm.name, *firm.aliases)}
    for mention in find_companies(text[:6000], registry):
        # The firm that made an audit stands on its cover as well.
        if places.holds(mention.start) and mention.place.name.removesuffix(" AB").lower() not in auditors:
            yield mention


def _add(
    weighed: dict[str, _Weighed],
    layout: Layout,
    places: OwnPlaces,
    mention: PlaceMention,
    registry: Registry,
    seen: set[tuple[str, str]],
) -> None:
    text = layout.text.text
    before = text[max(0, mention.start - 80) : mention.start]
    line_start = text.rfind("\n", 0, mention.start) + 1
    line_end = text.find("\n", mention.end)
    line = text[line_start : line_end if line_end >= 0 else len(text)].strip(" *#\t|")
    if _COMMISSIONED.search(before):
        _score(weighed, mention, _COMMISSION)
    elif _ADOPTED.search(before):
        _score(weighed, mention, _ADOPTION)
    elif places.holds(mention.start):
        zone = layout.zone_at(mention.start)
        repeated = (mention.place.name, line) in seen
        seen.add((mention.place.name, line))
        alone = line == text[mention.start : mention.end] or (
            mention.place.type != "company" and is_place_line(line, registry)
        )
        weight = _LETTERHEAD if alone else _HEAD if zone is not None and zone.kind == "running-head" else _COVER
        if _COMPARED.search(before) and not alone:
            weight = _CITED
        elif (not alone and _in_prose(text, line, line_start, mention)) or (
            line_start + 1200 < line_end and mention.start - line_start > 300
        ):
            weight = _BODY
        if weight in (_BODY, _CITED):
            _body(weighed, mention, weight)
        else:
            _score(weighed, mention, 0.3 if repeated else weight)
    else:
        _body(weighed, mention, _CITED if _COMPARED.search(before) else _BODY)


def _in_prose(text: str, line: str, line_start: int, mention: PlaceMention) -> bool:
    """Whether the name stands inside a sentence that is neither a title nor an adoption."""
    if (len(line) < 120 and has_kind(line)) or next(find_verbs(line), None) is not None:
        return False
    before = text[line_start : mention.start].strip(" *#\t|·–-")
    after = text[mention.end : mention.end + 3]
    return bool(before and before[-1] not in ".:|·,") or bool(re.match(r"s?\s[a-zåäö]", after))


def _add_bare(
    weighed: dict[str, _Weighed], places: OwnPlaces, mention: PlaceMention, text: str, *, known: bool
) -> None:
    """A name alone supports a municipality that is named in full; on a cover it may stand for it."""
    before = text[max(0, mention.start - 40) : mention.start]
    if _ORGAN_IN.search(before) and places.holds(mention.start):
        _score(weighed, mention, _ADOPTION)
    elif known:
        _body(weighed, mention, 0.4)
    elif places.on_cover(mention.start) and re.search(r"\b(?:för|i)\s$", before):
        _score(weighed, mention, _ENOUGH)
    elif places.on_cover(mention.start) and mention.place.name not in WORD_NAMES:
        _score(weighed, mention, 0.6)
    elif mention.place.name not in WORD_NAMES:
        _body(weighed, mention, 0.15)


def _entry(weighed: dict[str, _Weighed], mention: PlaceMention) -> _Weighed:
    return weighed.setdefault(mention.place.name, _Weighed(mention.place))


def _score(weighed: dict[str, _Weighed], mention: PlaceMention, weight: float) -> None:
    one = _entry(weighed, mention)
    one.score += weight
    if weight > one.best:
        one.best, one.mention = weight, mention


def _body(weighed: dict[str, _Weighed], mention: PlaceMention, weight: float) -> None:
    one = _entry(weighed, mention)
    one.body = min(_MOST_IN_BODY, one.body + weight)
    if weight * 0.1 > one.best:
        one.best, one.mention = weight * 0.1, mention
