"""PDFs as they are set and damaged: order, accents, hyphens, rotation, encryption, repair."""

from __future__ import annotations

import pytest
from pypdf import PdfReader, PdfWriter
from reportlab.pdfgen.canvas import Canvas

from ingest.extract import Extract
from ingest.pdf import read_pdf
from kg.errors import UnreadableFile
from tests.printed_pages import HEIGHT, draw, encrypted, lines, prose, put, put_overlaid, read, without_pages


def words(extract: Extract) -> str:
    return " ".join(extract.text.text.split())


def test_boxes_stand_on_the_words_they_name() -> None:
    extract = read(lambda c: put(c, 72, 100, "Antagen av kommunfullmäktige"))
    box = next(b for b in extract.words if extract.text.text[b.start : b.end] == "kommunfullmäktige")
    assert box.page == 1
    assert 130 < box.x0 < box.x1 < 260
    assert 85 < box.y0 < 100 < box.y1 < 106


def test_accents_laid_over_letters_are_joined() -> None:
    text = "Målet är att föra över ärenden till Örebro idé"
    assert words(read(lambda c: put_overlaid(c, 72, 100, text))) == text


def test_a_degree_sign_in_running_text_stays() -> None:
    assert "20 °C" in words(read(lambda c: put(c, 72, 100, "högst 20 °C inomhus")))


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("en digitaliserings-", "strategi för alla", "digitaliseringsstrategi för"),
        ("en beslutad IT-", "strategi för alla", "IT-strategi för"),
        ("kommunens IT-", "och säkerhetsarbete", "IT- och säkerhetsarbete"),
        ("verksamhets-", "eller budgetåret", "verksamhets- eller budgetåret"),
        ("åren 2020-", "2024 gäller", "2020-2024 gäller"),
        ("våra e-", "tjänster för alla", "e-tjänster för"),
    ],
)
def test_words_cut_at_the_line_end(first: str, second: str, joined: str) -> None:
    extract = read(lambda c: lines(c, 72, 100, [first, second]) and None)
    assert joined in words(extract)


def test_a_cut_word_keeps_a_box_for_each_half() -> None:
    extract = read(lambda c: lines(c, 72, 100, ["en digitaliserings-", "strategi för alla"]) and None)
    at = extract.text.text.index("digitaliseringsstrategi")
    halves = [b for b in extract.words if at <= b.start < at + len("digitaliseringsstrategi")]
    assert [extract.text.text[b.start : b.end] for b in halves] == ["digitaliserings", "strategi"]
    assert halves[1].y0 > halves[0].y1 - 3


def two_columns(canvas: Canvas, *, across: bool) -> None:
    text = prose(42, 24)
    left, right = text[:12], text[12:]
    rows = [(60, k, left[k]) for k in range(12)] + [(320, k, right[k]) for k in range(12)]
    for x, k, line in sorted(rows, key=lambda row: row[1]) if across else rows:
        put(canvas, x, 120 + 14 * k, line)


@pytest.mark.parametrize("across", [False, True], ids=["drawn by column", "drawn across the gutter"])
def test_two_columns_are_read_one_after_the_other(across: bool) -> None:
    extract = read(lambda c: two_columns(c, across=across))
    assert words(extract) == " ".join(prose(42, 24))
    assert extract.tables == ()


def lying(canvas: Canvas) -> None:
    canvas.setPageRotation(90)
    canvas.rotate(90)
    for k in range(6):
        canvas.drawString(60, -100 - 14 * k, f"Rad {k + 1} på en liggande sida")


def test_a_landscape_page_is_read_line_by_line_and_boxed_as_shown() -> None:
    extract = read(lying)
    assert extract.text.text.splitlines()[:6] == [f"Rad {k + 1} på en liggande sida" for k in range(6)]
    first = extract.words[0]
    assert first.x0 == pytest.approx(60, abs=1)
    assert first.y1 - first.y0 < 20


def sideways(canvas: Canvas) -> None:
    canvas.rotate(90)
    for k in range(6):
        canvas.drawString(60, -100 - 14 * k, f"Rad {k + 1} på högkant")


def test_text_set_sideways_is_boxed_where_it_shows() -> None:
    extract = read(sideways)
    assert "Rad 2 på högkant" in extract.text.text
    first = extract.words[0]
    # Drawn 60 points from the foot of a standing page, reading upwards.
    assert first.y1 == pytest.approx(HEIGHT - 60, abs=1)
    assert first.y1 - first.y0 > first.x1 - first.x0


def test_a_footnote_mark_is_kept_apart_from_its_word() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, 72, 100, "Enligt Kompassen")
        put(canvas, 72 + canvas.stringWidth("Enligt Kompassen", "Helvetica", 11), 96, "1", size=6)

    assert "Kompassen¹" in words(read(page))


def test_pages_keep_their_printed_labels_and_order() -> None:
    data = draw(lambda c: put(c, 72, 100, "Omslag"), lambda c: put(c, 72, 100, "Inledning"))
    writer = PdfWriter(clone_from=PdfReader(_file(data)))
    writer.set_page_label(0, 0, "/r")
    writer.set_page_label(1, 1, "/D")
    extract = read_pdf("a.pdf", _bytes(writer))
    assert [(page.number, page.label) for page in extract.text.pages] == [(1, "i"), (2, "1")]
    assert extract.text.text[extract.text.pages[1].start :].startswith("Inledning")


def test_the_outline_names_headings() -> None:
    def page(canvas: Canvas) -> None:
        canvas.bookmarkPage("a")
        canvas.addOutlineEntry("1 Mål för arbetet", "a", 0)
        put(canvas, 72, 100, "1 Mål för arbetet")
        lines(canvas, 72, 130, prose(80, 5))

    assert [(h.text, h.number, h.level) for h in read(page).headings] == [("Mål för arbetet", "1", 1)]


def test_a_file_locked_for_changes_only_is_read() -> None:
    data = encrypted(draw(lambda c: put(c, 72, 100, "Policy för inköp")), "")
    assert "Policy för inköp" in read_pdf("a.pdf", data).text.text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (encrypted(draw(lambda c: put(c, 72, 100, "Policy")), "hemligt"), "encrypted"),
        (without_pages(), "corrupt"),
        (b"%PDF-1.7\n" + b"trasigt " * 200, "corrupt"),
    ],
    ids=["locked", "no pages", "rubbish"],
)
def test_a_file_that_cannot_be_opened_says_why(data: bytes, code: str) -> None:
    with pytest.raises(UnreadableFile) as failure:
        read_pdf("policy.pdf", data)
    assert failure.value.code == code
    assert "policy.pdf" in str(failure.value)
    assert failure.value.remedy


def test_a_cut_off_file_gives_what_is_left_or_a_clear_error() -> None:
    data = draw(*[lambda c: lines(c, 72, 100, prose(80, 30)) and None] * 6)
    for share in (0.95, 0.7, 0.4):
        try:
            extract = read_pdf("a.pdf", data[: int(len(data) * share)])
        except UnreadableFile as error:
            assert error.code == "corrupt"
        else:
            assert "Kommunfullmäktige" in extract.text.text


def test_a_damaged_page_does_not_lose_the_others() -> None:
    writer = PdfWriter(clone_from=PdfReader(_file(draw(*[lambda c: put(c, 72, 100, "Hel sida")] * 3))))
    writer.pages[1]["/Contents"].get_object()._data = b"BT /F1 11 Tf (trasig"  # type: ignore[attr-defined]
    extract = read_pdf("a.pdf", _bytes(writer))
    assert len(extract.text.pages) == 3
    assert extract.text.text.count("Hel sida") == 2


def test_what_the_file_says_of_itself_is_a_hint() -> None:
    def page(canvas: Canvas) -> None:
        canvas.setTitle("Mall för policy")
        put(canvas, 72, 100, "Inköpspolicy")

    extract = read(page)
    assert extract.declared["title"] == "Mall för policy"
    assert "Mall" not in extract.text.text


def _file(data: bytes) -> object:
    import io

    return io.BytesIO(data)


def _bytes(writer: PdfWriter) -> bytes:
    import io

    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def test_what_is_filled_in_form_fields_stands_beside_its_label() -> None:
    def form(canvas: Canvas) -> None:
        put(canvas, 72, 90, "Riktlinje för utlämnande", size=18, bold=True)
        for down, label, value in ((140, "Fastställd av:", "Kommunstyrelsen"), (170, "Datum:", "2021-05-04")):
            put(canvas, 72, down, label)
            canvas.acroForm.textfield(name=label, value=value, x=180, y=837 - down, width=200, height=18, fontSize=11)
        lines(canvas, 72, 230, prose(70, 6))

    found = read(form)
    assert "Fastställd av:\tKommunstyrelsen\nDatum:\t2021-05-04" in found.text.text
    assert [found.text.text[word.start : word.end] for word in found.words][5] == "Kommunstyrelsen"
