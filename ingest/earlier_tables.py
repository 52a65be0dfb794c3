"""The audits that a follow-up lists in a table: a row for each, with its year beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.audit_script import Block, Script
from ingest.earlier_titles import YEAR, Named

_HEAD = re.compile(
    r"(?:tidigare\s+|granskade?\s+)?(?:gransknings?|revisions)?(?:granskning(?:ar)?|rapport(?:er)?)(?:ens namn)?$", re.I
)
_WHEN = re.compile(r"år|datum|rapportdatum|genomförd|avlämnad|tidpunkt|när|granskningsår", re.I)
_IN_NAME = re.compile(rf"\s*[,(]?\s*(?:från\s+|år\s+)?(?P<year>{YEAR})\)?\s*$")
_WHOLE = re.compile(r"(?:totalt|summa|samtliga)\b", re.I)


def tabled_audits(script: Script) -> Iterator[Named]:
    """The audits of tables whose first column is headed "Granskning", as far as their years are told."""
    table: int | None = None
    when: int | None = None
    for block in script.blocks:
        if block.kind != "row" or block.table is None:
            continue
        if block.table != table:
            table, when = block.table, None
            heads = {cell[0]: script.cell(cell) for cell in block.cells}
            listing = bool(_HEAD.match(heads.get(0, "")))
            when = next((column for column, head in heads.items() if column and _WHEN.match(head)), None)
            continue
        if listing and (named := _row(script, block, when)):
            yield named


def _row(script: Script, block: Block, when: int | None) -> Named | None:
    first = block.cells[0]
    if first[0] or _WHOLE.match(script.cell(first)):
        return None
    text = script.flow.text[first[1] : first[2]].replace("\n", " ")
    own = _IN_NAME.search(text)
    if own:
        return Named(first[1], first[2], (first[1], first[1] + own.start()), own["year"], True)
    beside = next((cell for cell in block.cells if cell[0] == when), None)
    year = re.search(YEAR, script.cell(beside)) if beside else None
    return Named(first[1], first[2], (first[1], first[2]), year[0], True) if year else None
