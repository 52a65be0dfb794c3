"""The workers that answer queries: real processes, killed for real."""

from __future__ import annotations

import asyncio
import errno
import os
import shutil
import signal
import socket
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef

from kg.errors import QueryError, QueryStopped, StoreError
from kg.sparql.evaluate import Answer, Job
from kg.sparql.limits import QueryLimits
from kg.sparql.pool import QueryPool
from kg.store import GraphStore

ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?i && ?c = ?d && ?f = ?h) } ORDER BY ?a"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
LIMITS = QueryLimits(seconds=1.5, memory_bytes=256 << 20, result_bytes=1 << 20, workers=2)


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pool") / "graph"
    content = Graph()
    for number in range(3000):
        content.add((URIRef(f"http://a.example/{number}"), URIRef("http://a.example/p"), Literal("värde" * 10)))
    store = GraphStore(path)
    store.replace(URIRef("http://g.example/1"), content)
    return path


def run(story: Callable[[QueryPool], Awaitable[None]], limits: QueryLimits = LIMITS) -> None:
    """A story told with a pool."""

    async def told() -> None:
        pool = QueryPool(limits)
        pool.start()
        try:
            await story(pool)
        finally:
            await pool.close()
        assert pool.pids() == []

    asyncio.run(told())


async def put(pool: QueryPool, graph: Path, query: str, client: str = "a") -> tuple[Answer, bytes]:
    with tempfile.TemporaryFile() as file:
        answer = await pool.answer(client, graph, Job(query), file)
        file.seek(0)
        return answer, file.read()


async def answers(pool: QueryPool, graph: Path, client: str = "a") -> None:
    assert b'"3000"' in (await put(pool, graph, COUNT, client))[1]


async def stopped(pool: QueryPool, graph: Path, query: str, client: str = "a") -> str:
    with pytest.raises(QueryStopped) as error:
        await put(pool, graph, query, client)
    return error.value.code


def test_a_query_is_answered_and_a_fault_is_told(graph: Path) -> None:
    async def story(pool: QueryPool) -> None:
        await answers(pool, graph)
        with pytest.raises(QueryError) as error:
            await put(pool, graph, "SELECT * {\n ?s ?p }")
        assert (error.value.code, error.value.line) == ("syntax", 2)
        with pytest.raises(QueryError, match="unbound"):
            await put(pool, graph, "SELECT ?x (COUNT(?y) AS ?n) { ?x ?y ?z }")
        await answers(pool, graph)

    run(story)


def test_a_query_past_its_deadline_is_killed_and_its_worker_replaced(graph: Path) -> None:
    async def story(pool: QueryPool) -> None:
        await answers(pool, graph)
        before = pool.pids()
        assert await stopped(pool, graph, ENDLESS) == "timeout"
        assert len(set(before) & set(pool.pids())) <= 1
        for _ in range(3):
            await answers(pool, graph)

    run(story)


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", "too-large"),
        ("CONSTRUCT { ?a ?e ?d } { ?a ?b ?c . ?d ?e ?f }", "too-large"),
        ("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c", "memory"),
    ],
)
def test_an_answer_that_is_too_large_stops_nothing_else(graph: Path, query: str, code: str) -> None:
    async def story(pool: QueryPool) -> None:
        assert await stopped(pool, graph, query) == code
        await answers(pool, graph)

    run(story, QueryLimits(seconds=20, memory_bytes=LIMITS.memory_bytes, result_bytes=1 << 20, workers=2))


def test_a_regular_expression_cannot_hold_a_worker(graph: Path) -> None:
    async def story(pool: QueryPool) -> None:
        query = f'SELECT * {{ ?s ?p ?o FILTER(REGEX(?o, "{"(v+)+" * 8}$")) }}'
        try:
            await put(pool, graph, query)
        except (QueryStopped, QueryError) as error:
            assert error.code in ("timeout", "memory", "too-large", "syntax")
        await answers(pool, graph)

    run(story)


def test_workers_that_are_killed_from_outside_are_replaced(graph: Path) -> None:
    async def story(pool: QueryPool) -> None:
        await answers(pool, graph)
        for pid in pool.pids():
            os.kill(pid, signal.SIGKILL)
        while pool.pids():
            await asyncio.sleep(0.01)
        await answers(pool, graph)
        busy = asyncio.create_task(stopped(pool, graph, ENDLESS))
        await asyncio.sleep(0.5)
        for pid in pool.pids():
            os.kill(pid, signal.SIGKILL)
        assert await busy == "died"
        await answers(pool, graph)

    run(story, QueryLimits(seconds=20, workers=2))


def test_one_client_cannot_occupy_all_workers(graph: Path) -> None:
    async def story(pool: QueryPool) -> None:
        await answers(pool, graph)
        greedy = [asyncio.create_task(stopped(pool, graph, ENDLESS, "greedy")) for _ in range(4)]
        await asyncio.sleep(0.1)
        await answers(pool, graph, "modest")
        assert not any(task.done() for task in greedy)
        codes = await asyncio.gather(*greedy)
        assert set(codes) == {"timeout", "busy"}

    run(story)


def test_who_waits_in_too_long_a_line_is_told_at_once(graph: Path) -> None:
    async def story(pool: QueryPool) -> None:
        await answers(pool, graph)
        tasks = [asyncio.create_task(stopped(pool, graph, ENDLESS)) for _ in range(4)]
        await asyncio.sleep(0.1)
        assert sum(task.done() for task in tasks) == 1
        assert "busy" in await asyncio.gather(*tasks)

    run(story, QueryLimits(seconds=1.5, workers=2, waiting=2))


def test_a_worker_whose_client_has_gone_is_killed(graph: Path) -> None:
    async def story(pool: QueryPool) -> None:
        await answers(pool, graph)
        before = set(pool.pids())
        task = asyncio.create_task(put(pool, graph, ENDLESS))
        await asyncio.sleep(0.3)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        await answers(pool, graph)
        assert before - set(pool.pids())

    run(story, QueryLimits(seconds=60, workers=2))


def test_a_graph_that_goes_away_is_an_honest_error_or_a_whole_answer(graph: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(graph, copy)

    async def story(pool: QueryPool) -> None:
        await answers(pool, copy)
        shutil.rmtree(copy)
        try:
            await answers(pool, copy)
        except StoreError as error:
            assert "grafen" in str(error).lower()
        await answers(pool, graph)

    run(story)


def test_a_worker_has_no_network(graph: Path) -> None:
    """In a network of its own even a server on the loopback device is not there."""

    async def story(pool: QueryPool) -> None:
        await answers(pool, graph)
        ours = Path("/proc/self/ns/net").readlink()
        theirs = {Path(f"/proc/{pid}/ns/net").readlink() for pid in pool.pids()}
        assert ours not in theirs or not _may_leave()

    run(story)


def _may_leave() -> bool:
    """Whether this system lets a process have a network of its own."""
    pid = os.fork()
    if pid == 0:
        from kg.sparql.sealed import leave_network

        os._exit(0 if leave_network() and _unreachable() else 1)
    return os.waitpid(pid, 0)[1] == 0


def _unreachable() -> bool:
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", 9)) == errno.ENETUNREACH
