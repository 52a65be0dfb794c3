"""The documents worth comparing with a question: highest by words, by meaning of a passage, by meaning of the title.

Under a filter that leaves many documents the best of all are taken and those that are left out put aside, which gives
the same as searching the rest alone; where too few stay, the rest alone is searched.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from search.index import Index
from search.lexical import Clause, required
from search.query import Query
from search.vectors import Floats, Positions, Vectors

Mask = NDArray[np.bool_]

LISTED = 200
TITLES = 60
_BROAD = 0.2
_SPARE = 1.3


def gathered(
    index: Index, query: Query, wanted: Clause, vector: Floats | None, allowed: Mask | None, mode: str, most: int
) -> list[int]:
    """The numbers of at most `most` documents, the most promising first. `allowed`: the only ones that may be found."""
    lists = [] if mode == "semantic" else [_by_words(index, query, wanted, allowed)]
    if mode != "lexical" and vector is not None:
        passages = _near(index.passages, vector, LISTED, allowed, index.owners, index.positions)
        titles = _near(index.titles, vector, TITLES, allowed, lambda found: found, lambda numbers: numbers)
        lists += [passages, titles]
    numbers = _merged(lists, most)
    return _still_allowed(index, numbers, query) if query.phrases or query.excluded else numbers


def _by_words(index: Index, query: Query, wanted: Clause, allowed: Mask | None) -> list[int]:
    must = [index.lexical.phrase(phrase) for phrase in query.phrases]
    never = [index.lexical.phrase([term]) for term in query.excluded]
    share = 1.0 if allowed is None else _share(allowed)
    if share >= _BROAD:
        limit = LISTED if allowed is None else int(LISTED / share * _SPARE)
        rows, _ = index.lexical.rows(required(wanted, must, never), limit)
        owners = index.owners(index.positions_of_rows(rows))
        kept = owners if allowed is None else owners[allowed[owners]]
        if len(kept) >= LISTED or len(rows) < limit:
            return _once(kept[:LISTED])
    must.append(_only(index, np.flatnonzero(allowed) if allowed is not None else ()))
    rows, _ = index.lexical.rows(required(wanted, must, never), LISTED)
    return _once(index.owners(index.positions_of_rows(rows)))


def _near(
    vectors: Vectors,
    query: Floats,
    count: int,
    allowed: Mask | None,
    owners: Callable[[Positions], NDArray[np.int64]],
    positions: Callable[[NDArray[np.int64]], Positions],
) -> list[int]:
    """The documents that own the nearest of some vectors."""
    if allowed is None:
        return _once(owners(vectors.search(query, count)[0]))
    share = _share(allowed)
    if share >= _BROAD:
        limit = int(count / share * _SPARE)
        found = owners(vectors.search(query, limit)[0])
        kept = found[allowed[found]]
        if len(kept) >= count or len(found) < limit:
            return _once(kept[:count])
    return _once(owners(vectors.search(query, count, positions(np.flatnonzero(allowed)))[0]))


def _share(allowed: Mask) -> float:
    return float(np.count_nonzero(allowed)) / max(1, len(allowed))


def _once(numbers: NDArray[np.int64]) -> list[int]:
    return list(dict.fromkeys(numbers.tolist()))


def _merged(lists: Sequence[Sequence[int]], most: int) -> list[int]:
    """The documents of several lists, those highest in any first."""
    places: dict[int, float] = {}
    for one in lists:
        for place, number in enumerate(one):
            places[number] = places.get(number, 0.0) + 1 / (place + 10)
    return sorted(places, key=lambda number: -places[number])[:most]


def _still_allowed(index: Index, numbers: Sequence[int], query: Query) -> list[int]:
    """Those of the documents of which a passage holds the quoted words and none of the excluded."""
    must = [index.lexical.phrase(phrase) for phrase in query.phrases]
    never = [index.lexical.phrase([term]) for term in query.excluded]
    rows, _ = index.lexical.rows(required(_only(index, numbers), must, never), 100_000)
    kept = set(index.owners(index.positions_of_rows(rows)).tolist())
    return [number for number in numbers if number in kept]


def _only(index: Index, numbers: Sequence[int] | NDArray[np.int64]) -> Clause:
    return index.lexical.any_of("document", [index.cards[number].id for number in numbers])
