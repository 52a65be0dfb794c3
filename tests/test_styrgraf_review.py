"""Correcting what was read, over HTTP: it is seen at once, published by itself, kept for good, and undone at will."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from styrgraf.collection import open_collection
from styrgraf.keys import Keys
from styrgraf.review_queue import KINDS, queue, uncertain_below
from styrgraf.settings import Settings
from tests.site import DOUBTFUL
from tests.surface import DATA, DOCUMENTS, ok, styrgraf


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("review") / "store"
    (made.parent / "resor.txt").write_text(DOUBTFUL)
    (made.parent / "möten.txt").write_text(DOUBTFUL.replace("resor", "möten").replace("2019-06-17", "2019-005-20"))
    ok("ingest", DOCUMENTS, made.parent / "resor.txt", made.parent / "möten.txt", "--store", made)
    return made


@pytest.fixture(scope="module")
def anyone(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=30) as found:
        yield found


@pytest.fixture(scope="module")
def asa(address: str, store: Path) -> Iterator[httpx.Client]:
    """A reviewer with a key."""
    key = Keys(store).add("Åsa", "reviewer")
    with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {key}"}, timeout=30) as found:
        yield found


@pytest.fixture(scope="module")
def strategy(anyone: httpx.Client) -> str:
    return str(anyone.get("/api/v1/documents", params={"kind": "strategi"}).json()["documents"][0]["id"])


def document(client: httpx.Client, identifier: str) -> Any:
    return client.get(f"/api/v1/documents/{identifier}").json()


def until(check: Any, seconds: float = 60) -> None:
    deadline = time.monotonic() + seconds
    while not check():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.2)


def select(client: httpx.Client, query: str) -> list[dict[str, str]]:
    rows = client.get("/sparql", params={"query": query}, headers={"Accept": "application/sparql-results+json"}).json()
    return [{name: cell["value"] for name, cell in row.items()} for row in rows["results"]["bindings"]]


def test_who_may_not_is_told_so(anyone: httpx.Client, address: str, store: Path, strategy: str) -> None:
    said = {"document": strategy, "part": "title", "verdict": "accepted"}
    refused = anyone.post("/api/v1/review", json=said)
    assert refused.status_code == 401 and refused.headers["www-authenticate"].startswith("Bearer")
    assert refused.headers["content-type"] == "application/problem+json"
    wrong = anyone.post("/api/v1/review", json=said, headers={"Authorization": "Bearer styrgraf_nix"})
    assert wrong.status_code == 401
    reader = {"Authorization": f"Bearer {Keys(store).add('läsare', 'reader')}"}
    assert anyone.post("/api/v1/review", json=said, headers=reader).status_code == 403
    assert anyone.get("/api/v1/review/log").status_code == 401
    assert anyone.get("/api/v1/review/queue").status_code == 401
    assert anyone.get("/api/v1/documents", headers=reader).status_code == 200


@pytest.mark.parametrize(
    ("said", "detail"),
    [
        ({"part": "decision_date", "value": "i fjol"}, "ÅÅÅÅ-MM-DD"),
        ({"part": "kind", "value": "stratego"}, "finns inte"),
        ({"part": "titel", "value": "x"}, "De som finns är"),
        ({"part": "title", "value": " "}, "rätta värdet"),
        ({"part": "title", "value": "x", "quote": "detta står ingenstans"}, "står inte i dokumentet"),
        ({"part": "auditor", "value": "Firman"}, "belägg"),
        ({"part": "auditor", "verdict": "accepted"}, "inget att godkänna"),
        ({"part": "decision_date", "value": "2022-13-45"}, "inget datum"),
        ({"part": "title", "value": "x", "extra": "y"}, "extra"),
        ({"part": "title", "value": "x", "qoute": "y"}, "Menade du quote"),
    ],
)
def test_what_cannot_be_said_is_a_problem(asa: httpx.Client, strategy: str, said: dict[str, str], detail: str) -> None:
    refused = asa.post("/api/v1/review", json={"document": strategy, "verdict": "corrected", **said})
    assert refused.status_code == 400, refused.text
    assert detail in refused.json()["detail"]


def test_a_correction_is_seen_at_once_and_published_by_itself(
    anyone: httpx.Client, asa: httpx.Client, store: Path, strategy: str
) -> None:
    before = document(anyone, strategy)["document"]["title"]
    tag = anyone.get(f"/api/v1/documents/{strategy}").headers["etag"]
    said = {
        "document": strategy,
        "part": "title",
        "verdict": "corrected",
        "value": "Digital strategi",
        "why": "Så antogs den",
    }
    made = asa.post("/api/v1/review", json=said)
    assert made.status_code == 201, made.text
    review = made.json()
    assert (review["by"], review["was"], review["verdict"]) == ("Åsa", before["value"], "corrected")
    again = anyone.get(f"/api/v1/documents/{strategy}", headers={"If-None-Match": tag})
    assert again.status_code == 200, "what was said before does not hold any more"
    shown = again.json()
    assert shown["document"]["title"]["value"] == "Digital strategi"
    assert shown["document"]["title"]["rule"] == "granskad"
    assert shown["reviews"][0] | {"id": "", "at": ""} == review | {"id": "", "at": ""}
    listed = "/api/v1/documents?kind=strategi"
    until(lambda: anyone.get(listed).json()["documents"][0]["title"] == "Digital strategi")
    rows = select(
        anyone,
        """SELECT ?title ?read ?who WHERE { ?d a styr:Document ; dcterms:title ?title .
           ?r a styr:Review ; oa:hasTarget ?d ; styr:onProperty dcterms:title ; styr:readValue ?read ;
              prov:wasAttributedTo/skos:prefLabel ?who }""",
    )
    assert rows == [{"title": "Digital strategi", "read": before["value"], "who": "Åsa"}]
    # Reading everything again, and making graph and index anew, leave it as it is.
    ok("ingest", DOCUMENTS, "--again", "--store", store)
    assert document(anyone, strategy)["document"]["title"]["value"] == "Digital strategi"
    ok("rebuild", "--store", store)
    assert styrgraf("check", "--store", store).returncode == 0
    assert anyone.get(listed).json()["documents"][0]["title"] == "Digital strategi"
    undone = asa.post(f"/api/v1/review/{review['id']}/undo", json={"why": "Fel"})
    assert undone.status_code == 201
    assert document(anyone, strategy)["document"]["title"] == before
    until(lambda: anyone.get(listed).json()["documents"][0]["title"] == before["value"])
    assert asa.post(f"/api/v1/review/{review['id']}/undo", json={}).status_code == 400
    log = asa.get("/api/v1/review/log", params={"document": strategy}).json()["reviews"]
    assert [one["verdict"] for one in log[:2]] == ["undone", "corrected"]


def test_a_value_that_was_not_read_is_given_with_its_quote(asa: httpx.Client, strategy: str) -> None:
    text = document(asa, strategy)["text"]
    quote = text.strip().splitlines()[-1][:40]
    said = {"document": strategy, "part": "responsible", "verdict": "corrected", "value": "IT-chefen", "quote": quote}
    assert asa.post("/api/v1/review", json=said).status_code == 201
    field = document(asa, strategy)["document"]["responsible"]
    assert field["value"] == "IT-chefen" and field["spans"][0]["quote"] == quote.strip()
    golden = asa.get("/api/v1/review/golden").text
    case = next(part for part in golden.split("== ") if strategy in part)
    assert case.rstrip().endswith("responsible: IT-chefen")


def test_municipality_takes_its_code_from_the_register(asa: httpx.Client, strategy: str) -> None:
    said = {"document": strategy, "part": "municipality", "verdict": "corrected", "value": "Stenbro"}
    made = asa.post("/api/v1/review", json=said).json()
    code = next(line.split(",") for line in (DATA / "register.csv").read_text().splitlines() if "Stenbro" in line)
    assert made["code"] in code
    asa.post(f"/api/v1/review/{made['id']}/undo", json={})


def test_feedback_stays_with_the_match(anyone: httpx.Client, asa: httpx.Client) -> None:
    findings = anyone.get("/api/v1/findings").json()["findings"]
    finding = next(one["id"] for one in findings if "strategi" in one["text"])
    hit = anyone.get("/api/v1/precedents", params={"finding": finding}).json()["hits"][0]
    assert "review" not in hit
    said = {"finding": finding, "document": hit["document"]["id"], "relevant": False, "why": "Gäller skolan"}
    assert asa.post("/api/v1/feedback", json=said).status_code == 201
    again = anyone.get("/api/v1/precedents", params={"finding": finding}).json()["hits"][0]
    assert (again["review"]["verdict"], again["review"]["why"]) == ("rejected", "Gäller skolan")
    state = "<https://w3id.org/styrgraf/v1/review/rejected>"
    query = f"SELECT ?n {{ ?m a styr:Match ; styr:review {state} ; styr:reviewNote ?n }}"
    until(lambda: select(anyone, query) == [{"n": "Gäller skolan"}])
    assert asa.post("/api/v1/feedback", json=said | {"document": "nix"}).status_code == 404


def test_the_queue_holds_what_is_uncertain_until_somebody_speaks(asa: httpx.Client) -> None:
    queue = asa.get("/api/v1/review/queue", params={"k": 100}).json()
    assert queue["total"] == len(queue["items"]) > 0
    assert queue["items"][0]["kind"] == "contradiction"
    item = next(one for one in queue["items"] if one["part"] == "adopted_by")
    assert item["kind"] == "uncertain" and item["spans"] and item["confidence"] < 0.8
    said = {"document": item["document"]["id"], "part": item["part"], "verdict": "accepted"}
    assert asa.post("/api/v1/review", json=said).status_code == 201
    left = asa.get("/api/v1/review/queue", params={"k": 100}).json()
    assert item["id"] not in {one["id"] for one in left["items"]}


def test_what_counts_as_uncertain_is_a_choice(asa: httpx.Client) -> None:
    def waiting(**asked: Any) -> list[str]:
        return [one["kind"] for one in asa.get("/api/v1/review/queue", params={"k": 1000, **asked}).json()["items"]]

    assert "uncertain" not in waiting(unsure=0)
    assert 0 < waiting(unsure=0.8).count("uncertain") < waiting(unsure=1).count("uncertain")
    assert set(waiting(kind="not-held")) == {"not-held"}, "what is cited and not held waits, after all else"
    assert asa.get("/api/v1/review/queue", params={"unsure": 2}).status_code == 400


def test_days_in_the_wrong_order_wait(tmp_path: Path) -> None:
    lines = (
        "Policy för resor\n\nFastställd av: Kommunfullmäktige\nBeslutsdatum: 2019-05-20\nGäller till: 2009-12-31\n\n"
    )
    (tmp_path / "resor.txt").write_text(lines + "Den som reser planerar i god tid och väljer det som är bäst.\n")
    ok("ingest", tmp_path / "resor.txt", "--store", tmp_path / "store")
    (item,) = queue(open_collection(Settings(store=tmp_path / "store")), "contradiction")
    assert (item.about, item.part) == ("field", "valid_to")
    assert "2009-12-31" in item.note and "2019-05-20" in item.note


def test_the_sample_holds_something_of_each_kind(tmp_path: Path) -> None:
    sample = Path(__file__).parents[1] / "sample"
    names = ("ronnholm-finanspolicy", "norrvik-tjansteskrivelse-strategi", "hultnas-rutin-sakerhetskopiering")
    more = ("bjorkvalla-riktlinjer-nyttorealisering", "bjorkvalla-riktlinje-riskanalys")
    documents = [sample / "documents" / f"{name}.pdf" for name in (*names, *more)]
    registers = (sample / "register.csv",)
    ok("ingest", *documents, "--store", tmp_path / "store", STYRGRAF_REGISTERS=str(registers[0]))
    collection = open_collection(Settings(store=tmp_path / "store", registers=registers))
    kinds = [item.kind for item in queue(collection)]
    assert set(kinds) == {"contradiction", "uncertain", "citation", "not-held"}
    assert kinds == sorted(kinds, key=KINDS.index), "contradictions first, what is not held last"
    assert uncertain_below(collection)[0.8] == kinds.count("uncertain")


DECISION = """SELECT ?date ?read ?who WHERE {
    ?decision a styr:Decision ; styr:concerns ?d ; dcterms:date ?date ; styr:correctedBy ?review .
    ?d dcterms:title "Policy för resor" . ?review styr:readValue ?read ; prov:wasAttributedTo/skos:prefLabel ?who }"""


def test_a_corrected_day_is_the_decisions_day_too(anyone: httpx.Client, asa: httpx.Client, store: Path) -> None:
    found = next(
        one for one in anyone.get("/api/v1/documents").json()["documents"] if one["title"] == "Policy för resor"
    )
    before = document(anyone, found["id"])
    asked = {"q": "resor planerar i god tid", "in-force-on": "2019-06-01", "kind": "policy"}

    def applies() -> bool:
        return found["id"] in {
            one["document"]["id"] for one in anyone.get("/api/v1/search", params=asked).json()["hits"]
        }

    assert applies() and before["decisions"][0]["date"] == "2019-05-20"
    said = {"document": found["id"], "verdict": "corrected"}
    said |= {"part": "decision_date", "value": "2019-09-02", "why": "Enligt protokollet"}
    first = asa.post("/api/v1/review", json=said | {"value": "2019-09-01"}).json()
    review = asa.post("/api/v1/review", json=said).json()
    body = asa.post("/api/v1/review", json=said | {"part": "adopted_by", "value": "KS"}).json()
    assert body["value"] == "kommunstyrelsen"
    rows = [{"date": "2019-09-02", "read": value, "who": "Åsa"} for value in ("2019-05-20", "kommunfullmäktige")]
    expected = sorted(rows, key=str)

    def told() -> bool:
        return sorted(select(anyone, DECISION), key=str) == expected

    until(told)
    ok("ingest", store.parent / "resor.txt", "--again", "--store", store)
    assert told()
    ok("rebuild", "--store", store)
    assert told()
    shown = document(anyone, found["id"])["decisions"][0]
    assert (shown["date"], shown["body"], shown["paragraph"]) == ("2019-09-02", "kommunstyrelsen", "5")
    reads = {one["part"]: one["read"] for one in shown["corrected"]}
    assert reads == {"date": "2019-05-20", "body": "kommunfullmäktige"}
    assert not applies()
    page = anyone.get(f"/dokument/{found['id']}").text
    assert "2 september 2019" in page and "<q>2019-05-20</q>" in page and "<q>2019-09-01</q>" not in page
    by = {"q": "resor planerar i god tid", "adopted-by": "kommunstyrelsen", "from": "2019-09-01"}
    assert anyone.get("/api/v1/search", params=by).json()["total"] == 1
    for one in (body, review, first):
        assert asa.post(f"/api/v1/review/{one['id']}/undo", json={}).status_code == 201
    until(lambda: select(anyone, DECISION) == [])
    assert document(anyone, found["id"])["decisions"] == before["decisions"]
    assert applies()
