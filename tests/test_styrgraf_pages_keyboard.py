"""Every page with the keyboard alone: all of it is reached, the focus is seen, and nothing holds it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browsing import needs_browser
from tests.looking import Looker, looking
from tests.places import PLACES, TRIED
from tests.site import Site

pytestmark = needs_browser
WALK = (Path(__file__).parent / "walk.js").read_text(encoding="utf-8")
# Others' scripts draw what these pages are for, and could hold the focus on the way back too.
DRAWN = ("builder", "sparql-answer", "document-place", "graph-finding")


@pytest.fixture(scope="module")
def windows(browser: Browser, site: Site) -> Iterator[dict[bool, Looker]]:
    size = {"width": 1280, "height": 900}
    with (
        # What has the focus comes into view at once.
        looking(browser, site, viewport=size, reduced_motion="reduce") as reading,
        looking(browser, site, viewport=size, reduced_motion="reduce", work=True) as work,
    ):
        yield {False: reading, True: work}


@pytest.mark.parametrize("name", TRIED)
def test_tab_leads_through_all_of_a_page(windows: dict[bool, Looker], name: str) -> None:
    looker = windows[PLACES[name].work]
    looker.open(PLACES[name], "sv")
    told = walked(looker, "Tab")
    assert told["first"].endswith("Till innehållet")
    assert [told[wrong] for wrong in ("missed", "unseen", "hidden")] == [[], [], []]


@pytest.mark.parametrize("name", DRAWN)
def test_shift_and_tab_lead_back(windows: dict[bool, Looker], name: str) -> None:
    looker = windows[False]
    looker.open(PLACES[name], "sv")
    looker.page.evaluate("document.querySelector('footer a:last-of-type').focus()")
    assert walked(looker, "Shift+Tab")["missed"] == []


def walked(looker: Looker, key: str) -> dict[str, list[str]]:
    """Press the key until everything has been reached, or far more often than there is to reach."""
    looker.page.evaluate(WALK)
    count, found = looker.page.evaluate("walk.count()"), dict[str, list[str]]()
    # A field for a date is several stops.
    for presses in (count, *[10] * (count // 5 + 4)):
        for _ in range(presses):
            looker.page.keyboard.press(key)
        found = looker.page.evaluate("walk.told()")
        if not found["missed"]:
            break
    return found
