"""Tables of data whose heads are words that labels use too: "Åtgärd | Ansvarig | När" is no information box."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ingest.extract import Cell
from ingest.labels import Label

Place = tuple[int, int]

# Heads of the columns in which plans list what is to be done, measured, owned or decided by whom.
_DATA_HEAD = re.compile(
    r"(?:åtgärd|aktivitet|insats|(?:del|effekt|inriktnings)?mål|indikator|nyckeltal|mått|bolag|roll|typ|område|uppdrag|moment|"
    r"händelse|beskriver|beskrivning|detaljnivå|ärende(?:typ|grupp)|beslutstyp|risk|sannolikhet|konsekvens|resurs(?:er)?|kostnad|budget|"
    r"tidplan|tidsplan|start|slut|klart?|när|belopp|avgift|plats|målgrupp|steg|fas|delegat|ersättare|lagrum|verksamhetsområde|"
    r"utgångsläge|resultat|nuläge|dokument)(?:er|ar|en|et|na)?(?:\s\S+){0,3}\s*:?$",
    re.I,
)


def is_data(text: str, cells: Mapping[Place, Cell], heads: Mapping[Place, Label]) -> bool:
    """Whether a table's only labels are the heads of columns of data."""
    rows = {row for row, _ in cells}
    if not rows or not heads or any(row > 0 for row, _ in heads):
        return False
    first = {column: text[cell.start : cell.end].strip() for (row, column), cell in cells.items() if row == 0}
    if len(first) < 2:
        return False
    unlabelled = [words for column, words in first.items() if (0, column) not in heads]
    if any(_DATA_HEAD.match(words) for words in unlabelled):
        return True
    # A box has one row of values under its heads, and as good as every head of it is a label.
    below = len(rows) - 1
    if below > 1 and len(first) > 2 and (0, 0) in heads and heads[0, 0].key in ("title", "kind"):
        return True  # other documents, one a row, with what is told of each
    return below > 1 and (0, 0) not in heads and len(first) == max((c for r, c in cells if r), default=0) + 1
