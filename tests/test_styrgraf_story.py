"""The whole story, as an auditor lives it: one browser, one server, real files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from styrgraf.keys import Keys
from tests.browsing import launched, needs_browser, opened
from tests.surface import ok, serving

pytestmark = needs_browser
SAMPLE = Path(__file__).parents[1] / "sample"
REPORT = "ekebro-granskning-digitaliseringsstrategi.pdf"
HELD = ("granasa-digital-agenda.pdf", "kvarnlanda-digitaliseringsstrategi.pdf", "norrvik-digitaliseringsplan.pdf")
SETTINGS = {"STYRGRAF_REGISTERS": str(SAMPLE / "register.csv"), "STYRGRAF_WORKERS": "1"}
RIGHT = "Granskning av digitalt arbete"
QUERY = """SELECT ?title ?who ?why WHERE { ?d a styr:AuditReport ; dcterms:title ?title .
  ?review a styr:Review ; oa:hasTarget ?d ; styr:reason ?why ; prov:wasAttributedTo/skos:prefLabel ?who }"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("story")
    (folder / "documents").mkdir()
    for name in HELD:
        shutil.copy(SAMPLE / "documents" / name, folder / "documents")
    ok("ingest", folder / "documents", "--store", folder / "store", **SETTINGS)
    return folder / "store"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as found:
        yield found


def test_from_an_upload_to_a_correction_that_stays(browser: Browser, store: Path) -> None:
    key = Keys(store).add("Åsa", "reviewer")
    with serving(store, **SETTINGS) as address, opened(browser, address) as page:
        signed_in(page, key)
        uploaded(page)
        finding = with_precedents(page)
        opened_at_its_page(page, finding)
        with_feedback(page, finding)
        document = corrected(page)
        ok("ingest", SAMPLE / "documents" / REPORT, "--again", "--store", store, **SETTINGS)
        page.goto(document)
        expect(page.get_by_role("heading", level=1)).to_have_text(RIGHT)
        expect(page.locator(".reviewed").first).to_contain_text("Rättat av Åsa")
        seen_by_sparql(page)


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


def opened_at_its_page(page: Page, finding: str) -> None:
    card = page.get_by_role("region", name="Prejudikat i andra kommuner").get_by_role("article").first
    title = card.get_by_role("heading").get_by_role("link")
    assert "page=" in str(title.get_attribute("href"))
    title.click()
    expect(page.locator("#stalle")).to_be_visible()
    page.goto(finding)


def with_feedback(page: Page, finding: str) -> None:
    card = page.get_by_role("region", name="Prejudikat i andra kommuner").get_by_role("article").first
    card.get_by_label("Varför (om du vill)").fill("Samma brist")
    card.get_by_role("button", name="Relevant", exact=True).click()
    page.wait_for_url(f"**{finding}")
    card = page.get_by_role("region", name="Prejudikat i andra kommuner").get_by_role("article").first
    expect(card).to_contain_text("Relevant enligt Åsa")
    expect(card).to_contain_text("Samma brist")


def corrected(page: Page) -> str:
    """The address of the report, whose title has been corrected."""
    page.goto("/dokument?kind=revisionsrapport")
    page.get_by_role("table").get_by_role("link").first.click()
    document = page.url
    page.get_by_role("link", name="Granska Titel").click()
    page.get_by_label("Rätt värde").fill(RIGHT)
    page.get_by_label("Varför").fill("Så heter den i diariet")
    page.get_by_role("button", name="Rätta").click()
    page.goto(document)
    expect(page.locator(".reviewed").first).to_contain_text("Så heter den i diariet")
    return document


def seen_by_sparql(page: Page) -> None:
    found = page.request.get(
        "/sparql", params={"query": QUERY}, headers={"Accept": "application/sparql-results+json"}
    ).json()["results"]["bindings"]
    rows = [{name: cell["value"] for name, cell in row.items()} for row in found]
    assert rows == [{"title": RIGHT, "who": "Åsa", "why": "Så heter den i diariet"}]
