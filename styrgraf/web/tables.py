"""Hits as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import Any

from styrgraf.language import spoken

Hit = Mapping[str, Any]
COLUMNS = (
    "title",
    "kind",
    "municipality",
    "code",
    "adopted_by",
    "decision_date",
    "report_date",
    "paragraph",
    "case_number",
    "valid_from",
    "valid_to",
    "in_force",
    "in_force_basis",
)
# A spreadsheet takes what begins like this for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BOM = "\ufeff"


def as_csv(hits: Sequence[Hit], root: str) -> str:
    """A row for each passage: the document's facts, score, page, quote, reason and address, which begins with `root`.

    In UTF-8 with a byte order mark, without which Excel takes it for something else.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([*COLUMNS, "score", "page", "quote", "why", "url"])
    for hit in hits:
        document = hit["document"]
        facts = [_cell(document.get(name, "")) for name in COLUMNS]
        for passage in hit["passages"] or [{}]:
            url = f"{root}/dokument/{document['id']}" + (f"?page={passage['page']}" if passage else "")
            quoted = [_cell(passage.get("page", "")), _cell(passage.get("text", ""))]
            writer.writerow([*facts, hit["score"], *quoted, _cell(spoken(hit.get("why", ""))), url])
    return _BOM + out.getvalue()


def _cell(value: object) -> str:
    said = str(value)
    return f"'{said}" if said.startswith(_FORMULA) else said
