"""The history of a document: a table of its versions, each row with its day and who decided it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ingest.act import Act
from ingest.act_tokens import Verb, find_verbs
from ingest.bodies import BodyNames
from ingest.case_numbers import find_case_numbers
from ingest.cover import Cover
from ingest.dates import DateMention, find_dates
from ingest.extract import Cell, Layout, Table
from ingest.labels import is_label
from ingest.once import once
from ingest.paragraphs import ParagraphMention, find_paragraphs
from kg.model import Action

_VERSION_HEAD = re.compile(r"(?:version(?:snr|snummer)?|utgåva|ver|rev(?:ision)?(?:snr)?)\.?(?:\s?nr)?\s*:?$", re.I)
_DATE_HEAD = re.compile(
    r"(?:[\wåäö]*datum\b.*|beslut(?:ad|at)?(?:\s(?:den|datum))?|fastställ\w*|antagen|reviderad|ändrad|uppdaterad|år)\s*:?$",
    re.I,
)
_OTHER_HEAD = re.compile(
    r"(?:beslut\w*|ändr\w*|änd\w*|förändring\w*|revider\w*|kommentar\w*|beskrivning|orsak|anmärkning|avser|innehåll|utf\w*\sav|"
    r"ansvarig\w*|författare|upprätt\w*|godkän\w*|fastställ\w*|antag\w*|§|paragraf|dnr|diarie\w*|ärende\w*|(?:besluts)?instans|organ|beslutsfattare|status|handläggare|sign\w*|sida|berörda\savsnitt|omfattning|typ)"
    r"(?:\s.*)?$",
    re.I,
)
_FIRST = re.compile(r"\b(?:ny|nytt|första|original\w*|grund\w*|ursprung\w*|upprättad|skapad|initial\w*)\b", re.I)
_VERSION = re.compile(r"\s*(?:v(?:er(?:sion)?)?\.?\s?)?(?P<value>\d{1,2}(?:\.\d{1,2}){0,2})\s*$", re.I)
_UNTIL = re.compile(r"(?:\bt\.?\s?o\.?\s?m\.?|\btill(?:\soch\smed)?)\s(?:den\s)?$", re.I)
_REVISIONS: tuple[Action, ...] = ("revise", "extend", "repeal")


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One row: where it stands, its day, and its version's place if it gives one."""

    start: int
    end: int
    date: DateMention
    version: tuple[int, int] | None
    paragraph: ParagraphMention | None


@dataclass(frozen=True, slots=True)
class History:
    """The rows of a document's history tables, oldest first."""

    text: str
    rows: tuple[HistoryRow, ...]
    place: Cover

    def holds(self, offset: int) -> bool:
        """Whether a character stands in one of the tables."""
        return self.place.holds(offset)

    def acts(self, names: BodyNames, *, any_told: bool) -> Iterator[Act]:
        """What each row decided: the first adopts, later ones revise, unless they say otherwise.

        A first row of nothing but a day adopts only when nothing else has (`any_told`); drafts (version 0.x) decide
        nothing.
        """
        adopted = False
        for row in self.rows:
            if row.version is not None and self.text[row.version[0]] == "0":
                continue
            words = self.text[row.start : row.end]
            body = next((one for one in names.find(words, row.start) if not one.generic), None)
            paragraph = next(find_paragraphs(words, row.start), None) or row.paragraph
            number = next(find_case_numbers(words, row.start), None)
            action = self._action(words, first=not adopted)
            adopted = True
            if body is None and paragraph is None and action == "adopt" and any_told:
                continue
            verb = Verb(action, "passive", row.start, row.start, capital=True)
            yield Act(row.start, row.end, verb, body, row.date, paragraph, number)

    @staticmethod
    def _action(words: str, *, first: bool) -> Action:
        said = next((verb.action for verb in find_verbs(words) if verb.action in _REVISIONS), None)
        adopts = any(verb.action in ("adopt", "approve") for verb in find_verbs(words)) or _FIRST.search(words)
        return "adopt" if first and (adopts or said is None) else said or "revise"

    @property
    def version(self) -> tuple[int, int] | None:
        """Where the latest version's number stands."""
        return next((row.version for row in reversed(self.rows) if row.version is not None), None)


@once
def history_of(layout: Layout) -> History:
    """The tables that give a version or decision a row, under a head that says so."""
    text = layout.text.text
    tables = [table for table in layout.tables if is_history(text, table)]
    rows = [row for table in tables for row in _rows(text, table)]
    return History(text, tuple(sorted(rows, key=lambda row: (row.date.value, row.start))), Cover(tables))


def is_history(text: str, table: Table) -> bool:
    """Whether a table's head names a version or a day, and something about it, and its rows give days."""
    first = min((cell.row for cell in table.cells), default=0)
    head = [text[cell.start : cell.end].strip() for cell in table.cells if cell.row == first]
    below = len({cell.row for cell in table.cells}) - 1
    dated = any(_DATE_HEAD.match(words) for words in head)
    versions = any(_VERSION_HEAD.match(words) for words in head)
    if len(head) < 2 or below < 1 or not dated or not all(_is_head(words) for words in head):
        return False
    rows = list(_rows(text, table))
    return len(rows) * 2 >= below and (versions or len(rows) > 1) and not _has_more_heads(text, table, first)


def _has_more_heads(text: str, table: Table, first: int) -> bool:
    """Whether labels stand further down too, as in an information box of labels over their values."""
    labels = [cell.row for cell in table.cells if cell.row > first and is_label(text[cell.start : cell.end])]
    return any(labels.count(row) > 1 for row in labels)


def _is_head(words: str) -> bool:
    return len(words) < 40 and any(shape.match(words) for shape in (_VERSION_HEAD, _DATE_HEAD, _OTHER_HEAD))


def _rows(text: str, table: Table) -> Iterator[HistoryRow]:
    numbers = sorted({cell.row for cell in table.cells})
    heads = {cell.column: text[cell.start : cell.end].strip() for cell in table.cells if cell.row == numbers[0]}
    for number in numbers[1:]:
        cells = sorted((cell for cell in table.cells if cell.row == number), key=lambda cell: cell.column)
        date = _date(text, cells, heads)
        if date is not None:
            start, end = min(cell.start for cell in cells), max(cell.end for cell in cells)
            yield HistoryRow(start, end, date, _version(text, cells[0]), _paragraph(text, cells, heads))


def _date(text: str, cells: Sequence[Cell], heads: Mapping[int, str]) -> DateMention | None:
    """The row's day: under a head that promises one, else the first that is no end of validity."""
    ordered = sorted(cells, key=lambda cell: "datum" not in heads.get(cell.column, "").lower())
    found = [
        one
        for cell in ordered
        for one in find_dates(text[cell.start : cell.end], cell.start)
        if not _UNTIL.search(text[cell.start : one.start])
    ]
    return next((one for one in found if one.precision != "year"), None) or next(iter(found), None)


def _version(text: str, cell: Cell) -> tuple[int, int] | None:
    found = _VERSION.match(text, cell.start, cell.end)
    return found.span("value") if found else None


def _paragraph(text: str, cells: Sequence[Cell], heads: Mapping[int, str]) -> ParagraphMention | None:
    """A bare number under a head that says §."""
    for cell in cells:
        number = re.fullmatch(r"\s*(\d{1,4}(?:[-–]\d{1,4})?)\s*", text[cell.start : cell.end])
        if number and re.match(r"§|paragraf", heads.get(cell.column, ""), re.I):
            return ParagraphMention(number[1], cell.start + number.start(1), cell.start + number.end(1))
    return None
