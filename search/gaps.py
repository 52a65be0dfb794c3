"""What a question asks for and the collection lacks, told beside what it has."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

import numpy as np

from kg.message import Message, row
from search.filters import Filters, kind_of
from search.index import Index
from search.named import Named, without
from search.query import Query

Gap = dict[str, str]


def gaps(
    index: Index, filters: Filters, names: Named, allowed: Sequence[int], known: Sequence[str] = ()
) -> tuple[tuple[Gap, ...], tuple[str, ...]]:
    """What is asked for and not held (municipality, kind, size), and the municipalities named of which some is held."""
    kind = kind_of(filters.kind) if filters.kind else names.kind
    # What is held but of other days, or adopted by others, is not missing.
    there = allowed if filters == filters.whose_and_what else index.passing(filters.whose_and_what, known)
    if not there and filters.whose_and_what.any():
        municipality = filters.municipality or next(iter(names.municipalities), None)
        return (_gap(municipality, kind, filters.size),), ()
    held = tuple(name for name in names.municipalities if len(_of(index, there, [name])))
    return tuple(_gap(name, kind) for name in names.municipalities if name not in held), held


def _gap(municipality: str | None, kind: str | None, size: str | None = None) -> Gap:
    said = {"municipality": municipality, "kind": kind, "size": size}
    return {name: value for name, value in said.items() if value}


def told(missing: Sequence[Gap]) -> str:
    """What is missing, in words; nothing when nothing is."""
    if not missing:
        return ""
    places = row([gap["municipality"] for gap in missing if "municipality" in gap])
    kind, size = missing[0].get("kind"), missing[0].get("size")
    if size:
        return Message("Samlingen har inga sådana dokument från kommuner som den vet är av den storleken.")
    if kind and places:
        return Message("Samlingen har inga sådana dokument från %(place)s.", place=places)
    if kind:
        return Message("Samlingen har inga dokument av den sorten.")
    return Message("Samlingen har inga dokument från %(place)s.", place=places)


def narrowed(index: Index, allowed: Sequence[int], names: Named, held: Collection[str]) -> Sequence[int]:
    """Only the documents of the municipalities that a query names, where it asks for something beside them."""
    if not held or not names.rest:
        return allowed
    return _of(index, allowed, held)


def _of(index: Index, allowed: Sequence[int], municipalities: Iterable[str]) -> list[int]:
    numbers = [index.of_municipality(name) for name in municipalities]
    found: list[int] = np.intersect1d(allowed, np.concatenate(numbers)).tolist()
    return found


def without_names(query: Query, names: Named, held: Collection[str]) -> Query:
    """The query without the municipalities it names: only their documents are asked, so the name tells nothing of them.

    A query that is nothing but a name that is held keeps it.
    """
    gone = [one for one in names.mentions if names.rest or one.municipality not in held]
    surfaces = {word for one in gone for word in query.text[one.start : one.end].split()}
    kept = tuple(word for word in query.words if word.surface not in surfaces)
    return replace(query, words=kept, text=without(query.text, gone)) if kept else query
