"""Which document takes the place of which: the one that says so, else the next newer one of the same name.

One piece for all who ask: the graph's series are drawn from it, and search tells by it what was in force.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from typing import Literal

from kg.bodies import body_type
from kg.kinds import STEERING
from kg.titles import plain_title

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# The central bodies take over each other's documents; two committees' guidelines of one name stay two.
_CENTRAL = frozenset({"fullmaktige", "styrelse", "utskott", "tjansteperson"})
How = Literal["replaced", "newer-version"]


@dataclass(frozen=True, slots=True)
class Version:
    """What has to be known of a document: `owner` tells whose it is, "" when that is not known.

    `decided` is the last day on which it can have been decided, `since` the first day on which it applies, `bodies` are
    those of its decisions, `replaces` is what it says itself that it replaces.
    """

    id: str
    kind: str
    title: str
    owner: str
    owner_name: str = ""
    decided: date | None = None
    since: date | None = None
    bodies: frozenset[str] = frozenset()
    draft: bool = False
    replaces: str = ""

    @property
    def counts(self) -> bool:
        """Whether it can replace and be replaced: an adopted steering document of somebody known."""
        return self.kind in STEERING and not self.draft and bool(self.owner)


@dataclass(frozen=True, slots=True)
class Succession:
    """`newer` took the place of `older` on the day `since` (None: not known), as it says itself or by its name."""

    older: str
    newer: str
    how: How
    since: date | None


def successions(versions: Iterable[Version]) -> list[Succession]:
    """Every pair of a document and one that it replaced, each once; what is stated goes before what is inferred."""
    held = [version for version in versions if version.counts]
    said: list[tuple[Version, Version, How]] = [(newer, older, "replaced") for newer, older in _stated(held)]
    named = (pair for members in series(held).values() for pair in _by_name(members))
    said += [(newer, older, "newer-version") for newer, older in named]
    found: dict[tuple[str, str], Succession] = {}
    for newer, older, how in said:
        pair = Succession(older.id, newer.id, how, newer.since or newer.decided)
        found.setdefault((older.id, newer.id), pair)
    return list(found.values())


def successors(versions: Iterable[Version]) -> dict[str, Succession]:
    """By document, what first took its place: from that day on it is not in force."""
    found: dict[str, Succession] = {}
    for one in successions(versions):
        known = found.get(one.older)
        if known is None or _order(one) < _order(known):
            found[one.older] = one
    return found


def series(versions: Iterable[Version]) -> dict[tuple[str, ...], list[Version]]:
    """The documents that share owner, kind, deciding committee and title, where there are several."""
    found: dict[tuple[str, ...], list[Version]] = defaultdict(list)
    for version in versions:
        title = plain_title(version.title, version.owner_name)
        if version.counts and title:
            found[version.owner, version.kind, _committee(version), title].append(version)
    return {key: members for key, members in sorted(found.items()) if len(members) > 1}


def _order(one: Succession) -> tuple[date, bool, str]:
    return one.since or date.max, one.how != "replaced", one.newer


def _stated(held: Iterable[Version]) -> Iterator[tuple[Version, Version]]:
    """Documents that say what they replace, each with the older documents of their owner whose title they name."""
    places: dict[Hashable, list[Version]] = defaultdict(list)
    for version in held:
        places[version.owner].append(version)
    for newer in (one for versions in places.values() for one in versions if one.replaces):
        named = f" {plain_title(newer.replaces, newer.owner_name)} "
        years = set(_YEAR.findall(newer.replaces))
        for older in places[newer.owner]:
            title, own = plain_title(older.title, older.owner_name), set(_YEAR.findall(older.title))
            if title and _before(older, newer) and f" {title} " in named and (not own or own <= years):
                yield newer, older


def _before(older: Version, newer: Version) -> bool:
    return older.decided is not None and newer.decided is not None and older.decided < newer.decided


def _by_name(members: Sequence[Version]) -> Iterator[tuple[Version, Version]]:
    """Each version with the one it replaces, by the days they were decided; of one day none replaces another."""
    dated = sorted((one.decided, one.id, one) for one in members if one.decided is not None)
    days = [[member for *_, member in group] for _, group in groupby(dated, key=lambda item: item[0])]
    for older, newer in pairwise(days):
        if len(newer) == 1:
            yield from ((newer[0], each) for each in older)


def _committee(version: Version) -> str:
    names = sorted(name for name in version.bodies if body_type(name) not in _CENTRAL)
    return names[0].casefold() if names else ""
