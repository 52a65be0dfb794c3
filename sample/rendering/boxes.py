"""The information box (dokumentinformation) in the forms municipalities print it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sample.rendering.layouts import BoxForm
from sample.rendering.lines import break_lines, words_of
from sample.rendering.sheet import HEIGHT, LEFT, RIGHT, WIDTH, Sheet

Rows = Sequence[tuple[str, str]]
SIZE, LEADING = 9.0, 12.0


def draw_box(sheet: Sheet, rows: Rows, form: BoxForm) -> None:
    """Draw the box at the cursor in that form; nothing when it has no rows."""
    if rows and form != "none":
        _FORMS[form](sheet, rows)


def _cell(sheet: Sheet, x: float, y: float, width: float, text: str, *, bold: bool = False) -> float:
    """Draw wrapped text in a column whose top is `y`; the height it took."""
    lines = break_lines(words_of(text, sheet.look.font, SIZE, bold=bold), width)
    for index, line in enumerate(lines):
        sheet.set_line(line, x, y - LEADING * (index + 1))
    return LEADING * max(1, len(lines))


def _grid(sheet: Sheet, rows: Rows) -> None:
    wide = sheet.width * 0.36
    sheet.room(LEADING * 2 * len(rows) + 12)
    for label, value in rows:
        y = sheet.y
        high = (
            max(
                _cell(sheet, sheet.left + 4, y, wide - 8, label, bold=True),
                _cell(sheet, sheet.left + wide + 4, y, sheet.width - wide - 8, value),
            )
            + 6
        )
        sheet.canvas.rect(sheet.left, y - high, wide, high)
        sheet.canvas.rect(sheet.left + wide, y - high, sheet.width - wide, high)
        sheet.y -= high
    sheet.y -= 14


def _borderless(sheet: Sheet, rows: Rows) -> None:
    sheet.room(LEADING * 1.5 * len(rows))
    for label, value in rows:
        y = sheet.y
        high = max(
            _cell(sheet, sheet.left, y, 150, label, bold=True),
            _cell(sheet, sheet.left + 160, y, sheet.width - 160, value),
        )
        sheet.y -= high + 3
    sheet.y -= 12


def _shuffled(sheet: Sheet, rows: Rows) -> None:
    """All labels are drawn before all values, so that text order says nothing of what belongs together."""
    sheet.room(LEADING * 2 * len(rows))
    heights = [
        max(_lines(sheet, label, 150), _lines(sheet, value, sheet.width - 160)) * LEADING + 3 for label, value in rows
    ]
    for column in (0, 1):
        y = sheet.y
        for row, high in zip(rows, heights, strict=True):
            _cell(sheet, sheet.left + 160 * column, y, 150 if column == 0 else sheet.width - 160, row[column])
            y -= high
    sheet.y -= sum(heights) + 12


def _lines(sheet: Sheet, text: str, width: float) -> int:
    return max(1, len(break_lines(words_of(text, sheet.look.font, SIZE), width)))


def _pairs(sheet: Sheet, rows: Rows) -> None:
    """Two or three fields beside each other: a line of labels, then a line of values, with rules."""
    across = 3
    wide = sheet.width / across
    for at in range(0, len(rows), across):
        group = rows[at : at + across]
        sheet.room(LEADING * 5)
        y = sheet.y
        head = max(
            _cell(sheet, sheet.left + wide * i + 3, y, wide - 6, row[0], bold=True) for i, row in enumerate(group)
        )
        high = (
            head
            + max(_cell(sheet, sheet.left + wide * i + 3, y - head, wide - 6, row[1]) for i, row in enumerate(group))
            + 6
        )
        for index in range(len(group)):
            sheet.canvas.rect(sheet.left + wide * index, y - high, wide, high)
        sheet.y -= high
    sheet.y -= 14


def _stacked(sheet: Sheet, rows: Rows) -> None:
    """Label on one line, its value on the next."""
    for label, value in rows:
        sheet.room(LEADING * 3)
        sheet.y -= _cell(sheet, sheet.left, sheet.y, sheet.width, label, bold=True)
        sheet.y -= _cell(sheet, sheet.left, sheet.y, sheet.width, value) + 3
    sheet.y -= 10


def _sidebar(sheet: Sheet, rows: Rows) -> None:
    """A narrow column in the right margin of the first page; the body is set beside it."""
    x, y = WIDTH - RIGHT - 95, HEIGHT - 150
    for label, value in rows:
        y -= _cell(sheet, x, y, 120, label, bold=True)
        y -= _cell(sheet, x, y, 120, value) + 6
    sheet.canvas.line(x - 10, HEIGHT - 145, x - 10, y)
    sheet.width = x - 22 - LEFT


_FORMS: dict[str, Callable[[Sheet, Rows], None]] = {
    "grid": _grid,
    "borderless": _borderless,
    "shuffled": _shuffled,
    "pairs": _pairs,
    "stacked": _stacked,
    "sidebar": _sidebar,
}
