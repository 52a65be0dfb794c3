"""The register of populations: complete, of one day, and as Statistics Sweden published it."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from ingest.populations import official_populations
from ingest.registry import Registry
from ingest.run import run_of
from kg.errors import UsageError
from ontology.sizes import size_of, sizes

REGISTER = Path(__file__).parents[1] / "ingest" / "data" / "kommuner.csv"
HEAD = "code,name,type,official_name,aliases,population,population_date\n"
# The ten largest and the smallest municipalities, after SCB's press release of 24 February 2026.
PUBLISHED = {
    "Stockholm": 999_239, "Göteborg": 613_278, "Malmö": 367_924, "Uppsala": 249_726, "Linköping": 168_714,
    "Västerås": 161_240, "Örebro": 160_687, "Helsingborg": 152_776, "Jönköping": 148_152, "Norrköping": 144_904,
    "Dorotea": 2_241, "Bjurholm": 2_327, "Sorsele": 2_362, "Arjeplog": 2_570, "Malå": 2_902, "Överkalix": 3_183,
    "Ydre": 3_619, "Munkfors": 3_637, "Storfors": 3_777,
}  # fmt: skip


def test_every_municipality_has_a_population_and_the_sum_is_the_nation() -> None:
    with REGISTER.open(encoding="utf-8") as lines:
        codes = {row["code"] for row in csv.DictReader(lines)}
    found = official_populations()
    assert set(found) == codes and len(codes) == 290
    assert {(one.date, one.source) for one in found.values()} == {("2025-12-31", "SCB")}
    # SCB gives 10 605 500, rounded to hundreds.
    assert round(sum(one.count for one in found.values()), -2) == 10_605_500


def test_the_figures_are_the_published_ones() -> None:
    with REGISTER.open(encoding="utf-8") as lines:
        code = {row["name"]: row["code"] for row in csv.DictReader(lines)}
    assert {name: official_populations()[code[name]].count for name in PUBLISHED} == PUBLISHED
    ranked = sorted(official_populations().values(), key=lambda one: one.count)
    assert [one.count for one in ranked[-10:]] == sorted(list(PUBLISHED.values())[:10])


def test_each_class_of_size_holds_some_and_is_entered_at_its_least_population() -> None:
    held = [size_of(one.count) for one in official_populations().values()]
    assert [held.count(code) for code in sizes()] == [76, 110, 53, 31, 20]
    for code, least in sizes().items():
        assert size_of(least) == code
        assert least == 0 or size_of(least - 1) != code


def test_a_register_of_ones_own_gives_populations_too(tmp_path: Path) -> None:
    own = tmp_path / "egna.csv"
    own.write_text(HEAD + "9901,Ekebro,kommun,,,18420,2024-12-31\n9902,Norrvik,kommun,,,,\n", encoding="utf-8")
    registry = Registry.load([own])
    assert "9902" not in registry.populations, "a population that nobody gave is not known"
    known = registry.populations["9901"]
    assert (known.count, known.date, known.source) == (18_420, "2024-12-31", "egna.csv")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("9901,Ekebro,kommun,,,18 420,2024-12-31", "helt tal"),
        ("9901,Ekebro,kommun,,,18420,", "population_date"),
        ("9901,Ekebro,kommun,,,18420,2024", "ÅÅÅÅ-MM-DD"),
        (",Ekebro,kommun,,,18420,2024-12-31", "med deras kod"),
        ("91,Region Ek,region,,,18420,2024-12-31", "bara för kommuner"),
    ],
)
def test_a_figure_that_cannot_be_used_is_refused(tmp_path: Path, row: str, said: str) -> None:
    own = tmp_path / "egna.csv"
    own.write_text(f"{HEAD}{row}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=said):
        Registry.load([own])


def test_populations_are_no_part_of_what_reads(tmp_path: Path) -> None:
    with_figure, without = tmp_path / "a.csv", tmp_path / "b.csv"
    with_figure.write_text(f"{HEAD}9901,Ekebro,kommun,,,18420,2024-12-31\n", encoding="utf-8")
    without.write_text(f"{HEAD}9901,Ekebro,kommun,,,,\n", encoding="utf-8")
    assert run_of(Registry.load([with_figure]), ocr=False) == run_of(Registry.load([without]), ocr=False)
