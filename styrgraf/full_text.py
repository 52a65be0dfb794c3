"""Full text in SPARQL: the pattern `?passage styr:search "words"`, answered by the same search as everywhere."""

from __future__ import annotations

from kg.iris import Iris
from kg.sparql.full_text import with_search
from search.filters import Filters
from styrgraf.collection import Collection


def put_for(collection: Collection, query: str) -> str | None:
    """What is put to the graph for a query that searches; None when the query can be put as it is."""
    iris = Iris(collection.base)

    def find(text: str, most: int) -> list[tuple[str, float]]:
        hits = collection.search(text, k=most, filters=Filters())["hits"]
        return [(str(iris.passage(one["id"])), hit["score"]) for hit in hits for one in hit["passages"]]

    rewritten = with_search(query, find)
    return rewritten if rewritten != query else None
