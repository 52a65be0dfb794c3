"""How a document opens: a title page, a letterhead, a template of kinds to tick, or just its title."""

from __future__ import annotations

from collections.abc import Callable

from sample.rendering.sheet import HEIGHT, LEFT, Sheet
from sample.rendering.source import Source

KINDS = ("Strategi", "Program", "Plan", "Policy", "Riktlinjer", "Regler")


def draw_cover(sheet: Sheet, source: Source) -> None:
    """Open the document in the way its layout says; the cursor is left where the text begins."""
    _COVERS[sheet.look.cover](sheet, source)


def _title_of(source: Source) -> str:
    return source.label("cover_title") or source.label("title")


def _decision(sheet: Sheet, source: Source) -> None:
    for line in source.label("byline").split("\n"):
        if line:
            sheet.paragraph(line, 10.0, after=3)


def _plain(sheet: Sheet, source: Source) -> None:
    if source.label("over_title"):
        sheet.paragraph(source.label("over_title"), 10.0, after=4)
    sheet.paragraph(_title_of(source), 18.0, bold=True, after=6)
    _decision(sheet, source)
    sheet.y -= 8


def _page(sheet: Sheet, source: Source) -> None:
    sheet.cover = True
    for index, line in enumerate(source.label("over_title").split("\n")):
        sheet.text(LEFT, HEIGHT - 90 - 15 * index, line, 11.0)
    sheet.y = HEIGHT - 300
    sheet.paragraph(_title_of(source), 27.0, bold=True, after=10)
    if source.label("subtitle"):
        sheet.paragraph(source.label("subtitle"), 13.0, after=24)
    _decision(sheet, source)
    if not source.labels.get("box_on_cover"):
        sheet.new_page()


def _capitals(sheet: Sheet, source: Source) -> None:
    sheet.cover = True
    sheet.y = HEIGHT - 220
    sheet.paragraph(_title_of(source).upper(), 25.0, bold=True, after=2)
    sheet.paragraph(source.label("over_title").upper(), 13.0, after=30)
    _decision(sheet, source)
    sheet.new_page()


def _letterhead(sheet: Sheet, source: Source) -> None:
    for index, line in enumerate(source.label("logo").split("\n")):
        sheet.text(LEFT, HEIGHT - 70 - 14 * index, line, 13.0 if index == 0 else 9.0, bold=index == 0)
    for index, line in enumerate(source.label("reference").split("\n")):
        sheet.text(LEFT + 290, HEIGHT - 70 - 12 * index, line, 9.0)
    sheet.y = HEIGHT - 150
    sheet.paragraph(_title_of(source), 17.0, bold=True, after=6)
    _decision(sheet, source)
    sheet.y -= 6


def _ticks(sheet: Sheet, source: Source) -> None:
    sheet.cover = True
    ticked = source.label("ticked") or source.label("kind")
    x, y = LEFT, HEIGHT - 110
    for kind in KINDS:
        sheet.canvas.rect(x, y, 9, 9)
        if kind.lower().startswith(ticked.lower()):
            sheet.text(x + 1.5, y + 1.2, "X", 9.0, bold=True)
        sheet.text(x + 14, y + 1, kind, 9.5)
        x += 75
    sheet.y = HEIGHT - 300
    _title_page_text(sheet, source)
    sheet.new_page()


def _title_page_text(sheet: Sheet, source: Source) -> None:
    sheet.paragraph(_title_of(source), 26.0, bold=True, after=10)
    if source.label("over_title"):
        sheet.paragraph(source.label("over_title"), 13.0, after=24)
    _decision(sheet, source)


def _report(sheet: Sheet, source: Source) -> None:
    sheet.cover = True
    sheet.text(LEFT, HEIGHT - 80, source.label("logo"), 20.0, bold=True)
    sheet.y = HEIGHT - 250
    sheet.paragraph(source.label("over_title") or "Revisionsrapport", 13.0, after=8)
    sheet.paragraph(_title_of(source), 25.0, bold=True, after=16)
    _decision(sheet, source)
    sheet.new_page()


_COVERS: dict[str, Callable[[Sheet, Source], None]] = {
    "plain": _plain,
    "page": _page,
    "capitals": _capitals,
    "letterhead": _letterhead,
    "ticks": _ticks,
    "report": _report,
}
