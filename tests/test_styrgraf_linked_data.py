"""Every answer is JSON-LD too: what it says of the graph's things is what the graph says, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from rdflib import RDF, Graph, Namespace, URIRef

from styrgraf.collection import Collection, open_collection
from styrgraf.settings import Settings
from tests.surface import held_store, serving

HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
SCHEMA = Namespace("https://schema.org/")
LINKED = {"Accept": "application/ld+json"}


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with serving(held_store()) as address, httpx.Client(base_url=address, timeout=60) as found:
        yield found


@pytest.fixture(scope="module")
def collection() -> Collection:
    return open_collection(Settings(store=held_store()), words_only=True)


@pytest.fixture(scope="module")
def ids(client: httpx.Client) -> dict[str, str]:
    """Something of each noun to ask about."""
    documents = client.get("/api/v1/documents", params={"k": 50}).json()["documents"]
    strategy = next(one["id"] for one in documents if one["kind"] == "strategi")
    report = next(one["id"] for one in documents if one["kind"] == "revisionsrapport")
    passage = client.get(f"/api/v1/documents/{strategy}/passages").json()["passages"][0]["id"]
    finding = client.get("/api/v1/findings").json()["findings"][0]["id"]
    return {"strategy": strategy, "report": report, "passage": passage, "finding": finding}


ANSWERS = {
    "/api/v1/search?q=digitalisering": 3,
    "/api/v1/precedents?finding={finding}": 1,
    "/api/v1/precedents?text=det saknas en strategi för digital transformation": 1,
    "/api/v1/documents?k=50": 4,
    "/api/v1/documents/{strategy}/passages": 3,
    "/api/v1/documents/{report}/citations": 0,
    "/api/v1/documents/{strategy}/similar": 1,
    "/api/v1/documents/{strategy}/answers": 1,
    "/api/v1/passages/{passage}/similar": 1,
    "/api/v1/findings?k=50": 1,
    "/api/v1/findings/{finding}/similar": 0,
    "/api/v1/municipalities": 2,
    "/api/v1/coverage": 2,
    "/api/v1/queries": 30,
}
SINGLE = [
    "/api/v1/documents/{strategy}",
    "/api/v1/passages/{passage}",
    "/api/v1/findings/{finding}",
    "/api/v1/municipalities/9801",
]


def read(client: httpx.Client, path: str) -> tuple[Graph, URIRef]:
    """The answer read as RDF by a program that knows nothing of ours, its context fetched from where it says."""
    answer = client.get(path, headers=LINKED)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/ld+json"
    said = answer.json()
    asked = said["@id"] if isinstance(said, dict) else path
    return Graph().parse(data=answer.content, format="json-ld"), URIRef(asked)


def unknown(collection: Collection, graph: Graph) -> list[str]:
    """What is said of the graph's things that the graph does not say."""
    ours = [triple for triple in graph if str(triple[0]).startswith(f"{collection.base}id/")]
    return [f"{s.n3()} {p.n3()} {o.n3()}" for s, p, o in ours if not is_said(collection, s, p, o)]


def is_said(collection: Collection, *triple: Any) -> bool:
    asked = "ASK { GRAPH ?g { " + " ".join(term.n3() for term in triple) + " } }"
    return next(iter(collection.graph.query(asked)))["ask"] == "true"


@pytest.mark.parametrize("path", ANSWERS)
def test_what_an_answer_says_of_things_is_what_the_graph_says(
    client: httpx.Client, collection: Collection, ids: dict[str, str], path: str
) -> None:
    graph, asked = read(client, path.format(**ids))
    assert unknown(collection, graph) == []
    members = set(graph.objects(asked, HYDRA.member))
    assert len(members) >= ANSWERS[path]
    assert all(isinstance(one, URIRef) for one in members)
    assert (asked, RDF.type, HYDRA.Collection) in graph


@pytest.mark.parametrize("path", SINGLE)
def test_a_single_thing_is_told_from_the_graph(
    client: httpx.Client, collection: Collection, ids: dict[str, str], path: str
) -> None:
    graph, _ = read(client, path.format(**ids))
    assert len(graph) > 3 and unknown(collection, graph) == []


def test_the_things_of_a_list_carry_their_facts(client: httpx.Client, collection: Collection) -> None:
    graph, _ = read(client, "/api/v1/documents?k=50")
    said = {str(predicate).rpartition("/")[2].rpartition("#")[2] for predicate in graph.predicates()}
    assert {"title", "kind", "status", "municipality", "date_document", "passed_by", "identifier", "issued"} <= said
    graph, _ = read(client, "/api/v1/findings?k=50")
    said = {str(predicate).rpartition("/")[2].rpartition("#")[2] for predicate in graph.predicates()}
    assert {"text", "role", "question", "assessment", "step", "verdictText", "isPartOf"} <= said


def test_a_score_is_said_of_the_hit_and_not_of_the_document(client: httpx.Client, collection: Collection) -> None:
    graph, asked = read(client, "/api/v1/search?q=digitalisering")
    hits = set(graph.objects(asked, HYDRA.member))
    scored = set(graph.subjects(RDF.value))
    assert scored == hits == set(graph.subjects(RDF.type, SCHEMA.ListItem))
    assert all(str(hit).startswith(f"{asked}#") for hit in hits)


def test_a_list_leads_to_its_other_pages(client: httpx.Client) -> None:
    first = client.get("/api/v1/documents?k=1", headers=LINKED)
    graph, asked = read(client, "/api/v1/documents?k=1")
    (following,) = graph.objects(None, HYDRA.next)
    assert int(str(graph.value(asked, HYDRA.totalItems))) == first.json()["total"] == 4
    assert str(following) == str(first.url.join(first.links["next"]["url"]))
    second, again = read(client, str(following))
    assert again == asked and len(list(second.objects(None, HYDRA.previous))) == 1


def test_each_form_has_its_own_tag_and_names_the_other(client: httpx.Client) -> None:
    path = "/api/v1/search?q=mål"
    plain, linked = client.get(path), client.get(path, headers=LINKED)
    assert plain.headers["etag"] != linked.headers["etag"]
    for one, other in ((plain, "application/ld+json"), (linked, "application/json")):
        assert "Accept" in one.headers["vary"].split(", ")
        assert one.links["alternate"]["type"] == other
    again = client.get(path, headers=LINKED | {"If-None-Match": linked.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    same = {key: value for key, value in linked.json().items() if not key.startswith(("@", "hydra:"))}
    assert same.keys() == plain.json().keys() and same["total"] == plain.json()["total"]


def test_plain_json_is_preferred_by_whom_takes_either(client: httpx.Client) -> None:
    for accept in ("*/*", "application/json", "application/json, application/ld+json;q=0.5", "application/ld+json;q=0"):
        kind = client.get("/api/v1/coverage", headers={"Accept": accept}).headers["content-type"]
        assert kind == "application/json", accept


def test_the_meaning_of_the_keys_stands_at_an_address_that_stays(client: httpx.Client) -> None:
    context = client.get("/api/v1/coverage", headers=LINKED).json()["@context"]
    answer = client.get(context)
    assert answer.headers["content-type"] == "application/ld+json" and answer.json()["@context"]["@version"] == 1.1
    assert context.endswith("/api/v1/context-v1.jsonld")


def test_a_problem_is_a_problem_in_any_form(client: httpx.Client) -> None:
    answer = client.get("/api/v1/documents?kid=plan", headers=LINKED)
    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/problem+json")
    assert "kind" in answer.json()["errors"][0]["near"]
