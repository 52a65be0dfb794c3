"""The API that tools build on: one thing at a time, what is like it, and how the service speaks of itself."""

from __future__ import annotations

import json
import subprocess
import time
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS

from kg.errors import EncoderError
from search.encoder import Encoder, load_encoder
from styrgraf.current import Current
from styrgraf.settings import Settings
from tests.surface import DOCUMENTS, command, environment, ok, serving


@pytest.fixture
def strategy(client: httpx.Client) -> str:
    return str(client.get("/api/v1/documents", params={"kind": "strategi"}).json()["documents"][0]["id"])


def test_passages_stand_in_order_and_each_has_an_address(client: httpx.Client, strategy: str) -> None:
    held = client.get(f"/api/v1/documents/{strategy}/passages", params={"k": 2})
    text = client.get(f"/api/v1/documents/{strategy}").json()["text"]
    first, second = held.json()["passages"]
    assert first["start"] < second["start"]
    one = client.get(f"/api/v1/passages/{second['id']}").json()
    assert one["text"] == text[one["start"] : one["end"]] == second["text"]
    assert one["document"]["id"] == strategy
    following = client.get(held.links["next"]["url"]).json()["passages"][0]
    assert following["start"] > second["start"]


def test_likeness_and_precedents_the_other_way_round(client: httpx.Client, strategy: str) -> None:
    like = client.get(f"/api/v1/documents/{strategy}/similar").json()
    assert {one["document"]["id"] for one in like["similar"]}.isdisjoint({strategy})
    scores = [one["score"] for one in like["similar"]]
    assert scores == sorted(scores, reverse=True) and scores
    answered = client.get(f"/api/v1/documents/{strategy}/answers").json()["similar"]
    assert any("strategi" in one["finding"]["text"] for one in answered)
    assert all(one["document"]["municipality"] != "Lövsta" for one in answered)
    finding = answered[0]["finding"]["id"]
    assert client.get(f"/api/v1/findings/{finding}").json()["id"] == finding
    assert client.get(f"/api/v1/findings/{finding}/similar", params={"k": 1}).json()["total"] <= 1


def test_in_force_says_on_what_it_rests_and_for_which_day(client: httpx.Client) -> None:
    def told(**asked: str) -> dict[str, Any]:
        hits = client.get("/api/v1/search", params={"q": "digitaliseringsstrategi", "kind": "strategi"} | asked).json()
        return {**hits["hits"][0]["document"], **hits["hits"][0]["badges"]}

    then = told(**{"in-force-on": "2023-05-01"})
    assert (then["in_force"], then["in_force_basis"], then["in_force_on"]) == (True, "period", "2023-05-01")
    assert told()["in_force_on"] == date.today().isoformat()
    page = client.get(
        "/?q=digitaliseringsstrategi&kind=strategi&in-force-on=2023-05-01", headers={"Accept": "text/html"}
    )
    assert "Gällde då" in page.text and "enligt angiven giltighetstid" in page.text


def test_a_municipality_by_code_or_name(client: httpx.Client) -> None:
    listed = client.get("/api/v1/municipalities").json()["municipalities"]
    assert {"Lövsta", "Stenbro"} <= {one["municipality"] for one in listed}
    by_code, by_name = (client.get(f"/api/v1/municipalities/{name}").json() for name in ("9801", "lövsta"))
    assert by_code == by_name
    assert [one["title"] for one in by_code["held"]] == ["Digitaliseringsstrategi 2022–2026"]
    assert client.get("/api/v1/municipalities/0000").status_code == 404


def test_json_ld_says_what_the_graph_says(client: httpx.Client, strategy: str) -> None:
    answer = client.get(f"/api/v1/documents/{strategy}", headers={"Accept": "application/ld+json"})
    assert answer.headers["content-type"] == "application/ld+json"
    graph = Graph().parse(data=answer.text, format="json-ld")
    node = next(URIRef(s) for s in graph.subjects() if str(s).endswith(f"/id/dokument/{strategy}"))
    assert str(graph.value(node, DCTERMS.title)) == "Digitaliseringsstrategi 2022–2026"
    passage = client.get(f"/api/v1/documents/{strategy}/passages").json()["passages"][0]["id"]
    linked = client.get(f"/api/v1/passages/{passage}", headers={"Accept": "application/ld+json"})
    assert len(Graph().parse(data=linked.text, format="json-ld"))


def test_what_has_not_changed_is_not_sent_again(client: httpx.Client, strategy: str) -> None:
    for path in (f"/api/v1/documents/{strategy}", "/api/v1/search?q=mål", "/api/v1/coverage", "/dokument"):
        first = client.get(path)
        again = client.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b""), path
        other = client.get(path, headers={"If-None-Match": first.headers["etag"], "Accept": "application/ld+json"})
        assert other.status_code == 200, path
    assert "etag" not in client.get("/readyz").headers
    assert "etag" not in client.get("/api/v1/documents/nix").headers


def test_a_new_generation_is_another_answer(tmp_path: Path) -> None:
    store, (first, second) = tmp_path / "store", sorted(DOCUMENTS.glob("*.md"))
    ok("ingest", first, "--store", store)
    with serving(store) as address, httpx.Client(base_url=address) as client:
        tag = client.get("/api/v1/documents").headers["etag"]
        ok("ingest", second, "--store", store)
        assert client.get("/api/v1/documents", headers={"If-None-Match": tag}).json()["total"] == 2


def test_large_answers_are_packed(client: httpx.Client, strategy: str) -> None:
    packed = client.get(f"/api/v1/documents/{strategy}", headers={"Accept-Encoding": "gzip"})
    plain = client.get(f"/api/v1/documents/{strategy}", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
    assert packed.json() == plain.json()
    assert int(packed.headers["content-length"]) < int(plain.headers["content-length"])


def test_every_answer_has_an_id_and_keeps_the_one_it_is_given(client: httpx.Client) -> None:
    one, other = (client.get("/healthz").headers["x-request-id"] for _ in range(2))
    assert one != other
    given = "5f0c5a7e1d3b4f6a8c9d0e1f2a3b4c5d"
    assert client.get("/healthz", headers={"X-Request-ID": given}).headers["x-request-id"] == given


def test_metrics_count_by_route_and_never_by_address(client: httpx.Client, strategy: str) -> None:
    client.get(f"/api/v1/documents/{strategy}")
    client.get("/api/v1/documents/nix")
    said = client.get("/metrics")
    assert said.headers["content-type"].startswith("text/plain; version=")
    counted = dict(line.rsplit(" ", 1) for line in said.text.splitlines() if not line.startswith("#"))
    route = 'method="GET",route="/api/v1/documents/{document}"'
    assert float(counted[f'styrgraf_http_requests_total{{{route},status="404"}}']) >= 1
    assert float(counted[f'styrgraf_http_requests_total{{{route},status="200"}}']) >= 1
    assert float(counted["styrgraf_documents"]) == len(list(DOCUMENTS.iterdir()))
    assert strategy not in said.text


def test_the_browser_can_be_told_to_search_here(client: httpx.Client) -> None:
    said = client.get("/opensearch.xml")
    assert said.headers["content-type"] == "application/opensearchdescription+xml"
    space = "{http://a9.com/-/spec/opensearch/1.1/}"
    urls = {url.get("type"): str(url.get("template")) for url in ET.fromstring(said.text).iter(f"{space}Url")}
    page = client.get(urls["text/html"].replace("{searchTerms}", "mål"))
    assert page.status_code == 200 and "Lövsta" in page.text
    assert client.get(urls["application/json"].replace("{searchTerms}", "mål")).json()["status"] == "found"


def test_the_log_is_json_with_the_id_of_each_request(store: Path) -> None:
    process = subprocess.Popen(
        command("serve", "--store", store, "--port", "8431"), env=environment(), stderr=subprocess.PIPE, text=True
    )
    assert process.stderr is not None
    process.stderr.readline()
    answer = httpx.get("http://127.0.0.1:8431/api/v1/search?q=hemlig+sak")
    process.terminate()
    lines = [json.loads(line) for line in process.communicate(timeout=20)[1].splitlines()]
    line = next(line for line in lines if line.get("path") == "/api/v1/search")
    assert line["request_id"] == answer.headers["x-request-id"]
    assert (line["method"], line["status"], line["level"]) == ("GET", 200, "info")
    assert "hemlig" not in json.dumps(lines), "what people ask is not logged"


def test_words_answer_while_the_model_loads(store: Path) -> None:
    waiting, asked = [True], []

    def slowly(name: str | None) -> Encoder:
        asked.append(name)
        while waiting:
            time.sleep(0.01)
        return load_encoder()

    current = Current(Settings(store=store, encoder="en annan"), slowly)
    current.start()
    assert current.loading() == ["encoder"]
    before, state = current(), current.state()
    assert not before.index.has_encoder and before.documents
    waiting.clear()
    deadline = time.monotonic() + 20
    while current.loading() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert current().index.has_encoder and current.state() != state
    assert asked == ["en annan"]


def test_a_model_that_cannot_be_loaded_says_so(store: Path) -> None:
    def not_there(name: str | None) -> Encoder:
        raise EncoderError(f"Språkmodellen {name} kunde inte läsas in.")

    current = Current(Settings(store=store, encoder="borta"), not_there)
    current.start()
    deadline = time.monotonic() + 20
    while current.loading() and time.monotonic() < deadline:
        time.sleep(0.01)
    with pytest.raises(EncoderError, match="borta"):
        current()
