"""Picture the pages of the sample collection into docs/img, as a person with chromium sees them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parents[1]
OUT = ROOT / "docs/img"
QUESTION = "informationssäkerhet ansvar uppföljning"


@contextmanager
def serving(store: str) -> Iterator[str]:
    """The service on a store of the sample."""
    styrgraf = [sys.executable, "-m", "styrgraf"]
    subprocess.run([*styrgraf, "demo", "--store", store, "--sample", "sample", "--no-serve"], cwd=ROOT, check=True)
    command = [*styrgraf, "serve", "--store", store, "--port", "0"]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    found = re.search(r"http://[\d.]+:\d+", process.stderr.readline())
    try:
        assert found, "the service did not start"
        yield found.group()
    finally:
        process.terminate()


WORK = {"review": "/granska", "intake": "/lasa-in", "watches": "/bevakningar"}


def sign_in(page: Page, address: str, store: str) -> None:
    """Sign in with a key of one's own, for the pages of work."""
    command = [sys.executable, "-m", "styrgraf", "key", "add", "granskare", "--store", store]
    key = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
    page.goto(f"{address}/logga-in")
    page.get_by_label("Nyckel").fill(key)
    page.get_by_role("button", name="Logga in").click()


def pages(page: Page, address: str) -> dict[str, str]:
    """Name and path of every page that is pictured, found by what the collection holds."""

    def told(path: str) -> Any:
        return page.request.get(address + path).json()

    findings = told("/api/v1/findings?step=nej&k=40")["findings"]
    answers = [told(f"/api/v1/precedents?finding={one['id']}") for one in findings]
    best = max(answers, key=lambda answer: sum(hit["score"] for hit in answer["hits"]))
    finding, hit = best["finding"], best["hits"][0]
    passage, held = hit["passages"][0], hit["document"]["id"]
    span = f"page={passage['page']}&start={passage['start']}&end={passage['end']}"
    return {
        "start": "/",
        "search": f"/?q={QUESTION}",
        "none": "/?q=simhallens+klorering",
        "findings": "/iakttagelser",
        "precedent-card": f"/iakttagelser/{finding['id']}",
        "own-finding": "/prejudikat?text=Nämnden+saknar+riktlinjer+för+intern+kontroll",
        "document": f"/dokument/{held}",
        "document-page": f"/dokument/{held}?{span}#kallan",
        "audit": f"/granskningar/{finding['document']['id']}",
        "audits": "/granskningar",
        "municipality": f"/kommuner/{finding['document']['code']}",
        "municipalities": "/kommuner",
        "comparison": "/kommuner/jamfor?a=Ekebro&b=Norrvik&c=Lund&subject=digitalisering",
        "graph": f"/graf?finding={finding['id']}",
        "coverage": "/samlingen",
        "help": "/hjalp",
        "about": "/om",
        "accessibility": "/tillganglighet",
        "english": f"/en/?q={QUESTION}",
    }


def picture(page: Page, name: str, address: str, *, whole: bool = False) -> None:
    """One page into one file, when its scripts have drawn what they draw."""
    page.goto(address, wait_until="networkidle")
    for place in ("#ark", "#graf"):
        if page.locator(place).count():
            page.wait_for_selector(f"{place}[data-shown]", timeout=20_000)
    page.screenshot(path=OUT / f"{name}.png", full_page=whole)


def main(chosen: list[str]) -> None:
    """Picture all pages, or those named."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
    with tempfile.TemporaryDirectory() as store, serving(f"{store}/store") as address, sync_playwright() as browsers:
        browser = browsers.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        page = browser.new_page(viewport={"width": 1280, "height": 900}, locale="sv-SE")
        for name, path in pages(page, address).items():
            if not chosen or name in chosen:
                picture(page, name, address + path)
        sign_in(page, address, f"{store}/store")
        for name, path in WORK.items():
            if not chosen or name in chosen:
                picture(page, name, address + path)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
