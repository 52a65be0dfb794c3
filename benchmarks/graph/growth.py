"""What one document costs the graph, by how many are held already."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from itertools import islice
from pathlib import Path
from statistics import median

import pyoxigraph as ox

from benchmarks.graph.collection import drawn, made
from kg.disk import DiskStore
from kg.second_pass import second_pass
from kg.store import GraphStore
from kg.triples import document_graph
from kg.validate import validate

SIZES = (100, 1_000, 20_000)
# Fewer passages than a real document has, so that the largest collection fits on a small machine.
PASSAGES, REPEATS, PROTOTYPES, AT_ONCE = 3, 7, 100, 2_000
# The second pass over so many is left out: it reads every citation, and is told apart from publishing.
_WITH_SECOND_PASS = 1_000
HEADS = ("documents", "quads", "draw", "check (SHACL)", "replace", "publish", "second pass after one document")


def cost(action: Callable[[], object]) -> tuple[float, float]:
    """CPU and wall-clock milliseconds of an action in this process."""
    cpu, wall = time.process_time(), time.perf_counter()
    action()
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000


def typical(costs: list[tuple[float, float]]) -> str:
    """CPU / wall clock at the median."""
    return f"{median(cpu for cpu, _ in costs):.1f} / {median(wall for _, wall in costs):.1f}"


def measure(size: int) -> list[str]:
    """One row of the table: milliseconds of CPU / wall clock."""
    with tempfile.TemporaryDirectory() as folder:
        disk = DiskStore(Path(folder) / "store")
        with disk.writer():
            _fill(disk.live / "graph", size)
            graph = GraphStore(disk.live / "graph")
            if size <= _WITH_SECOND_PASS:
                second_pass(graph)
            disk.publish({"graph": graph.snapshot}, {})
            return [f"{size:,}", f"{len(graph):,}", *_steps(disk, graph, size)]


def _fill(path: Path, size: int) -> None:
    """A store of so many documents: a hundred that are drawn, and copies of them under other ids."""
    path.parent.mkdir(parents=True, exist_ok=True)
    store = ox.Store(str(path))
    quads = _quads(size)
    while some := list(islice(quads, AT_ONCE)):
        store.bulk_load(input="".join(some).encode(), format=ox.RdfFormat.N_QUADS)
    # What is loaded in bulk is put in order later, in the background: here before anything is measured.
    store.optimize()


def _quads(size: int) -> Iterator[str]:
    prototypes = []
    for name, content in drawn(range(min(size, PROTOTYPES)), PASSAGES):
        lines = (line.removesuffix(".") + f"<{name}> .\n" for line in content.serialize(format="nt").splitlines())
        prototypes.append((name.rpartition("/")[2], "".join(lines)))
    for number in range(size):
        identifier, text = prototypes[number % len(prototypes)]
        yield text.replace(identifier, sha256(str(number).encode()).hexdigest()[: len(identifier)])


def _steps(disk: DiskStore, graph: GraphStore, size: int) -> Iterator[str]:
    numbers = range(size + 1, size + 1 + REPEATS)
    readings = [made(number, PASSAGES) for number in numbers]
    others = list(drawn(numbers, PASSAGES))
    validate(others[0][1])
    yield typical([cost(lambda one=one: document_graph(one)) for one in readings])  # type: ignore[misc]
    yield typical([cost(lambda one=one: validate(one[1])) for one in others])  # type: ignore[misc]
    replaced, published, passes = [], [], []
    for name, content in others:
        replaced.append(cost(lambda name=name, content=content: graph.replace(name, content)))  # type: ignore[misc]
        if size <= _WITH_SECOND_PASS:
            passes.append(cost(lambda: second_pass(graph)))
        published.append(cost(lambda: disk.publish({"graph": graph.snapshot}, {})))
    yield from (typical(replaced), typical(published), typical(passes) if passes else "–")
