"""Every page in Swedish and English, narrow and wide, light and dark, with and without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from tests.browsing import needs_browser
from tests.looking import LANGUAGES, Looker, looking
from tests.places import PLACES, TRIED
from tests.site import Site

pytestmark = needs_browser
SIZES = {"narrow": {"width": 320, "height": 800}, "wide": {"width": 1280, "height": 900}}
Windows = dict[tuple[str, bool, bool], Looker]


@pytest.fixture(scope="module")
def windows(browser: Browser, site: Site) -> Iterator[Windows]:
    """A window for each size, with and without scripts, signed in and not; the pages follow one another in it."""
    with ExitStack() as opened:
        yield {
            (size, scripts, work): opened.enter_context(
                looking(browser, site, viewport=box, scripts=scripts, work=work)
            )
            for size, box in SIZES.items()
            for scripts in (True, False)
            for work in (True, False)
        }


@pytest.mark.parametrize("name", TRIED)
def test_page(windows: Windows, name: str) -> None:
    place, wrong = PLACES[name], list[str]()
    for (size, scripts, work), looker in windows.items():
        for language in LANGUAGES if work == place.work else ():
            found = looker.open(place, language) + looker.judged(language)
            wrong += [f"{language}, {size}, {'with' if scripts else 'without'} scripts: {one}" for one in found]
    assert not wrong, "\n".join(wrong)
