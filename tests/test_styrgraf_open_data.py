"""The graph to take away: exports, dumps, the catalogue, the names of things, and references."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from rdflib import RDF, Dataset, Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF

from styrgraf.bibliography import FORMS, bibtex, ris, swedish
from styrgraf.commands.show import REFERENCES
from tests.surface import ok, serving

DCAT = Namespace("http://www.w3.org/ns/dcat#")
TITLE = "Digitaliseringsstrategi 2022–2026"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


@pytest.fixture(scope="module")
def client(store: Path) -> Iterator[httpx.Client]:
    catalogue = {"STYRGRAF_PUBLISHER": "Revisorerna i Lövsta", "STYRGRAF_LICENCE": "https://a.example/licens"}
    with serving(store, **catalogue) as address, httpx.Client(base_url=address, timeout=30) as found:
        yield found


@pytest.fixture(scope="module")
def strategy(client: httpx.Client) -> str:
    found = client.get("/api/v1/documents", params={"kind": "strategi"}).json()["documents"]
    return next(str(one["id"]) for one in found if one["title"] == TITLE)


@pytest.mark.parametrize("form", ["trig", "nquads", "turtle", "jsonld", "csv"])
def test_a_dump_is_the_export_and_the_same_each_time(client: httpx.Client, store: Path, form: str) -> None:
    suffix = {"nquads": "nq", "turtle": "ttl"}.get(form, form)
    dumped = client.get(f"/dumps/styrgraf.{suffix}")
    assert dumped.status_code == 200 and "attachment" in dumped.headers["content-disposition"]
    assert dumped.text.splitlines() == ok("export", "--store", store, "--format", form).splitlines()
    again = client.get(f"/dumps/styrgraf.{suffix}", headers={"If-None-Match": dumped.headers["etag"]})
    assert again.status_code == 304


def test_all_formats_say_the_same(client: httpx.Client) -> None:
    def quads(suffix: str, form: str) -> set[object]:
        held = Dataset()
        held.parse(data=client.get(f"/dumps/styrgraf.{suffix}").content, format=form)
        return {(s, p, o, g) for s, p, o, g in held.quads()}

    assert quads("nq", "nquads") == quads("trig", "trig") == quads("jsonld", "json-ld")
    union = Graph().parse(data=client.get("/dumps/styrgraf.ttl").content, format="turtle")
    assert set(union) == {quad[:3] for quad in quads("nq", "nquads")}  # type: ignore[index]


def test_a_table_of_each_class(client: httpx.Client, store: Path, tmp_path: Path) -> None:
    ok("export", "--store", store, "--format", "csv", "--out", tmp_path / "tables")
    names = {path.name for path in (tmp_path / "tables").iterdir()}
    assert {"documents.csv", "Document.csv", "Finding.csv", "Passage.csv", "Decision.csv", "skos-Concept.csv"} <= names
    made = (tmp_path / "tables" / "Document.csv").read_bytes()
    assert made == client.get("/dumps/tables/Document.csv").content
    assert not made.startswith(b"\xef\xbb\xbf"), "a mark for spreadsheets would be part of the first column's name"
    rows = list(csv.DictReader(io.StringIO(made.decode())))
    assert TITLE in {row["dcterms:title"] for row in rows} and len(rows) == 4
    listed = client.get("/dumps/").json()["files"]
    assert {one["name"].removeprefix("tables/") for one in listed if "tables/" in one["name"]} | {
        "documents.csv"
    } == names
    assert "styrgraf.trig" in client.get("/dumps/", headers=BROWSER).text
    assert client.get("/dumps/../secret").status_code == 404


def test_the_catalogue_names_what_can_be_fetched(client: httpx.Client) -> None:
    described = Graph().parse(data=client.get("/katalog").content, format="turtle")
    data = described.value(predicate=RDF.type, object=DCAT.Dataset)
    for needed in (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.theme, DCTERMS.license):
        assert described.value(data, needed), needed
    assert str(described.value(described.value(data, DCTERMS.publisher), FOAF.name)) == "Revisorerna i Lövsta"
    files = [str(described.value(one, DCAT.downloadURL)) for one in described.objects(data, DCAT.distribution)]
    assert len(files) == 5 and all(client.head(file).status_code == 200 for file in files)
    service = described.value(predicate=RDF.type, object=DCAT.DataService)
    assert client.get(str(described.value(service, DCAT.endpointURL)), params={"query": "ASK {}"}).json()["boolean"]


def test_every_name_beneath_the_base_leads_somewhere(client: httpx.Client) -> None:
    """One thing of each noun that occurs: as a page, as Turtle, as JSON-LD."""
    query = 'SELECT DISTINCT ?s { ?s ?p ?o FILTER(CONTAINS(STR(?s), "/id/")) }'
    iris = client.get("/sparql", params={"query": query, "format": "csv"}).text.split()[1:]
    one_of_each = {iri.split("/id/")[1].split("/")[0]: iri.split("#")[0] for iri in iris}
    assert len(one_of_each) > 10
    for iri in one_of_each.values():
        path = "/id/" + iri.split("/id/")[1]
        page = client.get(path, headers=BROWSER, follow_redirects=True)
        assert page.status_code == 200 and "<h1" in page.text, path
        for accept, form in (("text/turtle", "turtle"), ("application/ld+json", "json-ld")):
            response = client.get(path, headers={"Accept": accept})
            assert response.headers["content-type"].startswith(accept), path
            graph = Graph().parse(data=response.content, format=form)
            assert (URIRef(iri), None, None) in graph or (None, None, URIRef(iri)) in graph, path


def test_names_that_nothing_is_said_of(client: httpx.Client) -> None:
    for path in ("/id/kommun/0000", "/id/dokument/nix", "/id/", "/id/a%22b%3E", "/id/kommun/1%7D"):
        assert client.get(path, headers={"Accept": "text/turtle"}).status_code == 404, path


def test_references(client: httpx.Client, store: Path, strategy: str) -> None:
    assert tuple(FORMS) == REFERENCES
    for form, wanted in (
        ("bibtex", "title = {{Digitaliseringsstrategi 2022–2026}},\n  year = {2022},"),
        ("ris", "TI  - Digitaliseringsstrategi 2022–2026\r\nPY  - 2022\r\n"),
        ("text", f"Lövsta (2022). {TITLE}. Strategi, beslutad av kommunfullmäktige 2022-02-21, § 14"),
    ):
        told = client.get(f"/api/v1/documents/{strategy}/reference", params={"format": form})
        assert wanted in told.text
        assert told.text.split() == ok("show", strategy, "--store", store, "--reference", form).split()
    assert client.get(f"/api/v1/documents/{strategy}/reference?format=x").status_code == 400
    assert client.get("/api/v1/documents/nix/reference").status_code == 404
    assert {bibtex, ris, swedish} == {make for _, make in FORMS.values()}
