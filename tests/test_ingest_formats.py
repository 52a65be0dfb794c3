"""DOCX, HTML, plain text and older formats, and telling files by what they hold."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import docx
import pytest

from ingest.formats import extract
from ingest.plain import read_plain
from ingest.source import DOC, DOCX, HTML, MARKDOWN, ODT, PDF, TEXT, load_source, sniff
from ingest.structure import lay_out
from kg.errors import UnreadableFile
from kg.model import Source
from tests.printed_pages import draw, put


def word_file() -> bytes:
    document = docx.Document()
    document.core_properties.title = "Inköpspolicy"
    document.sections[0].header.paragraphs[0].text = "Ekstads kommun"
    document.sections[0].footer.paragraphs[0].text = "Gäller till 2025-12-31"
    document.add_heading("Inköpspolicy", 0)
    table = document.add_table(rows=2, cols=2)
    for row, cells in zip(table.rows, (("Antagen av", "Kommunfullmäktige"), ("Datum", "2021-03-08")), strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.add_heading("Syfte", 1)
    document.add_paragraph("Policyn gäller alla inköp.")
    document.add_paragraph().add_run("Ansvar för inköp").bold = True
    document.add_paragraph("Chefen ansvarar.")
    document.add_paragraph("Annonsera", style="List Bullet")
    document.add_paragraph("Först", style="List Number")
    document.add_paragraph("Sedan", style="List Number")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def read(data: bytes, media_type: str, name: str = "fil"):  # type: ignore[no-untyped-def]
    return extract(Source(name, media_type, len(data), "0" * 64), data, ocr=False)


def test_docx_headings_tables_lists_and_edges() -> None:
    found = read(word_file(), DOCX)
    text = found.text.text
    assert [(h.level, h.text) for h in found.headings] == [
        (1, "Inköpspolicy"),
        (1, "Syfte"),
        (2, "Ansvar för inköp"),
    ]
    cells = [text[cell.start : cell.end] for cell in found.tables[0].cells]
    assert cells == ["Antagen av", "Kommunfullmäktige", "Datum", "2021-03-08"]
    assert "• Annonsera\n1. Först\n2. Sedan" in text
    heads = [text[zone.start : zone.end].strip() for zone in found.zones]
    assert heads == ["Ekstads kommun", "Gäller till 2025-12-31"]
    assert found.declared["title"] == "Inköpspolicy"


def test_a_broken_docx_says_so() -> None:
    with pytest.raises(UnreadableFile) as failure:
        read(word_file()[:3000], DOCX, "plan.docx")
    assert failure.value.code == "corrupt"


PAGE = """<!doctype html><html lang="sv"><head><title>Policy – Ekstad</title>
<meta name="dcterms.issued" content="2021-03-08T10:00"></head><body>
<nav><a href="/">Start</a><a href="/x">Skola</a></nav><header><a>Ekstads kommun</a></header>
<main><h1>Policy för\n inköp</h1><p>Policyn antogs av <b>kommunfullmäktige</b>
den 8 mars 2021, §&nbsp;41.<br>Den gäller tills vidare.</p>
<ul><li>Affärsmässighet</li><li>Miljöhänsyn</li></ul><ol><li>Planera</li><li>Köp</li></ol>
<h2>Ansvar</h2><table><tr><th>Roll</th><th>Uppgift</th></tr><tr><td>Chef</td><td>Beställer</td></tr></table>
<script>var x = "spår";</script><p style="display: none">dolt</p></main>
<footer><p>Kontakta oss</p></footer></body></html>"""


def test_html_is_read_without_what_surrounds_it() -> None:
    found = read(PAGE.encode(), HTML)
    text = found.text.text
    assert [(h.level, h.text) for h in found.headings] == [(1, "Policy för inköp"), (2, "Ansvar")]
    assert "Policyn antogs av kommunfullmäktige den 8 mars 2021, § 41.\nDen gäller tills vidare." in text
    assert "• Affärsmässighet\n• Miljöhänsyn" in text
    assert "1. Planera\n2. Köp" in text
    assert text[found.tables[0].start : found.tables[0].end] == "Roll\tUppgift\nChef\tBeställer"
    assert not any(word in text for word in ("Start", "Kontakta", "spår", "dolt"))
    assert found.declared["created"] == "2021-03-08"


def test_plain_text_is_kept_but_for_line_ends_and_nul() -> None:
    assert read_plain("Rad ett\r\nRad\0 två\rfo\u0308r".encode(), TEXT).text.text == "Rad ett\nRad två\nför"
    assert "Åtgärd" in read_plain("Åtgärd".encode("cp1252"), TEXT).text.text
    assert "Åtgärd" in read_plain("Åtgärd".encode("utf-16"), TEXT).text.text


def test_markdown_headings() -> None:
    layout = lay_out(read_plain("# Policy\n\nText.\n\n## 2.1 Mål\n\nMer text.\n".encode(), MARKDOWN))
    assert [(h.level, h.number, h.text) for h in layout.headings] == [(1, None, "Policy"), (2, "2.1", "Mål")]


def test_files_are_told_by_content_not_by_name(tmp_path: Path) -> None:
    path = tmp_path / "policy.txt"
    path.write_bytes(draw(lambda c: put(c, 72, 100, "Policy")))
    source, data = load_source(path)
    assert source.media_type == PDF
    assert source.size == len(data)
    assert sniff(word_file()) == DOCX
    assert sniff(PAGE.encode()) == HTML
    assert sniff(b"# Rubrik", ".md") == MARKDOWN
    assert sniff(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100) == DOC


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"", "empty"), (b"\0\0 \n", "empty"), (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "not-a-document")],
    ids=["empty", "blank", "a picture"],
)
def test_what_is_no_document_says_so(tmp_path: Path, data: bytes, code: str) -> None:
    path = tmp_path / "fil.pdf"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile) as failure:
        load_source(path)
    assert failure.value.code == code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le"])
def test_text_with_many_nuls_is_told_of_them(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "policy.txt"
    between = "\0" if encoding == "utf-8" else ""
    path.write_bytes(between.join("Policy för resor i tjänsten" * 20).encode(encoding))
    with pytest.raises(UnreadableFile, match=r"NUL.*UTF-8") as failure:
        load_source(path)
    assert failure.value.code == "not-a-document"


def test_missing_and_too_large_files(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile) as failure:
        load_source(tmp_path / "borta.pdf")
    assert failure.value.code == "vanished"
    (tmp_path / "stor.txt").write_text("ord " * 100)
    with pytest.raises(UnreadableFile) as failure:
        load_source(tmp_path / "stor.txt", max_bytes=10)
    assert failure.value.code == "too-large"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(("form", "media_type"), [("doc", DOC), ("odt", ODT)])
def test_older_formats_are_read_by_way_of_libreoffice(tmp_path: Path, form: str, media_type: str) -> None:
    (tmp_path / "policy.docx").write_bytes(word_file())
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", form]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), str(tmp_path / "policy.docx")], check=True, capture_output=True
    )
    source, data = load_source(tmp_path / f"policy.{form}")
    assert source.media_type == media_type
    found = extract(source, data, ocr=False)
    assert found.media_type == media_type
    assert "Policyn gäller alla inköp." in found.text.text
    assert [heading.text for heading in found.headings][:2] == ["Inköpspolicy", "Syfte"]
    assert [found.text.text[cell.start : cell.end] for cell in found.tables[0].cells][:2] == [
        "Antagen av",
        "Kommunfullmäktige",
    ]


@pytest.mark.skipif(shutil.which("soffice") is not None, reason="LibreOffice is installed")
def test_older_formats_without_libreoffice_say_what_to_do() -> None:
    with pytest.raises(UnreadableFile) as failure:
        read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, DOC, "plan.doc")
    assert "LibreOffice" in str(failure.value)
