"""A document as one refers to it: BibTeX, RIS, and a reference in Swedish. What it does not say is left out."""

from __future__ import annotations

import re
from collections.abc import Callable

from search.catalogue import Card
from styrgraf import labels

_BIBTEX_SIGNS = re.compile(r"([&%$#_{}])")
_REPORT = "revisionsrapport"


def bibtex(card: Card, iri: str) -> str:
    """An entry of type @techreport, in UTF-8 as biber reads it."""
    fields = {
        "author": _braced(_author(card)),
        "title": _braced(card.title),
        "year": (card.date or "")[:4],
        "date": card.date,
        "institution": _braced(card.municipality),
        "type": _escaped(labels.kind(card.kind)),
        "number": _escaped(card.case_number or ""),
        "note": _escaped(_adoption(card) or ""),
        "url": iri,
        "language": "swedish",
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@techreport{{styrgraf-{card.id},", *lines, "}"]) + "\n"


def ris(card: Card, iri: str) -> str:
    """A record of type RPRT (Research Information Systems format)."""
    fields = [
        ("TY", "RPRT"),
        ("AU", _author(card)),
        ("TI", card.title),
        ("PY", (card.date or "")[:4]),
        ("DA", (card.date or "").replace("-", "/")),
        ("PB", card.municipality),
        ("M3", labels.kind(card.kind)),
        ("SN", card.case_number),
        ("N1", _adoption(card)),
        ("LA", "sv"),
        ("ID", card.id),
        ("UR", iri),
        ("ER", " "),
    ]
    return "".join(f"{tag}  - {value.strip()}\r\n" for tag, value in fields if value)


def swedish(card: Card, iri: str) -> str:
    """A reference as it stands in a list of sources."""
    about = [labels.kind(card.kind), _adoption(card)]
    if card.kind == _REPORT:
        about.append(card.municipality)
    if card.case_number:
        about.append(f"dnr {card.case_number}")
    author, year = _author(card) or "Okänd utgivare", (card.date or "")[:4] or "u.å."
    told = ", ".join(part for part in about if part)
    return f"{author} ({year}). {card.title or 'Utan känd titel'}. {told}. {iri}\n"


FORMS: dict[str, tuple[str, Callable[[Card, str], str]]] = {
    "bibtex": ("application/x-bibtex; charset=utf-8", bibtex),
    "ris": ("application/x-research-info-systems; charset=utf-8", ris),
    "text": ("text/plain; charset=utf-8", swedish),
}


def _author(card: Card) -> str | None:
    return card.auditor or card.municipality if card.kind == _REPORT else card.municipality


def _adoption(card: Card) -> str | None:
    """Who decided when, such as "antagen av kommunfullmäktige 2022-03-01, § 41"."""
    if card.kind == _REPORT or not (card.adopted_by or card.decision_date):
        return None
    by = f"beslutad av {card.adopted_by}" if card.adopted_by else "beslutad"
    when = f" {card.decision_date}" if card.decision_date else ""
    return f"{by}{when}" + (f", § {card.paragraph}" if card.paragraph else "")


def _braced(name: str | None) -> str | None:
    """A name that BibTeX is not to take apart or set in lower case."""
    return "{" + _escaped(name) + "}" if name else None


def _escaped(value: str) -> str:
    return _BIBTEX_SIGNS.sub(r"\\\1", value)
