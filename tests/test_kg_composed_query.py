"""A query put together from parts: it parses, means what was asked, and nothing in a value breaks out of it."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from kg.composed_query import Condition, composed_query
from kg.sparql.guard import examine
from ontology.search_ways import Way, classes, ways
from ontology.terms import labels
from tests.surface import held_store, ok

TRIED = {"list": "", "named": {"value": 'a" ) } #'}, "text": {"value": "a\\'b\n"}, "truth": {"value": "true"}}


def asked(way: Way) -> Condition:
    """A condition that is asked of a way, with letters that mean something to SPARQL."""
    if way.form == "list":
        return Condition(way, next(iter(labels(way.to))), shown=True)
    if way.form in ("day", "number"):
        return Condition(way, least="2001", most="2020")
    return Condition(way, **TRIED[way.form])  # type: ignore[arg-type]


@pytest.mark.parametrize("sought", classes())
def test_every_way_on_from_a_class_makes_a_query(sought: str) -> None:
    for way in ways(sought):
        for condition in (asked(way), Condition(way, shown=True)):
            examine(composed_query(sought, [condition]))
    examine(composed_query(sought, [asked(way) for way in ways(sought)]))


def test_ways_lead_through_what_has_no_name() -> None:
    names = {way.name: way.form for way in ways("Finding")}
    assert names["question.assessment.step"] == "list" and names["isPartOf"] == "named"
    assert {way.name for way in ways("SteeringDocument")} >= {"validity.validFrom", "date_document", "municipality"}


def test_conditions_narrow_the_answer(tmp_path: Path) -> None:
    way = {way.name: way for way in ways("SteeringDocument")}
    everything = rows(composed_query("SteeringDocument", []))
    strategies = rows(composed_query("SteeringDocument", [Condition(way["kind"], "strategi")]))
    late = rows(composed_query("SteeringDocument", [Condition(way["date_document"], least="2022")]))
    assert len(everything) > len(strategies) > 0 and len(everything) > len(late) > 0
    assert all(row["date_document"] >= "2022" for row in late)
    shown = rows(composed_query("SteeringDocument", [Condition(way["municipality"], shown=True)]))
    assert len(shown) == len(everything) and "Lövsta" in {row["municipality"] for row in shown}


def rows(query: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(ok("sparql", query, "--format", "csv", "--store", held_store()))))
