"""The sheet that text is set on: a canvas with margins, columns, running heads, footnotes and page marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from sample.rendering.accents import draw_text
from sample.rendering.layouts import Look
from sample.rendering.lines import BOLD, Piece, Word, break_lines, register_fonts, words_of

WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 78.0, 78.0, 92.0, 92.0
BODY, LEADING = 11.5, 1.42
GUTTER = 24.0


@dataclass(slots=True)
class Sheet:
    """Where the next line goes. `head`, `foot` and `notice` are printed on every page but a cover."""

    path: Path
    look: Look
    head: str = ""
    foot: str = ""
    notice: str = ""
    pages: int = 0
    notes: dict[str, str] = field(default_factory=dict)
    left: float = LEFT
    width: float = WIDTH - LEFT - RIGHT
    page: int = 1
    column: int = 0
    y: float = HEIGHT - TOP
    top: float = HEIGHT - TOP
    pending: list[str] = field(default_factory=list)
    cover: bool = False
    canvas: Canvas = field(init=False)

    def __post_init__(self) -> None:
        register_fonts()
        self.canvas = Canvas(str(self.path), pagesize=A4, invariant=1)

    @property
    def floor(self) -> float:
        """The lowest baseline body text may use on this page: above the footnotes waiting there."""
        return BOTTOM + sum(len(self._note_lines(mark)) * 10.0 + 3 for mark in self.pending)

    def draw(self, x: float, y: float, text: str, font: str, size: float) -> None:
        """Draw a run of characters at a place, its accents apart where the layout asks for that."""
        draw_text(self.canvas, x, y, text, font, size, overlaid=self.look.overlaid)

    def text(self, x: float, y: float, text: str, size: float = 9.0, *, bold: bool = False) -> None:
        """Draw one unbroken line at a place of one's own choice."""
        self.draw(x, y, text, BOLD[self.look.font] if bold else self.look.font, size)

    def room(self, height: float) -> None:
        """Go on to the next column or page unless `height` points are left."""
        if self.y - height < self.floor:
            self.advance()

    def advance(self) -> None:
        """The next column, or the next page when this was the last one."""
        if self.column + 1 < self.look.columns and self.width < 300:
            self.column += 1
            self.left += self.width + GUTTER
            self.y = self.top
        else:
            self.new_page()

    def new_page(self) -> None:
        """Finish this page and begin another."""
        self._finish_page()
        self.canvas.showPage()
        self.page += 1
        if self.column:
            self.left = LEFT
        self.column, self.cover = 0, False
        self.y = self.top = HEIGHT - TOP

    def set_columns(self) -> None:
        """From here on the body runs in the layout's columns."""
        if self.look.columns > 1:
            self.width = (WIDTH - LEFT - RIGHT - GUTTER * (self.look.columns - 1)) / self.look.columns
            self.top = self.y

    def save(self) -> None:
        """Finish the last page and write the file."""
        self._finish_page()
        self.canvas.save()

    def paragraph(
        self, text: str, size: float = BODY, *, bold: bool = False, indent: float = 0.0, after: float = 7.0
    ) -> None:
        """Set a paragraph at the cursor, over columns and pages as needed."""
        words = words_of(text, self.look.font, size, bold=bold)
        leading = size * LEADING
        for line in break_lines(words, self.width - indent, hyphenate=self.look.hyphenate):
            self.room(leading + self._note_room(line))
            self.y -= leading
            self.set_line(line, self.left + indent, self.y)
        self.y -= after

    def set_line(self, line: Sequence[Word], x: float, y: float) -> None:
        """Draw the words of a line, runs of one font as one string, so that text order is what one reads."""
        run: list[Piece] = []
        for word in line:
            for index, piece in enumerate(word):
                gap = " " if index == 0 and word is not line[0] else ""
                if run and (run[0].font, run[0].size) != (piece.font, piece.size):
                    x = self._flush(run, x, y)
                    run = []
                run.append(Piece(gap + piece.text, piece.font, piece.size, piece.note))
                if piece.note and piece.note not in self.pending:
                    self.pending.append(piece.note)
        self._flush(run, x, y)

    def _flush(self, run: list[Piece], x: float, y: float) -> float:
        text = "".join(piece.text for piece in run)
        raised = 3.5 if run and run[0].note else 0.0
        if run:
            self.draw(x, y + raised, text, run[0].font, run[0].size)
            x += Piece(text, run[0].font, run[0].size).width
        return x

    def _note_room(self, line: Sequence[Word]) -> float:
        marks = [piece.note for word in line for piece in word if piece.note and piece.note not in self.pending]
        return sum(len(self._note_lines(mark)) * 10.0 + 3 for mark in marks)

    def _note_lines(self, mark: str) -> list[list[Word]]:
        words = words_of(f"{mark} {self.notes.get(mark, '')}", self.look.font, 8.0)
        return break_lines(words, self.width)

    def _finish_page(self) -> None:
        y = self.floor - 4
        if self.pending:
            self.canvas.line(self.left, y, self.left + 120, y)
        for mark in self.pending:
            for line in self._note_lines(mark):
                y -= 10.0
                self.set_line(line, self.left, y)
        self.pending.clear()
        self._running()

    def _running(self) -> None:
        mark = self.look.page_mark.format(page=self.page, pages=self.pages)
        if not self.cover:
            for index, line in enumerate(part for part in self.head.split("\n") if part):
                self.text(LEFT, HEIGHT - 45 - 11 * index, line, 8.5)
            for index, line in enumerate(part for part in self.foot.split("\n") if part):
                self.text(LEFT, 52 - 10 * index, line, 8.0)
            high = HEIGHT - 45 if self.look.mark_at == "head" else 52
            self.text(WIDTH - RIGHT - 45, high, mark, 8.5)
        if self.notice:
            self.text(LEFT, 20, self.notice, 6.0)
