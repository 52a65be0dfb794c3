"""/sparql and /graphs, after the W3C tests of SPARQL 1.1 Protocol, Service Description and Graph Store Protocol."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import httpx
import pytest
from rdflib import RDF, Dataset, Graph, Namespace, URIRef
from rdflib.namespace import VOID

from styrgraf.collection import open_collection
from styrgraf.settings import Settings
from tests.surface import ok

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
ROWS = {
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
}
TRIPLES = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
    "application/trig": "trig",
}
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }"


@pytest.fixture(scope="module")
def graphs(client: httpx.Client) -> list[str]:
    """The graphs of two documents."""
    query = "SELECT ?g { GRAPH ?g { ?g a styr:ReadingGraph } } ORDER BY ?g LIMIT 2"
    found = client.get("/sparql", params={"query": query, "format": "csv"}).text
    return [row["g"] for row in csv.DictReader(io.StringIO(found))]


def media(response: httpx.Response) -> str:
    return response.headers["content-type"].partition(";")[0]


def ask(client: httpx.Client, query: str, **dataset: list[str]) -> bool:
    named = {name.replace("_", "-"): graphs for name, graphs in dataset.items()}
    response = client.get("/sparql", params={"query": query, **named})
    assert response.status_code == 200, response.text
    return bool(response.json()["boolean"])


# Protocol: the three ways to ask


def test_query_get(client: httpx.Client) -> None:
    response = client.get("/sparql", params={"query": "ASK {}"})
    assert (response.status_code, media(response)) == (200, "application/sparql-results+json")
    assert response.json() == {"head": {}, "boolean": True}


def test_query_post_form(client: httpx.Client) -> None:
    response = client.post("/sparql", data={"query": "ASK {}"})
    assert response.json()["boolean"] is True


def test_query_post_direct(client: httpx.Client) -> None:
    headers = {"Content-Type": f"{DIRECT}; charset=utf-8"}
    response = client.post("/sparql", content="ASK { FILTER('å' = 'å') }".encode(), headers=headers)
    assert response.json()["boolean"] is True


def test_a_browsers_line_ends_are_line_ends(client: httpx.Client) -> None:
    assert ask(client, "ASK {\r\n# en kommentar\r\n  ?s a styr:Document\r\n}")


# Protocol: the dataset


def both(graphs: list[str]) -> str:
    return " ".join(f"?d{n} a styr:Document . <{graph}> foaf:primaryTopic ?d{n} ." for n, graph in enumerate(graphs))


def test_dataset_default_graphs(client: httpx.Client, graphs: list[str]) -> None:
    query = f"ASK {{ {both(graphs)} }}"
    assert ask(client, query, default_graph_uri=graphs)
    assert not ask(client, query, default_graph_uri=graphs[:1])


def test_dataset_default_graphs_by_post(client: httpx.Client, graphs: list[str]) -> None:
    form = urlencode({"query": f"ASK {{ {both(graphs)} }}", "default-graph-uri": graphs}, doseq=True)
    response = client.post("/sparql", content=form, headers={"Content-Type": FORM})
    assert response.json()["boolean"] is True
    direct = client.post(
        "/sparql",
        params={"default-graph-uri": graphs[:1]},
        content=f"ASK {{ {both(graphs)} }}",
        headers={"Content-Type": DIRECT},
    )
    assert direct.json()["boolean"] is False


def test_dataset_named_graphs(client: httpx.Client, graphs: list[str]) -> None:
    two = "ASK { GRAPH ?g { ?g a styr:ReadingGraph } GRAPH ?h { ?h a styr:ReadingGraph } FILTER(?g != ?h) }"
    assert ask(client, two, named_graph_uri=graphs)
    assert not ask(client, two, named_graph_uri=graphs[:1])
    assert not ask(client, "ASK { ?s ?p ?o }", named_graph_uri=graphs), "then the default graph is empty"


def test_dataset_full(client: httpx.Client, graphs: list[str]) -> None:
    query = f"ASK {{ <{graphs[0]}> a ?c GRAPH ?g {{ <{graphs[1]}> a ?d }} MINUS {{ <{graphs[1]}> a ?c }} }}"
    assert ask(
        client,
        f"ASK {{ <{graphs[0]}> a ?c GRAPH ?g {{ <{graphs[1]}> a ?d }} }}",
        default_graph_uri=graphs[:1],
        named_graph_uri=graphs[1:],
    )
    assert ask(client, query, default_graph_uri=graphs[:1], named_graph_uri=graphs[1:])
    assert not ask(client, query, default_graph_uri=graphs[1:], named_graph_uri=graphs[:1])


def test_the_dataset_of_the_request_outweighs_that_of_the_query(client: httpx.Client, graphs: list[str]) -> None:
    query = f"ASK FROM <{graphs[0]}> {{ <{graphs[1]}> a styr:ReadingGraph }}"
    assert not ask(client, query)
    assert ask(client, query, default_graph_uri=graphs[1:])


def test_the_default_graph_is_the_union_of_all(client: httpx.Client, graphs: list[str]) -> None:
    assert ask(client, f"ASK {{ {both(graphs)} }}")
    assert not ask(client, "ASK { GRAPH <http://a.example/none> { ?s ?p ?o } }")


# Protocol: what is answered


@pytest.mark.parametrize("accept", sorted(ROWS))
def test_content_type_select(client: httpx.Client, accept: str) -> None:
    query = 'SELECT ?title { ?d dcterms:title ?title FILTER(CONTAINS(?title, "strategi")) }'
    response = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert (response.status_code, media(response)) == (200, accept)
    assert "Digitaliseringsstrategi 2022–2026" in response.content.decode()
    if accept.endswith("xml"):
        assert ElementTree.fromstring(response.content).tag == "{http://www.w3.org/2005/sparql-results#}sparql"


@pytest.mark.parametrize("accept", ["application/sparql-results+json", "application/sparql-results+xml"])
def test_content_type_ask(client: httpx.Client, accept: str) -> None:
    response = client.get("/sparql", params={"query": "ASK {}"}, headers={"Accept": accept})
    assert media(response) == accept
    assert "true" in response.text


@pytest.mark.parametrize("accept", sorted(TRIPLES))
@pytest.mark.parametrize(
    "query", ["CONSTRUCT { ?d a styr:Document } { ?d a styr:Document }", "DESCRIBE ?d { ?d a styr:Document }"]
)
def test_content_type_of_triples(client: httpx.Client, accept: str, query: str) -> None:
    response = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert (response.status_code, media(response)) == (200, accept)
    held = Dataset().parse(data=response.content, format=TRIPLES[accept]) if accept == "application/trig" else None
    parsed = held or Graph().parse(data=response.content, format=TRIPLES[accept])
    assert len(list(parsed)) >= 4


@pytest.mark.parametrize(
    ("query", "accept", "chosen"),
    [
        ("ASK {}", "*/*", "application/sparql-results+json"),
        ("ASK {}", "application/json", "application/sparql-results+json"),
        ("SELECT * {}", "text/csv;q=0.4, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        ("SELECT * {}", "text/*", "text/csv"),
        ("SELECT * {}", "text/csv;q=0, text/*", "text/tab-separated-values"),
        ("SELECT * {}", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "text/html"),
        ("CONSTRUCT WHERE { ?s a ?o }", "*/*", "text/turtle"),
        ("CONSTRUCT WHERE { ?s a ?o }", "text/turtle;q=0.5, application/rdf+xml", "application/rdf+xml"),
        (
            "CONSTRUCT WHERE { ?s a ?o }",
            "application/sparql-results+json, application/ld+json;q=0.1",
            "application/ld+json",
        ),
    ],
)
def test_the_best_acceptable_form_is_chosen(client: httpx.Client, query: str, accept: str, chosen: str) -> None:
    response = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
    assert (response.status_code, media(response)) == (200, chosen)
    assert "Accept" in response.headers["vary"]


def test_results_are_the_engines_own(client: httpx.Client, store: Path) -> None:
    query = "SELECT ?c (COUNT(?s) AS ?n) { ?s a ?c } GROUP BY ?c ORDER BY ?c"
    over_http = client.get("/sparql", params={"query": query, "format": "json"}).json()
    assert over_http == json.loads(open_collection(Settings(store=store)).graph.query_text(query))
    assert over_http == json.loads(ok("sparql", query, "--store", store, "--format", "json"))


def test_full_text_finds_what_search_finds_with_the_same_scores(client: httpx.Client, store: Path) -> None:
    words = "ansvar för digital transformation"
    hits = client.get("/api/v1/search", params={"q": words, "k": 100}).json()["hits"]
    wanted = {(one["id"], hit["score"]) for hit in hits for one in hit["passages"]}
    query = f"""SELECT ?passage ?score ?text WHERE {{
  ?passage styr:search ("{words}" ?score) ; nif:anchorOf ?text ; dcterms:isPartOf ?document .
  ?document styr:kind kind:strategi .
}} ORDER BY DESC(?score)"""
    found = client.post("/sparql", data={"query": query}).json()["results"]["bindings"]
    assert found
    pairs = {(row["passage"]["value"].rpartition("/")[2], float(row["score"]["value"])) for row in found}
    assert pairs <= wanted
    assert ok("sparql", query, "--store", store, "--format", "csv").count("\n") == 1 + len(found)


def test_full_text_that_finds_nothing_gives_no_rows(client: httpx.Client) -> None:
    response = client.get(
        "/sparql", params={"query": 'SELECT * { ?p styr:search "kvantkromodynamik" }', "format": "csv"}
    )
    assert (response.status_code, response.text) == (200, "p\r\n")
    bad(client.get("/sparql", params={"query": 'SELECT * { ?p styr:search "a" }}'}), 400, "syntax")
    bad(client.get("/sparql", params={"query": "SELECT * { ?p styr:search ?w }"}), 400, "search")


# Protocol: what is refused


def bad(response: httpx.Response, status: int, code: str | None = None) -> dict[str, object]:
    assert response.status_code == status, response.text
    assert media(response) == "application/problem+json"
    problem: dict[str, object] = response.json()
    assert problem["status"] == status and problem["detail"]
    if code:
        assert problem["code"] == code
    return problem


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_bad_query_method(client: httpx.Client, method: str) -> None:
    response = client.request(method, "/sparql", params={"query": "ASK {}"})
    bad(response, 405)
    assert "POST" in response.headers["allow"] and "GET" in response.headers["allow"]


def test_bad_multiple_queries(client: httpx.Client) -> None:
    bad(client.get("/sparql", params={"query": ["ASK {}", "SELECT * {}"]}), 400)
    form = {"Content-Type": FORM}
    bad(client.post("/sparql", content="query=ASK%20%7B%7D&query=SELECT%20%2A%20%7B%7D", headers=form), 400, "several")
    bad(client.post("/sparql", params={"query": "ASK {}"}, content="query=ASK%20%7B%7D", headers=form), 400, "several")


def test_bad_query_wrong_media_type(client: httpx.Client) -> None:
    for headers in ({"Content-Type": "text/plain"}, {"Content-Type": "application/sparql-update"}, {}):
        response = client.post("/sparql", content="ASK {}", headers=headers)
        bad(response, 415)
        assert DIRECT in response.headers["accept-post"]


def test_bad_query_missing_form_type(client: httpx.Client) -> None:
    bad(client.post("/sparql", content="query=ASK%20%7B%7D"), 415)


def test_bad_query_non_utf8(client: httpx.Client) -> None:
    utf16 = {"Content-Type": f"{DIRECT}; charset=UTF-16"}
    bad(client.post("/sparql", content="ASK {}".encode("utf-16"), headers=utf16), 415)
    bad(client.post("/sparql", content="ASK {}".encode("utf-16"), headers={"Content-Type": DIRECT}), 400, "encoding")
    bad(client.post("/sparql", content=b"query=%ff%fe", headers={"Content-Type": FORM}), 400, "encoding")


def test_bad_query_syntax(client: httpx.Client) -> None:
    problem = bad(client.get("/sparql", params={"query": "SELECT ?s {\n  ?s ?p .\n}"}), 400, "syntax")
    assert (problem["line"], problem["column"]) == (2, 9)
    problem = bad(client.get("/sparql", params={"query": "ASK {\n  ?s a skoss:Concept\n}"}), 400, "prefix")
    assert (problem["line"], problem["column"], problem["near"]) == (2, 8, ["skos"])


def test_not_acceptable(client: httpx.Client) -> None:
    bad(client.get("/sparql", params={"query": "ASK {}"}, headers={"Accept": "text/turtle"}), 406, "not-acceptable")
    construct = {"query": "CONSTRUCT WHERE { ?s ?p ?o }"}
    bad(client.get("/sparql", params=construct, headers={"Accept": "text/csv"}), 406, "not-acceptable")
    bad(client.get("/sparql", params=construct | {"format": "csv"}), 406, "not-acceptable")


@pytest.mark.parametrize(
    ("parameters", "code"),
    [
        ({"query": "ASK {}", "default-graph": "http://a.example/"}, "parameter"),
        ({"query": "ASK {}", "default-graph-uri": "graf"}, "dataset"),
        ({"query": "ASK {}", "named-graph-uri": "http://a.example/ b"}, "dataset"),
        ({"query": "ASK {}", "format": "excel"}, "format"),
        ({"default-graph-uri": "http://a.example/"}, "missing"),
        ({"query": " "}, "empty"),
        ({"update": "CLEAR ALL"}, "update"),
        ({"query": "CLEAR ALL"}, "update"),
    ],
)
def test_bad_parameters(client: httpx.Client, parameters: dict[str, str], code: str) -> None:
    bad(client.get("/sparql", params=parameters), 400, code)
    bad(client.post("/sparql", data=parameters), 400, code)


def test_a_huge_query_is_refused(client: httpx.Client) -> None:
    bad(client.post("/sparql", data={"query": "ASK {} #" + "x" * 200_000}), 413, "too-long")
    bad(client.post("/sparql", content=b"x" * 3_000_000, headers={"Content-Type": DIRECT}), 413, "too-long")


# Pages


def test_a_browser_gets_a_form_and_a_table(client: httpx.Client, graphs: list[str]) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    assert "<textarea" in client.get("/sparql", headers=browser).text
    query = 'SELECT ?g ("<b>" AS ?bold) { GRAPH ?g { ?g a styr:ReadingGraph } }'
    table = client.get("/sparql", params={"query": query}, headers=browser).text
    assert f"/graf/dokument/{graphs[0].rpartition('/')[2]}" in table and "&lt;b&gt;" in table and "<b>" not in table
    wrong = client.get("/sparql", params={"query": "SELECT ?x { nonsense"}, headers=browser)
    assert wrong.status_code == 400 and "SELECT ?x { nonsense" in wrong.text and "rad 1" in wrong.text


# Service description and VoID


@pytest.mark.parametrize("accept", ["*/*", *sorted(set(TRIPLES) - {"application/trig"})])
def test_service_description(client: httpx.Client, accept: str) -> None:
    response = client.get("/sparql", headers={"Accept": accept})
    assert response.status_code == 200
    described = Graph().parse(data=response.content, format=TRIPLES.get(accept, "turtle"))
    endpoint = URIRef(str(client.base_url).rstrip("/") + "/sparql")
    service = described.value(predicate=SD.endpoint, object=endpoint)
    assert (service, RDF.type, SD.Service) in described
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in described
    assert (service, SD.feature, SD.UnionDefaultGraph) in described
    dataset = described.value(service, SD.defaultDataset)
    assert (described.value(dataset, SD.defaultGraph), RDF.type, SD.Graph) in described
    assert (service, SD.feature, SD.BasicFederatedQuery) not in described


def test_void_counts_what_is_there(client: httpx.Client) -> None:
    response = client.get("/.well-known/void")
    described = Graph().parse(data=response.content, format="turtle")
    data = described.value(predicate=RDF.type, object=VOID.Dataset)
    counted = client.get("/sparql", params={"query": COUNT}).json()["results"]["bindings"][0]["n"]["value"]
    assert str(described.value(data, VOID.triples)) == counted
    assert described.value(data, VOID.sparqlEndpoint) == URIRef(str(client.base_url).rstrip("/") + "/sparql")
    assert len(list(described.objects(data, VOID.classPartition))) > 10


# Graph Store Protocol


def test_get_of_a_graph(client: httpx.Client, graphs: list[str]) -> None:
    construct = {"query": f"CONSTRUCT {{ ?s ?p ?o }} {{ GRAPH <{graphs[0]}> {{ ?s ?p ?o }} }}", "format": "ntriples"}
    wanted = set(client.get("/sparql", params=construct).text.splitlines())
    for address in (f"/graphs?graph={quote(graphs[0], safe='')}", f"/graf/dokument/{graphs[0].rpartition('/')[2]}"):
        response = client.get(address, headers={"Accept": "application/n-triples"})
        assert (response.status_code, media(response)) == (200, "application/n-triples")
        assert set(response.text.splitlines()) == wanted
        assert media(client.get(address)) == "text/turtle"
        head = client.head(address)
        assert head.status_code == 200 and head.content == b"" and int(head.headers["content-length"]) > 1000


def test_get_of_the_default_graph(client: httpx.Client) -> None:
    response = client.get("/graphs?default", headers={"Accept": "application/n-triples"})
    assert len(set(response.text.splitlines())) > 1000


def test_graphs_that_are_not_there(client: httpx.Client) -> None:
    bad(client.get("/graphs", params={"graph": "http://a.example/none"}), 404, "no-graph")
    assert client.head("/graphs", params={"graph": "http://a.example/none"}).status_code == 404
    bad(client.get("/graf/nix"), 404, "no-graph")


def test_bad_graph_requests(client: httpx.Client, graphs: list[str]) -> None:
    for query in ("", "?graph=nix", f"?graph={quote(graphs[0])}&default", "?graf=http://a.example/"):
        bad(client.get(f"/graphs{query}"), 400)
    bad(client.get("/graphs", params={"graph": graphs[0]}, headers={"Accept": "image/png"}), 406, "not-acceptable")
    for method in ("PUT", "DELETE", "POST", "PATCH"):
        bad(client.request(method, "/graphs", params={"graph": graphs[0]}), 405)


# CORS


def test_pages_of_other_origins_may_ask(client: httpx.Client) -> None:
    origin = {"Origin": "https://a.example"}
    assert (
        client.get("/sparql", params={"query": "ASK {}"}, headers=origin).headers["access-control-allow-origin"] == "*"
    )
    preflight = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    response = client.options("/sparql", headers=origin | preflight)
    assert response.status_code == 200 and "POST" in response.headers["access-control-allow-methods"]
    refused = client.get("/sparql", params={"query": "nonsense"}, headers=origin)
    assert refused.headers["access-control-allow-origin"] == "*", "or the page could not read what was wrong"
    assert "access-control-allow-origin" not in client.get("/", headers=origin).headers
