"""The words for policy areas and counties, in the language of the page."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from importlib import resources

from ontology.terms import labels
from styrgraf.language import language


def subject(code: str) -> str:
    """The name of a policy area, with a capital; a code that the scheme lacks is shown as it is."""
    name = _subjects(language()).get(code, code)
    return name[:1].upper() + name[1:]


def subjects() -> list[tuple[str, str]]:
    """Code and name of every policy area, by name."""
    return sorted(((code, subject(code)) for code in _subjects(language())), key=lambda pair: pair[1].casefold())


def county(code: str) -> str:
    """The name of the county with that code after SCB; a code that none has is shown as it is."""
    return counties().get(code, code)


@cache
def counties() -> Mapping[str, str]:
    """Code and name of every county."""
    with resources.files("ingest.data").joinpath("kommuner.csv").open(encoding="utf-8") as lines:
        return {row["county_code"]: row["county"] for row in csv.DictReader(lines)}


@cache
def _subjects(code: str) -> Mapping[str, str]:
    return labels("subject", code)
