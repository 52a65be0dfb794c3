"""A store with a large graph behind the real service, and what dumps and deadlines cost there."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from benchmarks.graph.collection import drawn
from kg.disk import DiskStore
from kg.iris import DEFAULT_BASE
from kg.second_pass import second_pass
from kg.store import GraphStore
from search.encoder import load_encoder
from search.index import IndexWriter

_ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?i && ?c = ?d && ?f = ?h) } ORDER BY ?a"


def store_of(documents: int, root: Path) -> int:
    """Make a store at `root` whose graph holds so many documents and whose search index is empty; returns the quads."""
    disk = DiskStore(root)
    with disk.writer():
        graph = GraphStore(disk.live / "graph")
        graph.load_first(drawn(range(documents)))
        second_pass(graph)
        index = IndexWriter(disk.live, load_encoder(None))
        index.commit()
        parts = {
            "graph": graph.snapshot,
            "lexical": index.snapshot_lexical,
            "vectors": index.snapshot_vectors,
        }
        disk.publish(parts, {"documents": {}, "base": DEFAULT_BASE})
        index.close()
        return len(graph)


@contextmanager
def serving(root: Path, *, seconds: int = 60, workers: int = 2) -> Iterator[tuple[str, int]]:
    """The service on a store, with the deadline of a query and how many at a time: its address and its process id."""
    limits = {"STYRGRAF_SPARQL_SECONDS": str(seconds), "STYRGRAF_SPARQL_WORKERS": str(workers)}
    command = [sys.executable, "-m", "styrgraf", "serve", "--store", str(root), "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env={**os.environ, **limits})
    try:
        assert process.stderr is not None
        found = re.search(r"http://[\d.]+:\d+", process.stderr.readline())
        assert found
        httpx.get(f"{found[0]}/sparql", params={"query": "ASK {}"}, timeout=120).raise_for_status()
        yield found[0], process.pid
    finally:
        process.terminate()
        process.wait(timeout=20)


def dump_rate(graph: Path) -> tuple[float, float]:
    """Quads (thousands) and megabytes that are dumped as N-Quads in a second of CPU."""
    store, out = GraphStore(graph, read_only=True), io.BytesIO()
    start = time.process_time()
    store.dump("nquads", out)
    spent = time.process_time() - start
    return len(store) / spent / 1000, out.tell() / spent / 2**20


def freed_after(address: str) -> float:
    """Milliseconds from the answer that a deadline has passed until the one worker there is has answered again."""
    with httpx.Client(base_url=address, timeout=120) as client:
        assert client.get("/sparql", params={"query": _ENDLESS}).status_code == 503
        start = time.perf_counter()
        client.get("/sparql", params={"query": "ASK {}"}).raise_for_status()
        return (time.perf_counter() - start) * 1000
