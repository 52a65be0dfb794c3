"""Municipality by municipality: *not held* is told from *none*, and what cannot be told is not told."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest

from styrgraf.auditing import of_same_body, recommendations
from styrgraf.collection import Collection, NotHeld, open_collection
from styrgraf.municipalities import applying, audits_of, by_kind_and_year, named, of, overview, side_by_side
from styrgraf.neighbourhood import MOST, Neighbourhood, Node, around_document, around_finding
from styrgraf.settings import Settings
from styrgraf.web.sweden import coloured, said, shapes
from tests.surface import DATA, DOCUMENTS, ok

LATER = """Granskning av digitalisering, uppföljning

Stenbro kommun
Revisionsrapport
Revisionsbyrån Provet AB
2025-03-10

Rekommendationer

Vi rekommenderar kommunstyrelsen att:
- ta fram en strategi för digital transformation med mätbara mål
"""


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    folder = tmp_path_factory.mktemp("municipalities")
    (folder / "senare.txt").write_text(LATER, encoding="utf-8")
    ok("ingest", DOCUMENTS, folder / "senare.txt", "--store", folder / "store")
    return open_collection(Settings(store=folder / "store", registers=(DATA / "register.csv",)))


def test_every_municipality_is_listed_and_only_held_ones_have_figures(collection: Collection) -> None:
    rows = {row["name"]: row for row in overview(collection)}
    assert len(rows) >= 290 + 20, "every municipality, and every region but Gotland's, which is one"
    assert rows["Region Skåne"]["documents"] == 0
    assert rows["Lund"] == {"key": "1281", "name": "Lund", "documents": 0}
    assert said(rows["Lund"], "weak") == "inget inläst"
    assert rows["Stenbro"]["audits"] == 2
    assert 0 <= rows["Stenbro"]["weak"] <= 1
    assert said(rows["Lövsta"], "weak") == "inga bedömningar inlästa"


def test_a_name_a_code_and_a_stranger(collection: Collection) -> None:
    assert named(collection, "1281") == named(collection, "Lund") == ("1281", "Lund")
    assert named(collection, "Lövsta") == ("9801", "Lövsta")
    with pytest.raises(NotHeld, match="Menade du"):
        named(collection, "Lövstaa")


def test_what_is_held_stands_by_kind_and_year(collection: Collection) -> None:
    table = by_kind_and_year(of(collection, "9801"))
    assert table["years"] == ["2022"]
    assert table["rows"] == [{"kind": "strategi", "counts": [1]}]
    assert "policy" in table["missing"] and "strategi" not in table["missing"]


def test_what_applies_depends_on_the_day(collection: Collection) -> None:
    cards = of(collection, "9801")
    before, within = (applying(collection, cards, datetime.date(year, 6, 1)) for year in (2020, 2023))
    assert not before["yes"] and [one["kind"] for one in before["no"]] == ["strategi"]
    assert [one["kind"] for one in within["yes"]] == ["strategi"]


def test_side_by_side_says_who_is_not_held(collection: Collection) -> None:
    columns = side_by_side(collection, ["Lövsta", "Lund"], "", datetime.date(2023, 6, 1))
    assert [(one["name"], one["held"], len(one["yes"])) for one in columns] == [("Lövsta", True, 1), ("Lund", False, 0)]


def test_a_recommendation_meets_the_later_audit_in_the_same_matter(collection: Collection) -> None:
    newer, older = audits_of(collection, "Stenbro")
    assert newer["report_date"] > older["report_date"]
    assert [one["id"] for one in of_same_body(collection, collection.card(older["id"]))] == [older["id"], newer["id"]]
    told = recommendations(collection, collection.reading(older["id"]))
    later = [one["document"]["id"] for advice in told for one in advice["later"]]
    assert newer["id"] in later
    assert not any(advice["later"] for advice in recommendations(collection, collection.reading(newer["id"])))


def test_the_graph_joins_what_the_pages_tell(collection: Collection) -> None:
    finding = next(one for one in collection.findings if "strategi" in one["text"])
    around = around_finding(collection, finding["id"])
    assert next(iter(around.nodes)) == f"f-{finding['id']}"
    assert {one for edge in around.edges for one in (edge[0], edge[2])} <= set(around.nodes)
    assert (f"f-{finding['id']}", "står i", f"d-{finding['document']['id']}") in around.edges
    report = around_document(collection, finding["document"]["id"])
    assert f"f-{finding['id']}" in report.nodes


def test_a_graph_is_cut_and_says_so() -> None:
    found, middle = Neighbourhood(), Node("m", "steering", "mitten")
    for number in range(MOST + 5):
        found.join(middle, "hänvisar till", Node(str(number), "paper", "ett papper"))
    assert len(found.nodes) == MOST
    assert len(found.edges) == MOST - 1
    assert found.cut


def test_the_map_has_every_municipality_and_colours_only_what_is_known(collection: Collection) -> None:
    rows = overview(collection)
    assert len(shapes()["paths"]) == 290
    areas = list(coloured(rows, "documents"))
    assert len(areas) == 290
    assert {area["class"] for area in areas} == {0}, "the sample's municipalities are constructed and on no map"
    lund = next(row for row in rows if row["name"] == "Lund")
    lund |= {"documents": 7, "audits": 1, "weak": 1.0}
    assert next(one for one in coloured(rows, "weak") if one["name"] == "Lund")["class"] == 5


def test_the_map_is_drawn_with_the_codes_of_the_register() -> None:
    register = (Path(__file__).parents[1] / "ingest/data/kommuner.csv").read_text(encoding="utf-8").splitlines()[1:]
    assert {line.split(",")[0] for line in register} == set(shapes()["paths"])
