"""The official registers: municipalities, regions, audit firms, and what the user's own files add to them."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib import resources
from pathlib import Path
from typing import Literal

from ingest.place_forms import former_regions, municipality_forms
from ingest.populations import Population, official_populations, own_population
from kg.errors import UsageError

PlaceType = Literal["municipality", "region", "company"]

_TYPES: Mapping[str, PlaceType] = {
    "kommun": "municipality", "stad": "municipality", "municipality": "municipality", "region": "region",
    "landsting": "region", "bolag": "company", "company": "company", "kommunalförbund": "company", "förbund": "company",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality (value: its short name), a region or a company (value: its official name)."""

    name: str
    type: PlaceType
    code: str | None
    forms: tuple[str, ...]
    org_nr: str | None = None


@dataclass(frozen=True, slots=True)
class Firm:
    """An audit firm: the name it goes by, the names it prints, its organisation number where it is known."""

    name: str
    aliases: tuple[str, ...]
    org_nr: str | None = None


@dataclass(frozen=True, eq=False)
class Registry:
    """What is known of bodies before any document is read; populations, by code, steer no reading."""

    places: tuple[Place, ...]
    firms: tuple[Firm, ...]
    populations: Mapping[str, Population] = field(default_factory=dict)

    @classmethod
    def load(cls, extra: Sequence[Path] = ()) -> Registry:
        """The official registers and the user's own CSV or TOML files (columns code, name, type, official_name,
        aliases, org_nr; for a municipality population and population_date). Raises `UsageError` naming a file that
        cannot be used.
        """
        places = [*_municipalities(), *_regions()]
        firms, populations = list(_firms()), dict(official_populations())
        for path in extra:
            for row in _own_rows(path):
                _add_own(row, path, places, firms)
                municipal = _TYPES.get((row.get("type") or "").strip().lower()) == "municipality"
                populations |= own_population(row, path, municipal=municipal)
        return cls(tuple(places), tuple(firms), populations)

    @cached_property
    def by_form(self) -> Mapping[str, Place]:
        """Every full form, in lower case, with the place it names; the first register to give a form wins."""
        known: dict[str, Place] = {}
        for place in self.places:
            for form in place.forms:
                known.setdefault(form.lower(), place)
        return known

    @cached_property
    def by_short_name(self) -> Mapping[str, Place]:
        """Municipalities by their short name as written ("Mark")."""
        return {place.name: place for place in self.places if place.type == "municipality"}

    def firm_by_org_nr(self, org_nr: str) -> Firm | None:
        """The firm with this organisation number ("556029-6740"), if it is known."""
        return next((firm for firm in self.firms if firm.org_nr == org_nr), None)


def _table(name: str) -> Iterator[dict[str, str]]:
    with resources.files("ingest.data").joinpath(name).open(encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


def _municipalities() -> Iterator[Place]:
    for row in _table("kommuner.csv"):
        forms = municipality_forms(row["name"], row["official_name"], row["self_styled_name"])
        yield Place(row["name"], "municipality", row["code"], forms, row["org_nr"] or None)


def _regions() -> Iterator[Place]:
    for row in _table("regioner.csv"):
        if row["region"] == "Region Gotland":
            # Gotland is a municipality with a region's tasks: it stands in the municipal register.
            continue
        yield Place(row["region"], "region", row["county_code"], (row["region"],), row["org_nr"] or None)
        for name, forms in former_regions(row["former_names"]):
            yield Place(name, "region", row["county_code"], forms)


def _firms() -> Iterator[Firm]:
    for row in _table("firms.csv"):
        yield Firm(row["name"], _split(row["aliases"]), row["org_nr"] or None)


def _split(aliases: str) -> tuple[str, ...]:
    return tuple(alias.strip() for alias in aliases.split(";") if alias.strip())


def _own_rows(path: Path) -> Iterable[Mapping[str, str]]:
    try:
        if path.suffix.lower() == ".toml":
            return [_flat(row) for row in tomllib.loads(path.read_text(encoding="utf-8")).get("body", [])]
        with path.open(encoding="utf-8-sig", newline="") as lines:
            return list(csv.DictReader(lines))
    except (OSError, ValueError, csv.Error) as error:
        raise UsageError(f"the register {path} cannot be read ({error}); give a CSV or TOML file in UTF-8") from error


def _flat(row: Mapping[str, object]) -> dict[str, str]:
    return {key: ";".join(map(str, value)) if isinstance(value, list) else str(value) for key, value in row.items()}


def _add_own(row: Mapping[str, str], path: Path, places: list[Place], firms: list[Firm]) -> None:
    name, kind = (row.get("name") or "").strip(), (row.get("type") or "").strip().lower()
    aliases, org_nr = _split(row.get("aliases") or ""), (row.get("org_nr") or "").strip() or None
    official = (row.get("official_name") or "").strip()
    if not name or (kind != "firm" and kind not in _TYPES):
        raise UsageError(
            f"the register {path} has a row with name {name!r} and type {kind!r}; "
            f"a name is needed, and a type among {', '.join(sorted({*_TYPES, 'firm'}))}"
        )
    if kind == "firm":
        firms.append(Firm(name, tuple(form for form in (official, *aliases) if form and form != name), org_nr))
        return
    type_ = _TYPES[kind]
    own = municipality_forms(name, official, "") if type_ == "municipality" else (official or name, name)
    forms = (*own, *aliases)
    shown = name if type_ == "municipality" else official or name
    places.append(Place(shown, type_, (row.get("code") or "").strip() or None, tuple(dict.fromkeys(forms)), org_nr))
