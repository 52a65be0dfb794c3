"""The vocabulary where its namespace leads: a page, RDF in each format, every term and concept at its place."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from rdflib import OWL, RDF, SKOS, Graph
from rdflib.compare import isomorphic

from ontology.terms import ALIGNMENTS, CONCEPTS, NAMESPACE, SHAPES, read_ttl, vocabulary
from tests.surface import DOCUMENTS, ok, serving

BASE = "https://data.kommun.example/"
STRATEGY = next(DOCUMENTS.glob("*strategi*"))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection whose things are named beneath an address of its owner's."""
    made = tmp_path_factory.mktemp("vocabulary") / "store"
    ok("ingest", STRATEGY, "--store", made, STYRGRAF_BASE=BASE)
    return made


@pytest.fixture(scope="module")
def web(store: Path) -> Iterator[httpx.Client]:
    with serving(store, STYRGRAF_BASE=BASE) as address, httpx.Client(base_url=address) as client:
        yield client


FORMATS = {"text/turtle": "turtle", "application/ld+json": "json-ld", "application/rdf+xml": "xml", "text/plain": "nt"}


@pytest.mark.parametrize("media", FORMATS)
def test_whole_vocabulary_in_each_format(web: httpx.Client, media: str) -> None:
    answer = web.get("/ns/", headers={"Accept": media})
    assert answer.status_code == 200
    assert isomorphic(Graph().parse(data=answer.text, format=FORMATS[media]), vocabulary())


def test_page_has_every_term_and_concept_at_its_anchor(web: httpx.Client) -> None:
    page = web.get("/ns/", headers={"Accept": "text/html,*/*;q=0.8"}).text
    anchors = set(re.findall(r' id="([^"]+)"', page))
    own = {str(t).removeprefix(NAMESPACE) for t in vocabulary().subjects(RDF.type) if str(t).startswith(NAMESPACE)}
    concepts = {str(c).removeprefix(CONCEPTS) for c in vocabulary().subjects(RDF.type, SKOS.Concept)}
    assert own | {name.replace("/", "-") for name in concepts} <= anchors
    assert {target for target in re.findall(r'href="#([^"]+)"', page) if target != "innehall"} <= anchors
    assert "<svg" in page and "style=" not in page


def test_a_concept_leads_to_its_place_or_its_triples(web: httpx.Client) -> None:
    shown = web.get("/ns/v1/kind/strategi", headers={"Accept": "text/html"})
    assert shown.status_code == 303 and shown.headers["location"].endswith("/ns/#kind-strategi")
    said = Graph().parse(data=web.get("/ns/v1/kind/strategi", headers={"Accept": "text/turtle"}).text)
    assert {str(s) for s in said.subjects()} == {f"{CONCEPTS}kind/strategi"} and len(said) > 4
    missing = web.get("/ns/v1/kind/strategy", headers={"Accept": "text/turtle"})
    assert missing.status_code == 404 and "kind/strategy" in missing.json()["detail"]


@pytest.mark.parametrize(("path", "file"), [("former", SHAPES), ("motsvarigheter", ALIGNMENTS)])
def test_rules_and_alignments_are_given_too(web: httpx.Client, path: str, file: str) -> None:
    given = Graph().parse(data=web.get(f"/ns/{path}").text, format="turtle")
    assert isomorphic(given, Graph().parse(data=read_ttl(file), format="turtle"))


def test_what_cannot_be_given_is_said_so(web: httpx.Client) -> None:
    refused = web.get("/ns/", headers={"Accept": "image/png"})
    assert refused.status_code == 406 and "text/turtle" in refused.json()["detail"]
    assert web.get("/ns/?format=pdf", headers={"Accept": "*/*"}).status_code == 400


def test_version_and_namespace_go_together() -> None:
    versions = list(vocabulary().objects(None, OWL.versionInfo))
    assert len(versions) == 1 and NAMESPACE.endswith(f"/v{str(versions[0]).partition('.')[0]}#")


# A store under its owner's base


def test_things_of_a_based_store_are_named_and_found_beneath_its_base(web: httpx.Client) -> None:
    rows = web.get("/api/v1/queries/dokument-per-kommun", params={"format": "csv"}).text.splitlines()
    assert len(rows) == 2
    query = "SELECT ?d WHERE { ?d a styr:SteeringDocument }"
    found = web.get("/sparql", params={"query": query}, headers={"Accept": "application/sparql-results+json"}).json()
    (iri,) = [row["d"]["value"] for row in found["results"]["bindings"]]
    assert iri.startswith(f"{BASE}id/dokument/")
    said = web.get("/" + iri.removeprefix(BASE), headers={"Accept": "text/turtle"})
    assert said.status_code == 200 and f"<{iri}>" in said.text


def test_another_base_is_a_matter_of_rebuilding(store: Path, tmp_path: Path) -> None:
    other = "https://styrdokument.example/"
    store = Path(shutil.copytree(store, tmp_path / "store", symlinks=True))
    ok("rebuild", "--store", store, STYRGRAF_BASE=other)
    names = ok(
        "sparql", "SELECT ?d WHERE { ?d a styr:Document }", "--store", store, "--format", "csv", STYRGRAF_BASE=other
    )
    assert names.splitlines()[1].startswith(other)
    shown = ok("query", "dokument-per-kommun", "--store", store, "--format", "csv", STYRGRAF_BASE=other)
    assert len(shown.splitlines()) == 2


def test_saved_queries_say_what_they_are_about_and_how_they_are_drawn(web: httpx.Client) -> None:
    found = {one["name"]: one for one in web.get("/api/v1/queries").json()["queries"]}
    shares = found["andel-per-amne-och-ar"]
    assert shares["theme"] == "granskning"
    assert shares["chart"] == {"form": "lines", "x": "year", "y": "share", "by": "subject"}
    assert found["utkast"]["chart"] is None


def test_a_thing_without_a_page_of_its_own_is_explained_in_both_languages(web: httpx.Client) -> None:
    query = "SELECT ?o WHERE { ?d eli:passed_by ?o }"
    found = web.get("/sparql", params={"query": query}, headers={"Accept": "application/sparql-results+json"}).json()
    path = found["results"]["bindings"][0]["o"]["value"].removeprefix(BASE)
    assert "Vad som pekar hit" in web.get(f"/{path}", headers={"Accept": "text/html"}).text
    english = web.get(f"/en/{path}", headers={"Accept": "text/html"}).text
    assert "What points here" in english and 'href="/en/id/dokument/' in english
