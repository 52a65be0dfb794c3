"""A SPARQL query put to the graph of a generation, and its result in the form asked for."""

from __future__ import annotations

import io
from typing import IO

import orjson

from kg.saved_queries import SavedQuery, saved_queries
from kg.sparql.evaluate import Job, evaluate
from kg.sparql.formats import ROWS, TRIPLES
from styrgraf.collection import Collection
from styrgraf.full_text import put_for

_WIDEST = 60


def answer(collection: Collection, query: str, form: str, output: IO[bytes]) -> None:
    """Write the result of `query` to `output`. Raises `UsageError` for anything but a query on this graph."""
    out = io.BytesIO()
    # A table has no place for triples: they come as Turtle, the form that is easiest to read.
    rows = ("json",) if form == "table" else tuple(one for one in (form,) if one in ROWS)
    triples = ("turtle",) if form == "table" else tuple(one for one in (form,) if one in TRIPLES)
    put = put_for(collection, query)
    came = evaluate(collection.graph, Job(query, rows=rows, triples=triples, base=collection.base, put=put), out)
    found = out.getvalue()
    if form == "table" and came.form == "json":
        found = table(_plain(found)).encode()
    output.write(found if found.endswith(b"\n") else found + b"\n")


def _plain(result: bytes) -> list[dict[str, str]]:
    """The rows of a SPARQL JSON result as plain text; that of an ASK as one row."""
    said = orjson.loads(result)
    if "boolean" in said:
        return [{"ask": "true" if said["boolean"] else "false"}]
    names = said["head"]["vars"]
    return [{name: row[name]["value"] for name in names if name in row} for row in said["results"]["bindings"]]


def listing() -> str:
    """The saved queries for a person: name, title, sentence and parameters."""
    return "\n\n".join(map(_entry, saved_queries()))


def _entry(query: SavedQuery) -> str:
    lines = [f"{query.name} – {query.title['sv']}", f"    {query.text['sv']}"]
    for parameter in query.parameters:
        default = f" (annars {parameter.default})" if parameter.default else " (får utelämnas)"
        lines.append(f"    --param {parameter.name}=…  {parameter.label['sv']}{default}")
    return "\n".join(lines)


def table(rows: list[dict[str, str]]) -> str:
    """Rows as columns for a person; a value that is longer than a column is cut."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    if not names:
        return "Inga rader."
    shown = [[_cut(row.get(name, "")) for name in names] for row in rows]
    widths = [max(len(line[at]) for line in [names, *shown]) for at in range(len(names))]
    lines = [names, ["─" * width for width in widths], *shown]
    return "\n".join(
        " ".join(word.ljust(width) for word, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def _cut(value: str) -> str:
    line = " ".join(value.split())
    return line if len(line) <= _WIDEST else line[: _WIDEST - 1] + "…"
