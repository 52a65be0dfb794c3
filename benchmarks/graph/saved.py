"""What each saved query costs the engine. `python -m benchmarks.graph.saved [documents]` (400 make 230,000 quads)."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from benchmarks.graph.service import store_of
from kg.saved_queries import saved_queries
from kg.store import GraphStore


def main(documents: int) -> None:
    """Print CPU milliseconds and rows of each, the costliest first."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "store"
        quads = store_of(documents, root)
        graph = GraphStore((root / "current").resolve() / "graph", read_only=True)
        taken = sorted((_asked(graph, query.filled({})), query.name) for query in saved_queries())
        print(f"{quads:,} quads; CPU milliseconds, rows")
        for (spent, rows), name in reversed(taken):
            print(f"{spent * 1000:8.1f} {rows:6d}  {name}")


def _asked(graph: GraphStore, query: str) -> tuple[float, int]:
    start = time.process_time()
    rows = sum(1 for _ in graph.query(query))
    return time.process_time() - start, rows


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 400)
