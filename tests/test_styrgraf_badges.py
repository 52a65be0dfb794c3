"""The badge of a document says whether it applies, in the tense of the day that is meant, and on what that rests."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

import pytest

from kg.validity import Force, Ground
from search.answer import force_json
from styrgraf.badges import badges, ground
from styrgraf.language import speaking

TODAY = date.today()
YESTERDAY = TODAY - timedelta(1)
PLACE = {"municipality": "Halmstad"}


@pytest.mark.parametrize(
    ("force", "past", "words", "why"),
    [
        (Force(True, "period"), False, "Gäller", "enligt angiven giltighetstid"),
        (Force(True, "open-ended"), True, "Gällde då", "tills vidare, enligt dokumentet"),
        (Force(True, "adopted"), False, "Gäller (härlett)", "antaget, inget slut är känt"),
        (Force(True, "beginning"), True, "Gällde då (härlett)", "börjar enligt dokumentet, inget slut är känt"),
        (Force(False, "repealed"), False, "Gäller inte", "upphävt genom beslut"),
        (Force(False, "period"), True, "Gällde inte då", "angiven giltighetstid har gått ut"),
        (Force(False, "replaced"), False, "Gäller inte", "ett nyare dokument säger att det ersätter det"),
        (Force(False, "newer-version"), True, "Gällde inte då (härlett)", "ett nyare med samma namn är inläst"),
        (Force(False, "adopted"), True, "Antaget senare", "antaget senare"),
        (Force(False, "beginning"), False, "Gäller inte än", "börjar gälla senare, enligt dokumentet"),
        (Force(), False, "Giltighet okänd", ""),
    ],
)
def test_words_and_reason(force: Force, past: bool, words: str, why: str) -> None:
    said = force_json(force, YESTERDAY if past else TODAY)
    (badge,) = badges({"document": PLACE, "badges": said})
    assert (badge.words, badge.why) == (words, why)
    assert ground(said) == why


def test_every_ground_has_words_in_both_languages() -> None:
    swedish = {ground(force_json(Force(applies, one))) for applies in (True, False) for one in get_args(Ground)}
    with speaking("en"):
        english = {ground(force_json(Force(applies, one))) for applies in (True, False) for one in get_args(Ground)}
    assert len(swedish) == len(english) and swedish & english == {""}


def test_what_was_decided_after_the_audit_is_adopted_later_in_english_too() -> None:
    with speaking("en"):
        (badge,) = badges({"document": PLACE, "badges": {"later": True, "in_force": False}})
    assert (badge.words, badge.why) == ("Adopted later", "decided after the audit")
