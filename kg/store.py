"""The graph store: pyoxigraph behind one small class, and nowhere else. Every document is a named graph."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal

import pyoxigraph as ox
from rdflib import Graph, URIRef

from kg.errors import QueryError, StoreError, UsageError
from kg.knowledge_graph import Row as Row
from kg.message import Message
from kg.prefixes import PREFIXES
from kg.sparql.lexer import in_words

Format = Literal["nquads", "trig", "turtle", "jsonld"]
ResultFormat = Literal["json", "xml", "csv", "tsv", "turtle", "ntriples", "rdfxml", "jsonld", "trig", "nquads"]
Kind = Literal["rows", "boolean", "triples"]

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
    "trig": ox.RdfFormat.TRIG,
    "nquads": ox.RdfFormat.N_QUADS,
}


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs a query is put to: those that make up its default graph, and those it can name with GRAPH."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


class Found:
    """What a query found, not yet written out: the engine finds it while it is written."""

    def __init__(self, found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> None:
        self._found = found
        kinds: dict[type, Kind] = {ox.QuerySolutions: "rows", ox.QueryBoolean: "boolean", ox.QueryTriples: "triples"}
        self.kind = kinds[type(found)]

    def write(self, form: str, output: IO[bytes]) -> None:
        """Write it to `output`. Raises `UsageError` for a form that such answers do not have."""
        forms = _TRIPLES if self.kind == "triples" else _RESULTS
        if form not in forms:
            what = "CONSTRUCT och DESCRIBE" if self.kind == "triples" else "SELECT och ASK"
            raise UsageError(
                Message(
                    "Svaret på %(what)s finns inte som ”%(form)s”. Välj %(forms)s.",
                    what=what,
                    form=form,
                    forms=", ".join(forms),
                )
            )
        if isinstance(self._found, ox.QueryTriples):
            ox.serialize(self._found, output, format=_TRIPLES[form], prefixes=PREFIXES)
        else:
            self._found.serialize(output, format=_RESULTS[form])


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
            raise StoreError(
                Message(
                    "%(path)s: grafen går inte att öppna (%(error)s). Prova 'styrgraf rebuild'.", path=path, error=error
                )
            ) from error

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
            raise StoreError(Message("Grafen är inte tom: en första inläsning skulle blanda gammalt och nytt."))
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
            raise UsageError(Message("CONSTRUCT och DESCRIBE ger tripplar, inte rader. Be om turtle."))

    def query_text(self, query: str, form: ResultFormat = "json") -> bytes:
        """The result of a query in a standard format: json, xml, csv, tsv for rows; turtle, … for triples."""
        out = io.BytesIO()
        self.find(query).write(form, out)
        return out.getvalue()

    def find(self, query: str, *, dataset: Dataset | None = None, union: bool = True, base: str | None = None) -> Found:
        """Put a query; it is answered while it is written out.

        With a `dataset` the query sees that and nothing else, whatever it says itself. Without one it sees the union of
        all graphs (`union`), or what its FROM clauses name. `base` is what relative IRIs are relative to.
        """
        return Found(self._run(query, dataset, union=union, base=base))

    def holds(self, graph: str) -> bool:
        """Whether there is a named graph of that name."""
        return self._store.contains_named_graph(ox.NamedNode(graph))

    def write_graph(self, graph: str, form: str, output: IO[bytes]) -> None:
        """Write a named graph to `output` in a format for triples."""
        self._store.dump(output, format=_TRIPLES[form], from_graph=ox.NamedNode(graph), prefixes=PREFIXES)

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

    def _run(
        self, query: str, dataset: Dataset | None = None, *, union: bool = True, base: str | None = None
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        seen: dict[str, Any] = {"use_default_graph_as_union": union}
        if dataset is not None:
            names = {"default_graph": dataset.default, "named_graphs": dataset.named}
            seen = {name: [ox.NamedNode(graph) for graph in graphs] for name, graphs in names.items()}
        try:
            return self._store.query(query, prefixes=PREFIXES, base_iri=base, **seen)
        except SyntaxError as error:
            raise _not_understood(error) from error
        except OSError as error:
            raise StoreError(
                Message("Grafen går inte att läsa (%(error)s). Prova 'styrgraf check'.", error=error)
            ) from error


def serialized(graph: Graph, form: str) -> bytes:
    """A graph of rdflib's, in one of the formats for triples."""
    # Sorted, a subject's triples stand together, and the same graph is the same text each time.
    lines = sorted(graph.serialize(format="nt").encode().splitlines())
    triples = ox.parse(input=b"\n".join(lines), format=ox.RdfFormat.N_TRIPLES)
    prefixes = {prefix: str(name) for prefix, name in graph.namespaces() if prefix}
    return ox.serialize(triples, format=_TRIPLES[form], prefixes=prefixes) or b""


def _not_understood(error: SyntaxError) -> QueryError:
    """What the engine finds wrong in a query that the grammar lets pass."""
    said = re.sub(r"^error at \d+:\d+: (expected (one of )?)?|(, )?\[_\]", "", str(error))
    at = _place(error)
    return QueryError(
        "syntax",
        Message("Frågan går inte att förstå%(where)s: %(said)s. Rätta den.", where=in_words(at), said=said),
        at,
    )


def _place(error: SyntaxError) -> tuple[int, int] | None:
    found = re.search(r"error at (\d+):(\d+)", str(error))
    return (int(found[1]), int(found[2])) if found else None


def is_iri(text: str) -> bool:
    """Whether a text is an absolute IRI (RFC 3987), as the engine understands it."""
    try:
        ox.NamedNode(text)
    except ValueError:
        return False
    return True


def _plain(term: object) -> str:
    """A literal's text or an IRI, without marks."""
    return str(getattr(term, "value", term))


def _quads(graph: URIRef, content: Graph) -> Iterator[ox.Quad]:
    name, triples = ox.NamedNode(str(graph)), content.serialize(format="nt").encode()
    for triple in ox.parse(input=triples, format=ox.RdfFormat.N_TRIPLES):
        yield ox.Quad(triple.subject, triple.predicate, triple.object, name)
