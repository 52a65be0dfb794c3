"""Whose audit a sentence speaks of: the municipality's own auditors', or somebody else's."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from ingest.fold import fold

_PLACE = r"(?P<place>[A-ZÅÄÖ][\wåäö-]+(?:\s(?:[A-ZÅÄÖ][\wåäö-]+|läns|kommun|stad|landsting|län))*)"
# "Revisorerna i Falu kommun", "Göteborgs stadsrevision": the auditors of a place, which may be another one.
_OF_PLACE = re.compile(
    rf"\b(?:[Dd]e\s)?(?:[Ff]örtroendevalda\s)?"
    rf"(?:[Rr]evisorerna|[Kk]ommunrevisionen|[Ss]tadsrevisionen|[Rr]evisionen)\si\s{_PLACE}"
    rf"|\b{_PLACE.replace('place', 'owner')}s\s(?:förtroendevalda\s)?"
    r"(?:stadsrevision|kommunrevision|revisorer|revisionskontor)\b"
)
_OWNERS = re.compile(r"(?:Kommunen|Regionen|Staden|Landstinget|Landet|Bolaget|Förbundet|Stiftelsen)$")
_COMMON = frozenset({"kommun", "stad", "region", "landsting", "läns", "län", "landstinget", "regionen"})
_SAME = 4


@cache
def _agents() -> dict[str, str]:
    data = tomllib.loads((files("ingest") / "data" / "earlier_audits.toml").read_text(encoding="utf-8"))
    return {who: "|".join(f"(?:{form})" for form in forms).replace(" ", r"\s") for who, forms in data.items()}


@cache
def auditors() -> str:
    """A regular expression, without groups that capture, of those who audit for the municipality itself."""
    return "(?:" + re.sub(r"\((?!\?)", "(?:", _agents()["auditors"]) + ")"


@cache
def _named() -> re.Pattern[str]:
    agents = _agents()
    return re.compile(rf"\b(?:(?P<own>{agents['auditors']})|(?P<other>{agents['others']}))s?\b", re.I)


@cache
def _by_others() -> re.Pattern[str]:
    return re.compile(rf"[^.;,]{{0,60}}\bav\s+(?:{_agents()['others']})\b", re.I)


def of_others(text: str, clause: int, start: int, end: int, own_place: str | None) -> bool:
    """Whether the audit named at `start:end` is somebody else's: the last one named before it in its clause, which
    begins at `clause`, does not audit for this municipality, or it was made "av" one who does not.
    """
    if _by_others().match(text, end):
        return True
    found = [(match.start(), match["other"] is not None) for match in _named().finditer(text, clause, start)]
    found += [(match.end(), True) for match in _OF_PLACE.finditer(text, clause, end) if _is_elsewhere(match, own_place)]
    return bool(found) and max(found)[1]


def _is_elsewhere(match: re.Match[str], own: str | None) -> bool:
    place = match["place"] or match["owner"]
    if own is None or (match["owner"] and _OWNERS.match(place)):
        return False
    theirs, ours = _words(place), _words(own)
    return not any(one.startswith(other[:_SAME]) for one in theirs for other in ours)


def _words(place: str) -> list[str]:
    return [fold(word) for word in place.split() if word.lower() not in _COMMON]
