"""Pages looked at in a real browser: their status, what they say on the console, and what can be measured of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from gettext import translation
from pathlib import Path
from typing import Any, Literal

from playwright.sync_api import Browser, ConsoleMessage, Page

import styrgraf
from tests.browsing import COLOURS, drawn, faults
from tests.places import Place
from tests.site import Site

Language = Literal["sv", "en"]
LANGUAGES: tuple[Language, ...] = ("sv", "en")
SURVEY = (Path(__file__).parent / "survey.js").read_text(encoding="utf-8")
# WCAG 1.4.12: what a reader may set without anything being lost.
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } \
p { margin-bottom: 2em !important }"
SPACE = (
    """css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets.push(sheet); }"""
)
UNSPACE = "() => document.adoptedStyleSheets.pop()"


class Looker:
    """One window with its settings, in which page after page is opened; `said` is what was wrong with the last one."""

    def __init__(self, page: Page, site: Site, scripts: bool) -> None:
        self.page, self.site, self.scripts = page, site, scripts
        self.said: list[str] = []
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("request", lambda asked: self._asked(asked.url))

    def open(self, place: Place, language: Language) -> list[str]:
        """Open a page in a language; what is wrong with how it came."""
        self.said.clear()
        self._expected = place.status
        root = "" if language == "sv" else f"/{language}"
        answer = self.page.goto(root + place.path.format_map(self.site.names))
        assert answer is not None
        if self.scripts:
            drawn(self.page)
        wrong = [] if answer.status == place.status else [f"status {answer.status}"]
        return wrong + self.said

    def judged(self, language: Language) -> list[str]:
        """What is wrong with the page as it stands, light and dark."""
        self.page.emulate_media(color_scheme="light")
        wrong = self.survey(language) + (faults(self.page) + self.spaced() if self.scripts else [])
        self.page.emulate_media(color_scheme="dark")
        # Of what axe looks for, only the colours can be others in the dark.
        found = self.survey(language) + (faults(self.page, COLOURS) if self.scripts else [])
        return wrong + [f"dark, {one}" for one in found if one not in wrong]

    def survey(self, language: Language) -> list[str]:
        """What is wrong with the page as it now stands."""
        found: dict[str, Any] = self.page.evaluate(SURVEY, OTHER_WORDS[language])
        wrong = [f"{name}: {found[name][:4]}" for name in ("faint", "small", "foreign") if found[name]]
        once = {"lang": language, "mains": 1, "heads": 1, "wide": 0, "injected": 0}
        wrong += [f"{name}: {found[name]}" for name, right in once.items() if found[name] != right]
        return wrong + ([] if found["title"].endswith("– Styrgraf") else [f"title: {found['title']}"])

    def spaced(self) -> list[str]:
        """What is wrong with the page when its text is set as wide as WCAG 1.4.12 has it."""
        self.page.evaluate(SPACE, SPACED)
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        self.page.evaluate(UNSPACE)
        return [f"wide when spaced: {wide}"] if wide else []

    def _heard(self, message: ConsoleMessage) -> None:
        # The browser itself notes that a page came with the status of an error, which some are meant to.
        meant = self._expected >= 400 and message.text.startswith("Failed to load resource")
        if message.type in ("error", "warning") and not (meant and message.location["url"] == self.page.url):
            self.said.append(message.text)

    def _asked(self, url: str) -> None:
        if not url.startswith((self.site.address, "blob:", "data:")):
            self.said.append(f"asked {url}")


@contextmanager
def looking(browser: Browser, site: Site, *, work: bool = False, scripts: bool = True, **more: Any) -> Iterator[Looker]:
    """A window on the site, signed in when there is work to do."""
    context = browser.new_context(base_url=site.address, locale="sv-SE", java_script_enabled=scripts, **more)
    if work:
        context.add_cookies([{"name": "styrgraf", "value": site.cookie, "url": site.address}])
    yield Looker(context.new_page(), site, scripts)
    context.close()


def _words(language: Language) -> list[str]:
    """What the pages say in the other language and not in this one, as the catalogue of messages has it."""
    folder = Path(styrgraf.__path__[0]) / "locale"
    catalogue: dict[Any, str] = translation("styrgraf", folder, ["en"])._catalog  # type: ignore[attr-defined]
    said = {(key if isinstance(key, str) else key[0], english) for key, english in catalogue.items() if key}
    swedish, english = {one for one, _ in said}, {other for _, other in said}
    return sorted(english - swedish if language == "sv" else swedish - english)


OTHER_WORDS = {language: _words(language) for language in LANGUAGES}
