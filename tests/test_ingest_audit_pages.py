"""Audit reports as they are printed: tables ruled cell by cell, and lists whose bullets are drawn."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from ingest.audit import AuditFacts, read_audit
from ingest.extract import Extract
from ingest.plain import read_plain
from ingest.registry import Registry
from ingest.structure import lay_out
from kg.model import Document, Source
from tests.printed_pages import HEIGHT, lines, prose, put, read

ROWS = [
    ("Revisionsfråga", "Svar"),
    ("Finns det en beslutad plan?", "Nej"),
    ("Är ansvaret tydligt fördelat?", "Delvis"),
    ("Följs arbetet upp av nämnden?", "Ja"),
]


def _facts(extract: Extract) -> AuditFacts:
    source = Source("rapport", "application/pdf", 1, "0" * 64)
    return read_audit(lay_out(extract), Document("rapport", "revisionsrapport", source, 1), Registry.load())


def test_a_table_ruled_under_each_cell_apart_answers_its_questions() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, 72, 80, "Bedömning utifrån revisionsfrågor", size=14, bold=True)
        for k, row in enumerate(ROWS):
            for x, words in zip((74, 322), row, strict=True):
                put(canvas, x, 112 + 20 * k, words, size=10)
        for k in range(len(ROWS) + 1):
            y = HEIGHT - (100 + 20 * k)
            canvas.line(72, y, 320, y)
            canvas.line(320, y, 480, y)
        lines(canvas, 72, 240, prose(85, 6))

    answers = [
        (question.text, question.assessment and question.assessment.step) for question in _facts(read(page)).questions
    ]
    assert answers == list(zip((row[0] for row in ROWS[1:]), ("nej", "delvis", "ja"), strict=True))


def test_items_with_drawn_bullets_are_recommendations_each() -> None:
    items = ("upprätta en policy för arbetet i hela kommunen,", "säkerställa att alla kontroller dokumenteras.")

    def page(canvas: Canvas) -> None:
        lines(canvas, 72, 80, prose(85, 5))
        put(canvas, 72, 190, "Vi rekommenderar socialnämnden att:", size=11)
        for k, words in enumerate(items):
            canvas.circle(86, HEIGHT - (206 + 14 * k), 2, fill=1)
            put(canvas, 100, 210 + 14 * k, words, size=11)
        lines(canvas, 72, 270, prose(85, 5))

    advice = [(item.text, item.addressees) for item in _facts(read(page)).recommendations]
    assert advice == [(words.rstrip(","), ("socialnämnden",)) for words in items]


def test_the_date_is_the_reports_own_not_that_of_the_letter_bound_before_it() -> None:
    letter = (
        "Vara kommun\nRevisorerna\n\n2019-05-20\n\nTill: Tekniska nämnden\nFör kännedom: Kommunfullmäktige\n\n"
        "KPMG har på vårt uppdrag granskat vägarna. Resultatet framgår av bifogad rapport.\n\nFör revisorerna\n"
    )
    report = (
        "Granskning av vägunderhållet\n\nVara kommun\n\nKPMG AB\n2019-05-06\n\nSammanfattning\n\n"
        "Vår bedömning är att underhållet sköts väl av tekniska nämnden.\n"
    )
    facts = _facts(read_plain(f"{letter}\f{report}".encode(), "text/plain"))
    assert facts.document.report_date is not None
    assert facts.document.report_date.value == "2019-05-06"


def test_a_sentence_that_a_page_ends_in_is_one() -> None:
    text = (
        "Granskning av vägunderhållet\n\nIakttagelser\n\nNämnden har tagit fram en plan som omfattar gator och\f"
        "vägar i kommunen men inga broar eller tunnlar.\n"
    )
    found = [finding.text for finding in _facts(read_plain(text.encode(), "text/plain")).findings]
    assert any("gator och vägar i kommunen" in finding for finding in found)
