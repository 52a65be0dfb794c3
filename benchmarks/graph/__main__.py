"""All measurements of the graph, as docs/graph.md has them. `python -m benchmarks.graph [growth] [small] [large]`."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from statistics import median

from benchmarks.graph import growth
from benchmarks.graph.queries import Timing, measured, on_rdflib
from benchmarks.graph.service import dump_rate, freed_after, serving, store_of
from kg.store import GraphStore

# So many documents make about 200,000 and 1.4 million quads. rdflib's store is measured on the smaller one alone.
SMALL, LARGE = 400, 2_900


def main(parts: list[str]) -> None:
    """Measure and print."""
    if "growth" in parts or not parts:
        _print_growth()
    if "small" in parts or not parts:
        _print_queries(SMALL, with_rdflib=True)
    if "large" in parts or not parts:
        _print_queries(LARGE, with_rdflib=False)


def _print_growth() -> None:
    print("CPU / wall clock, milliseconds\n")
    _row(growth.HEADS)
    _row(["---"] * len(growth.HEADS))
    for size in growth.SIZES:
        _row(growth.measure(size))


def _print_queries(documents: int, *, with_rdflib: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "store"
        quads = store_of(documents, root)
        graph = (root / "current").resolve() / "graph"
        slow = _slow(graph, Path(folder)) if with_rdflib else {}
        print(f"\n{quads:,} quads, CPU milliseconds\n")
        _row(["query", "rows", "bare engine", "endpoint, first", "endpoint, again", "rdflib's store"])
        _row(["---"] * 6)
        with serving(root) as (address, server):
            timings = list(measured(graph, address, server, slow))
            for one in timings:
                _row(_cells(one))
            _row(_total(timings))
            rate, size = dump_rate(graph)
            print(f"\ndump: {rate:.0f} thousand quads, {size:.0f} MiB a second of CPU")
        with serving(root, seconds=2, workers=1) as (address, _):
            print(f"deadline passed to next answer: {median(freed_after(address) for _ in range(3)):.0f} ms wall clock")


def _slow(graph: Path, folder: Path) -> dict[str, float]:
    quads = folder / "graph.nq"
    with quads.open("wb") as out:
        GraphStore(graph, read_only=True).dump("nquads", out)
    return on_rdflib(quads)


def _cells(one: Timing) -> list[str]:
    slow = f"{one.rdflib:.0f}" if one.rdflib is not None else "–"
    return [one.name, str(one.rows), f"{one.bare:.1f}", f"{one.first:.1f}", f"{one.again:.1f}", slow]


def _total(timings: list[Timing]) -> list[str]:
    bare, first, again = (sum(getattr(one, name) for one in timings) for name in ("bare", "first", "again"))
    slow = sum(one.rdflib or 0 for one in timings)
    ratios = [f"{first:.0f} ({first / bare:.2f} x)", f"{again:.0f} ({again / bare:.2f} x)"]
    return ["**all**", "", f"{bare:.0f}", *ratios, f"{slow:.0f} ({slow / again:.0f} x the endpoint)" if slow else "–"]


def _row(cells: Iterable[str]) -> None:
    print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
