"""The pages in a real browser without scripts: read, filtered, followed by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import needs_browser, opened

pytestmark = needs_browser
QUESTION = "ansvar för uppföljning av digital transformation"


@pytest.fixture
def page(browser: Browser, held_address: str) -> Iterator[Page]:
    with opened(browser, held_address, java_script_enabled=False) as found:
        found.goto("/")
        yield found


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
