"""Precision and recall of resolved citations, and how often each state is right. `python -m benchmarks.citations`."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.citations.gold import FOLDER, Wanted, citing, held
from ingest.read import read
from ingest.registry import Registry
from kg.iris import Iris
from kg.model import Reading
from kg.second_pass import second_pass
from kg.store import GraphStore
from kg.triples import document_graph

_FOUND = """SELECT ?citation ?document ?start ?end ?state ?target WHERE {
  ?citation a styr:Citation ; dcterms:isPartOf ?document ; styr:resolution ?state ; styr:foundAt ?span .
  ?span nif:beginIndex ?start ; nif:endIndex ?end .
  OPTIONAL { ?citation styr:resolvesTo ?target }
}"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One citation of the gold, and what became of it; state None: it was not found."""

    where: str
    wanted: Wanted
    state: str | None
    target: str | None

    @property
    def right(self) -> bool:
        """Whether it was understood as it should be."""
        return self.state == self.wanted.state and (self.state != "resolved" or self.target == self.wanted.target)


def outcomes() -> tuple[list[Outcome], int]:
    """What became of each citation of the gold, and how many others were resolved to a document held."""
    graph, registry, names = GraphStore(None), Registry.load([FOLDER / "register.csv"]), {}
    for name, text in held().items():
        names[_entered(graph, registry, text).document.id] = name
    documents = [(one, _entered(graph, registry, one.text)) for one in citing()]
    second_pass(graph)
    rows = list(graph.query(_FOUND))
    found, others = [], 0
    for one, reading in documents:
        iri = str(Iris().document(reading.document.id))
        own = [row for row in rows if row["document"] == iri]
        used: set[str] = set()
        for wanted in one.wanted:
            row = _overlapping(own, reading, wanted)
            used |= {row["citation"]} if row else set()
            state = row["state"].rpartition("/")[2] if row else None
            target = names.get(row.get("target", "").rpartition("/")[2]) if row else None
            found.append(Outcome(one.name, wanted, state, target))
        others += len({row["citation"] for row in own if row["state"].endswith("/resolved")} - used)
    return found, others


def _entered(graph: GraphStore, registry: Registry, text: str) -> Reading:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.md"
        path.write_text(text, encoding="utf-8")
        reading = read(path, registry)
    graph.replace(Iris().document_graph(reading.document.id), document_graph(reading))
    return reading


def _overlapping(rows: list[dict[str, str]], reading: Reading, wanted: Wanted) -> dict[str, str] | None:
    """The citation that stands where the gold has one; of several the one that shares most of its characters."""
    sentence = reading.text.text.index(wanted.sentence)
    start = reading.text.text.index(wanted.words, sentence)
    end = start + len(wanted.words)
    shared = [(min(end, int(row["end"])) - max(start, int(row["start"])), row) for row in rows]
    best = max(shared, key=lambda pair: pair[0], default=(0, None))
    return best[1] if best[0] > 0 else None


def main() -> None:
    """Print the figures, and every citation that was not understood."""
    found, others = outcomes()
    resolved = [one for one in found if one.state == "resolved"]
    wanted = [one for one in found if one.wanted.state == "resolved"]
    right = sum(one.right for one in wanted)
    seen = [one for one in wanted if one.state is not None]
    print(f"{len(found)} citations in the gold, {len(wanted)} of documents held")
    print(f"found as citations     {sum(one.state is not None for one in found) / len(found):.3f}")
    print(f"recall when found      {right / len(seen):.3f}  ({right} of {len(seen)})")
    print(f"precision of resolved  {right / (len(resolved) + others):.3f}  ({right} of {len(resolved) + others})")
    print(f"recall of resolved     {right / len(wanted):.3f}  ({right} of {len(wanted)})")
    print(f"state right            {sum(one.right for one in found) / len(found):.3f}")
    for line in _by_state(found):
        print(line)
    for one in found:
        if not one.right:
            print(f"  {one.where}: {one.wanted.words!r} is {one.wanted.target or one.wanted.state}, ", end="")
            print(f"read as {one.target or one.state or 'no citation'}")


def _by_state(found: list[Outcome]) -> Iterator[str]:
    totals, rights = Counter(one.wanted.state for one in found), Counter(one.wanted.state for one in found if one.right)
    yield from (f"  {state:<16} {rights[state]} of {total}" for state, total in sorted(totals.items()))


if __name__ == "__main__":
    main()
