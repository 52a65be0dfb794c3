"""The whole graph written out, or one line a document for a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import IO

from styrgraf.collection import Collection
from styrgraf.listing import FACTS

COLUMNS = ("id", "kind", *FACTS, "status", "pages", "file")


def export(collection: Collection, form: str, output: IO[bytes]) -> None:
    """Write the collection to `output` as trig, nquads, turtle, jsonld or csv."""
    if form == "csv":
        output.write(_csv(collection).encode())
    else:
        collection.graph.dump(form, output)  # type: ignore[arg-type]


def _csv(collection: Collection) -> str:
    text = io.StringIO()
    # A byte order mark, without which Excel takes å, ä and ö for something else.
    text.write("\ufeff")
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore")
    writer.writeheader()
    writer.writerows({name: _safe(document.get(name)) for name in COLUMNS} for document in collection.documents)
    return text.getvalue()


def _safe(value: object) -> object:
    """A text that a spreadsheet would run as a formula is marked as text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value
