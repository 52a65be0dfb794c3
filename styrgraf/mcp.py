"""The tools for language models (Model Context Protocol): they ask the collection what the HTTP service would be asked.

Every answer says which of three it is (found, none-relevant, not-held) and quotes exactly, with page and permalink.
"""

from __future__ import annotations

import functools
import json
import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Annotated, Any, TypeVar

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from pydantic import Field

from kg.errors import StyrgrafError
from kg.jsonform import to_json
from kg.saved_queries import saved_queries, saved_query
from kg.sparql.evaluate import Job
from kg.sparql.pool import QueryPool
from styrgraf import __version__
from styrgraf.asked import filters_from
from styrgraf.current import Current
from styrgraf.full_text import put_for
from styrgraf.limits import query_limits
from styrgraf.quoted import quoted_answer, quoted_document, service_address
from styrgraf.settings import Settings

F = TypeVar("F", bound=Callable[..., Any])
Json = dict[str, Any]

_INSTRUCTIONS = """Styrgraf innehåller svenska kommuners styrdokument och revisionsrapporter. Citera ordagrant ur
'quotes' och ange sida och permalink. Säg vilket av tre svar du fick: found, none-relevant (dokument
finns, inget svarar) eller not-held (samlingen saknar det som efterfrågas). Ett värde som saknas är
inte angivet i dokumentet."""

Kind = Annotated[str, Field(description="Dokumentsort, t.ex. strategi, policy eller revisionsrapport.")]
Municipality = Annotated[str, Field(description="Kommunens eller regionens namn eller kod.")]
Size = Annotated[str, Field(description="Kommunens storlek efter folkmängd, t.ex. 10000-24999 eller minst-100000.")]
Day = Annotated[str, Field(description="ÅÅÅÅ-MM-DD: bara det som gällde den dagen.")]
Count = Annotated[int, Field(ge=1, le=50)]
Most = Annotated[int, Field(ge=1, le=1000, description="Högst så många rader.")]


def create_server(settings: Settings) -> MCPServer:
    """The server for the store in `settings`; it follows each new generation by itself."""
    pool = QueryPool(query_limits(settings))

    @asynccontextmanager
    async def workers(server: MCPServer) -> AsyncIterator[None]:
        pool.start()
        yield
        await pool.close()

    server = MCPServer("styrgraf", title="Styrgraf", version=__version__, instructions=_INSTRUCTIONS, lifespan=workers)
    tools = _Tools(settings, pool)
    for tool in (
        tools.search_documents,
        tools.find_precedents,
        tools.get_document,
        tools.get_coverage,
        tools.sparql_select,
        tools.run_saved_query,
    ):
        server.tool(structured_output=True)(tool)
    return server


def _told(function: F) -> F:
    """An error of ours reaches the model as its one line, which names the remedy."""

    @functools.wraps(function)
    async def telling(*args: Any, **kwargs: Any) -> Any:
        try:
            return await function(*args, **kwargs)
        except StyrgrafError as error:
            raise ToolError(str(error)) from error

    return telling  # type: ignore[return-value]


class _Tools:
    """The tools; their docstrings are what the model reads."""

    def __init__(self, settings: Settings, pool: QueryPool) -> None:
        self._current, self._pool = Current(settings), pool
        self._address = service_address(settings)

    @_told
    async def search_documents(
        self,
        query: str,
        kind: Kind = "",
        municipality: Municipality = "",
        size: Size = "",
        in_force_on: Day = "",
        k: Count = 10,
    ) -> Json:
        """Search Swedish municipal steering documents and audit reports in free text (Swedish)."""
        filters = filters_from({"kind": kind, "municipality": municipality, "size": size, "in-force-on": in_force_on})
        return quoted_answer(self._current().search(query, k=k, filters=filters), self._address)

    @_told
    async def find_precedents(
        self,
        finding_id: str = "",
        text: str = "",
        municipality: Annotated[str, Field(description="Den granskade kommunen, vid fri text.")] = "",
        kind: Kind = "",
        size: Size = "",
        in_force_on: Day = "",
        k: Count = 10,
    ) -> Json:
        """Find the steering documents of other municipalities that answer an audit finding, by its id or in words.

        Hits marked 'related' are about something beside what is missing: never say that they answer the finding."""
        if bool(finding_id) == bool(text):
            raise ToolError("Ange finding_id eller text, den ena.")
        filters = filters_from({"kind": kind, "size": size, "in-force-on": in_force_on})
        asked: Json = {"finding": finding_id or None, "text": text or None, "municipality": municipality or None}
        return quoted_answer(self._current().precedents(**asked, k=k, filters=filters), self._address)

    @_told
    async def get_document(self, document_id: str) -> Json:
        """What was read from one document: each value with its quote, page and confidence; what is absent was not
        stated."""
        return quoted_document(to_json(self._current().reading(document_id)), self._address)

    @_told
    async def get_coverage(self, municipality: Municipality = "") -> Json:
        """What the collection holds, by municipality and kind. What is not there is not held: it may well exist."""
        held = self._current().coverage()
        wanted = municipality.casefold()
        rows = [
            row
            for row in held["municipalities"]
            if not wanted or wanted in (row.get("municipality", "").casefold(), row.get("code"))
        ]
        status = "found" if rows else "not-held"
        return {
            "status": status,
            "municipalities": rows,
            "documents": held["documents"],
            "generation": held["generation"],
        }

    @_told
    async def sparql_select(self, query: str, limit: Most = 100) -> Json:
        """Put a SPARQL 1.1 SELECT or ASK to the knowledge graph; the usual prefixes are known. Read only."""
        return await self._rows(query, limit)

    @_told
    async def run_saved_query(
        self,
        name: str = "",
        parameters: dict[str, str] | None = None,
        limit: Annotated[int, Field(ge=1, le=1000)] = 100,
    ) -> Json:
        """Run one of the saved questions of analysts; without a name, list them with their parameters."""
        if not name:
            listed = [
                {"name": one.name, "title": one.title["sv"], "parameters": [part.name for part in one.parameters]}
                for one in saved_queries()
            ]
            return {"queries": listed}
        return await self._rows(saved_query(name).filled(parameters or {}), limit)

    async def _rows(self, query: str, limit: int) -> Json:
        collection = self._current()
        job = Job(query, rows=("json",), triples=(), base=collection.base, put=put_for(collection, query))
        with tempfile.TemporaryFile() as file:
            await self._pool.answer("mcp", collection.path / "graph", job, file)
            file.seek(0)
            said = json.load(file)
        if "boolean" in said:
            return {"ask": said["boolean"], "generation": collection.number}
        names, rows = said["head"]["vars"], said["results"]["bindings"]
        plain = [{name: row[name]["value"] for name in names if name in row} for row in rows[:limit]]
        cut: Json = {"shown": len(plain)} if len(plain) < len(rows) else {}
        return {"columns": names, "rows": plain, "total": len(rows), "generation": collection.number} | cut
