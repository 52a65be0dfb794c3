"""What a text is about, apart from the kind of document that it names."""

from __future__ import annotations

import pytest

from search.need import lacks_nothing, need_of_text
from search.subject import is_kind, modifier, subjects


@pytest.mark.parametrize(
    ("word", "subject"),
    [
        ("cykelstrategin", "cykel"),
        ("bostadsförsörjningsplan", "bostadsförsörjning"),
        ("näringslivsstrategier", "näringsliv"),
        ("IT-strategi", "IT"),
        ("digitaliseringsområdet", "digitalisering"),
        ("detaljplan", None),
        ("planering", None),
    ],
)
def test_a_compound_names_its_subject_before_the_kind(word: str, subject: str | None) -> None:
    assert modifier(word) == subject


def test_a_kind_is_no_subject() -> None:
    assert all(is_kind(word) for word in ("strategin", "policyn", "riktlinjerna", "handlingsplan"))
    assert not is_kind("cykelplan")
    assert subjects("Det saknas en policy för sociala medier.") == ["sociala medier"]
    assert subjects("Avsaknaden av riktlinjer och mål inom digitaliseringsområdet riskerar mycket.")


def test_a_need_is_compared_without_the_kind() -> None:
    need = need_of_text("Det saknas en cykelstrategi.")
    assert [word.surface for word in need.query.words] == ["cykel"]
    assert need.kind == "strategi"


def test_what_is_under_way_or_in_order_is_no_lack() -> None:
    assert lacks_nothing("Arbetet med att ta fram en ny webbplats.")
    assert lacks_nothing("Vi bedömer att kontrollmålet är uppfyllt.")
    assert not lacks_nothing("Vi bedömer att kontrollmålet inte är uppfyllt.")
