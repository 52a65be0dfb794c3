"""The list of pages is whole: whatever the service has a route for stands in it, as a page or as something else."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from styrgraf.api.app import create_app
from styrgraf.settings import Settings
from tests.places import FILES, PLACES, fetched, route_of
from tests.site import Site

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def test_every_route_has_its_place(tmp_path: Path) -> None:
    app = create_app(Settings(store=tmp_path))
    pages = {route_of(app, place.path) for place in PLACES.values() if place.path != "/nix"}
    files = {route_of(app, path) for path in FILES}
    assert "" not in pages | files
    assert pages & files == set()
    assert {route.path for route in fetched(app)} == pages | files


@pytest.mark.parametrize("path", FILES)
def test_what_is_no_page_gives_none(site: Site, path: str) -> None:
    answer = httpx.get(site.address + path.format_map(site.names), headers=BROWSER, timeout=30)
    assert answer.status_code in (200, 204, 303, 308)
    assert "text/html" not in answer.headers.get("content-type", "")
