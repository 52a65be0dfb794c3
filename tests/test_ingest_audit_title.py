"""The title of a transcript, in which the cover is one line."""

from __future__ import annotations

import pytest

from ingest.audit import read_audit
from ingest.plain import read_plain
from ingest.registry import Registry
from ingest.structure import lay_out
from kg.model import Document, Source

PAGE = "Sammanfattning " + "Revisorerna har granskat om nämnden följer upp arbetet på ett ändamålsenligt sätt. " * 15
COVERS = {
    "Granskning av snöröjning Lillsunds kommun Mars 2023 Vera Testlund": "Granskning av snöröjning",
    "www.pwc.se Granskning av elevhälsan Revisionsrapport Lillsunds kommun Maj 2022": "Granskning av elevhälsan",
    "Revisionsrapport 2021 Genomförd på uppdrag av revisorerna Lillsunds kommun Granskning av hot och våld": (
        "Granskning av hot och våld"
    ),
    "Lillsunds stad Stadsrevisionen Nämndernas stöd till föreningar Granskningsrapport SR-2022-41 2022-10-05": (
        "Nämndernas stöd till föreningar"
    ),
    "Granskning av upphandlingar Vera Testlund Certifierad kommunal revisor KPMG AB": "Granskning av upphandlingar",
}


@pytest.mark.parametrize(("cover", "title"), COVERS.items(), ids=COVERS.values())
def test_the_title_without_what_else_the_cover_prints(cover: str, title: str) -> None:
    layout = lay_out(read_plain(f"{cover}\n{PAGE}\n".encode(), "text/plain"))
    document = Document("r", "revisionsrapport", Source("r", "text/plain", 1, "0" * 64), 1)
    read = read_audit(layout, document, Registry.load()).document.title
    assert read is not None
    assert (read.value, read.spans[0].quote) == (title, title)
