"""Passages: the units that are searched, and what they provide."""

from __future__ import annotations

from ingest.passages import LONGEST, SHORTEST, split_passages
from ingest.plain import read_plain
from ingest.provisions import provisions_of
from ingest.source import MARKDOWN
from ingest.structure import lay_out
from kg.model import Passage

DOCUMENT = """# Digital strategi

Strategin gäller för alla nämnder och bolag i kommunen under hela perioden.

## Ansvar

Kommunstyrelsen ansvarar för att:

- målen följs upp i delårsrapporten
- strategin revideras varje mandatperiod

Kort rad.

## Tabell

Mål\tÅr
Alla handlingar bevaras digitalt\t2022
Tre e-tjänster om året\t2023

## Innehåll

Ansvar ..... 2
Tabell ..... 3
Uppföljning ..... 4
"""


def passages(text: str, *, steering: bool = True) -> tuple[Passage, ...]:
    return split_passages(lay_out(read_plain(text.encode(), MARKDOWN)), "doc", steering)


def test_a_list_stays_with_its_lead_in() -> None:
    (found,) = [p for p in passages(DOCUMENT) if "delårsrapporten" in p.text]
    assert found.text.startswith("Kommunstyrelsen ansvarar för att:")
    assert "mandatperiod" in found.text
    assert found.heading_path == ("Digital strategi", "Ansvar")


def test_rows_of_a_table_are_one_passage() -> None:
    (found,) = [p for p in passages(DOCUMENT) if "e-tjänster" in p.text]
    assert found.text.startswith("Mål\tÅr")


def test_contents_lists_give_no_passages() -> None:
    assert not any("....." in p.text for p in passages(DOCUMENT))


def test_headings_are_in_the_path_and_not_in_the_text() -> None:
    assert not any(p.text.startswith("#") or "Digital strategi" in p.text for p in passages(DOCUMENT))


def test_passages_quote_the_text_and_have_ids_of_their_own() -> None:
    layout = lay_out(read_plain(DOCUMENT.encode(), MARKDOWN))
    found = split_passages(layout, "doc", True)
    assert all(layout.text.holds(p.span) and p.text == p.span.quote for p in found)
    assert len({p.id for p in found}) == len(found)


def test_long_text_is_cut_at_sentences_within_the_limits() -> None:
    found = passages("## Bakgrund\n\n" + "Nämnden har under året arbetat med att följa upp sina mål. " * 90)
    assert len(found) > 3
    assert all(SHORTEST <= len(p.text) <= LONGEST for p in found)
    assert all(p.text.endswith(".") for p in found)


def test_only_steering_documents_provide() -> None:
    assert any("ansvar" in p.provides for p in passages(DOCUMENT))
    assert not any(p.provides for p in passages(DOCUMENT, steering=False))


def test_what_wordings_provide() -> None:
    assert "ansvar" in provisions_of("Kommundirektören ansvarar för genomförandet.", ())
    assert "uppfoljning" in provisions_of("Strategin ska följas upp varje år.", ())
    assert "mal" in provisions_of("Målet är att halvera utsläppen.", ())
    assert "krav" in provisions_of("Inköp över 100 000 kronor ska alltid annonseras.", ())
    assert "atgard" in provisions_of("En handlingsplan ska tas fram under 2024.", ())
    assert "uppfoljning" in provisions_of("Detta sker en gång om året.", ("Plan", "Uppföljning"))
    assert provisions_of("Kommunen har 12 000 invånare och tre tätorter.", ("Bakgrund",)) == ()
