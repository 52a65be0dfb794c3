"""What can be said only when all documents are in: told anew at every ingest, written where it has changed."""

from __future__ import annotations

from collections.abc import Mapping

from kg.chain import find_chain
from kg.iris import DEFAULT_BASE
from kg.knowledge_graph import KnowledgeGraph
from kg.lapsed import find_lapsed
from kg.named import find_named
from kg.resolve import Resolution, State, resolve_citations
from kg.series import find_series
from kg.shared import describe_shared
from kg.vocabulary import write_vocabulary


def second_pass(
    store: KnowledgeGraph, base: str = DEFAULT_BASE, decided: Mapping[str, Resolution] | None = None
) -> dict[State, int]:
    """Describe what documents share, find series and follow-ups, resolve citations; how many ended in each state.

    `decided` are the citations, by IRI, of which people have said what they mean.
    """
    write_vocabulary(store, base)
    # The names of municipalities and organs come first: the other two compare them.
    describe_shared(store, base)
    find_series(store, base)
    find_chain(store, base)
    find_named(store, base)
    counts = resolve_citations(store, base, decided)
    # What an audit says of a document it cites can be told once it is known which that is.
    find_lapsed(store, base)
    return counts
