"""The forms in which a municipality's name is printed, after the rules of Swedish and their exceptions."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SILENT = ("s", "x", "z")
_ENGLISH = {"Göteborg": "Gothenburg"}
_VOWELS = "aeiouyåäöé"


def genitive(name: str) -> str:
    """The genitive in running text: "Marks", "Sollentunas", "Borås"."""
    return name if name.endswith(_SILENT) else f"{name}s"


def municipality_forms(name: str, official: str, styled: str) -> tuple[str, ...]:
    """Every full form of a municipality's name: official, self-styled, and those that are common though not official.

    "Falun" gives "Falu kommun" (official) and "Faluns kommun"; "Karlstad" gives "Karlstads kommun" and "Karlstad
    kommun", "Karlstads stad".
    """
    stem = official.removesuffix(" kommun").removesuffix(" stad")
    words = [name, genitive(name), *([stem] if stem else [])]
    forms = [official, styled, *(f"{word} kommun" for word in words), *(f"{word} stad" for word in words)]
    english = _ENGLISH.get(name, name)
    forms += [f"{name} Municipality", f"{english} Municipality"]
    if styled.lower().endswith(" stad"):
        forms.append(f"City of {english}")
    return tuple(dict.fromkeys(form for form in forms if form))


def former_regions(names: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The landsting that a region was before, each with its forms: "Landstinget i Uppsala län"."""
    for entry in names.split(";"):
        main, _, other = entry.strip().partition(" (")
        other = other.rstrip(")")
        if "andsting" not in main:
            continue
        forms = [main, *([other] if "andsting" in other else [])]
        county = re.match(r"Landstinget(?: i)? (.+)", main)
        if county:
            place = county[1].removesuffix(" län")
            forms += [f"Landstinget {place}", f"Landstinget i {place}", f"{genitive(place)} läns landsting"]
        else:
            forms.append(f"Landstinget i {main.removesuffix(' landsting')}")
        yield main, tuple(dict.fromkeys(forms))
