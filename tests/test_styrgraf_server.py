"""The service as its users meet it: a process of its own, asked over HTTP."""

from __future__ import annotations

import http.client
import json
import re
from pathlib import Path

import httpx
import pytest
from rdflib import Graph

from tests.surface import DOCUMENTS, answer, ok, serving


@pytest.fixture
def finding(client: httpx.Client) -> str:
    found = client.get("/api/v1/findings").json()["findings"]
    return next(str(one["id"]) for one in found if "strategi" in one["text"])


@pytest.fixture
def strategy(client: httpx.Client) -> str:
    found = client.get("/api/v1/documents", params={"kind": "strategi"}).json()["documents"]
    return str(found[0]["id"])


def test_search_says_what_the_command_line_says(client: httpx.Client, store: Path) -> None:
    question = "ansvar för uppföljning av digital transformation"
    over_http = client.get("/api/v1/search", params={"q": question, "kind": "strategi"}).json()
    assert over_http == answer("search", question, "--kind", "strategi", "--store", store)
    assert over_http["status"] == "found"
    assert over_http["hits"][0]["document"]["title"] == "Digitaliseringsstrategi 2022–2026"


def test_quotes_are_exact(client: httpx.Client) -> None:
    hit = client.get("/api/v1/search", params={"q": "behörigheter prövas"}).json()["hits"][0]
    reading = client.get(f"/api/v1/documents/{hit['document']['id']}").json()
    for passage in hit["passages"]:
        assert reading["text"][passage["start"] : passage["end"]] == passage["text"]


def test_precedents_of_a_finding_lie_in_other_municipalities(client: httpx.Client, finding: str) -> None:
    found = client.get("/api/v1/precedents", params={"finding": finding}).json()
    assert found["status"] == "found"
    assert found["hits"][0]["document"]["municipality"] == "Lövsta"
    assert {hit["document"]["municipality"] for hit in found["hits"]} == {"Lövsta"} | {
        hit["document"]["municipality"] for hit in found["hits"] if hit["document"]["municipality"] != "Stenbro"
    }
    assert found["finding"]["assessment"]["step"] == "nej"
    assert found["finding"]["question"]["number"] == "1"


def test_precedents_of_a_text(client: httpx.Client) -> None:
    text = "Det saknas en strategi för digital transformation med mätbara mål."
    found = client.get("/api/v1/precedents", params={"text": text, "municipality": "Furuvik", "date": "2023-05-01"})
    assert found.json()["hits"][0]["document"]["title"] == "Digitaliseringsstrategi 2022–2026"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/api/v1/search?q=mål&knd=plan", "knd finns inte. Menade du kind"),
        ("/api/v1/search?q=mål&adopted_by=x", "adopted_by finns inte. Menade du adopted-by"),
        ("/api/v1/search", "q saknas"),
        ("/api/v1/search?q=mål&k=0", "det minsta är 1"),
        ("/api/v1/search?q=mål&k=många", "heltal"),
        ("/api/v1/search?q=mål&from=igår", "ÅÅÅÅ-MM-DD"),
        ("/api/v1/search?q=mål&kind=stratego", "strategi"),
        ("/api/v1/search?q=mål&cursor=trams", "cursor"),
        ("/api/v1/search?q=", ""),
        ("/api/v1/precedents", "finding eller text"),
        ("/api/v1/precedents?text=&finding=", "finding eller text"),
        ("/api/v1/precedents?text=x&finding=y", "Både finding och text"),
        ("/api/v1/precedents?text=x&date=2099-99-99", "ÅÅÅÅ-MM-DD"),
        ("/api/v1/precedents?text=x&kind=policy&kind=plan", "kind är given flera gånger"),
        ("/api/v1/search?q=x&k=1001", "det högsta är 1000"),
        ("/api/v1/documents?sort=x", "sort finns inte"),
        ("/api/v1/coverage?q=x", "q finns inte"),
        ("/openapi.json?bar=1", "bar finns inte: adressen tar inga."),
        ("/api/v1/search?q=digital%00isering", "nolltecken (NUL)"),
        ("/api/v1/precedents?text=Det+saknas%00en+plan", "nolltecken (NUL)"),
        ("/api/v1/search?q=x&mode=best", "hybrid, lexical, semantic."),
    ],
)
def test_a_bad_question_is_a_problem_document(client: httpx.Client, path: str, said: str) -> None:
    response = client.get(path)
    assert response.status_code == 400, response.text
    assert response.headers["content-type"] == "application/problem+json"
    problem = response.json()
    assert problem["status"] == 400
    assert said in problem["detail"]


@pytest.mark.parametrize("length", [20_001, 200_000, 1_000_000])
def test_a_question_that_is_far_too_long_is_answered_not_hung_up_on(client: httpx.Client, length: int) -> None:
    # httpx itself refuses addresses beyond 65,536 characters.
    server = http.client.HTTPConnection(client.base_url.host, client.base_url.port, timeout=60)
    server.request("GET", f"/api/v1/search?q={'a' * length}")
    response = server.getresponse()
    assert (response.status, response.headers["content-type"]) == (400, "application/problem+json")
    assert "högst 20000 tecken" in json.loads(response.read())["detail"]


@pytest.mark.parametrize("path", ["/api/v1/documents/nix", "/api/v1/precedents?finding=nix", "/api/v1/nix"])
def test_what_is_not_there_is_a_404_problem(client: httpx.Client, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


def test_lists_page_by_cursor(client: httpx.Client) -> None:
    seen, address = [], "/api/v1/documents?k=3"
    while address:
        response = client.get(address)
        seen += [one["id"] for one in response.json()["documents"]]
        address = response.links.get("next", {}).get("url", "")
    assert len(seen) == len(set(seen)) == len(list(DOCUMENTS.iterdir()))


def test_original_comes_as_it_went_in(client: httpx.Client, strategy: str) -> None:
    response = client.get(f"/originals/{strategy}")
    assert response.content == (DOCUMENTS / "lovsta-digitaliseringsstrategi.md").read_bytes()
    assert response.headers["content-disposition"].startswith("inline")
    assert response.headers["x-content-type-options"] == "nosniff"
    assert response.headers["content-type"].startswith("text/plain")


def test_coverage_counts_by_municipality_and_kind(client: httpx.Client) -> None:
    held = client.get("/api/v1/coverage").json()
    row = next(row for row in held["municipalities"] if row.get("municipality") == "Lövsta")
    assert row["kinds"] == {"strategi": 1}
    assert row["code"] == "9801"


def test_pages_hold_no_script_or_style_of_their_own(client: httpx.Client, finding: str, strategy: str) -> None:
    for path in (
        "/",
        "/?q=mål",
        "/iakttagelser",
        f"/iakttagelser/{finding}",
        f"/dokument/{strategy}",
        "/samlingen",
        "/prejudikat",
    ):
        response = client.get(path)
        assert response.status_code == 200, path
        policy = response.headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy
        assert "style=" not in response.text
        assert response.text.count("<script") == response.text.count('<script src="/static/')


def test_people_get_errors_as_pages(client: httpx.Client) -> None:
    for path, status in (("/dokument/nix", 404), ("/nix", 404), ("/?q=mål&kind=stratego", 400)):
        response = client.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
        assert response.status_code == status
        assert response.headers["content-type"].startswith("text/html")
        assert 'lang="sv"' in response.text


@pytest.mark.parametrize("accept", ["application/json", "application/sparql-results+json", "*/*"])
def test_programs_get_errors_as_problems_in_swedish(client: httpx.Client, accept: str) -> None:
    for method, path, status, said in (("GET", "/nix", 404, "finns inte"), ("POST", "/dokument", 405, "GET")):
        response = client.request(method, path, headers={"Accept": accept})
        assert response.status_code == status
        assert response.headers["content-type"] == "application/problem+json"
        assert said in response.json()["detail"]
        assert "Not" not in response.json()["detail"]


def test_head_gives_the_headers_of_get(client: httpx.Client, strategy: str) -> None:
    for path in ("/", "/prejudikat", f"/dokument/{strategy}", f"/originals/{strategy}", "/api/v1/coverage"):
        head, got = client.head(path), client.get(path)
        assert head.status_code == 200, path
        assert head.headers["content-length"] == got.headers["content-length"]
        assert head.content == b""
    assert client.head("/nix").status_code == 404


def test_a_documents_name_leads_to_its_page_its_json_and_its_triples(client: httpx.Client, strategy: str) -> None:
    def asked(accept: str) -> httpx.Response:
        return client.get(f"/id/dokument/{strategy}", headers={"Accept": accept})

    page, json_form, triples = asked("text/html"), asked("application/json"), asked("text/turtle")
    assert (page.status_code, page.headers["location"]) == (303, f"/dokument/{strategy}")
    assert (json_form.status_code, json_form.headers["location"]) == (303, f"/api/v1/documents/{strategy}")
    assert triples.headers["content-type"].startswith("text/turtle")
    graph = Graph().parse(data=triples.text, format="turtle")
    assert any("Digitaliseringsstrategi 2022–2026" in str(value) for value in graph.objects())
    others = {str(s) for s in graph.subjects() if "/id/dokument/" in str(s) and strategy not in str(s)}
    assert not others, "only what was read from this document"
    assert asked("text/html;q=0.1, text/turtle").status_code == 200
    assert client.get("/id/dokument/nix").status_code == 404


def test_a_findings_name_leads_to_its_precedents(client: httpx.Client, finding: str) -> None:
    found = client.get(f"/id/iakttagelse/{finding}", headers={"Accept": "application/json"}, follow_redirects=True)
    assert found.json()["finding"]["id"] == finding
    assert client.get(f"/id/iakttagelse/{finding}").headers["location"] == f"/iakttagelser/{finding}"


def test_the_start_page_counts_what_it_names(client: httpx.Client) -> None:
    html = client.get("/").text
    figures = dict(re.findall(r"<dt>([^<]+)</dt><dd>(\d+)</dd>", html))
    assert figures == {
        "styrdokument": "3",
        "granskningsrapport": "1",
        "andra handlingar": "0",
        "iakttagelser": figures["iakttagelser"],
        "organisationer": "3",
    }


def test_a_municipality_that_is_not_known_is_said_and_the_form_kept(client: httpx.Client) -> None:
    asked = {"text": "Det saknas en strategi.", "municipality": "Lövstaa"}
    response = client.get("/prejudikat", params=asked)
    assert response.status_code == 400
    assert "Menade du" in response.text and "Det saknas en strategi." in response.text


def test_size_narrows_and_is_told_with_its_figures(client: httpx.Client, finding: str) -> None:
    wide = client.get("/api/v1/search", params={"q": "digitalisering"}).json()
    assert wide["facets"]["size"]["10000-24999"] >= 1 and wide["facets"]["size"]["under-10000"] == 1
    small = client.get("/api/v1/search", params={"q": "digitalisering", "size": "under-10000"}).json()
    assert {(one["document"]["municipality"], one["document"]["size"]) for one in small["hits"]} == {
        ("Lövsta", "under-10000")
    }
    none = client.get("/api/v1/search", params={"q": "digitalisering", "size": "minst-100000"}).json()
    assert (none["status"], none["not_held"]) == ("not-held", [{"size": "minst-100000"}])
    elsewhere = {"finding": finding, "size": "10000-24999"}
    assert "Lövsta" not in client.get("/api/v1/precedents", params=elsewhere).text
    refused = client.get("/api/v1/search", params={"q": "digitalisering", "size": "liten"})
    assert refused.status_code == 400 and "under-10000" in refused.json()["detail"]


def test_only_what_can_be_in_force_says_whether_it_is(client: httpx.Client) -> None:
    found = client.get("/api/v1/search", params={"q": "digitalisering", "k": 100}).json()["hits"]
    told = {one["document"]["kind"]: "in_force" in one["document"] for one in found}
    assert told["strategi"] and not told["revisionsrapport"]


def test_files_for_spreadsheets_are_marked_and_those_for_programs_are_not(client: httpx.Client) -> None:
    mark = b"\xef\xbb\xbf"
    assert client.get("/traffar.csv", params={"q": "digitalisering"}).content.startswith(mark)
    said = client.get("/api/v1/queries/dokument-per-kommun", params={"format": "csv"})
    assert said.status_code == 200 and not said.content.startswith(mark)


def test_a_municipality_says_how_many_live_there_and_since_when(client: httpx.Client) -> None:
    said = client.get("/api/v1/municipalities/9801").json()
    assert said["population"] == {"count": 8200, "date": "2025-12-31", "source": "register.csv"}
    assert said["size"] == "under-10000"
    page = client.get("/kommuner/Lund").text
    assert "132\N{NO-BREAK SPACE}333 invånare den 31 december 2025 (SCB): hör till kommuner med 100 000" in page
    assert "132,333 inhabitants on 31 December 2025 (SCB)" in client.get("/en/kommuner/Lund").text


def test_the_page_of_a_finding_leads_to_municipalities_as_large_and_back(client: httpx.Client, finding: str) -> None:
    page = client.get(f"/iakttagelser/{finding}", params={"kind": "strategi"}).text
    way = re.search(r'href="([^"]+)">Bara från kommuner i samma storlek som Stenbro: 10 000–24 999', page)
    assert way and "Folkmängd den 31 december 2025" in page
    narrowed = client.get(way[1].replace("&amp;", "&")).text
    assert '<option value="10000-24999" selected>' in narrowed and '<option value="strategi" selected>' in narrowed
    back = re.search(r'href="([^"]+)">Visa alla storlekar', narrowed)
    assert back and "size" not in back[1] and "kind=strategi" in back[1]


def test_openapi_describes_the_parameters(client: httpx.Client) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    names = {parameter["name"] for parameter in paths["/api/v1/search"]["get"]["parameters"]}
    filters = {"kind", "municipality", "adopted-by", "from", "to", "in-force-on", "subject", "county", "size"}
    assert names == {"q", "k", "mode", "cursor"} | filters


def test_server_follows_a_new_generation(tmp_path: Path) -> None:
    store = tmp_path / "store"
    first, second = sorted(DOCUMENTS.glob("*.md"))
    ok("ingest", first, "--store", store)
    with serving(store) as address, httpx.Client(base_url=address) as client:
        before = client.get("/readyz").json()
        start = client.get("/api/v1/documents?k=1")
        ok("ingest", second, "--store", store)
        after = client.get("/readyz").json()
        assert (before["documents"], after["documents"]) == (1, 2)
        assert after["generation"] == before["generation"] + 1
        assert start.status_code == 200


def test_cursor_of_an_older_generation_says_so(tmp_path: Path) -> None:
    store = tmp_path / "store"
    ok("ingest", DOCUMENTS, "--store", store)
    new = tmp_path / "ny.txt"
    new.write_text("Policy för resor\n\nAntagen av kommunfullmäktige 2020-01-20, § 5\n\nResor ska ske med tåg.\n")
    with serving(store) as address, httpx.Client(base_url=address) as client:
        following = client.get("/api/v1/documents?k=1").links["next"]["url"]
        ok("ingest", new, "--store", store)
        assert client.get(following).status_code == 409


def test_empty_store_is_alive_but_not_ready(tmp_path: Path) -> None:
    with serving(tmp_path / "store") as address, httpx.Client(base_url=address) as client:
        assert client.get("/healthz").status_code == 200
        response = client.get("/readyz")
        assert response.status_code == 503
        assert "styrgraf ingest" in json.loads(response.content)["detail"]
