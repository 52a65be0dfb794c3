"""A graph held by another engine, over SPARQL 1.1 Protocol and, where it has one, the Graph Store HTTP Protocol."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Literal
from urllib.parse import quote

import httpx
from rdflib import BNode, Graph, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.namespace import XSD
from rdflib.term import Node

from kg.errors import QueryError, StoreError
from kg.knowledge_graph import Row
from kg.prefixes import PREFIXES

_JSON = "application/sparql-results+json"
_HEAD = " ".join(f"PREFIX {prefix}: <{name}>" for prefix, name in PREFIXES.items())
_CONNECT_SECONDS = 5.0
# Engines take no update of any length; where a graph has no address of its own it is written in so many triples.
_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where an engine is reached: for queries, for updates and, if it has one, its graph store.

    `graphs` names the parameter of the graph's IRI too: `http://…/store?graph=`. `base` keeps the engine's own graphs
    apart: only graphs beneath it are ours. `seconds` is how long an answer may take.
    """

    query: str
    update: str
    graphs: str | None = None
    base: str = ""
    user: str | None = None
    password: str = ""
    auth: Literal["basic", "digest"] = "basic"
    seconds: float = 60.0


class RemoteGraph:
    """The graph at an endpoint. Raises `StoreError` when it cannot be reached, says no, or takes too long."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        timeout = httpx.Timeout(endpoint.seconds, connect=_CONNECT_SECONDS)
        self._client = httpx.Client(timeout=timeout, auth=_auth(endpoint), trust_env=False)

    def replace(self, graph: URIRef, content: Graph) -> None:
        """Let `graph` hold exactly `content`: in one step by the graph store, or by an update.

        An update of more than a few thousand triples is put in several, and a reader may see it half done.
        """
        lines = sorted(content.serialize(format="nt").splitlines())
        if self._endpoint.graphs is not None:
            headers = {"Content-Type": "text/turtle; charset=utf-8"}
            self._send("PUT", self._graph_address(graph), content="\n".join(lines).encode(), headers=headers)
            return
        clear = f"DROP SILENT GRAPH <{graph}>;"
        for start in range(0, max(1, len(lines)), _AT_ONCE):
            some = "\n".join(lines[start : start + _AT_ONCE])
            self._update(f"{clear} INSERT DATA {{ GRAPH <{graph}> {{\n{some}\n}} }}" if some.strip() else clear)
            clear = ""

    def remove(self, graph: URIRef) -> None:
        """Take away a graph and all that is in it; nothing happens when it is not there."""
        self._update(f"DROP SILENT GRAPH <{graph}>")

    def graphs(self) -> list[str]:
        """The IRIs of all named graphs beneath the base, sorted."""
        rows = self.query("SELECT DISTINCT ?graph WHERE { GRAPH ?graph { ?s ?p ?o } }")
        return sorted(row["graph"] for row in rows if row["graph"].startswith(self._endpoint.base))

    def graph(self, graph: URIRef) -> Graph:
        """The content of a named graph; empty when it is not there."""
        found = Graph()
        # As rows, not as triples: some engines write a double as a decimal when they serialise a graph.
        for row in self._bindings(f"SELECT ?s ?p ?o WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}"):
            found.add((_term(row["s"]), _term(row["p"]), _term(row["o"])))
        return found

    def query(self, query: str) -> Iterator[Row]:
        """The rows of a SELECT as plain text by variable; the unbound is left out. An ASK gives one row, {"ask": …}."""
        for row in self._bindings(query):
            yield {name: _plain(term) for name, term in row.items()}

    def __len__(self) -> int:
        """The number of quads beneath the base."""
        counted = "SELECT ?graph (COUNT(*) AS ?n) WHERE { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
        rows = self.query(counted)
        return sum(int(row["n"]) for row in rows if row["graph"].startswith(self._endpoint.base))

    def close(self) -> None:
        """Close the connections."""
        self._client.close()

    def __enter__(self) -> RemoteGraph:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _bindings(self, query: str) -> list[dict[str, dict[str, str]]]:
        # In one line before the query, so that the lines of what the engine complains of are those of the query.
        data = {"query": f"{_HEAD} {query}"}
        answer = self._send("POST", self._endpoint.query, data=data, headers={"Accept": _JSON})
        try:
            said = answer.json()
        except ValueError as error:
            raise StoreError(f"{self._endpoint.query}: svaret är inte JSON. Är det en SPARQL-tjänst?") from error
        if "boolean" in said:
            return [{"ask": {"type": "literal", "value": str(said["boolean"]).lower()}}]
        rows: list[dict[str, dict[str, str]]] = said["results"]["bindings"]
        if said["head"]["vars"] == ["__ASK_RETVAL"]:  # Virtuoso's answer to an ASK: a row with 1, or none
            return [{"ask": {"type": "literal", "value": "true" if rows else "false"}}]
        return rows

    def _update(self, update: str) -> None:
        self._send("POST", self._endpoint.update, data={"update": update})

    def _graph_address(self, graph: URIRef) -> str:
        return f"{self._endpoint.graphs}{quote(graph, safe='')}"

    def _send(
        self,
        method: str,
        address: str,
        *,
        data: Mapping[str, str] | None = None,
        content: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        try:
            answer = self._client.request(method, address, data=data, content=content, headers=headers)
        except httpx.TimeoutException as error:
            raise _failed(address, "inget svar i tid", "Höj tidsgränsen, eller se efter vad tjänsten gör") from error
        except httpx.HTTPError as error:
            remedy = "Kontrollera adressen och att tjänsten är igång"
            raise _failed(address, f"går inte att nå ({error})", remedy) from error
        if answer.is_success:
            return answer
        said = " ".join(answer.text.split())[:300]
        if answer.status_code in (401, 403):
            raise _failed(address, "tjänsten släpper inte in", "Kontrollera användare och lösenord")
        if answer.status_code == 400:
            raise QueryError("syntax", f"{address}: tjänsten förstår inte frågan: {said}. Rätta den.")
        raise _failed(address, f"tjänsten svarar {answer.status_code}: {said}", "Se tjänstens logg")


def _failed(address: str, cause: str, remedy: str) -> StoreError:
    return StoreError(f"{address}: {cause}. {remedy}.")


def _auth(endpoint: Endpoint) -> httpx.Auth | None:
    if endpoint.user is None:
        return None
    kind: Any = httpx.DigestAuth if endpoint.auth == "digest" else httpx.BasicAuth
    auth: httpx.Auth = kind(endpoint.user, endpoint.password)
    return auth


def _term(term: Mapping[str, str]) -> Node:
    if term["type"] == "uri":
        return URIRef(term["value"])
    if term["type"] == "bnode":
        return BNode(term["value"])
    datatype = URIRef(term["datatype"]) if "datatype" in term else None
    if datatype == XSD.string:
        datatype = None
    return RdfLiteral(_plain(term), lang=term.get("xml:lang"), datatype=datatype, normalize=False)


def _plain(term: Mapping[str, str]) -> str:
    """The text of a value; a truth value as the word, which some engines write as a number."""
    if term.get("datatype") == str(XSD.boolean):
        return {"1": "true", "0": "false"}.get(term["value"], term["value"])
    return term["value"]
