"""The command line as the shell sees it: exit codes, streams, messages, and how little `--help` loads."""

from __future__ import annotations

import importlib
import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from styrgraf.cli import COMMANDS

HEAVY = {"torch", "faiss", "rdflib", "fastapi", "numpy", "tantivy", "pyoxigraph", "pypdf", "starlette", "uvicorn"}


def run(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("STYRGRAF_")}
    command = [sys.executable, "-m", "styrgraf", *arguments]
    return subprocess.run(command, cwd=cwd, env=clean | environment, capture_output=True, text=True)


def test_help_loads_nothing_heavy(tmp_path: Path) -> None:
    script = (
        "import sys\nfrom styrgraf.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print(sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True)
    assert done.stderr.strip() == "[]"
    assert "ingest" in done.stdout


@pytest.mark.parametrize("name", list(COMMANDS))
def test_each_command_has_help_and_loads_nothing_heavy_for_it(name: str, tmp_path: Path) -> None:
    module = importlib.import_module(f"styrgraf.commands.{name.replace('-', '_')}")
    assert module.command.name == name
    assert module.command.help
    script = (
        "import sys\nfrom styrgraf.cli import main\n"
        f"try:\n    main([{name!r}, '--help'])\nexcept SystemExit as end:\n    assert not end.code\n"
        f"print(sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True)
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["serch"], "Menade du search"),
        (["search", "x", "--knd", "plan"], "Menade du --kind"),
        (["search"], "TEXT"),
        (["search", "x", "-k", "0"], "'-k' går inte att använda: ett helt tal från 1 till 1000"),
        (["search", "x", "-k", "många"], "ett helt tal från 1 till 1000"),
        (["search", "x", "--mode", "nix"], "något av hybrid, lexical, semantic"),
        (["search", "två", "ord"], "för många argument: ord"),
        (["search", "x", "--kind"], "--kind saknar sitt värde"),
        (["search", "x", "--json=1"], "--json tar inget värde"),
        (["demo", "--sample", "nix"], "nix finns inte"),
        (["search", "x", "--from", "igår"], "ÅÅÅÅ-MM-DD"),
        (["ingest"], "Ange minst en mapp"),
        (["ingest", ""], "en tom sökväg är angiven"),
        (["sparql", "-f", "nix.rq"], "nix.rq finns inte"),
        ([], "\n  precedents "),
        (["precedents"], "--text"),
        (["--config", "nix.toml", "doctor"], "nix.toml finns inte"),
    ],
)
def test_usage_errors_say_what_to_do(arguments: list[str], said: str, tmp_path: Path) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout == ""
    assert said in done.stderr
    assert "Traceback" not in done.stderr and "Fel: Usage" not in done.stderr


def test_the_most_hits_are_the_same_on_the_command_line_and_over_http() -> None:
    from styrgraf.asked import MOST
    from styrgraf.commands.search import command

    kind = next(one.type for one in command.params if one.name == "k")
    assert isinstance(kind, click.IntRange)
    assert kind.max == MOST


def test_asking_a_store_that_is_not_there_is_one_line(tmp_path: Path) -> None:
    done = run("search", "digitalisering", "--store", "nix", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "Fel: Samlingen nix finns inte. Läs in dokument med styrgraf ingest, eller ange --store."
    ]
    assert not (tmp_path / "nix").exists()


def test_doctor_says_where_a_setting_comes_from(tmp_path: Path) -> None:
    (tmp_path / "styrgraf.toml").write_text("workers = 7\n")
    done = run("doctor", cwd=tmp_path, STYRGRAF_PORT="8123")
    lines = {line.split()[0]: line for line in done.stdout.splitlines() if line.startswith("  ")}
    assert "7" in lines["workers"] and "styrgraf.toml" in lines["workers"]
    assert "8123" in lines["port"] and "STYRGRAF_PORT" in lines["port"]
    assert "förvalt" in lines["host"]


def test_doctor_names_what_is_missing_and_the_remedy(tmp_path: Path) -> None:
    done = run("doctor", cwd=tmp_path, PATH=str(tmp_path))
    assert "apt-get install tesseract-ocr tesseract-ocr-swe" in done.stdout
    assert done.returncode == 0, "reading goes on without it, so it is no error"


def test_doctor_fails_on_a_register_that_is_not_there(tmp_path: Path) -> None:
    done = run("doctor", cwd=tmp_path, STYRGRAF_REGISTERS="bolag.csv")
    assert done.returncode == 1
    assert "bolag.csv" in done.stdout
