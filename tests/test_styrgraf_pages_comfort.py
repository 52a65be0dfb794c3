"""Every page as its reader has set it: twice the size, with no motion, in the colours of the system."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browsing import needs_browser, sideways
from tests.looking import Looker, looking
from tests.places import PLACES, TRIED
from tests.site import Site

pytestmark = needs_browser
MOVING = """[...document.querySelectorAll('main *, header *')].filter(e => {
  if (e.closest('#yasgui, spar-natural')) return false;
  const style = getComputedStyle(e);
  return (parseFloat(style.transitionDuration) || parseFloat(style.animationDuration)) > 0;
}).length + (getComputedStyle(document.documentElement).scrollBehavior === 'smooth')"""
GROUNDS = "[...document.querySelectorAll('.legend i')].map(e => getComputedStyle(e).backgroundColor)"


@pytest.fixture(scope="module")
def windows(browser: Browser, site: Site) -> Iterator[dict[bool, Looker]]:
    """Zoom to 200 % in a window of 1280 pixels is a window of 640 with twice the density."""
    size = {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2, "reduced_motion": "reduce"}
    with looking(browser, site, **size) as reading, looking(browser, site, work=True, **size) as work:
        yield {False: reading, True: work}


@pytest.mark.parametrize("name", TRIED)
def test_at_twice_the_size_nothing_overflows_and_nothing_moves(windows: dict[bool, Looker], name: str) -> None:
    looker = windows[PLACES[name].work]
    assert looker.open(PLACES[name], "sv") == []
    assert sideways(looker.page) == 0
    assert looker.page.evaluate(MOVING) == 0


def test_the_key_to_the_map_keeps_its_colours(browser: Browser, site: Site) -> None:
    with looking(browser, site, forced_colors="active") as looker:
        looker.open(PLACES["municipalities"], "sv")
        grounds = looker.page.evaluate(GROUNDS)
    assert len(grounds) == len(set(grounds)) > 2
