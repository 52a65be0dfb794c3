"""Golden cases of facts: what stands in a document, a blank line, what is to be read from it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from ingest.bodies import body_names
from ingest.case_numbers import find_case_numbers
from ingest.citations import find_citations
from ingest.dates import find_dates, find_periods
from ingest.extract import Layout
from ingest.kinds import read_kind
from ingest.laws import find_laws
from ingest.metadata import read_document
from ingest.plain import read_plain
from ingest.registry import Registry
from ingest.structure import lay_out
from ingest.titles_alone import read_title
from kg.model import Decision, Document, Field, Flag, Source
from tests.golden_cases import Case, cases, when_asked, write_anew

REGISTRY = Registry.load()
FACTS = (
    "title", "municipality", "adopted_by", "decision_date", "paragraph", "case_number", "valid_from", "valid_to",
    "open_ended", "revised_date", "responsible", "applies_to", "replaces", "version", "answers",
)  # fmt: skip


def _layout(text: str) -> Layout:
    return lay_out(read_plain(text.encode(), "text/plain"))


def _read(layout: Layout) -> tuple[Document, tuple[Decision, ...], tuple[Flag, ...]]:
    return read_document(layout, Source("g", "text/plain", 1, "0" * 64), read_kind(layout, REGISTRY), REGISTRY)


def _shown(name: str, field: Field[object]) -> str:
    more = "".join(f" ({part})" for part in (field.code, field.precision if field.precision != "day" else None) if part)
    return f"{name}: {field.value}{more}"


def _document(given: str) -> str:
    document, decisions, flags = _read(_layout(given))
    lines = [f"kind: {document.kind}", f"status: {document.status}"]
    lines += [_shown(name, field) for name in FACTS if (field := getattr(document, name)) is not None]
    for one in decisions:
        said = [one.action, one.body, one.date, f"§ {one.paragraph}" if one.paragraph else None, one.case_number]
        about = f" | {one.concerns}" if one.concerns else ""
        lines.append("decision: " + " ".join(part for part in said if part) + about)
    lines += [f"flag: {flag.code}" for flag in flags]
    return "\n".join(lines)


def _citations(given: str) -> str:
    return _cited(f"Granskning av styrning\n\n{given}")


def _spoken_of(given: str) -> str:
    return _cited(f"Program för trygghet\n\n{given}")


def _cited(text: str) -> str:
    layout = _layout(text)
    lines = []
    for one in find_citations(layout, _read(layout)[0], REGISTRY):
        said = [one.decided_by, one.decision_date, f"§ {one.paragraph}" if one.paragraph else None, one.case_number]
        lines.append(" | ".join([one.title or "-", one.kind or "-", " ".join(part for part in said if part) or "-"]))
    return "\n".join(lines) or "none"


def _laws(given: str) -> str:
    lines = [
        f"{one.sfs} | {one.name or '-'} | {one.chapter or '-'} | {one.section or '-'}"
        for one in find_laws(_layout(given))
    ]
    return "\n".join(lines) or "none"


def _dates(given: str) -> str:
    lines = [f"{one.value} {one.precision}" + (f" {one.doubt}" if one.doubt else "") for one in find_dates(given)]
    lines += [f"{one.first}/{one.last}" for one in find_periods(given)]
    return "\n".join(lines) or "none"


def _case_numbers(given: str) -> str:
    return "\n".join(one.value for one in find_case_numbers(given)) or "none"


def _bodies(given: str) -> str:
    return (
        "\n".join(one.name + (" (generic)" if one.generic else "") for one in body_names(given).find(given)) or "none"
    )


def _title(given: str) -> str:
    said = read_title(given, REGISTRY)
    return "\n".join(f"{key}: {value}" for key, value in said.items() if key != "raw" and value is not None)


READERS: dict[str, Callable[[str], str]] = {
    "documents.txt": _document,
    "citations.txt": _citations,
    "spoken_of.txt": _spoken_of,
    "laws.txt": _laws,
    "dates.txt": _dates,
    "case_numbers.txt": _case_numbers,
    "bodies.txt": _bodies,
    "titles.txt": _title,
}
ALL = [(file, case) for file in READERS for case in cases(file)]


def test_there_are_enough_golden_cases() -> None:
    assert len(ALL) >= 100
    assert len({(file, case.name) for file, case in ALL}) == len(ALL)


@pytest.mark.parametrize(("file", "case"), ALL, ids=[f"{file}: {case.name}" for file, case in ALL])
def test_golden(file: str, case: Case) -> None:
    assert READERS[file](case.given) == case.expected


@when_asked
def test_golden_written_anew() -> None:
    write_anew(READERS)
