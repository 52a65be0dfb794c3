"""The SPARQL editor in a real browser: it completes our words, asks our endpoint, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import needs_browser, opened

pytestmark = needs_browser
TITLES = "SELECT ?document ?title WHERE { ?document a styr:Document ; dcterms:title ?title } ORDER BY ?title"


@pytest.fixture
def page(browser: Browser, held_address: str) -> Iterator[Page]:
    with opened(browser, held_address) as found:
        yield found


@pytest.fixture
def refused(browser: Browser, held_address: str) -> Iterator[Page]:
    """A page on which the browser may log that an answer was refused."""
    context = browser.new_context(base_url=held_address, locale="sv-SE")
    yield context.new_page()
    context.close()


def editor(page: Page, query: str = "") -> None:
    """Open the editor, with this query in it."""
    page.goto("/sparql")
    expect(page.locator("#yasgui .CodeMirror")).to_be_visible()
    page.locator("#yasgui .CodeMirror-lines").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(query)


def test_a_query_is_asked_and_its_rows_lead_to_pages_here(page: Page) -> None:
    editor(page, TITLES)
    page.keyboard.press("Control+Enter")
    table = page.locator("#yasgui table")
    expect(table).to_contain_text("Digitaliseringsstrategi 2022–2026")
    expect(page.locator("#yasgui")).to_contain_text(re.compile(r"\d+ rader på [\d,]+ sekunder"))
    link = table.locator("a.iri").first
    link.focus()
    assert re.search(r"http://127[^/]*/id/dokument/", str(link.evaluate("link => link.href")))


def test_a_query_in_the_address_is_asked_at_once_and_needs_no_prefixes(page: Page) -> None:
    page.goto(f"/sparql?query={TITLES}")
    expect(page.locator("#yasgui table")).to_contain_text("Digitaliseringsstrategi 2022–2026")
    expect(page.locator(".wrong-line")).to_have_count(0)
    expect(page.locator("form.query")).to_be_hidden()


def test_words_are_completed_by_their_swedish_label(page: Page) -> None:
    editor(page, "SELECT * WHERE { ?d ")
    page.keyboard.type("beslutsd")
    hint = page.locator(".CodeMirror-hint").first
    expect(hint).to_contain_text("eli:date_document")
    expect(hint).to_contain_text("När dokumentet först antogs")
    page.keyboard.press("Enter")
    expect(page.locator("#yasgui .CodeMirror-lines")).to_contain_text("eli:date_document")


def test_tab_leads_out_of_the_editor(page: Page) -> None:
    editor(page, "ASK {}")
    page.keyboard.press("Tab")
    inside = (
        "document.activeElement.closest('.CodeMirror-lines') !== null || document.activeElement.tagName === 'TEXTAREA'"
    )
    assert page.evaluate(inside) is False


def test_a_line_that_is_no_sparql_is_marked(page: Page) -> None:
    editor(page, "SELECT * WHERE {\n  ?d eli:date_document date ?x\n}")
    expect(page.locator(".wrong-line")).to_have_count(1)
    assert "Här väntas" in str(page.locator(".wrong-line").get_attribute("title"))


def test_what_the_endpoint_refuses_is_said(refused: Page) -> None:
    page = refused
    editor(page, "SELECT * WHERE { SERVICE <http://example.org/> { ?s ?p ?o } }")
    page.keyboard.press("Control+Enter")
    said = page.locator("#yasgui").get_by_role("alert")
    expect(said).to_contain_text("SERVICE får inte användas")
    assert "{" not in str(said.text_content())


def test_a_refusal_stands_once_until_another_question_is_asked(refused: Page) -> None:
    refused.goto("/sparql?query=SELECT * WHERE { ?s stir:x ?y }")
    expect(refused.locator("#yasgui .CodeMirror")).to_be_visible()
    expect(refused.get_by_role("alert")).to_have_count(1)
    expect(refused.get_by_role("alert")).to_contain_text("Menade du styr:")
    refused.locator("#yasgui .CodeMirror-lines").click()
    refused.keyboard.press("Control+a")
    refused.keyboard.insert_text("ASK { ?s a styr:Document }")
    refused.keyboard.press("Control+Enter")
    expect(refused.locator("#yasgui .yasr")).to_contain_text("Ja (true)")
    expect(refused.get_by_role("alert")).to_have_count(0)
