"""The whole graph written out, or a line a document for a spreadsheet; the same bytes each time for one generation."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import IO

from kg.atomic import named_errors
from styrgraf.collection import Collection
from styrgraf.listing import FACTS
from styrgraf.tables import safe, tables, write_table

COLUMNS = ("id", "kind", *FACTS, "status", "pages", "file")
SUFFIXES = {"trig": "trig", "nquads": "nq", "turtle": "ttl", "jsonld": "jsonld", "csv": "csv"}


def export(collection: Collection, form: str, output: IO[bytes]) -> None:
    """Write the collection to `output` as trig, nquads, turtle, jsonld or csv."""
    if form == "csv":
        output.write(_csv(collection).encode())
    else:
        collection.graph.dump(form, output)  # type: ignore[arg-type]


def export_tables(collection: Collection, folder: Path) -> list[Path]:
    """Write the list of documents and a table of each class into `folder`; returns the files."""
    with named_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        made = [folder / "documents.csv"]
        made[0].write_bytes(_csv(collection).encode())
        for name, of in tables(collection.graph).items():
            path = folder / f"{name}.csv"
            with path.open("wb") as output:
                write_table(collection.graph, of, output)
            made.append(path)
    return made


def _csv(collection: Collection) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore")
    writer.writeheader()
    writer.writerows({name: safe(document.get(name)) for name in COLUMNS} for document in collection.documents)
    return text.getvalue()
