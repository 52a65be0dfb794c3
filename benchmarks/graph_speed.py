"""What the graph costs, by size of the collection: `python -m benchmarks.graph_speed [100 1000 …]`.

CPU milliseconds of drawing, checking and replacing one document's graph, and of the second pass and of
publishing a generation after one new document.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

from rdflib import Graph, URIRef

from kg.disk import DiskStore
from kg.ids import content_hash, document_id, part_id
from kg.iris import Iris
from kg.model import Citation, Document, Field, Page, Passage, Reading, Source, StoredText
from kg.second_pass import second_pass
from kg.store import GraphStore
from kg.triples import document_graph
from kg.validate import validate

PASSAGES, CITATIONS, REPEATS = 40, 5, 5
IRIS = Iris()


def made(number: int) -> Reading:
    """A strategy of some municipality with 40 passages and 5 citations of others of its own."""
    subject, code, date = f"omrade{number % 97}", str(1000 + number % 290), f"{2000 + number % 24}-03-01"
    head = f"Strategi för {subject}\nKommun{code}\nAntagen av kommunfullmäktige {date}"
    body = [f"Stycke {at} säger hur {subject} ska styras i kommunen." for at in range(PASSAGES)]
    cites = [f"policyn för omrade{(number + at) % 97}" for at in range(CITATIONS)]
    text = "\n".join([head, *body, *cites])
    stored = StoredText(text, (Page(1, 0, len(text)),))
    sha = content_hash(text.encode())
    document = document_id(sha)

    def field(value: str, code: str | None = None) -> Field[str]:
        at = text.index(value)
        return Field(value, 0.9, "made", (stored.span(at, at + len(value)),), code=code)

    def passage(words: str) -> Passage:
        span = stored.span(text.index(words), text.index(words) + len(words))
        return Passage(part_id(document, "p", span.start), words, ("Styrning",), span)

    def citation(words: str) -> Citation:
        return Citation((stored.span(text.index(words), text.index(words) + len(words)),), title=words)

    return Reading(
        Document(
            document,
            "strategi",
            Source(f"{number}.pdf", "application/pdf", len(text), sha),
            1,
            status="adopted",
            title=field(f"Strategi för {subject}"),
            municipality=field(f"Kommun{code}", code),
            adopted_by=field("kommunfullmäktige"),
            decision_date=field(date),
        ),
        stored,
        passages=tuple(map(passage, body)),
        citations=tuple(map(citation, cites)),
    )


def drawn(numbers: range) -> Iterator[tuple[URIRef, Graph]]:
    """Named graphs of documents."""
    for number in numbers:
        reading = made(number)
        yield IRIS.document_graph(reading.document.id), document_graph(reading)


def cost(action: Callable[[], object]) -> tuple[float, float]:
    """CPU and wall-clock milliseconds of an action."""
    cpu, wall = time.process_time(), time.perf_counter()
    action()
    return (time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000


def typical(action: Callable[[int], object]) -> str:
    """CPU and wall clock of an action, at the median of its repeats, as a cell of the table."""
    found = [cost(lambda at=at: action(at)) for at in range(REPEATS)]  # type: ignore[misc]
    return f"{median(cpu for cpu, _ in found):.1f} / {median(wall for _, wall in found):.1f}"


def measure(size: int, root: Path) -> list[str]:
    """One row of the table."""
    disk = DiskStore(root)
    with disk.writer():
        graph = GraphStore(disk.live / "graph")
        graph.load_first(drawn(range(size)))
        second_pass(graph)
        disk.publish({"graph": graph.snapshot}, {})
        others = list(drawn(range(size, size + REPEATS)))
        readings = [made(number) for number in range(size, size + REPEATS)]
        validate(others[0][1])
        row = [str(size), str(len(graph)), str(len(others[0][1]))]
        row.append(typical(lambda at: document_graph(readings[at])))
        row.append(typical(lambda at: validate(others[at][1])))
        row.append(typical(lambda at: graph.replace(*others[at])))
        row.append(typical(lambda at: second_pass(graph)))

        def publish(at: int) -> None:
            graph.replace(*others[at])
            disk.publish({"graph": graph.snapshot}, {})

        row.append(typical(publish))
    return row


def main(sizes: list[int]) -> None:
    """Print the table."""
    heads = [
        "documents",
        "quads",
        "triples a document",
        "draw",
        "check",
        "replace",
        "second pass",
        "replace and publish",
    ]
    print("CPU / wall clock, milliseconds\n")
    print("| " + " | ".join(heads) + " |\n" + "|---" * len(heads) + "|")
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            print("| " + " | ".join(measure(size, Path(folder) / "store")) + " |", flush=True)


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [100, 1000])
