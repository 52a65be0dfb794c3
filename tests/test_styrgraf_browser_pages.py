"""Every page in a real browser: in Swedish and English, narrow and wide, light and dark, with and without scripts."""

from __future__ import annotations

import gzip
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
import httpx
import pypdf
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsing import REACHABLE, TARGETS, drawn, faults, launched, needs_browser, opened, sideways, walked
from tests.surface import ok, serving

pytestmark = needs_browser
SAMPLE = Path(__file__).parents[1] / "sample"
DOCUMENTS = (
    "ekebro-granskning-digitaliseringsstrategi.pdf",
    "ekebro-digitaliseringsstrategi.pdf",
    "granasa-digital-agenda.pdf",
    "kvarnlanda-digitaliseringsstrategi.pdf",
    "norrvik-digitaliseringsplan.pdf",
    "tallfors-digital-skola.html",
    "vistad-informationssakerhetspolicy-2015.pdf",
    "vistad-informationssakerhetspolicy-2022.pdf",
)
NAMES = (
    "start",
    "search",
    "none",
    "findings",
    "finding",
    "own-finding",
    "document",
    "place",
    "plain-document",
    "audits",
    "audit",
    "municipalities",
    "municipality",
    "comparison",
    "graph",
    "coverage",
    "help",
    "about",
    "accessibility",
    "error",
)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("pages")
    (folder / "documents").mkdir()
    for name in DOCUMENTS:
        shutil.copy(SAMPLE / "documents" / name, folder / "documents")
    registers = str(SAMPLE / "register.csv")
    ok("ingest", folder / "documents", "--store", folder / "store", STYRGRAF_REGISTERS=registers)
    with serving(folder / "store") as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as found:
        yield found


@pytest.fixture(scope="module")
def held(address: str) -> dict[str, Any]:
    """What the pages are about: a finding with a precedent, a passage of it, an audit, a document that is no PDF."""
    with httpx.Client(base_url=address) as client:
        findings = client.get("/api/v1/findings?k=100").json()["findings"]
        answers = [client.get(f"/api/v1/precedents?finding={one['id']}").json() for one in findings[:10]]
        answer = next(one for one in answers if one["hits"])
        documents = client.get("/api/v1/documents?k=100").json()["documents"]
    hit = next(one for one in answer["hits"] if one["document"]["title"])
    pdf = next(one for one in documents if one["file"] == "ekebro-digitaliseringsstrategi.pdf")
    html = next(one for one in documents if one["file"].endswith(".html"))
    return {"finding": answer["finding"], "hit": hit, "pdf": pdf, "html": html}


@pytest.fixture(scope="module")
def paths(held: dict[str, Any], address: str) -> dict[str, str]:
    finding, pdf = held["finding"], held["pdf"]
    passages = httpx.get(f"{address}/api/v1/documents/{pdf['id']}/passages?k=100").json()["passages"]
    passage = max(passages, key=lambda one: len(one["text"]))
    span = f"page={passage['page']}&start={passage['start']}&end={passage['end']}"
    found = {
        "start": "/",
        "search": "/?q=digitalisering&kind=strategi&sort=newest",
        "none": "/?q=simhallens+klorering",
        "findings": "/iakttagelser",
        "finding": f"/iakttagelser/{finding['id']}",
        "own-finding": "/prejudikat?text=Det+saknas+en+digitaliseringsstrategi&municipality=Ekebro",
        "document": f"/dokument/{pdf['id']}",
        "place": f"/dokument/{pdf['id']}?{span}",
        "plain-document": f"/dokument/{held['html']['id']}",
        "audits": "/granskningar",
        "audit": f"/granskningar/{finding['document']['id']}",
        "municipalities": "/kommuner?measure=weak",
        "municipality": f"/kommuner/{finding['document']['code']}",
        "comparison": "/kommuner/jamfor?a=Ekebro&b=Vistad&c=Lund",
        "graph": f"/graf?finding={finding['id']}",
        "coverage": "/samlingen",
        "help": "/hjalp",
        "about": "/om",
        "accessibility": "/tillganglighet",
        "error": "/dokument/nix",
    }
    assert tuple(found) == NAMES
    return found


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_axe_finds_nothing(browser: Browser, address: str, paths: dict[str, str], name: str, language: str) -> None:
    scheme = "dark" if language == "en" else "light"
    with opened(browser, address, color_scheme=scheme, viewport={"width": 1280, "height": 900}) as page:
        visit(page, address, paths[name], language)
        expect(page.locator("html")).to_have_attribute("lang", language)
        assert page.locator("h1").count() == 1
        assert faults(page) == []


def visit(page: Page, address: str, path: str, language: str = "sv") -> None:
    """Open a page; one of an error by its content, so that the console stays for what is wrong."""
    prefix = "" if language == "sv" else "/en"
    if path.endswith("nix"):
        answer = page.request.get(f"{prefix}{path}", headers={"Accept": "text/html"})
        assert answer.status == 404
        page.goto(f"{prefix}/")
        inner = answer.text()
        page.evaluate("html => document.documentElement.innerHTML = html", inner)
    else:
        page.goto(prefix + path)
        drawn(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_nothing_overflows_at_320_pixels_and_targets_can_be_hit(
    browser: Browser, address: str, paths: dict[str, str], scripts: bool, scheme: str
) -> None:
    size = {"width": 320, "height": 800}
    with opened(browser, address, java_script_enabled=scripts, color_scheme=scheme, viewport=size) as page:
        for name, path in paths.items():
            if name == "error":
                continue
            # Without scripts in English, whose words are of other lengths.
            page.goto(path if scripts else f"/en{path}")
            if scripts:
                drawn(page)
            assert page.locator("h1").count() == 1, name
            assert sideways(page) == 0, name
            small = [one for one in page.evaluate(TARGETS) if not one[3] and min(one[1], one[2]) < 24]
            assert small == [], name


def test_at_twice_the_size_nothing_overflows(browser: Browser, address: str, paths: dict[str, str]) -> None:
    # Zoom to 200 % in a window of 1280 pixels is a window of 640 with twice the density.
    size = {"width": 640, "height": 450}
    with opened(browser, address, viewport=size, device_scale_factor=2) as page:
        for name in ("start", "search", "finding", "place", "municipalities", "graph"):
            page.goto(paths[name])
            drawn(page)
            assert sideways(page) == 0, name


@pytest.mark.parametrize("name", ["start", "search", "finding", "place", "municipality", "graph"])
def test_the_keyboard_reaches_everything_and_is_never_caught(
    browser: Browser, address: str, paths: dict[str, str], name: str
) -> None:
    with opened(browser, address, viewport={"width": 1280, "height": 900}) as page:
        page.goto(paths[name])
        drawn(page)
        reachable = page.evaluate(REACHABLE)
        steps = walked(page, reachable + 20)
        assert len(steps) >= reachable
        assert [one["name"] for one in steps if not one["outline"]] == []
        assert steps[0]["name"] in ("Till innehållet",)


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
        page.wait_for_function("document.activeElement.scrollLeft > 0")


def test_reduced_motion_is_heeded(browser: Browser, address: str, paths: dict[str, str]) -> None:
    with opened(browser, address, reduced_motion="reduce") as page:
        page.goto(paths["start"])
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def test_the_first_page_is_light(browser: Browser, address: str, paths: dict[str, str]) -> None:
    for name in ("start", "search"):
        with opened(browser, address) as page:
            bodies = list[bytes]()
            page.on("response", lambda answer, bodies=bodies: bodies.append(answer.body()))  # type: ignore[misc]
            page.goto(paths[name], wait_until="networkidle")
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


def test_a_quote_opens_its_page_with_exactly_its_words_marked(
    browser: Browser, address: str, paths: dict[str, str]
) -> None:
    with opened(browser, address, viewport={"width": 1280, "height": 900}) as page:
        page.goto(paths["place"])
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


def test_the_graph_says_what_the_table_says(browser: Browser, address: str, paths: dict[str, str]) -> None:
    with opened(browser, address) as page:
        page.goto(paths["graph"])
        drawn(page)
        graph = page.request.get(page.locator("#graf").get_attribute("data-graph") or "").json()
        assert len(graph["edges"]) == page.locator("tbody tr").count()
        assert len(graph["nodes"]) <= 100


def squeezed(pdf: bytes) -> str:
    """The text of a PDF without blanks and without the feet of its pages."""
    text = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    return re.sub(r"Sida\d+Styrgraf", "", "".join(text.split()))


def test_working_papers_quote_exactly(address: str, held: dict[str, Any]) -> None:
    root = f"{address}/iakttagelser/{held['finding']['id']}/arbetspapper"
    quotes = [passage["text"] for passage in held["hit"]["passages"]]
    paper = docx.Document(io.BytesIO(httpx.get(f"{root}.docx").content))
    texts = [paragraph.text for paragraph in paper.paragraphs]
    printed = squeezed(httpx.get(f"{root}.pdf").content)
    for quote in quotes:
        assert quote.replace("\f", "\n") in texts
        assert "".join(quote.split()) in printed
    sources = [text for text in texts if "SHA-256" in text]
    reading = httpx.get(f"{address}/api/v1/documents/{held['hit']['document']['id']}").json()
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
