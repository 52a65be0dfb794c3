"""Filters on subject and county are exact, and a value nobody has is named with the near ones."""

from __future__ import annotations

import pytest

from kg.errors import UsageError
from search.catalogue import Card
from search.filters import Filters, chosen


def card(name: str, code: str | None, *subjects: str) -> Card:
    return Card(name, "strategi", "adopted", f"{name}.pdf", 3, code=code, subjects=subjects)


CARDS = [
    card("a", "1463", "digitalisering"),
    card("b", "0188", "klimat", "energi"),
    card("c", "14", "klimat"),
    card("d", None),
]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(subject="klimat"), [1, 2]),
        (Filters(county="14"), [0, 2]),
        (Filters(subject="klimat", county="14"), [2]),
        (Filters(subject="energi", county="14"), []),
    ],
)
def test_filters_keep_exactly_what_they_ask_for(filters: Filters, expected: list[int]) -> None:
    assert chosen(CARDS, filters) == expected


SIZES = {"1463": "25000-49999", "0188": "50000-99999"}


def test_size_is_that_of_the_municipality_and_regions_have_none() -> None:
    assert chosen(CARDS, Filters(size="25000-49999"), (), SIZES) == [0]
    assert chosen(CARDS, Filters(size="50000-99999", subject="klimat"), (), SIZES) == [1]
    assert chosen(CARDS, Filters(size="minst-100000"), (), SIZES) == []
    assert chosen(CARDS, Filters(size="25000-49999")) == [], "without figures no size is known"
    with pytest.raises(UsageError, match="under-10000, 10000-24999, 25000-49999"):
        chosen(CARDS, Filters(size="stor"), (), SIZES)


def test_an_unknown_value_is_named_with_the_near_ones() -> None:
    with pytest.raises(UsageError, match="digitalisering"):
        chosen(CARDS, Filters(subject="digitaliseringen"))
    with pytest.raises(UsageError, match="länet"):
        chosen(CARDS, Filters(county="99"))


PLACES = ("Ale", "Alvesta", "Göteborg", "Malmö", "Sala", "Uppsala", "Växjö", "0114")


@pytest.mark.parametrize(
    ("asked", "near"),
    [
        ("Goteborg", "Göteborg"),
        ("Växjo", "Växjö"),
        ("Malmo kommun", "Malmö"),
        ("UPPSALLA", "Uppsala"),
        ("Alle", "Ale"),
    ],
)
def test_a_slip_in_a_name_is_met_with_the_name(asked: str, near: str) -> None:
    cards = [Card("a", "plan", "adopted", "a.pdf", 1, municipality="Mark", code="1463")]
    with pytest.raises(UsageError, match=rf"Menade du {near}(,| eller|\?)"):
        chosen(cards, Filters(municipality=asked), PLACES)


@pytest.mark.parametrize("asked", ["Atlantis", "Narnia", "Paris", "Mordor", "Xyzzy"])
def test_a_name_that_is_like_none_is_met_with_none(asked: str) -> None:
    cards = [Card("a", "plan", "adopted", "a.pdf", 1, municipality="Mark", code="1463")]
    with pytest.raises(UsageError, match="Skriv namnet på en kommun eller region, eller dess kod: till exempel Mark"):
        chosen(cards, Filters(municipality=asked), PLACES)


def test_every_filter_counts_as_asked() -> None:
    assert Filters(subject="klimat").any()
    assert not Filters().any()
