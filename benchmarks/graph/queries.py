"""Analyst queries: our endpoint against the bare engine, and against rdflib's own store, on the same graph."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import httpx
import psutil
import pyoxigraph as ox
from rdflib import Dataset

from kg.prefixes import PREFIXES
from kg.saved_queries import saved_query

NAMES = (
    "aldst-i-kraft",
    "antagna-per-ar",
    "bedomningar-per-ar",
    "beslutsniva-per-sort",
    "citerade-som-saknas",
    "dokument-per-kommun",
    "granskade-organ",
    "granskningar-per-kommun-och-ar",
    "mest-hanvisade",
    "rekommendationer-per-mottagare",
    "rekommendationer-utan-uppfoljning",
    "revisionsbyraer",
    "utan-prejudikat",
    "utgangna-utan-ersattare",
)
_ROUNDS = 3
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Timing:
    """CPU milliseconds of one query: the bare engine, our endpoint when the query is new and again, rdflib's store."""

    name: str
    rows: int
    bare: float
    first: float
    again: float
    rdflib: float | None = None


def queries() -> dict[str, str]:
    """The queries by name, with the values they have when none is given."""
    return {name: saved_query(name).filled({}) for name in NAMES}


def measured(graph: Path, address: str, server: int, slow: dict[str, float]) -> Iterator[Timing]:
    """Each query on the graph at `graph`, which the service of process `server` offers at `address`."""
    store = ox.Store.read_only(str(graph))
    with httpx.Client(base_url=address, timeout=120) as client:
        for name, query in queries().items():
            bare, rows = _bare(store, query)
            ask = lambda query=query: _ask(client, query)  # noqa: E731
            first = _tree_cpu(server, ask)
            again = median(_tree_cpu(server, ask) for _ in range(_ROUNDS))
            yield Timing(name, rows, bare, first, again, slow.get(name))


def _bare(store: ox.Store, query: str) -> tuple[float, int]:
    times, found = [], b""
    for _ in range(_ROUNDS + 1):
        start = time.process_time()
        result: Any = store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
        found = result.serialize(format=ox.QueryResultsFormat.JSON)
        times.append((time.process_time() - start) * 1000)
    return median(times[1:]), len(json.loads(found)["results"]["bindings"])


def _ask(client: httpx.Client, query: str) -> None:
    client.post("/sparql", data={"query": query}, headers={"Accept": "application/json"}).raise_for_status()


def _tree_cpu(server: int, action: Callable[[], object]) -> float:
    """CPU milliseconds that the service and its workers spend while `action` runs."""
    processes = [psutil.Process(server), *psutil.Process(server).children(recursive=True)]
    before = sum(_used(process.pid) for process in processes)
    action()
    return (sum(_used(process.pid) for process in processes) - before) / 1e6


def _used(pid: int) -> int:
    """Nanoseconds that all threads of a process have run (the kernel's own count; `cpu_times` knows hundredths)."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks)


def on_rdflib(quads: Path) -> dict[str, float]:
    """CPU milliseconds of each query on rdflib's own store; what takes longer than a minute is given that minute."""
    dataset = Dataset(default_union=True)
    dataset.parse(str(quads), format="nquads")
    times = {}
    for name, query in queries().items():
        start = time.process_time()
        with _at_most(_LONGEST):
            list(dataset.query(query, initNs=PREFIXES))
        times[name] = (time.process_time() - start) * 1000
    return times


class _TooLong(Exception):
    pass


@contextmanager
def _at_most(seconds: int) -> Iterator[None]:
    def stop(*_: object) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    except _TooLong:
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
