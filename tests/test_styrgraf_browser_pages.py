"""What single pages do in a real browser: a place is marked, a search narrowed, a paper and a list taken away."""

from __future__ import annotations

import gzip
import io
import re

import docx
import httpx
import pypdf
import pytest
from playwright.sync_api import Browser, expect

from tests.browsing import drawn, needs_browser, opened
from tests.places import PLACES
from tests.site import Site

pytestmark = needs_browser


@pytest.fixture(scope="module")
def address(site: Site) -> str:
    return site.address


def path(site: Site, name: str) -> str:
    return PLACES[name].path.format_map(site.names)


def test_the_first_page_is_light(browser: Browser, site: Site) -> None:
    for name in ("start", "search"):
        with opened(browser, site.address) as page:
            bodies = list[bytes]()
            page.on("response", lambda answer, bodies=bodies: bodies.append(answer.body()))  # type: ignore[misc]
            page.goto(path(site, name), wait_until="networkidle")
            assert len(bodies) >= 2
            assert sum(len(gzip.compress(body, 6)) for body in bodies) <= 30 * 1024, name


def test_narrowing_works_in_place_with_scripts(browser: Browser, address: str) -> None:
    with opened(browser, address, viewport={"width": 1280, "height": 900}) as page:
        page.goto("/?q=digitalisering")
        page.evaluate("window.kept = true")
        facets = page.get_by_role("navigation", name="Avgränsningar")
        facets.get_by_role("link", name="Strategi").click()
        page.wait_for_url("**kind=strategi**")
        expect(page.locator(".count")).to_be_focused()
        expect(page.get_by_role("list", name="Valda avgränsningar")).to_contain_text("Strategi")
        assert page.evaluate("window.kept") is True
        page.go_back()
        expect(page.get_by_role("list", name="Valda avgränsningar")).to_have_count(0)


def test_a_quote_opens_its_page_with_exactly_its_words_marked(browser: Browser, site: Site) -> None:
    with opened(browser, site.address, viewport={"width": 1280, "height": 900}) as page:
        page.goto(path(site, "document-place"))
        drawn(page)
        quote = page.locator("#stalle").inner_text()
        marks = [mark.bounding_box() for mark in page.locator("#ark .spot").all()]
        assert marks
        under = page.evaluate(
            """() => {
          const boxes = [...document.querySelectorAll('#ark .spot')].map(e => e.getBoundingClientRect());
          const inside = (r) => boxes.some(b => r.x + r.width / 2 >= b.left && r.x + r.width / 2 <= b.right
            && r.y + r.height / 2 >= b.top && r.y + r.height / 2 <= b.bottom);
          const found = [];
          for (const span of document.querySelectorAll('#ark .text-layer span')) {
            const node = span.firstChild;
            if (!node || node.nodeType !== 3) continue;
            for (const word of node.data.matchAll(/\\S+/g)) {
              const range = document.createRange();
              range.setStart(node, word.index);
              range.setEnd(node, word.index + word[0].length);
              if (inside(range.getBoundingClientRect())) found.push(word[0]);
            }
          }
          return found.join('');
        }"""
        )
        assert under.replace("-", "") == "".join(quote.split()).replace("-", "")


def test_the_graph_says_what_the_table_says(browser: Browser, site: Site) -> None:
    with opened(browser, site.address) as page:
        page.goto(path(site, "graph-finding"))
        drawn(page)
        graph = page.request.get(page.locator("#graf").get_attribute("data-graph") or "").json()
        assert len(graph["edges"]) == page.locator("tbody tr").count()
        assert len(graph["nodes"]) <= 100


def squeezed(pdf: bytes) -> str:
    """The text of a PDF without blanks and without the feet of its pages."""
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    return re.sub(r"Sida\d+Styrgraf", "", "".join(text.split()))


def test_working_papers_quote_exactly(site: Site) -> None:
    root = f"{site.address}/iakttagelser/{site.names['finding']}/arbetspapper"
    quotes = [passage["text"] for passage in site.hit["passages"]]
    paper = docx.Document(io.BytesIO(httpx.get(f"{root}.docx").content))
    texts = [paragraph.text for paragraph in paper.paragraphs]
    printed = squeezed(httpx.get(f"{root}.pdf").content)
    for quote in quotes:
        assert quote.replace("\f", "\n") in texts
        assert "".join(quote.split()) in printed
    sources = [text for text in texts if "SHA-256" in text]
    reading = httpx.get(f"{site.address}/api/v1/documents/{site.hit['document']['id']}").json()
    digest = reading["document"]["source"]["sha256"]
    assert any(digest in text for text in sources)
    assert digest in printed


def test_hits_are_taken_away_as_files(address: str) -> None:
    found = httpx.get(f"{address}/api/v1/search?q=digitalisering&k=1000").json()["hits"]
    table = httpx.get(f"{address}/traffar.csv?q=digitalisering")
    assert table.headers["content-type"].startswith("text/csv")
    assert len(table.text.splitlines()) > len(found)
    bibtex = httpx.get(f"{address}/traffar.bib?q=digitalisering").text
    assert bibtex.count("@techreport") == len(found)


def test_a_slip_of_the_pen_is_understood_and_said(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto("/?q=informatonssäkerhetspolicy")
        expect(page.locator(".note")).to_contain_text("informationssäkerhetspolicy")
        page.locator(".note").get_by_role("link").click()
        expect(page.locator(".note")).to_have_count(0)


def test_english_pages_link_to_english_pages_and_back(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        page.goto("/samlingen?")
        page.get_by_role("link", name="English").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("What the collection contains")
        page.get_by_role("navigation", name="Main menu").get_by_role("link", name="Audits").click()
        assert page.url.endswith("/en/granskningar")
        page.get_by_role("link", name="Svenska").click()
        assert page.url.endswith("/granskningar") and "/en/" not in page.url


def test_a_cell_is_no_formula(address: str) -> None:
    table = httpx.get(f"{address}/traffar.csv", params={"q": "riktlinje för formler"}).text
    assert "formler" in table
    assert not any(cell.startswith("=") for line in table.splitlines() for cell in line.replace('"', "").split(","))


def test_names_without_end_are_cut_where_they_are_listed(site: Site) -> None:
    said = httpx.get(f"{site.address}/dokument").text
    assert "endless.txt" in said, "what has no end is no title: the file's name stands for it"
    assert "mål" * 1_000 not in said


def test_the_menu_folds_on_a_narrow_window_and_opens_without_scripts(browser: Browser, address: str) -> None:
    with opened(browser, address, java_script_enabled=False, viewport={"width": 1280, "height": 900}) as page:
        page.goto("/hjalp")
        place = page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Granskningar")
        expect(place).to_be_visible()
        page.set_viewport_size({"width": 375, "height": 800})
        expect(place).to_be_hidden()
        assert (page.locator("header").bounding_box() or {"height": 999})["height"] < 70
        page.locator("summary", has_text="Meny").press("Enter")
        place.click()
        assert page.url.endswith("/granskningar")


def test_a_table_wider_than_the_window_can_be_scrolled_by_keyboard(browser: Browser, address: str) -> None:
    with opened(browser, address, viewport={"width": 375, "height": 800}) as page:
        page.goto("/samlingen")
        held = page.get_by_role("group", name="Inlästa dokument")
        held.focus()
        page.keyboard.press("ArrowRight")
        # The content policy lets no condition be polled in the page: it is asked from outside.
        for _ in range(100):
            if held.evaluate("one => one.scrollLeft > 0"):
                break
            page.wait_for_timeout(50)
        assert held.evaluate("one => one.scrollLeft") > 0
