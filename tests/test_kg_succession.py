"""Which document takes the place of which: one that says so, or the next of the same name."""

from __future__ import annotations

from datetime import date
from typing import Any

from kg.succession import Version, series, successions, successors


def version(identity: str, decided: str, **says: Any) -> Version:
    said = {"kind": "policy", "title": "Policy för resor", "owner": "1380", "owner_name": "Halmstad"} | says
    return Version(identity, decided=date.fromisoformat(decided), **said)


def pairs(*versions: Version) -> set[tuple[str, str, str]]:
    return {(one.older, one.newer, one.how) for one in successions(versions)}


def test_the_next_of_the_same_name_takes_the_place_of_each() -> None:
    held = [
        version("c", "2022-01-01"),
        version("a", "2010-01-01"),
        version("b", "2015-01-01", title="Halmstads policy för resor 2015"),
    ]
    assert pairs(*held) == {("a", "b", "newer-version"), ("b", "c", "newer-version")}
    assert [len(members) for members in series(held).values()] == [3]


def test_what_is_stated_goes_before_what_its_name_tells() -> None:
    newer = version("b", "2015-01-01", replaces="Policy för resor (KF 2010-01-01)")
    assert pairs(version("a", "2010-01-01"), newer) == {("a", "b", "replaced")}


def test_the_first_to_take_a_place_ends_it() -> None:
    other = version("c", "2020-01-01", kind="riktlinje", title="Riktlinje för resor", replaces="Policy för resor")
    found = successors([version("a", "2010-01-01"), version("b", "2015-01-01"), other])
    assert (found["a"].newer, found["a"].since) == ("b", date(2015, 1, 1))
    assert (found["b"].newer, found["b"].how) == ("c", "replaced")


def test_the_newer_one_counts_from_the_day_it_applies() -> None:
    newer = version("b", "2015-11-30", since=date(2016, 1, 1))
    assert successors([version("a", "2010-01-01"), newer])["a"].since == date(2016, 1, 1)


def test_what_replaces_nothing() -> None:
    old = version("a", "2010-01-01")
    assert not pairs(old, version("b", "2015-01-01", draft=True))
    assert not pairs(old, version("b", "2015-01-01", owner="1463", owner_name="Mark"))
    assert not pairs(old, version("b", "2010-01-01"))
    assert not pairs(old, version("b", "2015-01-01", title="Policy för tjänsteresor"))
    assert not pairs(version("a", "2010-01-01", owner=""), version("b", "2015-01-01", owner=""))
    named = version("b", "2015-01-01", title="Riktlinje", replaces="Policy för resor 2001–2004")
    assert not pairs(version("a", "2010-01-01", title="Policy för resor 2010"), named)
    # "IT-plan" stands in "bit-planen" as letters, not as words.
    assert not pairs(version("a", "2010-01-01", title="It-plan"), version("b", "2015-01-01", replaces="Bit-planen"))


def test_committees_keep_theirs_and_central_bodies_take_over() -> None:
    one, other = frozenset({"socialnämnden"}), frozenset({"skolnämnden"})
    assert not pairs(version("a", "2010-01-01", bodies=one), version("b", "2015-01-01", bodies=other))
    council, board = frozenset({"kommunfullmäktige"}), frozenset({"kommunstyrelsen"})
    assert pairs(version("a", "2010-01-01", bodies=council), version("b", "2015-01-01", bodies=board))
