"""The tools for language models, asked by a real client: in memory, and once as the process that is started for one."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from styrgraf.mcp import create_server
from styrgraf.settings import Settings
from tests.surface import DATA, DOCUMENTS, environment, ok

T = TypeVar("T")
LACK = "Kommunstyrelsen saknar en strategi för digital transformation med mätbara mål."


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    store = tmp_path_factory.mktemp("mcp") / "store"
    ok("ingest", DOCUMENTS, "--store", store)
    return Settings(store=store, registers=(DATA / "register.csv",), public_url="https://exempel.se/styrgraf")


def with_client(settings: Settings, story: Callable[[Client], Awaitable[T]]) -> T:
    async def told() -> T:
        async with Client(create_server(settings)) as client:
            return await story(client)

    return asyncio.run(told())


async def asked(client: Client, tool: str, **arguments: Any) -> Any:
    result = await client.call_tool(tool, arguments)
    assert not result.is_error, result.content
    return result.structured_content


def test_search_quotes_with_page_and_permalink(settings: Settings) -> None:
    async def story(client: Client) -> None:
        answer = await asked(client, "search_documents", query="digital transformation", kind="strategi")
        assert answer["status"] == "found"
        hit = answer["hits"][0]
        text = (DOCUMENTS / "lovsta-digitaliseringsstrategi.md").read_text()
        assert all(line in text for quote in hit["quotes"] for line in quote["text"].split("\n"))
        assert hit["permalink"] == f"https://exempel.se/styrgraf/dokument/{hit['id']}"
        assert hit["quotes"][0]["page"] == 1
        assert hit["quotes"][0]["permalink"].startswith(hit["permalink"] + "#")

    with_client(settings, story)


def test_the_three_answers_are_told_apart(settings: Settings) -> None:
    async def story(client: Client) -> None:
        found = await asked(client, "find_precedents", text=LACK)
        nothing = await asked(client, "find_precedents", text="Simhallens bassänger saknar klorering.")
        missing = await asked(client, "search_documents", query="digitaliseringsstrategi", municipality="Falun")
        assert [one["status"] for one in (found, nothing, missing)] == ["found", "none-relevant", "not-held"]
        assert found["hits"][0]["municipality"] == "Lövsta"
        assert missing["not_held"][0]["municipality"] == "Falun" and missing["hits"] == []
        small = await asked(client, "find_precedents", text=LACK, size="under-10000")
        assert {(one["municipality"], one["size"]) for one in small["hits"]} == {("Lövsta", "under-10000")}
        large = await asked(client, "search_documents", query="digitalisering", size="minst-100000")
        assert (large["status"], large["not_held"]) == ("not-held", [{"size": "minst-100000"}])
        assert (await asked(client, "get_coverage", municipality="Falun"))["status"] == "not-held"
        assert (await asked(client, "get_coverage"))["documents"] == 4

    with_client(settings, story)


def test_a_document_gives_its_values_with_evidence(settings: Settings) -> None:
    async def story(client: Client) -> None:
        found = await asked(client, "search_documents", query="digitaliseringsstrategi", kind="strategi")
        document = await asked(client, "get_document", document_id=found["hits"][0]["id"])
        assert document["values"]["decision_date"]["value"] == "2022-02-21"
        assert "2022-02-21" in document["values"]["decision_date"]["quote"]
        assert "auditor" not in document["values"], "what is not stated is absent"

    with_client(settings, story)


def test_queries_are_answered_and_what_writes_is_refused(settings: Settings) -> None:
    async def story(client: Client) -> None:
        counted = "SELECT (COUNT(?d) AS ?n) WHERE { ?d a styr:Document }"
        assert (await asked(client, "sparql_select", query=counted))["rows"] == [{"n": "4"}]
        listed = await asked(client, "run_saved_query")
        name = next(one["name"] for one in listed["queries"] if one["name"] == "dokument-per-kommun")
        rows = (await asked(client, "run_saved_query", name=name))["rows"]
        assert any("Lövsta" in row.values() for row in rows)
        for query in ("DROP ALL", "SELECT * WHERE { SERVICE <http://x/> { ?s ?p ?o } }", "inte sparql"):
            refused = await client.call_tool("sparql_select", {"query": query})
            assert refused.is_error, query

    with_client(settings, story)


def test_what_is_wrong_is_said_with_its_remedy(settings: Settings) -> None:
    async def story(client: Client) -> None:
        for tool, arguments, said in (
            ("search_documents", {"query": "mål", "kind": "stratego"}, "strategi"),
            ("get_document", {"document_id": "nix"}, "finns inte"),
            ("find_precedents", {}, "finding_id eller text"),
        ):
            result = await client.call_tool(tool, arguments)
            assert result.is_error and said in result.content[0].text, tool

    with_client(settings, story)


def test_the_command_speaks_over_its_pipes(settings: Settings) -> None:
    started = StdioServerParameters(
        command=sys.executable,
        args=["-m", "styrgraf", "mcp", "--store", str(settings.store)],
        env=environment(),
        cwd=Path(__file__).parents[1],
    )

    async def story() -> set[str]:
        async with Client(stdio_client(started)) as client:
            assert (await asked(client, "get_coverage"))["documents"] == 4
            return {tool.name for tool in (await client.list_tools()).tools}

    assert "find_precedents" in asyncio.run(story())
