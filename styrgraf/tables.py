"""The graph as tables for a spreadsheet: one for each class, a row for each thing, a column for each property."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from typing import IO

from kg.knowledge_graph import KnowledgeGraph
from kg.prefixes import shortened

_BETWEEN = " | "
_CLASSES = "SELECT DISTINCT ?class WHERE { ?thing a ?class } ORDER BY ?class"
_PROPERTIES = "SELECT DISTINCT ?property WHERE {{ ?thing a <{0}> ; ?property ?value }} ORDER BY ?property"
_ROWS = "SELECT DISTINCT ?thing ?property ?value WHERE {{ ?thing a <{0}> ; ?property ?value }} ORDER BY ?thing"


def tables(graph: KnowledgeGraph) -> dict[str, str]:
    """The classes that have a thing in the graph, by the names of their tables, such as Document or skos-Concept.

    A class of a vocabulary that the collection does not use itself has none.
    """
    classes = [row["class"] for row in graph.query(_CLASSES)]
    names = {shortened(one): one for one in classes}
    return {name.replace(":", "-").removeprefix("styr-"): one for name, one in names.items() if name != one}


def write_table(graph: KnowledgeGraph, of: str, output: IO[bytes]) -> None:
    """Write the table of a class as CSV. Several values of one property stand in one cell, between bars."""
    columns = [row["property"] for row in graph.query(_PROPERTIES.format(of))]
    text = io.TextIOWrapper(output, encoding="utf-8", newline="", write_through=False)
    writer = csv.writer(text)
    writer.writerow(["iri", *map(shortened, columns)])
    for thing, values in _things(graph, of):
        writer.writerow([thing, *(_BETWEEN.join(sorted(values[name])) for name in columns)])
    text.flush()
    text.detach()


def safe(value: object) -> object:
    """A text that a spreadsheet would run as a formula is marked as text."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value


def _things(graph: KnowledgeGraph, of: str) -> Iterator[tuple[str, dict[str, list[str]]]]:
    for thing, rows in groupby(graph.query(_ROWS.format(of)), key=lambda row: row["thing"]):
        values: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            values[row["property"]].append(str(safe(row["value"])))
        yield thing, values
