"""A writer and a reader of a store, each a process of its own: `python -m tests.store_process ROLE STORE …`."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from rdflib import Graph, Literal, URIRef

import kg.generations
from kg.agreement import digests, recover
from kg.disk import DiskStore
from kg.iris import Iris
from kg.second_pass import second_pass
from kg.store import GraphStore
from kg.triples import document_graph
from tests.reading_factory import Paper, audit, strategy

STAGES = ("original", "reading", "graph", "resolved", "half", "built", "switched")
VERSION = URIRef("http://a.example/version")


def papers() -> list[Paper]:
    """What is ingested: two versions of a strategy, another municipality's, and an audit that cites the first."""
    report = audit().cites("digitaliseringsstrategin", title="digitaliseringsstrategin")
    return [strategy(date="2012-01-01"), strategy(), strategy("Mark", "1463"), report]


def ingest(root: Path, die_at: str = "") -> None:
    """Ingest all papers and publish; be killed at a stage of the second paper, or of publishing."""

    def reached(stage: str) -> None:
        if stage == die_at:
            os.kill(os.getpid(), signal.SIGKILL)

    disk = DiskStore(root)
    with disk.writer():
        graph = GraphStore(disk.live / "graph")
        recover(disk.archive, graph)
        for number, paper in enumerate(papers()):
            _take(disk, graph, paper, reached if number == 1 else lambda stage: None)
        second_pass(graph)
        reached("resolved")
        _publish(disk, graph, reached)
        reached("switched")


def _take(disk: DiskStore, graph: GraphStore, paper: Paper, reached) -> None:  # type: ignore[no-untyped-def]
    reading = paper.reading()
    disk.archive.put_original(reading.document.source.sha256, ".pdf", paper.text.text.encode())
    reached("original")
    if digests(graph).get(paper.id) != disk.archive.put_reading(reading):
        reached("reading")
        graph.replace(Iris().document_graph(paper.id), document_graph(reading))
    reached("graph")


def _publish(disk: DiskStore, graph: GraphStore, reached) -> None:  # type: ignore[no-untyped-def]
    def second_part(target: Path) -> None:
        reached("half")
        target.mkdir()
        (target / "documents").write_text("\n".join(disk.archive.ids()))

    def switch(link: Path, target: str) -> None:
        reached("built")
        really_switch(link, target)

    really_switch = kg.generations.point
    kg.generations.point = switch
    disk.publish({"graph": graph.snapshot, "lexical": second_part}, {"documents": len(disk.archive.ids())})


def publish_versions(root: Path, count: int) -> None:
    """Publish `count` generations; in each of them every graph and the other part say the same version."""
    disk = DiskStore(root)
    with disk.writer():
        graph = GraphStore(disk.live / "graph")
        for version in range(1, count + 1):
            for number in range(8):
                content = Graph()
                content.add((URIRef(f"http://a.example/{number}"), VERSION, Literal(version)))
                graph.replace(URIRef(f"http://g.example/{number}"), content)
            parts = {"graph": graph.snapshot, "lexical": lambda target, v=version: target.write_text(str(v))}
            disk.publish(parts, {"version": version})


def read_versions(root: Path, last: int) -> None:
    """Read until version `last` is seen, failing on any generation that does not agree with itself."""
    disk, seen = DiskStore(root), 0
    while seen < last:
        generation = disk.current()
        if generation is None:
            continue
        with generation:
            version = int(generation.manifest["version"])
            graph = GraphStore(generation.path / "graph", read_only=True)
            found = [row["v"] for row in graph.query(f"SELECT ?v {{ ?s <{VERSION}> ?v }}")]
            assert found == [str(version)] * 8, (version, found)
            assert (generation.path / "lexical").read_text() == str(version)
            assert version >= seen, "went back"
            if version != seen:
                print(version, flush=True)
            seen = version


if __name__ == "__main__":
    role, store, *more = sys.argv[1:]
    if role == "ingest":
        ingest(Path(store), *more)
    else:
        {"publish": publish_versions, "read": read_versions}[role](Path(store), int(more[0]))
