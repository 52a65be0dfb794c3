"""Pages: what a document says is shown as text, whatever it says; marks fall where the offsets are."""

from __future__ import annotations

import pytest

from styrgraf import labels
from styrgraf.badges import badges
from styrgraf.web import choosing
from styrgraf.web.flow import flowing
from styrgraf.web.render import environment, marked, page


@pytest.mark.parametrize(
    ("text", "highlights", "expected"),
    [
        ("mål och ansvar", [[0, 3], [8, 14]], "<mark>mål</mark> och <mark>ansvar</mark>"),
        ("överlapp", [[0, 4], [2, 8]], "<mark>över</mark><mark>lapp</mark>"),
        ("<b>mål</b>", [[3, 6]], "&lt;b&gt;<mark>mål</mark>&lt;/b&gt;"),
        ("kort", [[2, 99], [50, 60]], "ko<mark>rt</mark>"),
        ("inget", None, "inget"),
    ],
)
def test_marks_stand_at_their_offsets_and_all_is_escaped(
    text: str, highlights: list[list[int]] | None, expected: str
) -> None:
    assert str(marked(text, highlights)) == expected


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        (
            "Nämnden ansvarar för att målen\nföljs upp varje år och att de\när mätbara.",
            "Nämnden ansvarar för att målen följs upp varje år och att de är mätbara.",
        ),
        (
            "Nämnden ska redovisa detta:\n– mål som har nåtts under året\n– avvikelser",
            "Nämnden ska redovisa detta:\n– mål som har nåtts under året\n– avvikelser",
        ),
        ("En rad", "En rad"),
        (
            "Ett stycke som slutar här.\n\nEtt nytt stycke följer.",
            "Ett stycke som slutar här.\n\nEtt nytt stycke följer.",
        ),
    ],
)
def test_printed_lines_run_on_and_nothing_moves(printed: str, shown: str) -> None:
    assert flowing(printed) == shown
    assert len(flowing(printed)) == len(printed)


HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'


def hit(title: str) -> dict[str, object]:
    passage = {"id": "p", "text": HOSTILE, "page": 3, "heading_path": [HOSTILE], "highlights": [[0, 8]]}
    document = {"id": "d" * 20, "kind": "strategi", "title": title, "municipality": HOSTILE}
    return {"document": document, "passages": [passage], "score": 0.5, "parts": {"lexical": 0.5}, "why": HOSTILE}


def searched(answer: dict[str, object], q: str = "x") -> str:
    """The page of a search."""
    facets = list(choosing.facets({"municipality": {q: 1}}, {"q": q}))
    return page("search.html", here="/", answer=answer, asked={"q": q}, chips=[], facets=facets, orders=[], first=1)


def test_hostile_text_is_text() -> None:
    answer = {"status": "found", "total": 1, "hits": [hit(HOSTILE)], "facets": {}, "not_held": []}
    html = searched(answer, HOSTILE)
    assert "<script>" not in html
    assert "<img" not in html


@pytest.mark.parametrize("name", environment().list_templates())
def test_no_template_has_a_script_a_style_or_an_unescaped_value(name: str) -> None:
    source, _, _ = environment().loader.get_source(environment(), name)  # type: ignore[union-attr]
    source = source.replace('xmlns="http://www.w3.org/2005/Atom"', "")  # a name, which nothing asks for
    for forbidden in ("style=", "onclick", "|safe", "http://", "https://", "autoescape false"):
        assert forbidden not in source
    assert source.count("<script") == source.count('<script src="{{ base }}/static/')


@pytest.mark.parametrize(
    ("iso", "shown"),
    [
        ("2021-03-08", "8 mars 2021"),
        ("2021-03", "mars 2021"),
        ("2021", "2021"),
        ("2019-13-01", "2019-13-01"),
        (None, ""),
    ],
)
def test_dates_are_written_as_one_writes_them(iso: str | None, shown: str) -> None:
    assert labels.day(iso) == shown


def test_the_three_answers_differ() -> None:
    def said(status: str, **more: object) -> str:
        return searched({"status": status, "hits": [], "facets": {}, "not_held": [], "total": 0} | more)

    missing = said("not-held", not_held=[{"municipality": "Falun", "kind": "strategi"}])
    assert "finns inte i samlingen" in missing
    assert "Strategi från Falun" in missing
    assert "Inget dokument i samlingen svarar på frågan" in said("none-relevant")


def test_a_document_of_an_unknown_municipality_says_so() -> None:
    known, unknown = hit("Policy"), hit("Policy")
    unknown["document"] = {"id": "d" * 20, "kind": "policy"}
    assert "Kommun okänd" in [one.words for one in badges(unknown)]
    assert "Kommun okänd" not in [one.words for one in badges(known)]


def test_what_is_merely_related_is_not_counted() -> None:
    hits = [hit("Policy"), hit("Plan"), hit("Rutin") | {"related": True}]
    assert labels.shown({"hits": hits, "total": 3}) == "2 dokument"


@pytest.mark.parametrize(("held", "total", "said"), [(12, 15, "12 av 15 dokument"), (3, 3, "3 dokument")])
def test_how_many_of_all_are_shown(held: int, total: int, said: str) -> None:
    assert labels.shown({"hits": [hit("Policy")] * held, "total": total}) == said
