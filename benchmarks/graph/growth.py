"""What one document costs the graph, by how many are held already."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from benchmarks.graph.collection import drawn, made
from kg.disk import DiskStore
from kg.second_pass import second_pass
from kg.store import GraphStore
from kg.triples import document_graph
from kg.validate import validate

SIZES = (100, 1_000, 20_000)
# Fewer than a real document has, so that the largest collection fits on a small machine.
PASSAGES, REPEATS = 3, 7
HEADS = ("documents", "quads", "draw", "check (SHACL)", "replace", "publish", "second pass")


def cost(action: Callable[[], object]) -> tuple[float, float]:
    """CPU and wall-clock milliseconds of an action in this process."""
    cpu, wall = time.process_time(), time.perf_counter()
    action()
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000


def typical(action: Callable[[int], object], repeats: int = REPEATS) -> str:
    """CPU / wall clock of an action at the median of its repeats."""
    found = [cost(lambda at=at: action(at)) for at in range(repeats)]  # type: ignore[misc]
    return f"{median(cpu for cpu, _ in found):.1f} / {median(wall for _, wall in found):.1f}"


def measure(size: int) -> list[str]:
    """One row of the table: milliseconds of CPU / wall clock."""
    with tempfile.TemporaryDirectory() as folder:
        disk = DiskStore(Path(folder) / "store")
        with disk.writer():
            graph = GraphStore(disk.live / "graph")
            graph.load_first(drawn(range(size), PASSAGES))
            first = cost(lambda: second_pass(graph))
            disk.publish({"graph": graph.snapshot}, {})
            return [f"{size:,}", f"{len(graph):,}", *_steps(disk, graph, size), f"{first[0]:.0f} / {first[1]:.0f}"]


def _steps(disk: DiskStore, graph: GraphStore, size: int) -> list[str]:
    numbers = range(size + 1, size + 1 + REPEATS)
    readings = [made(number, PASSAGES) for number in numbers]
    others = list(drawn(numbers, PASSAGES))
    validate(others[0][1])

    replaced = typical(lambda at: graph.replace(*others[at]))
    published = []
    for graph_and_content in others:
        # A generation after one changed document: without a change there would be nothing to write.
        graph.remove(graph_and_content[0])
        graph.replace(*graph_and_content)
        published.append(cost(lambda: disk.publish({"graph": graph.snapshot}, {})))
    return [
        typical(lambda at: document_graph(readings[at])),
        typical(lambda at: validate(others[at][1])),
        replaced,
        f"{median(cpu for cpu, _ in published):.1f} / {median(wall for _, wall in published):.1f}",
    ]
