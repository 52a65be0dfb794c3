"""The commands that ask a store: what they print, in each form, and how they refuse."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import socket
import subprocess
from pathlib import Path

import pytest
from rdflib import Dataset

from tests.surface import DATA, DOCUMENTS, answer, command, environment, ok, styrgraf

WIDEST = 100


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("commands") / "store"
    ok("ingest", DOCUMENTS, "--store", made)
    return made


@pytest.fixture(scope="module")
def rows(store: Path) -> dict[str, dict[str, str]]:
    table = ok("export", "--format", "csv", "--store", store)
    return {row["file"]: row for row in csv.DictReader(io.StringIO(table))}


def test_read_says_each_value_with_its_place() -> None:
    reading = answer("read", DOCUMENTS / "lovsta-digitaliseringsstrategi.md")
    for name, value in (("adopted_by", "kommunfullmäktige"), ("decision_date", "2022-02-21"), ("paragraph", "14")):
        field = reading["document"][name]
        assert field["value"] == value
        for span in field["spans"]:
            assert reading["text"][span["start"] : span["end"]] == span["quote"]


def test_read_of_what_cannot_be_read_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "tom.pdf").write_bytes(b"")
    for path in (tmp_path / "tom.pdf", tmp_path / "nix.pdf", tmp_path):
        done = styrgraf("read", path, "--json")
        assert (done.returncode, done.stdout) == (1, "")
        assert len(done.stderr.splitlines()) == 1
        assert path.name in done.stderr


def test_read_titles_is_one_object_a_line() -> None:
    titles = "Digitaliseringsstrategi 2020–2024, Lövsta kommun\n\nPolicy för resor KS 2018/1092\n"
    done = subprocess.run(
        command("read-titles"), input=titles, env=environment(PYTHONUTF8="1"), capture_output=True, text=True
    )
    first, second = map(json.loads, done.stdout.splitlines())
    assert (first["kind"], first["municipality"]) == ("strategi", "Lövsta")
    assert (second["kind"], second["case_number"], second["date"]) == ("policy", "KS 2018/1092", None)


def test_export_csv_has_a_line_for_each_document(rows: dict[str, dict[str, str]]) -> None:
    row = rows["lovsta-digitaliseringsstrategi.md"]
    assert (row["municipality"], row["code"], row["kind"]) == ("Lövsta", "9801", "strategi")
    assert rows["stenbro-granskning-digitalisering.txt"]["report_date"] == "2023-11-14"
    assert len(rows) == len(list(DOCUMENTS.iterdir()))


@pytest.mark.parametrize(("form", "parser"), [("trig", "trig"), ("nquads", "nquads"), ("jsonld", "json-ld")])
def test_export_is_rdf_that_others_can_read(form: str, parser: str, store: Path) -> None:
    data = Dataset()
    data.parse(data=ok("export", "--format", form, "--store", store), format=parser)
    assert len(data) > 200


def test_show_is_the_reading(store: Path, rows: dict[str, dict[str, str]]) -> None:
    document = rows["furuvik-informationssakerhet.txt"]["id"]
    shown = answer("show", document, "--store", store)
    assert shown == answer("read", DOCUMENTS / "furuvik-informationssakerhet.txt")
    card = ok("show", document, "--store", store)
    assert "Furuvik" in card and "2021-10-04" in card


def test_search_takes_the_filters(store: Path) -> None:
    question = "ansvar och uppföljning i nämnderna"
    every = answer("search", question, "--store", store)
    for flag, value in (("--kind", "riktlinje"), ("--municipality", "Furuvik"), ("--to", "2021-12-31")):
        hits = answer("search", question, flag, value, "--store", store)["hits"]
        assert {hit["document"]["municipality"] for hit in hits} <= {"Furuvik", "Stenbro"}, flag
        assert len(hits) < len(every["hits"]), flag
    assert len(answer("search", question, "-k", 1, "--store", store)["hits"]) == 1


def test_unknown_filter_value_is_refused_with_the_near_one(store: Path) -> None:
    done = styrgraf("search", "mål", "--municipality", "Furuvk", "--store", store)
    assert done.returncode == 2
    assert "Furuvik" in done.stderr


def test_cards_fit_a_terminal_and_quote_both_sides(store: Path) -> None:
    finding = "strategi för digital transformation"
    found = ok("sparql", "SELECT ?f { ?f a styr:Finding }", "--format", "csv", "--store", store)
    ids = [line.strip().rpartition("/")[2] for line in found.splitlines()[1:]]
    cards = [ok("precedents", one, "--store", store) for one in ids]
    assert len(cards) >= 2
    cards.append(ok("precedents", "--text", f"Det saknas en {finding}.", "--store", store))
    cards.append(ok("search", finding, "--store", store))
    for card in cards:
        assert max(map(len, card.splitlines())) <= WIDEST
    assert "Digitaliseringsstrategi 2022–2026" in cards[-2]
    assert "sida 1" in cards[-2] and "[Gäller]" in cards[-2]


def test_sparql_answers_in_each_form(store: Path) -> None:
    query = "SELECT ?t WHERE { ?d a styr:AuditReport ; dcterms:title ?t }"
    assert "Granskning av kommunens digitalisering" in ok("sparql", query, "--store", store)
    rows = list(csv.reader(io.StringIO(ok("sparql", query, "--format", "csv", "--store", store))))
    assert rows == [["t"], ["Granskning av kommunens digitalisering"]]
    data = json.loads(ok("sparql", query, "--format", "json", "--store", store))
    assert data["results"]["bindings"][0]["t"]["value"] == rows[1][0]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "SERVICE"),
        ("LOAD <http://127.0.0.1:1/>", "går bara att läsa"),
        ("CLEAR ALL", "går bara att läsa"),
        ("SELECT", "inte SPARQL"),
    ],
)
def test_sparql_refuses_what_is_no_question_to_the_collection(query: str, said: str, store: Path) -> None:
    done = styrgraf("sparql", query, "--store", store)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_matches_are_in_the_graph_with_parts_and_passages(store: Path) -> None:
    query = """SELECT ?title ?page WHERE { ?m a styr:Match ; oa:hasBody/dcterms:title ?title ; styr:score ?score ;
        styr:scorePart ?part ; styr:documentPassage ?passage ; styr:own false . ?passage styr:page ?page }"""
    assert "Digitaliseringsstrategi 2022–2026" in ok("sparql", query, "--format", "csv", "--store", store)


def test_demo_shows_a_card_and_ends(tmp_path: Path) -> None:
    card = ok("demo", "--store", tmp_path / "store", "--sample", DATA, "--no-serve")
    for part in ("IAKTTAGELSE", "BEDÖMNING", "SÅ HAR ANDRA GJORT", "Varför:", "sida 1"):
        assert part in card


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("rebuild", "--store", "nix"), 1, "finns inte"),
        (("serve", "--store", "fil", "--port", "0"), 1, "är en fil"),
        (("ingest", "", "--store", "nix"), 2, "går inte att använda"),
        (("ingest", "borta", "också-borta", "--store", "nix"), 1, "också-borta: finns inte"),
    ],
)
def test_a_place_that_is_none_is_refused_in_one_line(
    arguments: tuple[str, ...], code: int, said: str, tmp_path: Path
) -> None:
    (tmp_path / "fil").touch()
    done = subprocess.run(
        command(*arguments), cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr and "Traceback" not in done.stderr
    assert not (tmp_path / "nix").exists()


@pytest.mark.skipif(shutil.which("setpriv") is None, reason="no setpriv: root reads what nobody else may")
def test_what_may_not_be_read_is_no_misuse(tmp_path: Path) -> None:
    """Even root does not read it without its capabilities."""
    plain = ("setpriv", "--bounding-set=-all", "--inh-caps=-all") if os.geteuid() == 0 else ()
    folder, file = tmp_path / "mapp", tmp_path / "fil.txt"
    folder.mkdir()
    file.write_text("Policy")
    for path in (folder, file):
        path.chmod(0)

    def code(*arguments: object) -> int:
        done = subprocess.run([*plain, *command(*arguments)], env=environment(), capture_output=True, text=True)
        assert "läsrätt" in done.stderr and "--help" not in done.stderr, done.stderr
        return done.returncode

    store = tmp_path / "store"
    assert code("read", file) == 1
    assert code("ingest", folder, "--store", store) == 1
    assert not store.exists()
    assert code("ingest", folder, DOCUMENTS / "stenbro-plan.md", "--store", store) == 3
    folder.chmod(0o700)


def test_a_port_that_another_has_is_one_line(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = styrgraf("serve", "--store", tmp_path / "store", "--port", port)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        f"Fel: Det går inte att lyssna på 127.0.0.1:{port} (den är upptagen). Ange en annan --port."
    ]


def test_triples_come_as_turtle_unless_another_form_is_asked_for(store: Path) -> None:
    assert "styr:Document" in ok(
        "sparql", "CONSTRUCT { ?d a styr:Document } WHERE { ?d a styr:Document }", "--store", store
    )


def test_the_audits_day_can_be_told_of_a_held_finding_too(store: Path) -> None:
    finding = answer("precedents", "--text", "Kommunen saknar strategi för digitalisering", "--store", store)
    assert finding["status"] == "found"
    rows = json.loads(ok("sparql", "SELECT ?f { ?f a styr:Finding }", "--format", "json", "--store", store))
    for row in rows["results"]["bindings"]:
        one = row["f"]["value"].rpartition("/")[2]
        said = answer("precedents", one, "--date", "1990-01-01", "--store", store)
        assert all(hit["badges"]["later"] for hit in said["hits"] if hit["document"].get("decision_date"))
