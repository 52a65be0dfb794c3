"""Documents that say the same: two files of one text are shown as one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.index import Index
from search.scoring import Candidate

_SAME = 0.985
_SIZE = 0.8
# Of one title and one day: a web page and its print are cut in different places, but alike as a whole.
_SAME_OF_NAME = 0.95


def folded(index: Index, ranked: Sequence[Candidate]) -> list[tuple[Candidate, tuple[int, ...]]]:
    """The candidates in order, each with the later ones that are near-duplicates of it."""
    kept: list[tuple[Candidate, list[int]]] = []
    places: dict[str | None, list[tuple[Candidate, list[int]]]] = {}
    for candidate in ranked:
        card = index.cards[candidate.document]
        place = card.code or card.municipality
        # One whose municipality is not known may be the same as any; of two municipalities two documents never are.
        likely = kept if place is None else [*places.get(place, ()), *places.get(None, ())]
        twin = next((others for one, others in likely if _same(index, one, candidate)), None)
        if twin is None:
            kept.append((candidate, []))
            places.setdefault(place, []).append(kept[-1])
        else:
            twin.append(candidate.document)
    return [(one, tuple(others)) for one, others in kept]


def _same(index: Index, one: Candidate, other: Candidate) -> bool:
    """Nothing that is known of them differs but the kind, which is read from little, and their passages are alike."""
    a, b = index.cards[one.document], index.cards[other.document]
    known = ((a.code or a.municipality, b.code or b.municipality), (a.date, b.date), (a.status, b.status))
    if any(x is not None and y is not None and x != y for x, y in known):
        return False
    if a.title is not None and a.date is not None and (a.title, a.date) == (b.title, b.date):
        whole, of_other = index.centres.rows(np.array([one.document, other.document], np.int64))
        if float(whole @ of_other) >= _SAME_OF_NAME:
            return True
    sizes = sorted((len(one.positions), len(other.positions)))
    if not sizes[0] or sizes[0] < _SIZE * sizes[1]:
        return False
    likeness = index.passages.rows(one.positions) @ index.passages.rows(other.positions).T
    return float(np.median(likeness.max(axis=1))) >= _SAME
