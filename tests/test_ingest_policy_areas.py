"""A document gets policy areas of the fixed scheme only, each with what carries it."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from ingest.policy_areas import areas_in
from ingest.read import read
from ingest.registry import Registry
from ontology.terms import notations

REGISTRY = Registry.load()


def test_words_and_vocabulary_know_the_same_areas() -> None:
    table = tomllib.loads((files("ingest.data") / "subjects.toml").read_text(encoding="utf-8"))
    assert set(table) == notations("subject")


@pytest.mark.parametrize(
    ("text", "areas"),
    [
        ("Digitaliseringsstrategi", {"digitalisering"}),
        ("Riktlinjer för informationssäkerhet", {"informationssakerhet"}),
        # What begins inside another word's is a part of it, not a policy for the environment or for security.
        ("Arbetsmiljöpolicy", {"arbetsmiljo"}),
        ("Informationssäkerhetspolicy", {"informationssakerhet"}),
        ("Reglemente för intern\nkontroll", {"intern-kontroll"}),
        ("Energi- och klimatprogram", {"energi", "klimat"}),
        ("Kostnaderna har ökat i verksamheten.", set()),
    ],
)
def test_words_name_areas(text: str, areas: set[str]) -> None:
    assert areas_in(text) == areas


def test_areas_carry_their_evidence(tmp_path: Path) -> None:
    file = tmp_path / "plan.md"
    parts = "\n\n".join(
        f"## Del {n}\n\nHemtjänsten ska möta varje äldre person med respekt i del {n}." for n in range(4)
    )
    file.write_text(f"# Tillsammans för en god vardag\n\n{parts}\n", encoding="utf-8")
    reading = read(file, REGISTRY)
    (area,) = reading.document.subjects
    assert area.value == "aldreomsorg"
    assert area.rule == "subject/passages"
    assert all("Hemtjänsten" in span.quote for span in area.spans)


def test_a_document_about_nothing_in_the_scheme_has_no_area(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_text(
        "Policy för fikaraster\n\nFika serveras klockan tre varje eftermiddag i matsalen.\n", encoding="utf-8"
    )
    assert read(file, REGISTRY).document.subjects == ()
