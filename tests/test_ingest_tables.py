"""Tables on printed pages, with and without lines."""

from __future__ import annotations

import pytest
from reportlab.pdfgen.canvas import Canvas

from ingest.extract import Extract, Table
from ingest.plain import read_plain
from ingest.source import TEXT
from tests.printed_pages import HEIGHT, lines, prose, put, read

BOX = [
    ("Dokumenttyp", "Policy"),
    ("Fastställd av", "Kommunfullmäktige"),
    ("Beslutsdatum", "2021-03-08, § 41"),
    ("Diarienummer", "KS 2020/112"),
    ("Dokumentansvarig", "Kommundirektören"),
]


def rows(extract: Extract, table: Table) -> list[list[str]]:
    """The cells as a grid of text."""
    text = extract.text.text
    grid = [["" for _ in range(1 + max(cell.column for cell in table.cells))] for _ in range(1 + table.cells[-1].row)]
    for cell in table.cells:
        grid[cell.row][cell.column] = text[cell.start : cell.end]
    return grid


def by_rows(canvas: Canvas) -> None:
    for k, (label, value) in enumerate(BOX):
        put(canvas, 72, 100 + 15 * k, label, size=9, bold=True)
        put(canvas, 200, 100 + 15 * k, value, size=9)


def labels_first(canvas: Canvas) -> None:
    for column, x in ((0, 72), (1, 200)):
        for k, row in enumerate(BOX):
            put(canvas, x, 100 + 15 * k, row[column], size=9, bold=column == 0)


@pytest.mark.parametrize("page", [by_rows, labels_first], ids=["drawn by row", "all labels drawn before all values"])
def test_a_borderless_box_of_labels_and_values(page: object) -> None:
    def whole(canvas: Canvas) -> None:
        page(canvas)  # type: ignore[operator]
        lines(canvas, 72, 220, prose(85, 12))

    extract = read(whole)
    (table,) = extract.tables
    assert rows(extract, table) == [list(row) for row in BOX]


def test_a_value_over_two_lines_is_one_cell() -> None:
    def page(canvas: Canvas) -> None:
        put(canvas, 72, 100, "Gäller för", size=9)
        put(canvas, 200, 100, "Kommunens nämnder, förvaltningar och", size=9)
        put(canvas, 200, 111, "helägda bolag", size=9)
        put(canvas, 72, 127, "Version", size=9)
        put(canvas, 200, 127, "2.0", size=9)
        put(canvas, 72, 143, "Giltig till", size=9)
        put(canvas, 200, 143, "2025-12-31", size=9)

    extract = read(page)
    assert rows(extract, extract.tables[0])[0] == ["Gäller för", "Kommunens nämnder, förvaltningar och helägda bolag"]


def ruled(canvas: Canvas, grid: list[list[str]], *, vertical: bool) -> None:
    x = [72.0, 330.0, 500.0]
    for k, row in enumerate(grid):
        for column, text in enumerate(row):
            for at, line in enumerate(text.split("\n")):
                put(canvas, x[column] + 4, 114 + 30 * k + 11 * at, line, size=9)
    for k in range(len(grid) + 1):
        canvas.line(x[0], HEIGHT - 102 - 30 * k, x[-1], HEIGHT - 102 - 30 * k)
    for at in x if vertical else ():
        canvas.line(at, HEIGHT - 102, at, HEIGHT - 102 - 30 * len(grid))


@pytest.mark.parametrize("vertical", [True, False], ids=["full grid", "horizontal rules only"])
def test_ruled_tables(vertical: bool) -> None:
    grid = [
        ["Revisionsfråga", "Bedömning"],
        ["1. Finns en beslutad strategi för\ndigital utveckling?", "Delvis"],
        ["2. Följs målen upp varje år?", "Nej"],
    ]
    extract = read(lambda c: ruled(c, grid, vertical=vertical))
    (table,) = extract.tables
    assert rows(extract, table) == [[cell.replace("\n", " ") for cell in row] for row in grid]


def test_cells_quote_the_stored_text_row_by_row() -> None:
    extract = read(by_rows)
    table = extract.tables[0]
    assert extract.text.text[table.start : table.end] == "\n".join("\t".join(row) for row in BOX)


def test_running_text_is_no_table() -> None:
    extract = read(lambda c: lines(c, 72, 100, prose(85, 40)) and None)
    assert extract.tables == ()


def test_three_columns_of_text_are_no_table() -> None:
    def page(canvas: Canvas) -> None:
        text = prose(28, 45)
        for column in range(3):
            for k in range(15):
                # A blank line between paragraphs, at the same height in every column.
                put(canvas, 50 + 170 * column, 100 + 13 * k + 10 * (k // 4), text[15 * column + k], size=10)

    extract = read(page)
    assert extract.tables == ()
    assert " ".join(extract.text.text.split()) == " ".join(prose(28, 45))


def test_a_heading_below_a_box_is_not_its_last_row() -> None:
    def page(canvas: Canvas) -> None:
        by_rows(canvas)
        put(canvas, 72, 190, "Inledning", size=14, bold=True)
        lines(canvas, 72, 215, prose(85, 5))

    extract = read(page)
    assert rows(extract, extract.tables[0])[-1] == ["Dokumentansvarig", "Kommundirektören"]


def test_tab_separated_and_markdown_tables_of_plain_text() -> None:
    text = "Text före.\n\nFråga\tSvar\nFinns mål?\tJa \n\n| A | B |\n|---|---|\n| ett | två |\n"
    extract = read_plain(text.encode(), TEXT)
    tabs, bars = extract.tables
    assert rows(extract, tabs) == [["Fråga", "Svar"], ["Finns mål?", "Ja"]]
    assert rows(extract, bars)[-1] == ["ett", "två"]
