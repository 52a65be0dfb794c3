"""The wheel carries all it needs: installed outside the checkout, it runs with no file of the checkout in reach."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = ("ontology", "kg", "ingest", "search", "styrgraf")
NOTE = """Riktlinjer för visselblåsning

Antagen av kommunfullmäktige 2021-03-08, § 41

Syftet med riktlinjerna är att den som arbetar i kommunen tryggt ska kunna rapportera missförhållanden.
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = tmp_path_factory.mktemp("source")
    for name in PACKAGES:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source / name)
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, source)
    return next(out.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The bin folder of an environment that holds the wheel; its dependencies are lent by path, ours cannot be."""
    home = tmp_path_factory.mktemp("elsewhere")
    run(sys.executable, "-m", "venv", "--without-pip", home / "env")
    python = home / "env/bin/python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel)
    site = next((home / "env/lib").glob("python3*/site-packages"))
    # A folder named in a .pth file is searched, but its own .pth files (our editable install) are not followed.
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    yield home / "env/bin"


def run(*command: object, cwd: Path | None = None) -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "STYRGRAF_"))}
    done = subprocess.run([str(c) for c in command], cwd=cwd, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_each_package_lies_beside_the_others() -> None:
    for name in PACKAGES:
        assert Path(str(import_module(name).__file__)).parent == ROOT / name


def test_packages_are_listed_one_by_one() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]["find"]["include"]
    here = {
        ".".join(init.parent.relative_to(ROOT).parts)
        for name in PACKAGES
        for init in (ROOT / name).rglob("__init__.py")
    }
    assert set(listed) == here


def test_the_wheel_holds_every_file_of_the_packages(wheel: Path) -> None:
    held = set(zipfile.ZipFile(wheel).namelist())
    wanted = {path for name in PACKAGES for path in (ROOT / name).rglob("*") if path.is_file()}
    # The catalogues travel compiled.
    wanted = {path for path in wanted if "__pycache__" not in path.parts and path.suffix != ".po"}
    assert {str(path.relative_to(ROOT)) for path in wanted} <= held


def test_installed_packages_have_one_owner(installed: Path, tmp_path: Path) -> None:
    script = (
        "import importlib.metadata as m, json, importlib, pathlib\n"
        f"names = {PACKAGES!r}\n"
        "owners = m.packages_distributions()\n"
        "print(json.dumps({n: [sorted(set(owners[n])), str(importlib.import_module(n).__file__)] for n in names}))\n"
    )
    found = json.loads(run(installed / "python", "-c", script, cwd=tmp_path))
    for name in PACKAGES:
        owners, path = found[name]
        assert owners == ["styrgraf"]
        assert Path(path).is_relative_to(installed.parent), "a package of the checkout was imported"


def test_installed_command_answers(installed: Path, tmp_path: Path) -> None:
    assert "ingest" in run(installed / "styrgraf", "--help", cwd=tmp_path)


def test_installed_command_reads(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "riktlinjer.txt").write_text(NOTE)
    reading = json.loads(run(installed / "styrgraf", "read", "riktlinjer.txt", "--json", cwd=tmp_path))
    assert reading["document"]["adopted_by"]["value"] == "kommunfullmäktige"


def test_installed_command_ingests_and_searches(installed: Path, tmp_path: Path) -> None:
    """Ontology, registers, encoder and word lists are all needed here: none may have stayed in the checkout."""
    (tmp_path / "riktlinjer.txt").write_text(NOTE)
    run(installed / "styrgraf", "ingest", "riktlinjer.txt", "--store", "store", cwd=tmp_path)
    answer = json.loads(
        run(installed / "styrgraf", "search", "rapportera missförhållanden", "--store", "store", "--json", cwd=tmp_path)
    )
    assert answer["hits"][0]["document"]["title"] == "Riktlinjer för visselblåsning"
