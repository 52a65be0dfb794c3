"""The analysts' pages in a real browser without scripts: asked, drawn, taken away, changed."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page, expect

from kg.saved_queries import saved_queries
from tests.browsing import needs_browser, opened
from tests.surface import DOCUMENTS

pytestmark = needs_browser


@pytest.fixture
def page(browser: Browser, held_address: str) -> Iterator[Page]:
    """A page without scripts."""
    with opened(browser, held_address, java_script_enabled=False) as found:
        found.goto("/fragor")
        yield found


@pytest.fixture
def refused(browser: Browser, held_address: str) -> Iterator[Page]:
    """A page on which the browser may log that an answer was refused."""
    context = browser.new_context(base_url=held_address, locale="sv-SE", java_script_enabled=False)
    yield context.new_page()
    context.close()


def test_every_saved_question_is_listed_and_answers(page: Page, held_address: str) -> None:
    for query in saved_queries():
        expect(page.get_by_role("link", name=query.title["sv"], exact=True)).to_be_visible()
        with urlopen(f"{held_address}/fragor/{query.name}") as answer:
            assert answer.status == 200


def test_a_question_is_asked_with_other_values(page: Page) -> None:
    page.get_by_role("link", name="Gällande styrdokument av fullmäktige").click()
    page.get_by_label("Dokumentsort").select_option("strategi")
    page.get_by_label("Dag", exact=True).fill("2023-01-01")
    page.get_by_role("button", name="Ställ frågan").click()
    assert "kind=strategi" in page.url and "date=2023-01-01" in page.url
    table = page.get_by_role("table")
    expect(table).to_contain_text("Digitaliseringsstrategi 2022–2026")
    expect(table).to_contain_text("Lövsta")
    expect(page.get_by_label("Dag", exact=True)).to_have_value("2023-01-01")
    expect(page.get_by_label("SPARQL-fråga")).to_have_value(re.compile("kind:strategi"))
    page.get_by_label("Dag", exact=True).fill("1990-01-01")
    page.get_by_role("button", name="Ställ frågan").click()
    expect(page.get_by_text("Inga rader")).to_be_visible()


def test_a_row_leads_to_its_document(page: Page) -> None:
    page.goto("/fragor/i-kraft?date=2023-01-01")
    page.get_by_role("table").get_by_role("link", name="Digitaliseringsstrategi 2022–2026").click()
    page.wait_for_url("**/dokument/**")


def test_names_of_the_graph_are_shown_in_words_and_explained(page: Page) -> None:
    page.goto("/fragor/osakra-varden?confidence=1")
    word = page.get_by_role("table").get_by_role("link", name="beslutsdatum", exact=True).first
    assert str(word.get_attribute("href")).endswith("/ns/#eli-date_document")
    word.click()
    expect(page.locator(".term:target")).to_contain_text("När dokumentet först antogs")


def test_answers_are_drawn_as_bars_lines_or_not_at_all(page: Page) -> None:
    page.goto("/fragor/bedomningar-per-ar")
    picture = page.get_by_role("img", name="Bedömningar per år")
    expect(picture.locator("rect").first).to_be_visible()
    rows = page.get_by_role("table").get_by_role("row")
    assert picture.locator("rect title").count() == rows.count() - 1
    page.get_by_label("Visa som").select_option("lines")
    page.get_by_role("button", name="Ställ frågan").click()
    expect(picture.locator("circle").first).to_be_visible()
    page.get_by_label("Visa som").select_option("none")
    page.get_by_role("button", name="Ställ frågan").click()
    expect(picture).to_have_count(0)
    expect(page.get_by_role("table")).to_be_visible()


def test_the_answer_is_taken_away_as_a_file(page: Page, held_address: str) -> None:
    page.goto("/fragor/dokument-per-kommun")
    shown = page.get_by_role("table").get_by_role("row").count() - 1
    link = page.get_by_role("link", name="CSV").get_attribute("href")
    with urlopen(f"{held_address}{link}") as answer:
        rows = list(csv.DictReader(io.TextIOWrapper(answer, "utf-8")))
    assert len(rows) == shown > 0


def test_a_value_that_cannot_be_used_is_said_so_and_kept(refused: Page) -> None:
    page = refused
    page.goto("/fragor/osakra-varden")
    page.get_by_label("Högsta säkerhet").fill("mycket")
    page.get_by_role("button", name="Ställ frågan").click()
    expect(page.get_by_role("alert")).to_contain_text("inget tal")
    expect(page.get_by_label("Högsta säkerhet")).to_have_value("mycket")


def test_the_question_is_changed_and_asked_again(page: Page) -> None:
    page.goto("/fragor/utkast")
    page.get_by_label("SPARQL-fråga").fill("SELECT (COUNT(?d) AS ?alla) WHERE { ?d a styr:Document }")
    page.get_by_role("button", name="Ställ den ändrade frågan").click()
    expect(page.get_by_role("table")).to_contain_text(str(len(list(DOCUMENTS.iterdir()))))


def test_an_unknown_question_is_named_with_the_near_ones(refused: Page) -> None:
    refused.goto("/fragor/forst")
    expect(refused.get_by_role("main")).to_contain_text("forst-ut")


def test_english_is_spoken_where_the_address_says_so(page: Page) -> None:
    page.goto("/en/fragor")
    page.get_by_role("link", name="Documents of the council in force").click()
    assert "/en/fragor/i-kraft" in page.url
    expect(page.get_by_label("Kind")).to_contain_text("strategy")
    page.get_by_label("Day", exact=True).fill("2023-01-01")
    page.get_by_role("button", name="Ask", exact=True).click()
    expect(page.get_by_role("columnheader", name="Valid from")).to_be_visible()
    page.get_by_role("table").get_by_role("link", name="Digitaliseringsstrategi 2022–2026").click()
    page.wait_for_url("**/en/dokument/**")
