"""The pages in a real browser: read, filtered, followed by keyboard, and narrow."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.surface import held_store, serving

CHROMIUM = shutil.which("chromium")
# With CI=true a missing browser is a failure, not a skip.
pytestmark = pytest.mark.skipif(
    CHROMIUM is None and os.environ.get("CI") != "true", reason="no chromium: apt-get install chromium"
)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage"]
QUESTION = "ansvar för uppföljning av digital transformation"


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving(held_store()) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page without scripts, that fails the test if the content policy is broken or another host is asked."""
    context = browser.new_context(base_url=address, locale="sv-SE", java_script_enabled=False)
    found, said = context.new_page(), list[str]()
    found.on("console", lambda message: said.append(message.text) if "Content Security" in message.text else None)
    found.on("request", lambda request: said.append(request.url) if not request.url.startswith(address) else None)
    found.goto("/")
    yield found
    context.close()
    assert said == []


def test_a_question_is_answered_with_marked_passages(page: Page) -> None:
    page.get_by_label("Sök i styrdokument och granskningar").fill(QUESTION)
    page.keyboard.press("Enter")
    hit = page.get_by_role("article").first
    expect(hit.get_by_role("heading")).to_have_text("Digitaliseringsstrategi 2022–2026")
    expect(hit.locator("mark").first).to_be_visible()
    expect(hit).to_contain_text("Lövsta")
    expect(hit).to_contain_text("Varför:")


def test_filters_are_kept_in_the_address_and_can_be_taken_away(page: Page) -> None:
    page.goto(f"/?q={QUESTION}")
    facets = page.get_by_role("navigation", name="Avgränsningar")
    facets.get_by_role("link", name="Strategi").click()
    assert "kind=strategi" in page.url
    expect(facets.get_by_role("link", name="Strategi")).to_have_attribute("aria-current", "true")
    chip = page.get_by_role("list", name="Valda avgränsningar").get_by_role("link")
    expect(chip).to_contain_text("Strategi")
    chip.click()
    assert "kind=" not in page.url
    expect(page.get_by_label("Sök i styrdokument och granskningar")).to_have_value(QUESTION)


def test_what_is_not_held_is_said_so(page: Page) -> None:
    page.goto("/?q=digitaliseringsstrategi+i+Falun")
    expect(page.get_by_role("status")).to_contain_text("finns inte i samlingen")
    expect(page.get_by_role("status")).to_contain_text("Falun")


def test_from_a_finding_to_its_precedent_and_back_to_the_page(page: Page) -> None:
    page.get_by_role("link", name="Iakttagelser", exact=True).click()
    page.get_by_role("link", name="strategi för digital transformation").first.click()
    report = page.get_by_role("region", name="Iakttagelse", exact=True)
    expect(report).to_contain_text("har säkerställt att det finns en aktuell strategi")
    expect(report).to_contain_text("Finns det en ändamålsenlig strategi")
    expect(report).to_contain_text("Nej")
    others = page.get_by_role("region", name="Prejudikat i andra kommuner")
    card = others.get_by_role("article").first
    expect(card).to_contain_text("Lövsta")
    expect(card.get_by_role("list", name="Egenskaper")).to_contain_text("Gällde då: enligt angiven giltighetstid")
    expect(others).not_to_contain_text("Plan för digital utveckling 2016–2018")
    quoted = card.locator("blockquote p").first.inner_text()
    card.get_by_role("link", name="sida 1").first.click()
    assert "page=1&start=" in page.url
    marked = page.get_by_role("region", name="Sidans text som den lästes").locator("mark")
    assert marked.inner_text().split() == quoted.split()


LACK = "Kommunstyrelsen saknar en strategi för digital transformation med mätbara mål."


def ask(page: Page, text: str, municipality: str = "", date: str = "") -> None:
    page.get_by_label("Klistra in eller skriv en iakttagelse").fill(text)
    page.get_by_label("Granskad kommun").fill(municipality)
    page.get_by_label("Granskningens dag").fill(date)
    page.get_by_role("button", name="Visa prejudikat").click()


def test_a_finding_of_ones_own_gets_its_precedents(page: Page) -> None:
    page.get_by_role("link", name="Har du en egen iakttagelse").click()
    ask(page, LACK)
    card = page.get_by_role("region", name="Prejudikat").get_by_role("article").first
    expect(card.get_by_role("heading")).to_have_text("Digitaliseringsstrategi 2022–2026")
    expect(card.locator("blockquote").first).to_contain_text("mätbara")
    expect(card.get_by_role("link", name="sida 1").first).to_be_visible()
    expect(card).to_contain_text("Varför:")
    expect(page.get_by_label("Klistra in eller skriv en iakttagelse")).to_have_value(LACK)
    page.goto(page.url)
    expect(page.get_by_role("article").first).to_contain_text("Lövsta")


def test_own_documents_stand_apart_when_the_municipality_is_given(page: Page) -> None:
    page.get_by_role("link", name="Prejudikat", exact=True).click()
    ask(page, LACK, "Lövsta", "2023-05-01")
    own = page.get_by_role("region", name="Kommunens egna dokument")
    expect(own).to_contain_text("Digitaliseringsstrategi 2022–2026")
    expect(page.get_by_role("region", name="Prejudikat i andra kommuner")).not_to_contain_text("2022–2026")


def test_a_finding_that_nothing_answers_gets_an_honest_none(page: Page) -> None:
    page.goto("/prejudikat")
    ask(page, "Simhallens bassänger saknar klorering.")
    expect(page.get_by_role("status")).to_contain_text("Inget dokument i samlingen svarar")
    expect(page.get_by_role("article")).to_have_count(0)


def test_the_precedents_of_a_finding_can_be_narrowed(page: Page) -> None:
    page.goto("/iakttagelser")
    page.get_by_role("link", name="strategi för digital transformation").first.click()
    others = page.get_by_role("region", name="Prejudikat i andra kommuner")
    others.get_by_text("Avgränsa prejudikaten").click()
    others.get_by_label("Dokumentsort").select_option("riktlinje")
    others.get_by_role("button", name="Avgränsa").click()
    assert "kind=riktlinje" in page.url
    expect(others).not_to_contain_text("Digitaliseringsstrategi 2022–2026")


def test_each_value_of_a_document_says_where_it_stands(page: Page) -> None:
    page.goto("/dokument")
    page.get_by_role("link", name="Digitaliseringsstrategi 2022–2026").click()
    fact = page.locator("dd", has_text="21 februari 2022").first
    fact.get_by_text("Var står det?").click()
    expect(fact.locator("blockquote").first).to_contain_text("2022-02-21")


def test_the_keyboard_alone_is_enough(page: Page) -> None:
    page.goto(f"/?q={QUESTION}")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Till innehållet")).to_be_focused()
    expect(page.get_by_role("link", name="Till innehållet")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Sök i styrdokument och granskningar")).to_be_focused()
    title = page.get_by_role("article").first.get_by_role("heading").get_by_role("link")
    for _ in range(40):
        page.keyboard.press("Tab")
        if title.evaluate("it => it === document.activeElement"):
            break
    expect(title).to_be_focused()
    outline = title.evaluate("it => getComputedStyle(it).outlineStyle + getComputedStyle(it).outlineWidth")
    assert outline == "solid3px"
    page.keyboard.press("Enter")
    page.wait_for_url("**/dokument/**")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_scrolls_sideways(page: Page, width: int, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/iakttagelser")
    finding = page.get_by_role("table").get_by_role("link").first.get_attribute("href")
    page.goto("/dokument")
    document = page.get_by_role("table").get_by_role("link").first.get_attribute("href")
    lists = ("/iakttagelser", "/dokument", "/samlingen", "/nix", "/prejudikat")
    for path in ("/", f"/?q={QUESTION}", *lists, finding, document, f"/prejudikat?text={LACK}&from=2020-01-01"):
        page.goto(str(path))
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide == 0, path


def contrast(one: list[float], other: list[float]) -> float:
    """The contrast of two colours after WCAG 2."""

    def light(colour: list[float]) -> float:
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in colour[:3])]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dark = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


TEXTS = """[...document.querySelectorAll('body *')].filter(e => e.checkVisibility() &&
    [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())).map(e => {
  const rgb = c => (c.match(/[\\d.]+/g) || []).map(Number);
  const clear = e => (rgb(getComputedStyle(e).backgroundColor)[3] ?? 1) === 0;
  let ground = e;
  while (ground && clear(ground)) ground = ground.parentElement;
  return [e.textContent.trim().slice(0, 40), rgb(getComputedStyle(e).color),
          rgb(getComputedStyle(ground || document.body).backgroundColor)];
})"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto("/iakttagelser")
    finding = page.get_by_role("table").get_by_role("link").first.get_attribute("href")
    for path in ("/", f"/?q={QUESTION}&kind=strategi", str(finding), "/samlingen", f"/prejudikat?text={LACK}"):
        page.goto(path)
        for text, ink, ground in page.evaluate(TEXTS):
            assert contrast(ink, ground) >= 4.5, (path, text, ink, ground)
