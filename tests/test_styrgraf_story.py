"""The whole story, as an auditor lives it: one browser, one server, real files."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from styrgraf.keys import Keys
from tests.browsing import drawn, needs_browser, opened
from tests.surface import ok, serving

pytestmark = needs_browser
SAMPLE = Path(__file__).parents[1] / "sample"
REPORT = "ekebro-granskning-digitaliseringsstrategi.pdf"
HELD = ("granasa-digital-agenda.pdf", "kvarnlanda-digitaliseringsstrategi.pdf", "norrvik-digitaliseringsplan.pdf")
SETTINGS = {"STYRGRAF_REGISTERS": str(SAMPLE / "register.csv"), "STYRGRAF_WORKERS": "1"}
DAY, WHY = "2020-02-24", "Enligt protokollet"
QUERY = """SELECT ?title ?day ?read ?who ?why WHERE {
  ?decision styr:concerns ?d ; dcterms:date ?day ; styr:correctedBy ?review . ?d dcterms:title ?title .
  ?review styr:readValue ?read ; styr:reason ?why ; prov:wasAttributedTo/skos:prefLabel ?who }"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("story")
    (folder / "documents").mkdir()
    for name in HELD:
        shutil.copy(SAMPLE / "documents" / name, folder / "documents")
    ok("ingest", folder / "documents", "--store", folder / "store", **SETTINGS)
    return folder / "store"


def test_from_an_upload_to_a_correction_that_stays(browser: Browser, store: Path) -> None:
    key = Keys(store).add("Åsa", "reviewer")
    with serving(store, **SETTINGS) as address, opened(browser, address) as page:
        signed_in(page, key)
        uploaded(page)
        finding = with_precedents(page)
        precedent = opened_at_its_page(page)
        page.goto(finding)
        with_feedback(page, finding)
        page.goto(precedent)
        read = corrected(page)
        seen_by_sparql(page, read)
        ok("ingest", SAMPLE / "documents" / REPORT, store.parent / "documents", "--again", "--store", store, **SETTINGS)
        page.goto(precedent)
        still_corrected(page, read)
        seen_by_sparql(page, read)


def signed_in(page: Page, key: str) -> None:
    page.goto("/")
    page.get_by_role("link", name="Arbete").click()
    page.get_by_role("link", name="Logga in").click()
    page.get_by_label("Nyckel").fill(key)
    page.get_by_role("button", name="Logga in").click()


def uploaded(page: Page) -> None:
    page.get_by_role("link", name="Läsa in").click()
    page.get_by_label("Filer", exact=True).set_input_files(SAMPLE / "documents" / REPORT)
    page.get_by_role("button", name="Läs in").click()
    expect(page.get_by_role("status")).to_contain_text("1 av 1 filer, klar", timeout=120_000)
    page.get_by_role("link", name=REPORT).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("digitaliseringsstrategi")


def with_precedents(page: Page) -> str:
    """The findings of the report just read; the first that has precedents."""
    page.get_by_role("link", name="Som granskning").click()
    links = page.locator("a[href*='/iakttagelser/']").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    for href in dict.fromkeys(links):
        page.goto(href)
        if page.get_by_role("region", name="Prejudikat i andra kommuner").get_by_role("article").count():
            return str(href)
    raise AssertionError("no finding has a precedent")


def opened_at_its_page(page: Page) -> str:
    """The address of the first precedent, opened from its card at the cited words."""
    card = page.get_by_role("region", name="Prejudikat i andra kommuner").get_by_role("article").first
    quote = " ".join(card.locator("blockquote").first.inner_text().split())
    title = card.get_by_role("heading").get_by_role("link")
    assert "page=" in str(title.get_attribute("href"))
    title.click()
    drawn(page)
    marked = " ".join(page.locator("#stalle").inner_text().split())
    assert marked in quote or quote in marked
    assert page.locator("#ark .spot").count(), "the words are marked on the printed page too"
    return page.url.partition("?")[0]


def with_feedback(page: Page, finding: str) -> None:
    card = page.get_by_role("region", name="Prejudikat i andra kommuner").get_by_role("article").first
    card.get_by_label("Varför (om du vill)").fill("Samma brist")
    card.get_by_role("button", name="Relevant", exact=True).click()
    page.wait_for_url(f"**{finding}")
    card = page.get_by_role("region", name="Prejudikat i andra kommuner").get_by_role("article").first
    expect(card).to_contain_text("Relevant enligt Åsa")
    expect(card).to_contain_text("Samma brist")


def fact(page: Page) -> Locator:
    """The day of decision among the facts of a document."""
    return page.locator(".facts div", has=page.locator("dt", has_text=re.compile("^Beslutsdatum$")))


def corrected(page: Page) -> str:
    """Correct the day on which the document was decided; returns the day that was read."""
    document = page.url
    page.get_by_role("link", name="Granska Beslutsdatum").click()
    expect(page.locator("figure mark").first).to_be_visible()
    read = page.get_by_label("Rätt värde").input_value()
    page.get_by_label("Rätt värde").fill(DAY)
    page.get_by_label("Varför").fill(WHY)
    page.get_by_role("button", name="Rätta").click()
    page.goto(document)
    still_corrected(page, read)
    return read


def still_corrected(page: Page, read: str) -> None:
    """The day stands as Åsa put it right, as a fact and in the decision, each with what was read beside it."""
    expect(fact(page)).to_contain_text("24 februari 2020")
    expect(fact(page)).to_contain_text("Rättat av Åsa")
    expect(fact(page)).to_contain_text(read)
    decision = page.locator(".timeline li", has_text="24 februari 2020")
    expect(decision).to_contain_text(f"Rättat. Lästes som {read}")


def seen_by_sparql(page: Page, read: str) -> None:
    """The query finds the corrected decision of the document whose page is open."""
    title = page.get_by_role("heading", level=1).inner_text()
    page.goto("/sparql")
    page.locator("#yasgui .CodeMirror-lines").click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(QUERY)
    # The correction is published a moment after it was made.
    for _ in range(40):
        page.keyboard.press("Control+Enter")
        page.wait_for_timeout(500)
        if DAY in page.locator("#yasgui .yasr").inner_text():
            break
    answer = page.locator("#yasgui table")
    for value in (title, DAY, read, "Åsa", WHY):
        expect(answer).to_contain_text(value)
