"""Picture the pages of the sample collection into docs/img, as a person with chromium sees them.

Each in Swedish and light; some in English, in the dark and on a telephone. With Debian's chromium-l10n the browser's
own controls are Swedish.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[1]
OUT = ROOT / "docs/img"
QUESTION = "informationssäkerhet ansvar uppföljning"
COUNTED = """SELECT ?kind (COUNT(?document) AS ?documents) WHERE {
  ?document a styr:Document ; styr:kind/skos:notation ?kind .
} GROUP BY ?kind ORDER BY DESC(?documents)"""
# Flat colours and text take no more; those that cover the most keep the small badges in their colours.
COLOURS = 256
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 375, "height": 812}
WORK = {
    "work": "/arbete",
    "intake": "/lasa-in",
    "review": "/granska",
    "review-log": "/granska/logg",
    "watches": "/bevakningar",
    "saved": "/sokningar",
}
# Name of the picture: the page, and how it is seen.
OTHERWISE: dict[str, tuple[str, dict[str, Any]]] = {
    "english": ("search", {"tongue": "/en"}),
    "english-finding": ("precedent-card", {"tongue": "/en"}),
    "dark": ("precedent-card", {"color_scheme": "dark"}),
    "dark-document": ("document-page", {"color_scheme": "dark"}),
    "mobile-start": ("start", {"viewport": NARROW}),
    "mobile-search": ("search", {"viewport": NARROW}),
    "mobile-finding": ("precedent-card", {"viewport": NARROW}),
    "mobile-findings": ("findings", {"viewport": NARROW}),
}


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


def begin_work(page: Page, address: str, store: str) -> None:
    """Sign in with a key of one's own, watch a search, and take in a document: what the pages of work are about."""
    command = [sys.executable, "-m", "styrgraf", "key", "add", "granskare", "--store", store]
    key = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
    page.goto(f"{address}/logga-in")
    page.get_by_label("Nyckel").fill(key)
    page.get_by_role("button", name="Logga in").click()
    page.goto(f"{address}/bevakningar?q=artificiell+intelligens")
    page.get_by_role("button", name="Bevaka").click()
    page.goto(f"{address}/lasa-in")
    page.get_by_label("Filer", exact=True).set_input_files(ROOT / "sample/documents/ekebro-digitaliseringsstrategi.pdf")
    page.get_by_role("button", name="Läs in").click()
    page.wait_for_url("**/lasa-in/*")


def _worth_showing(answer: Any) -> tuple[bool, float]:
    """Rather a first precedent that was in force when the audit was made; then many good ones."""
    return bool(answer["hits"][0]["badges"].get("in_force")), sum(hit["score"] for hit in answer["hits"])


def pages(page: Page, address: str) -> dict[str, str]:
    """Name and path of every page that is pictured, found by what the collection holds."""

    def told(path: str) -> Any:
        return page.request.get(address + path).json()

    findings = told("/api/v1/findings?step=nej&k=40")["findings"]
    answers = [told(f"/api/v1/precedents?finding={one['id']}") for one in findings]
    best = max((answer for answer in answers if answer["hits"]), key=_worth_showing)
    finding, hit = best["finding"], best["hits"][0]
    passage, held, code = hit["passages"][0], hit["document"]["id"], finding["document"]["code"]
    span = f"page={passage['page']}&start={passage['start']}&end={passage['end']}"
    return {
        "start": "/",
        "search": f"/?q={QUESTION}",
        "none": "/?q=simhallens+klorering",
        "not-held": "/?q=digitalisering&municipality=Lund",
        "findings": "/iakttagelser",
        "precedent-card": f"/iakttagelser/{finding['id']}",
        "own-finding": "/prejudikat?text=Nämnden+saknar+riktlinjer+för+intern+kontroll&municipality=Ekebro",
        "documents": "/dokument",
        "document": f"/dokument/{held}",
        "document-page": f"/dokument/{held}?{span}#kallan",
        "audit": f"/granskningar/{finding['document']['id']}",
        "audits": "/granskningar",
        "municipality": f"/kommuner/{code}",
        "municipalities": "/kommuner",
        "comparison": "/kommuner/jamfor?a=Ekebro&b=Norrvik&c=Lund&subject=digitalisering",
        "graph": f"/graf?finding={finding['id']}",
        "questions": "/fragor",
        "question": "/fragor/bedomningar-per-ar",
        "builder": "/fragor/bygg",
        "sparql": f"/sparql?{urlencode({'query': COUNTED})}",
        "vocabulary": "/ns/",
        "thing": f"/id/kommun/{code}",
        "downloads": "/dumps/",
        "coverage": "/samlingen",
        "help": "/hjalp",
        "about": "/om",
        "accessibility": "/tillganglighet",
        "signing": "/logga-in",
    }


def picture(page: Page, name: str, address: str) -> None:
    """One page into one file, when its scripts have drawn what they draw."""
    page.goto(address, wait_until="networkidle")
    for place in ("#ark", "#graf"):
        if page.locator(place).count():
            page.wait_for_selector(f"{place}[data-shown]", timeout=60_000)
    # The analysts' borrowed scripts draw after the network is still.
    for place, drawn in (("#yasgui", "#yasgui td"), ("spar-natural", "spar-natural .item-label")):
        if page.locator(place).count():
            page.wait_for_selector(drawn, timeout=60_000)
    image = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    image.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE).save(
        OUT / f"{name}.png", optimize=True
    )


def seen(browser: Browser, **how: Any) -> Page:
    """A window: wide and light unless said otherwise."""
    return browser.new_page(**{"viewport": WIDE, "locale": "sv-SE", **how})


def main(chosen: list[str]) -> None:
    """Picture all pages, or those named."""
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=sv"]
    with tempfile.TemporaryDirectory() as store, serving(f"{store}/store") as address, sync_playwright() as browsers:
        browser = browsers.chromium.launch(
            executable_path=shutil.which("chromium"), args=arguments, env={**os.environ, "LANGUAGE": "sv"}
        )
        page = seen(browser)
        paths = pages(page, address)
        for name, path in paths.items():
            if not chosen or name in chosen:
                picture(page, name, address + path)
        for name, (of, how) in OTHERWISE.items():
            if not chosen or name in chosen:
                tongue = how.get("tongue", "")
                with seen(browser, **{key: value for key, value in how.items() if key != "tongue"}) as other:
                    picture(other, name, address + tongue + paths[of])
        if not chosen or set(chosen) & set(WORK):
            begin_work(page, address, f"{store}/store")
            for name, path in WORK.items():
                if not chosen or name in chosen:
                    picture(page, name, address + path)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
