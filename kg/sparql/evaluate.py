"""A job done: a query or a graph that someone asks for, examined, put to the graph, and written out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import IO

from kg.errors import QueryError
from kg.message import Message
from kg.sparql.formats import ROWS, TRIPLES
from kg.sparql.guard import examine
from kg.store import Dataset, GraphStore


@dataclass(frozen=True, slots=True)
class Job:
    """What is asked: a `query`, or all of a named `graph` ("" for the union of all).

    `rows` and `triples` are the formats that will do, the best first; which of them counts depends on the query.
    `dataset` and `base`: see `GraphStore.find`. `put` is what is put to the graph for the query where that is more than
    its author wrote: it is examined too, but faults are told of what was written.
    """

    query: str | None = None
    graph: str = ""
    rows: tuple[str, ...] = tuple(ROWS)
    triples: tuple[str, ...] = tuple(TRIPLES)
    dataset: Dataset | None = None
    base: str | None = None
    put: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it: rows, boolean or triples, and the format they were written in."""

    kind: str
    form: str


def evaluate(store: GraphStore, job: Job, output: IO[bytes]) -> Answer:
    """Write the answer to `output`. Raises `QueryError` for what may not be asked or is not there."""
    if job.query is None:
        return _graph(store, job, output)
    question = examine(job.query)
    form = _chosen(job.rows if question.form in ("select", "ask") else job.triples, question.form)
    if job.put is not None:
        question = examine(job.put)
    union = not question.names_dataset
    found = store.find(question.text, dataset=job.dataset, union=union, base=job.base)
    found.write(form, output)
    return Answer(found.kind, form)


def _graph(store: GraphStore, job: Job, output: IO[bytes]) -> Answer:
    form = _chosen(job.triples, "graph")
    if not job.graph:
        store.find("CONSTRUCT WHERE { ?s ?p ?o }").write(form, output)
    elif store.holds(job.graph):
        store.write_graph(job.graph, form, output)
    else:
        raise QueryError("no-graph", Message("Grafen %(graph)s finns inte i samlingen.", graph=job.graph))
    return Answer("triples", form)


def _chosen(acceptable: Sequence[str], form: str) -> str:
    if acceptable:
        return acceptable[0]
    offered = ROWS if form in ("select", "ask") else TRIPLES
    medias = ", ".join(one.media for one in offered.values())
    raise QueryError(
        "not-acceptable", Message("Svaret finns inte i den form som begärs. Välj något av %(medias)s.", medias=medias)
    )
