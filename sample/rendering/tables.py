"""Tables on the sheet: ruled in full, by horizontal lines only, or not at all."""

from __future__ import annotations

from collections.abc import Sequence

from sample.rendering.lines import Word, break_lines, words_of
from sample.rendering.sheet import Sheet

SIZE, LEADING, PAD = 9.0, 11.5, 4.0
Row = Sequence[str]


def draw_table(sheet: Sheet, rows: Sequence[Row]) -> None:
    """Set a table at the cursor; the first row is its head. A row is never cut over two pages."""
    widths = _widths(sheet, rows)
    for index, row in enumerate(rows):
        cells = [_lines(sheet, cell, width, bold=index == 0) for cell, width in zip(row, widths, strict=False)]
        high = max(len(cell) for cell in cells) * LEADING + 2 * PAD
        sheet.room(high)
        _row(sheet, cells, widths, high)
    sheet.y -= 10


def _lines(sheet: Sheet, text: str, width: float, *, bold: bool) -> list[list[Word]]:
    return break_lines(words_of(text, sheet.look.font, SIZE, bold=bold), width - 2 * PAD)


def _row(sheet: Sheet, cells: Sequence[Sequence[Sequence[Word]]], widths: Sequence[float], high: float) -> None:
    x = sheet.left
    for lines, width in zip(cells, widths, strict=False):
        for index, line in enumerate(lines):
            sheet.set_line(line, x + PAD, sheet.y - PAD - LEADING * (index + 1) + 3)
        if sheet.look.rules == "grid":
            sheet.canvas.rect(x, sheet.y - high, width, high)
        x += width
    if sheet.look.rules == "horizontal":
        sheet.canvas.line(sheet.left, sheet.y - high, sheet.left + sum(widths), sheet.y - high)
    sheet.y -= high


def _widths(sheet: Sheet, rows: Sequence[Row]) -> list[float]:
    """Share the width by the longest cell of each column, none under a tenth or the longest word."""
    columns = max(len(row) for row in rows)
    long = [max((len(row[i]) for row in rows if i < len(row)), default=1) for i in range(columns)]
    word = [max((len(w) for row in rows if i < len(row) for w in row[i].split()), default=1) for i in range(columns)]
    floor = [max(5.2 * count + 2 * PAD, sheet.width * 0.08) for count in word]
    spare = max(sheet.width - sum(floor), 0.0)
    share = [min(count, 90) for count in long]
    return [low + spare * part / sum(share) for low, part in zip(floor, share, strict=True)]
