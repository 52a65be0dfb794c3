"""A SPARQL query put to the graph of a generation, and its result in the form asked for."""

from __future__ import annotations

from typing import IO, Any

from kg.guard import check_query
from kg.saved_queries import SavedQuery, saved_queries
from styrgraf.collection import Collection

_WIDEST = 60


def answer(collection: Collection, query: str, form: str, output: IO[bytes]) -> None:
    """Write the result of `query` to `output`. Raises `UsageError` for anything but a query on this graph."""
    check_query(query)
    graph = collection.graph
    result: Any = table(list(graph.query(query))).encode() if form == "table" else graph.query_text(query, form)  # type: ignore[arg-type]
    output.write(result if result.endswith(b"\n") else result + b"\n")


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
