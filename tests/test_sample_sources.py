"""The sample collection is what the demo rests on: complete, invented, labelled, and rendered as committed."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from pypdf import PdfReader

from sample.rendering.produce import SUFFIXES, produce
from sample.rendering.source import Source, load_labelled

SAMPLE = Path(__file__).parents[1] / "sample"
SOURCES = [load_labelled(path) for path in sorted((SAMPLE / "sources").glob("*.md"))]
NEIGHBOURS = ("tjansteskrivelse", "yttrande")


def rendered(source: Source) -> Path:
    return SAMPLE / "documents" / (source.name + SUFFIXES[source.label("format")])


def test_collection_holds_what_the_demo_promises() -> None:
    kinds = Counter(source.label("kind") for source in SOURCES)
    assert kinds["revisionsrapport"] >= 5
    assert sum(kinds.values()) - kinds["revisionsrapport"] - sum(kinds[kind] for kind in NEIGHBOURS) >= 32
    assert all(kinds[kind] >= 1 for kind in NEIGHBOURS)
    assert {source.label("format") for source in SOURCES} >= {"pdf", "docx", "html", "scan"}


def test_every_source_is_rendered_and_nothing_else_lies_there() -> None:
    assert {path.name for path in (SAMPLE / "documents").iterdir()} == {rendered(source).name for source in SOURCES}


def test_no_invented_place_bears_or_holds_a_real_municipality_s_name() -> None:
    with (SAMPLE.parent / "ingest" / "data" / "kommuner.csv").open(encoding="utf-8") as file:
        real = [row["name"].lower() for row in csv.DictReader(file)]
    with (SAMPLE / "register.csv").open(encoding="utf-8") as file:
        invented = [row["name"] for row in csv.DictReader(file) if row["type"] == "kommun"]
    assert len(invented) == 10
    assert not [name for name in invented if any(one in name.lower() for one in real)]


def test_every_municipality_of_a_source_stands_in_the_register() -> None:
    with (SAMPLE / "register.csv").open(encoding="utf-8") as file:
        codes = {row["name"]: row["code"] for row in csv.DictReader(file)}
    for source in SOURCES:
        assert codes.get(source.label("municipality")) == source.label("code"), source.name


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_labels_stand_in_the_text(source: Source) -> None:
    """A label that is printed nowhere would be a fact that no reader can find."""
    printed = " ".join([source.label("byline"), source.label("foot"), source.label("reference"), source.body])
    printed += " ".join(value for row in source.box for value in row)
    for key in ("case_number", "paragraph"):
        assert source.label(key) in printed, f"{source.name}: {key}"
    for recommendation in source.labels.get("recommendations", []):
        assert recommendation["text"] in source.body
    for question in source.labels.get("questions", []):
        assert question["text"] in source.body


def test_every_page_says_that_it_is_constructed() -> None:
    for source in SOURCES:
        if source.label("format") == "pdf":
            for page in PdfReader(rendered(source)).pages:
                assert "Konstruerat exempeldokument" in page.extract_text(), source.name


@pytest.mark.parametrize("form", ["pdf", "docx", "html", "txt"])
def test_rendering_is_deterministic(form: str, tmp_path: Path) -> None:
    source = next(source for source in SOURCES if source.label("layout") == "grid-box" and source.box)
    source = Source(source.name, {**source.labels, "format": form}, source.body)
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert produce(source, tmp_path / "a").read_bytes() == produce(source, tmp_path / "b").read_bytes()


def test_broken_front_matter_is_named(tmp_path: Path) -> None:
    path = tmp_path / "trasig.md"
    path.write_text("+++\ntitle = \n+++\ntext\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"trasig\.md.*not TOML"):
        load_labelled(path)
    path.write_text("text\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no front matter"):
        load_labelled(path)


def test_unknown_layout_lists_those_that_exist(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="choose one of"):
        produce(Source("x", {"title": "X", "layout": "barock"}, "text\n"), tmp_path)


def test_labels_parse_as_toml_with_typed_questions() -> None:
    steps = tomllib.loads('steps = ["ja", "i-huvudsak", "delvis", "nej", "ej-bedomd"]')["steps"]
    for source in SOURCES:
        for question in source.labels.get("questions", []):
            assert question["step"] in steps, source.name


def test_declared_answers_are_documents_of_the_right_municipality() -> None:
    places = {source.name: source.label("municipality") for source in SOURCES}
    audits = [source for source in SOURCES if source.label("kind") == "revisionsrapport"]
    answers = [(audit, answer) for audit in audits for answer in audit.labels["answers"]]
    for audit, answer in answers:
        assert all(places[name] != audit.label("municipality") for name in answer["elsewhere"]), answer
        assert all(places[name] == audit.label("municipality") for name in answer["own"]), answer
        assert answer["to"] in {item["text"] for item in audit.labels["recommendations"]}
    assert sum(not answer["elsewhere"] and not answer["own"] for _, answer in answers) >= 3
    assert sum(bool(answer["elsewhere"]) for _, answer in answers) > 0.7 * len(answers)
