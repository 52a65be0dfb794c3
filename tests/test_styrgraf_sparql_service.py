"""The endpoint under strain: deadlines, clients that leave, and generations that come and go."""

from __future__ import annotations

import shutil
import time
from pathlib import Path

import httpx

from tests.surface import DOCUMENTS, ok, serving

ENDLESS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a = ?i && ?c = ?d && ?f = ?h) } ORDER BY ?a"
CROSS = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
HELD = "SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a styr:Document }"


def held(client: httpx.Client) -> str:
    response = client.get("/sparql", params={"query": HELD, "format": "csv"})
    assert response.status_code == 200, response.text
    return response.text.split()[1]


def test_no_status_is_a_lie_and_new_generations_are_followed(tmp_path: Path) -> None:
    store = tmp_path / "store"
    first, *others = sorted(DOCUMENTS.glob("*"))
    ok("ingest", first, "--store", store)
    limits = {"STYRGRAF_SPARQL_SECONDS": "2", "STYRGRAF_SPARQL_RESULT_MEGABYTES": "1"}
    with serving(store, **limits) as address, httpx.Client(base_url=address, timeout=30) as client:
        assert held(client) == "1"
        slow = client.get("/sparql", params={"query": ENDLESS})
        assert (slow.status_code, slow.json()["code"]) == (503, "timeout")
        assert "2 sekunder" in slow.json()["detail"] and "retry-after" in slow.headers
        large = client.post("/sparql", data={"query": CROSS})
        assert (large.status_code, large.json()["code"]) == (413, "too-large")
        assert "LIMIT" in large.json()["detail"]
        ok("ingest", *others, "--store", store)
        assert held(client) == str(1 + len(others))
        assert client.get("/healthz").status_code == 200


def test_who_goes_away_leaves_no_work_behind(tmp_path: Path) -> None:
    store = tmp_path / "store"
    ok("ingest", DOCUMENTS, "--store", store)
    limits = {"STYRGRAF_SPARQL_SECONDS": "60", "STYRGRAF_SPARQL_WORKERS": "1"}
    with serving(store, **limits) as address, httpx.Client(base_url=address, timeout=30) as client:
        assert held(client) == "4"
        try:
            client.get("/sparql", params={"query": ENDLESS}, timeout=0.5)
        except httpx.ReadTimeout:
            pass
        else:
            raise AssertionError("the query was not endless")
        started = time.monotonic()
        assert held(client) == "4", "with the one worker that there is"
        assert time.monotonic() - started < 20


def test_a_generation_that_is_taken_away_while_it_is_read_is_an_answer_or_an_honest_error(tmp_path: Path) -> None:
    store = tmp_path / "store"
    ok("ingest", DOCUMENTS, "--store", store)
    with serving(store) as address, httpx.Client(base_url=address, timeout=30) as client:
        assert held(client) == "4"
        for generation in (store / "generations").iterdir():
            shutil.rmtree(generation)
        response = client.get("/sparql", params={"query": HELD, "format": "csv"})
        assert (response.status_code, response.text.split()[-1]) == (200, "4") or response.status_code == 503
        assert client.get("/healthz").status_code == 200
