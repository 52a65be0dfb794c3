"""The graph store: pyoxigraph behind one small class, and nowhere else. Every document is a named graph."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Literal

import pyoxigraph as ox
from rdflib import Graph, URIRef

from kg.errors import StoreError, UsageError
from kg.prefixes import PREFIXES

Format = Literal["nquads", "trig", "turtle", "jsonld"]
ResultFormat = Literal["json", "xml", "csv", "tsv", "turtle", "ntriples", "rdfxml", "jsonld"]
Row = dict[str, str]

_DUMPS = {"nquads": ox.RdfFormat.N_QUADS, "trig": ox.RdfFormat.TRIG, "jsonld": ox.RdfFormat.JSON_LD}
_RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
_TRIPLES = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


class GraphStore:
    """The graph in the folder `path` (None: in memory). Queries see the union of all named graphs.

    Raises `StoreError` when the folder cannot be opened: not there, held by another writer, or damaged.
    """

    def __init__(self, path: Path | None, *, read_only: bool = False) -> None:
        try:
            if path is None:
                self._store = ox.Store()
            else:
                self._store = ox.Store.read_only(str(path)) if read_only else ox.Store(str(path))
        except (OSError, ValueError) as error:
            raise StoreError(f"{path}: grafen går inte att öppna ({error}). Prova 'styrgraf rebuild'.") from error

    def replace(self, graph: URIRef, content: Graph) -> None:
        """Let `graph` hold exactly `content`: one update, so no reader ever sees half of it."""
        triples = content.serialize(format="nt")
        insert = f"INSERT DATA {{ GRAPH <{graph}> {{\n{triples}}} }}" if triples.strip() else ""
        self._store.update(f"CLEAR SILENT GRAPH <{graph}>;\n{insert}")

    def remove(self, graph: URIRef) -> None:
        """Take away a graph and all that is in it; nothing happens when it is not there."""
        self._store.update(f"DROP SILENT GRAPH <{graph}>")

    def load_first(self, contents: Iterable[tuple[URIRef, Graph]]) -> None:
        """Fill an empty store, several times as fast as by `replace`; not atomic."""
        if len(self._store):
            raise StoreError("Grafen är inte tom: en första inläsning skulle blanda gammalt och nytt.")
        # One call for all: each call leaves tables of its own, which the engine would then have to merge.
        self._store.bulk_extend(quad for graph, content in contents for quad in _quads(graph, content))

    def graphs(self) -> list[str]:
        """The IRIs of all named graphs, sorted."""
        return sorted(name.value for name in self._store.named_graphs())

    def graph(self, graph: URIRef) -> Graph:
        """The content of a named graph; empty when it is not there."""
        name = ox.NamedNode(str(graph))
        dumped = self._store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=name)
        return Graph().parse(data=dumped or b"", format="nt")

    def query(self, query: str) -> Iterator[Row]:
        """The rows of a SELECT as plain text by variable; the unbound is left out. An ASK gives one row, {"ask": …}."""
        found = self._run(query)
        if isinstance(found, ox.QueryBoolean):
            yield {"ask": "true" if found else "false"}
        elif isinstance(found, ox.QuerySolutions):
            names = [variable.value for variable in found.variables]
            for solution in found:
                yield {name: _plain(term) for name in names if (term := solution[name]) is not None}
        else:
            raise UsageError("CONSTRUCT och DESCRIBE ger tripplar, inte rader. Be om turtle.")

    def query_text(self, query: str, form: ResultFormat = "json") -> bytes:
        """The result of a query in a standard format: json, xml, csv, tsv for rows; turtle, … for triples."""
        found = self._run(query)
        if isinstance(found, ox.QueryTriples):
            if form not in _TRIPLES:
                raise UsageError(
                    f"Svaret på CONSTRUCT och DESCRIBE finns inte som '{form}'. Välj {', '.join(_TRIPLES)}."
                )
            return ox.serialize(found, format=_TRIPLES[form], prefixes=PREFIXES) or b""
        if form not in _RESULTS:
            raise UsageError(f"Svaret på SELECT och ASK finns inte som '{form}'. Välj {', '.join(_RESULTS)}.")
        return bytes(found.serialize(format=_RESULTS[form]) or b"")

    def dump(self, form: Format, output: IO[bytes] | None = None) -> bytes | None:
        """Write everything to `output`, or return it. Turtle, which knows no graphs, gets the union of all."""
        if form == "turtle":
            everything = self._run("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }")
            assert isinstance(everything, ox.QueryTriples)
            return ox.serialize(everything, output, format=ox.RdfFormat.TURTLE, prefixes=PREFIXES)
        return self._store.dump(output, format=_DUMPS[form], prefixes=PREFIXES)

    def snapshot(self, target: Path) -> None:
        """A copy at `target` (not yet there) that shares its tables with this store by hard links."""
        # What has been written but not flushed would be copied, and copied anew for every generation.
        self._store.flush()
        self._store.backup(str(target))

    def __len__(self) -> int:
        """The number of quads."""
        return len(self._store)

    def _run(self, query: str) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        try:
            return self._store.query(query, prefixes=PREFIXES, use_default_graph_as_union=True)
        except SyntaxError as error:
            raise UsageError(f"Frågan är inte SPARQL: {error}") from error
        except OSError as error:
            raise StoreError(f"Grafen går inte att läsa ({error}). Prova 'styrgraf check'.") from error


def _plain(term: object) -> str:
    """A literal's text or an IRI, without marks."""
    return str(getattr(term, "value", term))


def _quads(graph: URIRef, content: Graph) -> Iterator[ox.Quad]:
    name, triples = ox.NamedNode(str(graph)), content.serialize(format="nt").encode()
    for triple in ox.parse(input=triples, format=ox.RdfFormat.N_TRIPLES):
        yield ox.Quad(triple.subject, triple.predicate, triple.object, name)
