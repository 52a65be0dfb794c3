"""Audit reports as they are printed: tables ruled cell by cell, and lists whose bullets are drawn."""

from __future__ import annotations

from reportlab.pdfgen.canvas import Canvas

from ingest.audit import AuditFacts, read_audit
from ingest.extract import Extract
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
