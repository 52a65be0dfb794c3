"""Pages in a real browser: opened with what they say on their console, and judged by axe."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = shutil.which("chromium")
# With CI=true a missing browser is a failure, not a skip.
needs_browser = pytest.mark.skipif(
    CHROMIUM is None and os.environ.get("CI") != "true", reason="no chromium: apt-get install chromium"
)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
AXE = (Path(__file__).parent / "data/vendor/axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
COLOURS = ["color-contrast", "link-in-text-block"]


@contextmanager
def launched() -> Iterator[Browser]:
    """A browser."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


@contextmanager
def opened(
    browser: Browser, address: str, *, heard: Sequence[str] = ("error", "warning"), **context: Any
) -> Iterator[Page]:
    """A page that fails the test if it asks another host, logs an error or breaks the content policy."""
    held = browser.new_context(base_url=address, locale="sv-SE", **context)
    page, said = held.new_page(), list[str]()
    page.on("console", lambda message: said.append(message.text) if message.type in heard else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    own = (address, "blob:", "data:")
    page.on("request", lambda asked: None if asked.url.startswith(own) else said.append(asked.url))
    yield page
    held.close()
    assert said == []


def drawn(page: Page) -> None:
    """Wait until scripts have drawn what they draw."""
    for place in ("#ark", "#graf"):
        if page.locator(place).count():
            page.wait_for_selector(f"{place}[data-shown]", timeout=30_000)


def faults(page: Page, only: list[str] = TAGS) -> list[str]:
    """What axe finds against the page by these tags or rules: rule, and the first places."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE)
    found = page.evaluate("only => axe.run(document, {runOnly: only, resultTypes: ['violations']})", only)
    return [f"{one['id']}: {[node['html'][:120] for node in one['nodes'][:3]]}" for one in found["violations"]]


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return int(wide)
