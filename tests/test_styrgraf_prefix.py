"""Behind a proxy that adds a path, and in another language: every link leads back to where the page is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from styrgraf.api.app import create_app
from styrgraf.settings import Settings
from tests.surface import DATA, held_store

PREFIX = "/granska/styrgraf"


@pytest.fixture(scope="module")
def client() -> TestClient:
    settings = Settings(store=held_store(), registers=(Path(DATA) / "register.csv",))
    return TestClient(create_app(settings), root_path=PREFIX, headers={"Accept": "text/html"})


@pytest.mark.parametrize("language", ["", "/en"])
@pytest.mark.parametrize(
    "path", ["/", "/?q=digitalisering", "/iakttagelser", "/dokument", "/kommuner", "/granskningar", "/om", "/nix"]
)
def test_links_keep_prefix_and_language(client: TestClient, path: str, language: str) -> None:
    answer = client.get(f"{PREFIX}{language}{path}")
    assert answer.status_code == (404 if path == "/nix" else 200)
    links = re.findall(r'(?:href|action|src)="(/[^"]*)"', answer.text)
    assert links
    assert all(link.startswith(f"{PREFIX}/") for link in links), links
    pages = [
        link for link in links if not link.startswith((f"{PREFIX}/static", f"{PREFIX}/api", f"{PREFIX}/opensearch"))
    ]
    other = [link for link in pages if link.startswith(f"{PREFIX}/en") != bool(language)]
    # The change of language, in the head and in the menu.
    assert len(other) == 2
    assert 'lang="en"' in answer.text if language else 'lang="sv"' in answer.text


@pytest.mark.parametrize("language", ["", "/en"])
def test_linked_answers_keep_prefix_and_language(client: TestClient, language: str) -> None:
    path = f"{PREFIX}{language}/api/v1/documents?k=1"
    said = client.get(path, headers={"Accept": "application/ld+json"}).json()
    assert said["@id"] == f"http://testserver{path}"
    assert said["hydra:view"]["hydra:next"]["@id"].startswith(f"http://testserver{path}&cursor=")
    context = client.get(said["@context"])
    assert f"{PREFIX}{language}/api/v1/" in said["@context"] and context.status_code == 200
