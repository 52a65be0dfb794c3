"""What many tests share: a browser, a store of their own, and a server to ask."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser

from tests.browsing import launched
from tests.site import Site, served_site
from tests.surface import copied_store, held_store, serving


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    # Not for the whole run: while Playwright runs, no other test can run an event loop of its own.
    with launched() as found:
        yield found


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that holds `DOCUMENTS`, for the tests of one module to change."""
    return copied_store(tmp_path_factory.mktemp("store") / "store")


@pytest.fixture(scope="module")
def address(store: Path) -> Iterator[str]:
    """A server on `store`."""
    with serving(store) as found:
        yield found


@pytest.fixture(scope="module")
def client(address: str) -> Iterator[httpx.Client]:
    """Asks the server on `store`."""
    with httpx.Client(base_url=address, timeout=30) as found:
        yield found


@pytest.fixture(scope="session")
def held_address() -> Iterator[str]:
    """A server on a store that holds `DOCUMENTS`, for tests that only read."""
    with serving(held_store(), STYRGRAF_REQUESTS_PER_MINUTE="0") as found:
        yield found


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A server with something on every page."""
    with served_site(tmp_path_factory.mktemp("site")) as found:
        yield found
