"""How many people live in a municipality, after the official register or the user's own."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from kg.errors import UsageError
from kg.message import Message

OFFICIAL = "SCB"


@dataclass(frozen=True, slots=True)
class Population:
    """A count of inhabitants, the ISO day it is of, and whose figure it is ("SCB", or the name of a register file)."""

    count: int
    date: str
    source: str


@cache
def official_populations() -> Mapping[str, Population]:
    """Statistics Sweden's figure for each municipality, by code."""
    with resources.files("ingest.data").joinpath("folkmangd.csv").open(encoding="utf-8") as lines:
        return {row["code"]: Population(int(row["population"]), row["date"], OFFICIAL) for row in csv.DictReader(lines)}


def own_population(row: Mapping[str, str], path: Path, *, municipal: bool) -> dict[str, Population]:
    """The population in a row of the user's own register, by the municipality's code; none where the row gives none.

    Raises `UsageError` for a figure of what is no municipality or has no code, that is no whole number, or that does
    not say which day it is of.
    """
    count, date = (row.get("population") or "").strip(), (row.get("population_date") or "").strip()
    code = (row.get("code") or "").strip()
    if not count and not date:
        return {}
    if not code or not municipal:
        raise _unfit(row, path, "population", count, Message("folkmängd bara för kommuner, med deras kod"))
    if not (count.isascii() and count.isdecimal()):
        raise _unfit(row, path, "population", count, Message("ett helt tal utan mellanslag"))
    try:
        datetime.date.fromisoformat(date)
    except ValueError:
        raise _unfit(row, path, "population_date", date, Message("dagen som folkmängden avser, ÅÅÅÅ-MM-DD")) from None
    return {code: Population(int(count), date, path.name)}


def _unfit(row: Mapping[str, str], path: Path, column: str, value: str, wanted: str) -> UsageError:
    return UsageError(
        Message(
            "Registret %(path)s: %(column)s=”%(value)s” för %(name)s går inte att använda. Ange %(wanted)s.",
            path=path,
            column=column,
            value=value,
            name=row.get("name"),
            wanted=wanted,
        )
    )
