"""Zones, headings and sections: what is body text, and under which headings it stands."""

from __future__ import annotations

from collections.abc import Callable

from reportlab.pdfgen.canvas import Canvas

from ingest.extract import Layout
from ingest.plain import read_plain
from ingest.source import TEXT
from ingest.structure import lay_out
from tests.printed_pages import lines, prose, put, read


def plain(text: str) -> Layout:
    return lay_out(read_plain(text.encode(), TEXT))


def zones(layout: Layout, kind: str) -> list[str]:
    text = layout.text.text
    return [text[zone.start : zone.end].strip() for zone in layout.zones if zone.kind == kind]


def headings(layout: Layout) -> list[tuple[int, str]]:
    return [(heading.level, heading.text) for heading in layout.headings]


def numbered(page: int, pages: int) -> object:
    def draw(canvas: Canvas) -> None:
        put(canvas, 72, 40, "Björkvalla kommun", size=9)
        put(canvas, 480, 40, f"{page}({pages})", size=9)
        put(canvas, 72, 90, f"{page} Avsnitt {'abcd'[page]}", size=14, bold=True)
        lines(canvas, 72, 120, prose(85, 12))
        put(canvas, 72, 800, f"Dnr KS 2020/112 Sida {page} av {pages}", size=8)

    return draw


def test_running_heads_and_feet_are_zones_however_their_page_numbers_change() -> None:
    layout = lay_out(read(*(numbered(page, 3) for page in (1, 2, 3))))  # type: ignore[arg-type]
    heads = zones(layout, "running-head")
    assert sum("Björkvalla kommun" in head for head in heads) == 3
    assert sum("Dnr KS 2020/112" in head for head in heads) == 3
    assert not any("Kommunfullmäktige har" in head for head in heads)


def test_a_foot_that_counts_its_pages_is_one_though_it_comes_but_once_or_the_page_is_almost_empty() -> None:
    def first(canvas: Canvas) -> None:
        lines(canvas, 72, 90, prose(85, 20))

    def last(canvas: Canvas) -> None:
        put(canvas, 72, 98, "och följs upp i december.")
        put(canvas, 72, 800, "Räddningstjänstförbundet", size=8)
        put(canvas, 480, 800, "2(2)", size=8)

    heads = zones(lay_out(read(first, last)), "running-head")
    assert len(heads) == 1 and heads[0].startswith("Räddningstjänstförbundet")


def test_a_foot_with_the_number_of_another_page_is_text() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, 72, 90, prose(85, 20))
        put(canvas, 72, 800, "Högsta betyg: 4 (5)", size=8)

    assert zones(lay_out(read(page)), "running-head") == []


def test_headings_by_type_carry_their_number_and_path() -> None:
    layout = lay_out(read(*(numbered(page, 3) for page in (1, 2, 3))))  # type: ignore[arg-type]
    assert [(h.number, h.text) for h in layout.headings] == [("1", "Avsnitt b"), ("2", "Avsnitt c"), ("3", "Avsnitt d")]
    assert layout.sections[-1].path == ("Avsnitt d",)


def test_a_heading_over_two_lines_is_one() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, 72, 100, "Riktlinjer för kommunens arbete med", size=20, bold=True)
        put(canvas, 72, 124, "uppföljning av privata utförare", size=20, bold=True)
        lines(canvas, 72, 170, prose(85, 10))

    assert headings(lay_out(read(page))) == [(1, "Riktlinjer för kommunens arbete med uppföljning av privata utförare")]


def test_bold_labels_above_short_values_are_no_headings() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, 72, 80, "Inköpspolicy", size=20, bold=True)
        down = 110.0
        for label, value in (("Fastställd av", "Kommunstyrelsen"), ("Datum", "2020-01-07"), ("Gäller till", "2024")):
            put(canvas, 72, down, label, size=9, bold=True)
            put(canvas, 72, down + 12, value, size=9)
            down += 28
        put(canvas, 72, down + 20, "Syfte", size=14, bold=True)
        lines(canvas, 72, down + 45, prose(85, 10))

    assert [text for _, text in headings(lay_out(read(page)))] == ["Inköpspolicy", "Syfte"]


def test_a_contents_page_is_a_zone_and_gives_no_headings() -> None:
    def contents(canvas: Canvas) -> None:
        put(canvas, 72, 90, "Innehåll", size=14, bold=True)
        entries = [f"{n} Rubrik {n} {'.' * 60} {n + 1}" for n in range(1, 6)]
        lines(canvas, 72, 120, entries)

    layout = lay_out(read(contents, *(numbered(page, 3) for page in (1, 2, 3))))  # type: ignore[arg-type]
    assert len(zones(layout, "contents")) == 1
    assert "Rubrik 5" in zones(layout, "contents")[0]
    assert not any("Rubrik" in text for _, text in headings(layout))


def test_small_type_with_a_mark_at_the_foot_is_a_footnote() -> None:
    def page(canvas: Canvas) -> None:
        lines(canvas, 72, 100, prose(85, 20))
        put(canvas, 72, 700, "1 Enligt kommunens egen sammanställning för åren", size=8)
        put(canvas, 72, 710, "2018 till 2020.", size=8)

    assert " ".join(zones(lay_out(read(page)), "footnote")).startswith("1 Enligt kommunens")


def test_a_footnote_is_tied_to_its_mark() -> None:
    def page(name: str, note: str) -> Callable[[Canvas], None]:
        def drawn(canvas: Canvas) -> None:
            lines(canvas, 72, 100, prose(85, 20))
            put(canvas, 72, 420, f"Arbetet följer {name}")
            put(canvas, 72 + canvas.stringWidth(f"Arbetet följer {name}", "Helvetica", 11), 416, "1", size=6)
            put(canvas, 72, 700, f"1 {note}", size=8)

        return drawn

    layout = lay_out(read(page("Kompassen", "Antagen av fullmäktige."), page("Strategin", "Gäller till 2025-12-31.")))
    marks = [zone.mark for zone in layout.zones if zone.kind == "footnote"]
    assert [layout.text.text[mark - 9 : mark + 1] for mark in marks if mark] == ["Kompassen¹", "Strategin¹"]


def test_a_cover_date_in_small_type_is_no_footnote() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, 72, 300, "Granskning av intern kontroll", size=24, bold=True)
        put(canvas, 72, 360, "14 november 2023", size=10)

    layout = lay_out(read(page, lambda c: lines(c, 72, 100, prose(85, 30)) and None))
    assert zones(layout, "footnote") == []


TRANSCRIPT = (
    "Granskning av något\n\nRelevanta dokument\nPolicy för Ekstad\n\nPlan för Ekstad\n\nTranskript:\n\n"
    "Granskning Ekstads kommun Juni 2019 Revisionsrapport\n\n"
    "Innehållsförteckning Sammanfattning 2 Inledning 3 Iakttagelser och bedömningar 3 Bilagor 6 1\n\n"
    + "Sammanfattning Vi har granskat kommunen. "
    + "Nämnden har gjort det som krävs av den. " * 12
    + "2\n\n"
    + "Inledning Bakgrund Kommunen har växt. "
    + "Det ställer krav på styrningen av arbetet. " * 12
    + "3\n\n"
    + "lakttagelser Av intervjuer framgår mycket. "
    + "Målen följs upp av nämnden varje år. " * 12
    + "4\n\n"
    + "Bedömning Vi bedömer att målen nås. "
    + "Uppföljningen kan dock bli bättre än nu. " * 12
    + "5\n"
)


def test_a_transcript_has_pages_by_its_numbers_and_headings_inside_its_lines() -> None:
    layout = plain(TRANSCRIPT)
    assert zones(layout, "page-number") == ["1", "2", "3", "4", "5"]
    assert len(zones(layout, "host-page")) == 1
    assert zones(layout, "contents")[0].startswith("Innehållsförteckning")
    assert [text for _, text in headings(layout)][-5:] == [
        "Sammanfattning",
        "Inledning",
        "Bakgrund",
        "lakttagelser",
        "Bedömning",
    ]
    assert ("Inledning", "Bakgrund") in [section.path for section in layout.sections]


def test_plain_text_headings_stand_alone_and_lists_do_not() -> None:
    text = (
        "Rapport om skolan\n\nInledning\n\nSkolan har granskats av revisorerna under året.\n\n"
        "Våra frågor\n\n1. Finns mål?\n2. Följs de upp?\n\n- en punkt\n- en till\n\n"
        "Resultat i korthet\n\nMålen finns men följs inte upp av nämnden.\n"
    )
    assert [text for _, text in headings(plain(text))][-3:] == ["Inledning", "Våra frågor", "Resultat i korthet"]


def test_a_reference_list_ends_at_the_next_heading() -> None:
    text = (
        "Inledning\n\nSkolan har granskats under året av oss.\n\nKällförteckning\n\nSkolplan 2019, kommunstyrelsen.\n\n"
        "Rekommendationer\n\nVi rekommenderar nämnden att följa upp målen.\n"
    )
    (found,) = zones(plain(text), "references")
    assert "Skolplan" in found
    assert "rekommenderar" not in found


def test_zones_never_overlap_and_stand_in_order() -> None:
    layout = plain(TRANSCRIPT)
    assert all(a.end <= b.start for a, b in zip(layout.zones, layout.zones[1:], strict=False))


def test_form_feeds_part_pages() -> None:
    layout = plain("Första sidan\n\fAndra sidan\n\fTredje sidan\n")
    assert [page.number for page in layout.text.pages] == [1, 2, 3]
    assert layout.text.page_of(layout.text.text.index("Tredje")) == 3
