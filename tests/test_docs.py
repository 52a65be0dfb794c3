"""Public behaviour is documented or it does not exist: the generated references are those of the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs.generate import HERE, references

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("name", ["cli.md", "ontology.md", "img/ontology.svg", "saved-queries.md", "openapi.json"])
def test_generated_reference_is_current(name: str) -> None:
    assert (HERE / name).read_text(encoding="utf-8") == references()[name], "run 'make docs' and look at the difference"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}, which is not there"


def test_readme_commands_exist() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", text, re.MULTILINE)) <= targets
    commands = set(re.findall(r"^## ([a-z-]+)", (HERE / "cli.md").read_text(encoding="utf-8"), re.MULTILINE))
    assert set(re.findall(r"^(?:\$ )?styrgraf ([a-z-]+)", text, re.MULTILINE)) <= commands
