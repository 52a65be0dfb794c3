"""In force or not, on a day; unknown is unknown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from kg.model import Decision, Document
from kg.validity import Force, force, in_force, interval_of
from tests.reading_factory import Paper

WORDS = "2016-11-22 2016 2018 2018-12-31 2016-11 2017-01-01 2019-03-01 tills vidare"


def document(kind: str = "strategi", **says: Any) -> Document:
    paper = Paper(kind, WORDS, status="adopted")
    for name, value in says.items():
        paper.says(name, value, "tills vidare" if value is True else str(value))
    return paper.reading().document


def decided(action: Any, when: str) -> Decision:
    return Decision(action, (Paper("strategi", WORDS).span(when),), date=when)


ADOPTED = document(decision_date="2016-11-22")
LIMITED = document(decision_date="2016-11-22", valid_to="2018-12-31")
TO_YEAR = document(valid_from="2016", valid_to="2018")
FROM_LATER = document(decision_date="2016-11-22", valid_from="2017-01-01")


@pytest.mark.parametrize(
    ("paper", "on", "expected"),
    [
        (ADOPTED, "2016-11-21", False),
        (ADOPTED, "2016-11-22", True),
        (ADOPTED, "2030-01-01", True),
        (LIMITED, "2018-12-31", True),
        (LIMITED, "2019-01-01", False),
        (TO_YEAR, "2016-01-01", True),
        (TO_YEAR, "2018-12-31", True),
        (TO_YEAR, "2015-12-31", False),
        (TO_YEAR, "2019-01-01", False),
        (FROM_LATER, "2016-12-01", False),
        (FROM_LATER, "2017-01-01", True),
        # Decided some time in 2016: before it no, after it yes, within it nobody knows.
        (document(decision_date="2016"), "2015-12-31", False),
        (document(decision_date="2016"), "2016-06-01", None),
        (document(decision_date="2016"), "2016-12-31", True),
        (document(decision_date="2016-11"), "2016-11-15", None),
        # Nothing is known, or only the end.
        (document(), "2020-01-01", None),
        (document(valid_to="2018"), "2017-01-01", None),
        (document(valid_to="2018"), "2019-01-01", False),
        (document(open_ended=True), "2019-01-01", None),
        # Not adopted, or not a thing that applies.
        (replace(ADOPTED, status="draft"), "2020-01-01", False),
        (replace(ADOPTED, kind="revisionsrapport"), "2020-01-01", None),
        (replace(ADOPTED, kind="yttrande"), "2020-01-01", None),
    ],
)
def test_in_force(paper: Document, on: str, expected: bool | None) -> None:
    assert in_force(paper, (), date.fromisoformat(on)) is expected


def test_repeal_ends_it() -> None:
    decisions = (decided("adopt", "2016-11-22"), decided("repeal", "2019-03-01"))
    assert in_force(ADOPTED, decisions, date(2019, 2, 28)) is True
    assert in_force(ADOPTED, decisions, date(2019, 3, 2)) is False


def test_decision_alone_begins_it_unless_it_is_on_something_else() -> None:
    adopted = decided("adopt", "2016-11-22")
    assert in_force(document(), (adopted,), date(2020, 1, 1)) is True
    assert in_force(document(), (replace(adopted, concerns="Policy för resor"),), date(2020, 1, 1)) is None


def test_basis_says_whether_it_was_stated() -> None:
    assert interval_of(TO_YEAR, ()).basis == "stated"  # type: ignore[union-attr]
    assert interval_of(ADOPTED, ()).basis == "inferred"  # type: ignore[union-attr]
    assert interval_of(document(decision_date="2016-11-22", open_ended=True), ()).open_ended  # type: ignore[union-attr]


def test_a_year_that_a_document_applies_from_begins_with_its_decision() -> None:
    one = document(decision_date="2016-11-22", valid_from="2016")
    days = {day: in_force(one, (), date.fromisoformat(day)) for day in ("2016-01-01", "2016-11-22", "2017-01-01")}
    assert days == {"2016-01-01": False, "2016-11-22": True, "2017-01-01": True}


@pytest.mark.parametrize(
    ("paper", "on", "expected", "basis"),
    [
        (ADOPTED, "2020-01-01", Force(True, "adopted"), "inferred"),
        (ADOPTED, "2016-11-21", Force(False, "adopted"), "stated"),
        (LIMITED, "2018-12-31", Force(True, "period"), "stated"),
        (LIMITED, "2019-01-01", Force(False, "period"), "stated"),
        (FROM_LATER, "2017-01-01", Force(True, "beginning"), "inferred"),
        (FROM_LATER, "2016-12-01", Force(False, "beginning"), "stated"),
        (document(decision_date="2016-11-22", open_ended=True), "2020-01-01", Force(True, "open-ended"), "stated"),
        (replace(ADOPTED, status="draft"), "2020-01-01", Force(False, "draft"), "stated"),
        (document(), "2020-01-01", Force(), None),
    ],
)
def test_on_what_it_rests(paper: Document, on: str, expected: Force, basis: str | None) -> None:
    found = force(paper, (), date.fromisoformat(on))
    assert (found, found.basis) == (expected, basis)


def test_what_ended_it_first_is_what_it_rests_on() -> None:
    repealed = [decided("repeal", "2017-01-01")]
    assert force(LIMITED, repealed, date(2020, 1, 1)) == Force(False, "repealed")
    assert force(LIMITED, [decided("repeal", "2019-03-01")], date(2020, 1, 1)) == Force(False, "period")
    assert force(ADOPTED, repealed, date(2016, 12, 1)) == Force(True, "adopted")
