"""What a search can be narrowed to and ordered by, and what it is narrowed to: each choice an address."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from ontology.sizes import sizes
from styrgraf import labels
from styrgraf.language import N_, gettext
from styrgraf.web.here import HERE
from styrgraf.web.subjects import counties, county, subject

Counts = Mapping[str, Mapping[str, int]]

ORDERS = {"": N_("Relevans"), "newest": N_("Nyast"), "oldest": N_("Äldst"), "title": N_("Titel")}
_TIMES = {"from": N_("från %(day)s"), "to": N_("till %(day)s"), "in-force-on": N_("gällde %(day)s")}
_AS_WRITTEN = str

# Parameter, key among the counts, heading, how a value is worded, whether its words are Swedish in every language.
_FACETS: tuple[tuple[str, str, str, Callable[[str], str], bool], ...] = (
    ("kind", "kind", N_("Dokumentsort"), labels.kind, False),
    ("subject", "subject", N_("Ämne"), subject, False),
    ("municipality", "municipality", N_("Kommun eller region"), _AS_WRITTEN, True),
    ("county", "county", N_("Län"), county, True),
    ("size", "size", N_("Kommunens storlek"), labels.size, False),
    ("adopted-by", "adopted_by", N_("Antaget av"), _AS_WRITTEN, True),
)


def address(asked: Mapping[str, str], changed: Mapping[str, str | None]) -> str:
    """The address of the search `asked` with some parameters `changed`; None takes one away."""
    left = {name: value for name, value in {**asked, **changed}.items() if value}
    return f"{HERE.get().root}/?{urlencode(left)}"


def facets(
    counts: Counts, asked: Mapping[str, str], figures_of: tuple[str, str] | None = None
) -> Iterator[dict[str, Any]]:
    """Each facet with its choices, the most frequent first, sizes by size; the one chosen is always among them.

    `figures_of` are the days of the populations that sizes rest on.
    """
    for name, key, heading, worded, foreign in _FACETS:
        held = dict(counts.get(key, {}))
        known: dict[str, int | None] = {**held}
        if name in asked:
            known.setdefault(asked[name], None)
        if name == "county":
            known = {code: count for code, count in known.items() if code in counties()}
        if name == "size":
            known = {code: known[code] for code in sizes() if code in known}
        if known:
            choices = [_choice(asked, {name: code}, worded(code), count) for code, count in known.items()]
            facet = {"name": name, "label": gettext(heading), "choices": choices, "foreign": foreign}
            yield facet | ({"note": labels.figures(figures_of)} if name == "size" and figures_of else {})
    yield {"name": "force", "label": gettext("Giltighet"), "choices": [_in_force_today(asked)], "foreign": False}
    if years := counts.get("year"):
        choices = [
            _choice(asked, {"from": year, "to": year}, year, years[year]) for year in sorted(years, reverse=True)
        ]
        yield {"name": "year", "label": gettext("År"), "choices": choices, "foreign": False}


def _in_force_today(asked: Mapping[str, str]) -> dict[str, Any]:
    """What applies today; how many that leaves is known when it is asked for."""
    return _choice(asked, {"in-force-on": datetime.date.today().isoformat()}, gettext("Gäller i dag"), None)


def _choice(asked: Mapping[str, str], changed: Mapping[str, str], label: str, count: int | None) -> dict[str, Any]:
    """A choice; when it is made already its address takes it away."""
    chosen = all(asked.get(name) == value for name, value in changed.items())
    href = address(asked, dict.fromkeys(changed) if chosen else changed)
    return {"label": label, "count": count, "chosen": chosen, "href": href}


def chips(asked: Mapping[str, str]) -> list[tuple[str, str]]:
    """For each filter its words and the address without it."""
    worded = {name: words for name, _, _, words, _ in _FACETS}
    found = []
    for name, value in asked.items():
        if name in _TIMES:
            found.append((gettext(_TIMES[name]) % {"day": labels.day(value)}, address(asked, {name: None})))
        elif name in worded:
            found.append((worded[name](value), address(asked, {name: None})))
    return found


def orders(asked: Mapping[str, str]) -> list[dict[str, Any]]:
    """The orders that hits can stand in."""
    now = asked.get("sort", "")
    return [
        {"label": gettext(label), "href": address(asked, {"sort": code or None}), "chosen": code == now}
        for code, label in ORDERS.items()
    ]
