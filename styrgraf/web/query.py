"""The page to put a query on, and the table of what it found; it works without JavaScript."""

from __future__ import annotations

import os
from typing import IO, Any

import orjson

from styrgraf.web.render import page
from styrgraf.web.thing import address

_MOST_ROWS = 1000
_MOST_BYTES = 4 << 20
EXAMPLE = """SELECT ?kind (COUNT(?document) AS ?documents) WHERE {
  ?document a styr:Document ; styr:kind ?of .
  ?of skos:notation ?kind .
} GROUP BY ?kind ORDER BY DESC(?documents)"""


def query_page(
    generation: int,
    *,
    base: str,
    query: str = "",
    kind: str | None = None,
    found: IO[bytes] | None = None,
    wrong: str = "",
) -> str:
    """The page. `found` holds SPARQL JSON (kind rows or boolean) or Turtle (kind triples).

    What is named beneath `base` leads to its own address here.
    """
    values: dict[str, Any] = {
        "query": query or EXAMPLE,
        "asked": bool(query),
        "kind": kind,
        "wrong": wrong,
        "things": base,
    }
    if found is not None:
        values["large"] = os.fstat(found.fileno()).st_size > _MOST_BYTES
        if not values["large"]:
            values |= _triples(found) if kind == "triples" else _rows(found, base)
    return page("sparql.html", here="/fragor", generation=generation, most=_MOST_ROWS, **values)


def _triples(found: IO[bytes]) -> dict[str, Any]:
    return {"turtle": found.read().decode()}


def _rows(found: IO[bytes], base: str) -> dict[str, Any]:
    said = orjson.loads(found.read())
    if "boolean" in said:
        return {"boolean": said["boolean"]}
    names = said["head"]["vars"]
    bindings = said["results"]["bindings"]
    rows = [[_cell(row.get(name), base) for name in names] for row in bindings[:_MOST_ROWS]]
    return {"names": names, "rows": rows, "total": len(bindings)}


def _cell(term: dict[str, str] | None, base: str) -> dict[str, str]:
    """The text of a value and, for an address of the web, where it leads."""
    if term is None:
        return {"text": ""}
    text = term["value"]
    href = address(text, base) if term["type"] == "uri" else None
    return {"text": text, "href": href} if href else {"text": text}
