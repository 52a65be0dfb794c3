"""Documents that mean harm are shown as text: scripts, pictures, marks that turn the writing, names without end."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import httpx
import pytest
from playwright.sync_api import Browser

from tests.browsing import launched, needs_browser, opened, sideways
from tests.surface import ok, serving

pytestmark = needs_browser
SCRIPT = "<script>document.title='taken'</script><img src=x onerror=alert(1)><svg onload=alert(1)>"
TURNED = "Policy \u202egnirkislå\u202c för \u2067resor\u2069"
ENDLESS = "Strategi" + "mål" * 3300
BODY = "\n\nAntagen av kommunfullmäktige 2021-03-08, § 41\n\n1 Mål\n\nKommunen ska ha mål för {} och följa upp dem.\n"
FORMULA = '=HYPERLINK("x") Riktlinje för formler'


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "in").mkdir()
    for number, title in enumerate((f"Strategi för {SCRIPT}", TURNED, ENDLESS, FORMULA)):
        (folder / "in" / f"{number}.txt").write_text(title + BODY.format(title[:200]), encoding="utf-8")
    ok("ingest", folder / "in", "--store", folder / "store")
    with serving(folder / "store") as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as found:
        yield found


def test_nothing_runs_and_nothing_breaks_the_page(browser: Browser, address: str) -> None:
    documents = httpx.get(f"{address}/api/v1/documents?k=10").json()["documents"]
    assert len(documents) == 4
    paths = [
        "/dokument",
        f"/?q={quote('mål för ' + SCRIPT)}",
        "/samlingen",
        "/granskningar",
        f"/prejudikat?text={quote(SCRIPT)}",
    ]
    paths += [f"/dokument/{one['id']}" for one in documents]
    paths += [f"/graf?document={one['id']}" for one in documents]
    for width in (320, 1280):
        with opened(browser, address, viewport={"width": width, "height": 800}) as page:
            for path in paths:
                page.goto(path)
                assert "taken" not in page.title() or "<script>" in page.title(), path
                assert page.locator("img, svg:not(.map svg)").count() == 0, path
                assert sideways(page) == 0, (path, width)


def test_a_cell_is_no_formula(address: str) -> None:
    table = httpx.get(f"{address}/traffar.csv", params={"q": "riktlinje för formler"}).text
    assert "formler" in table
    assert not any(cell.startswith("=") for line in table.splitlines() for cell in line.replace('"', "").split(","))
