"""The example question of docs/queries.md, run as it stands there on a small collection."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest

from tests.surface import DOCUMENTS, ok

PAGE = Path(__file__).parents[1] / "docs" / "queries.md"
STRATEGY = PAGE.parents[1] / "sample" / "documents" / "ekebro-digitaliseringsstrategi.pdf"
EXAMPLES = re.findall(r"^## (.+?)\n.*?```sparql\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.M | re.S)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("queries") / "store"
    ok("ingest", DOCUMENTS, STRATEGY, "--store", made)
    return made


@pytest.mark.parametrize(("heading", "query"), EXAMPLES, ids=[heading for heading, _ in EXAMPLES])
def test_example_finds_rows_with_a_value_in_every_column(heading: str, query: str, store: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(ok("sparql", query, "--store", store, "--format", "csv"))))
    assert rows
    assert [column for column in rows[0] if not any(row[column] for row in rows)] == []


def asked(store: Path, name: str, *params: str) -> list[dict[str, str]]:
    given = [word for param in params for word in ("--param", param)]
    return list(csv.DictReader(io.StringIO(ok("query", name, *given, "--store", store, "--format", "csv"))))


def test_only_documents_held_are_counted(store: Path) -> None:
    rows = asked(store, "dokument-per-kommun")
    assert sum(int(row["documents"]) for row in rows) == 1 + len(list(DOCUMENTS.iterdir()))


def test_shares_of_a_year_are_one_together(store: Path) -> None:
    shares: dict[str, float] = {}
    for row in asked(store, "bedomningar-per-ar"):
        shares[row["year"]] = shares.get(row["year"], 0) + float(row["share"])
    assert shares and all(abs(share - 1) < 1e-6 for share in shares.values())


def test_parameters_narrow_a_question(store: Path) -> None:
    assert asked(store, "i-kraft", "date=2022-01-01")
    assert asked(store, "i-kraft", "date=1990-01-01") == []
