"""A working paper: what answers, what is merely related and what is the body's own stand apart, with their sources."""

from __future__ import annotations

import datetime
import io
from typing import Any

import docx
import pypdf

from styrgraf.web.paper_docx import as_docx
from styrgraf.web.paper_pdf import as_pdf
from styrgraf.web.working_paper import Setting, working_paper

ODD = "Mål ≥ 5 – ”hålls” av 漢 &\fnästa sida <b>\x07"


def hit(identity: str, text: str, **more: Any) -> dict[str, Any]:
    passage = {"text": text, "page": 2, "start": 10, "end": 10 + len(text)}
    document = {"id": identity, "kind": "policy", "title": f"Policy {identity}", "municipality": "Lövsta"}
    return {"document": document, "passages": [passage], "score": 0.5, "why": "Därför.", **more}


def answer() -> dict[str, Any]:
    span = {"page": 1, "start": 0, "end": 8, "quote": "Det saknas"}
    report = {"id": "r", "kind": "revisionsrapport", "title": "Granskning"}
    finding = {"id": "f", "role": "iakttagelse", "spans": [span], "document": report, "recommendations": []}
    hits = [hit("a", ODD), hit("b", "Något annat", related=True)]
    return {"finding": finding, "hits": hits, "own": [hit("c", "Eget")]}


SETTING = Setting("https://exempel.invalid", 7, datetime.date(2026, 11, 28), dict.fromkeys("rabc", "ab" * 32))


def test_each_hit_stands_under_what_it_is() -> None:
    blocks = list(working_paper(answer(), SETTING))
    order = [block.text for block in blocks if block.style in ("heading", "subheading")]
    assert order == [
        "Iakttagelse",
        "Prejudikat i andra kommuner",
        "1. Policy a",
        "Närliggande dokument, som inte svarar på iakttagelsen",
        "1. Policy b",
        "Kommunens egna dokument",
        "1. Policy c",
        "Om uppgifterna",
    ]
    sources = [block for block in blocks if block.style == "source"]
    assert all(
        "ab" * 32 in block.text and block.link.startswith("https://exempel.invalid/dokument/") for block in sources
    )
    assert f"page=2&start=10&end={10 + len(ODD)}" in sources[1].link


def test_docx_keeps_every_sign_that_xml_can_hold() -> None:
    paper = docx.Document(io.BytesIO(as_docx(working_paper(answer(), SETTING))))
    assert ODD.replace("\f", "\n").replace("\x07", "") in [paragraph.text for paragraph in paper.paragraphs]


def test_pdf_tells_a_sign_that_its_font_lacks_by_its_number() -> None:
    pdf = as_pdf(working_paper(answer(), SETTING))
    text = " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages).split())
    assert "Mål ≥ 5 – ”hålls” av [U+6F22] & nästa sida <b>[U+0007]" in text
