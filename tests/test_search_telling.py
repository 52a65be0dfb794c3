"""How much a word tells of what a finding is about."""

from __future__ import annotations

from search.compounds import specificity
from search.need import need_of_text
from search.telling import telling


def test_words_that_name_a_subject_tell_more_than_words_that_link_or_judge() -> None:
    assert min(map(telling, ("krogar", "felparkeringsavgifter", "balansräkningen"))) > 2 * max(
        map(telling, ("eftersom", "trots", "dit"))
    )


def test_common_words_that_look_like_endings_are_common_all_the_same() -> None:
    assert specificity("eller") < 0.5 < specificity("avfallsplan")


def test_the_words_of_a_finding_weigh_by_what_they_tell() -> None:
    words = {
        word.surface: word.forms[word.term]
        for word in need_of_text("Avgifterna är låga eftersom taxan saknas.").query.words
    }
    assert words["Avgifterna"] > words["eftersom"]


def test_what_every_report_says_is_no_part_of_a_compound_that_is_sought() -> None:
    word = next(
        one for one in need_of_text("Grannkommunen saknar en taxa.").query.words if one.surface == "Grannkommunen"
    )
    assert "kommun" not in word.forms
    assert "grann" in word.forms
