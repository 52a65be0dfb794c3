"""Analysis of Swedish: what is compared, and where it stands."""

from __future__ import annotations

import pytest

from search.analysis import tokens
from search.compounds import compounds
from search.query import parse


def _terms(text: str) -> set[str]:
    return {term for token in tokens(text) for term in (token.term, *token.parts)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kompetensförsörjningsplan", "plan för kompetensförsörjning"),
        ("digitaliseringsstrategin", "strategi för digitalisering"),
        ("IT-strategi", "strategier för it"),
        ("medborgardialoger", "dialog med medborgare"),
        ("internkontrollplaner", "planer för intern kontroll"),
        ("policyn", "policyer"),
        ("rapporteras", "rapportering"),
        ("granskas", "granskningen"),
    ],
)
def test_compound_and_phrase_meet(one: str, other: str) -> None:
    wanted = {token.term for token in tokens(other)}
    assert wanted <= _terms(one)


@pytest.mark.parametrize("word", ["regering", "kontroll", "uppföljning", "möjligheter", "verksamheter", "bestämmelser"])
def test_what_is_no_compound_stays_whole(word: str) -> None:
    assert compounds().parts(word) == ()


def test_the_whole_word_stays_beside_its_parts() -> None:
    (token,) = tokens("barnomsorgen")
    assert token.term == "barnomsorg"
    assert {"barn", "omsorg"} <= set(token.parts)


def test_tokens_tell_where_they_stand() -> None:
    text = "Antagen av kommunfullmäktige 2019-05-20, § 41."
    assert [text[token.start : token.end] for token in tokens(text)] == [
        "Antagen",
        "kommunfullmäktige",
        "2019-05-20",
        "§ 41",
    ]


def test_exact_tokens() -> None:
    assert _terms("§ 41") & _terms("41 §") >= {"§41"}
    assert "ks2018/1092" in _terms("dnr KS 2018/1092")
    assert "2018/1092" in _terms("KS 2018/1092")
    assert "2017:725" in _terms("kommunallagen (2017:725)")


def test_letters_with_rings_and_dots_are_letters() -> None:
    assert not _terms("Håbo") & _terms("Habo")


def test_abbreviations_of_the_field_meet_what_they_stand_for() -> None:
    (word,) = parse("KF").words
    assert any(term.startswith("kommunfullmäkt") for term in word.forms)
