"""Charts: every number of the rows is in the picture, in proportion, and whatever a name holds is text."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from kg.saved_queries import Chart
from styrgraf.web.chart import MOST_BARS, OTHERS, SERIES, chart, gathered

BARS = Chart("bars", "place", "count", "kind")
LINES = Chart("lines", "year", "share", "kind")
TONES = {"nej": "step-nej", "ja": "step-ja"}


def rows(*values: tuple[str, str, object]) -> list[dict[str, str]]:
    return [
        {"place": place, "year": place, "kind": kind, "count": str(n), "share": str(n)} for place, kind, n in values
    ]


def tree(drawn: str) -> ElementTree.Element:
    return ElementTree.fromstring(drawn)


def widths(drawn: str, tone: str) -> list[float]:
    bars = [r for r in tree(drawn).iter("rect") if r.get("class") == f"bar {tone}" and r.find("title") is not None]
    return [float(bar.get("width", 0)) + 1 for bar in bars]


def test_bars_are_as_long_as_their_numbers() -> None:
    drawn = chart("bars", "Svar", BARS, rows(("A", "ja", 4), ("A", "nej", 2), ("B", "ja", 1)), TONES)
    first, second = widths(drawn, "step-ja")
    assert first == pytest.approx(4 * second, rel=0.02) and widths(drawn, "step-nej") == pytest.approx(
        [first / 2], rel=0.02
    )
    said = [text.text for text in tree(drawn).iter("text")]
    assert {"A", "B", "6", "1", "ja", "nej"} <= set(said)


def test_known_series_are_drawn_in_their_own_order() -> None:
    series, _ = gathered(BARS, rows(("A", "ja", 1), ("A", "nej", 1)), TONES, add=True)
    assert [one.name for one in series] == ["nej", "ja"]


def test_years_stand_at_their_distance() -> None:
    drawn = chart("lines", "Andel", LINES, rows(("2020", "x", 0.5), ("2023", "x", 1.0), ("2022", "x", 0.25)), {})
    across = [float(dot.get("cx", 0)) for dot in tree(drawn).iter("circle")]
    assert across == sorted(across) and across[1] - across[0] == pytest.approx(2 * (across[2] - across[1]), rel=0.01)
    heights = [float(dot.get("cy", 0)) for dot in tree(drawn).iter("circle")]
    assert heights[2] < heights[0] < heights[1]


def test_equal_values_do_not_hide_each_other() -> None:
    drawn = chart("lines", "Andel", LINES, rows(("2020", "a", 0.5), ("2020", "b", 0.5)), {})
    assert len({dot.get("cx") for dot in tree(drawn).iter("circle")}) == 2


def test_many_series_are_added_up_or_named_as_left_out() -> None:
    many = rows(*((str(2000 + n % 2), f"sort {n}", n + 1) for n in range(SERIES + 4)))
    series, _ = gathered(BARS, many, {}, add=True)
    assert len(series) == SERIES and series[-1].name == OTHERS
    assert sum(sum(one.values.values()) for one in series) == sum(float(row["count"]) for row in many)
    drawn = chart("lines", "x", LINES, many, {})
    assert any("5 till står i tabellen" in (text.text or "") for text in tree(drawn).iter("text"))


def test_no_more_places_than_can_be_read() -> None:
    _, places = gathered(BARS, rows(*((f"ort {n}", "x", 1) for n in range(90))), {}, add=True)
    assert len(places) == MOST_BARS


def test_names_are_text_and_nothing_is_drawn_of_nothing() -> None:
    drawn = chart("bars", '<x a="', BARS, rows(("<script>", "&", 1)), {})
    assert "<script>" in [text.text for text in tree(drawn).iter("text")]
    assert chart("bars", "x", BARS, [], {}) == chart("bars", "x", BARS, rows(("A", "x", 0)), {}) == ""
