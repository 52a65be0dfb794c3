"""Personal identity numbers are masked before anything is read.

The numbers are those that Skatteverket shows in its own examples, and ones made from them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.personal_numbers import masked
from ingest.read import read
from ingest.registry import Registry
from kg.triples import document_graph
from ontology.terms import STYR


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Sökande: 811228-9874.", "Sökande: XXXXXX-XXXX."),
        ("19811228-9874, 198112289874 och 811228 9874", "XXXXXXXX-XXXX, XXXXXXXXXXXX och XXXXXX XXXX"),
        ("samordningsnummer 701063-2391", "samordningsnummer XXXXXX-XXXX"),
        ("över hundra år 811228+9874, tankstreck 811228–9874", "över hundra år XXXXXX+XXXX, tankstreck XXXXXX–XXXX"),
        ("bruten rad 811228-\n9874", "bruten rad XXXXXX-\nXXXX"),
        ("pnr 8112289874", "pnr XXXXXXXXXX"),
    ],
)
def test_a_number_is_masked_and_takes_as_much_room(text: str, wanted: str) -> None:
    made, count = masked(text)
    assert made == wanted and count >= 1 and len(made) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "811228-9875",  # the check digit is wrong
        "811328-9879",  # no such month
        "org.nr 212000-1843 och 556036-0793",
        "SFS 2017:725, dnr KS 2018/00526-1, RJL2015 /2338, 2019/196-003",
        "ring 070-123 45 67 eller 0701234567",
        "konto 1981122898741, kod A8112289874B",
        "20190520 och 2019-05-20",
    ],
)
def test_what_is_no_such_number_is_left_alone(text: str) -> None:
    assert masked(text) == (text, 0)


def test_no_trace_is_left_in_what_was_read(tmp_path: Path) -> None:
    file = tmp_path / "beslut 811228-9874.md"
    file.write_text(
        "# Riktlinje för bistånd 811228-9874\n\nAntagen av kommunfullmäktige 2021-03-08, § 41\n\n"
        "Ansökan från 19811228-9874 avslogs. Beslutet gäller tills vidare.\n",
        encoding="utf-8",
    )
    reading = read(file, Registry.load([]))
    assert reading.document.masked_numbers == 2
    assert "Ansökan från XXXXXXXX-XXXX avslogs." in reading.text.text
    graph = document_graph(reading)
    assert [int(value) for value in graph.objects(None, STYR.maskedNumbers)] == [2]
    for said in (repr(reading), graph.serialize(format="nt")):
        assert "9874" not in said
