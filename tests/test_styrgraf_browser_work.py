"""The pages of work in a real browser: signed in, with and without scripts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from styrgraf.keys import Keys
from tests.browsing import faults, needs_browser, opened, sideways
from tests.site import DOUBTFUL
from tests.surface import DOCUMENTS, ok, serving

pytestmark = needs_browser


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("work") / "store"
    (made.parent / "resor.txt").write_text(DOUBTFUL)
    ok("ingest", DOCUMENTS, made.parent / "resor.txt", "--store", made)
    return made


@pytest.fixture(scope="module")
def key(store: Path) -> str:
    return Keys(store).add("Åsa", "reviewer")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the service watches, with a file that can be read and one that cannot."""
    made = tmp_path_factory.mktemp("in")
    (made / "cyklar.txt").write_text(
        "Policy för cyklar\n\nAntagen av kommunfullmäktige 2020-01-20, § 5\n\nDen som cyklar är rädd om cykeln.\n"
    )
    (made / "tom.txt").touch()
    return made


def watched_page(page: Page, folder: Path) -> None:
    """Open the page of the watched folder, once all that lies there has been taken and read."""
    page.goto("/lasa-in")
    page.get_by_role("link", name=str(folder)).click()
    for _ in range(100):
        if "0 väntar, 1 gick inte" in page.get_by_role("status").inner_text():
            return
        page.wait_for_timeout(300)
        page.reload()


@pytest.fixture(scope="module")
def address(store: Path, folder: Path) -> Iterator[str]:
    with serving(store, STYRGRAF_WATCH=str(folder), STYRGRAF_WATCH_SECONDS="1") as found:
        yield found


@contextmanager
def signed_in(browser: Browser, address: str, key: str, **context: Any) -> Iterator[Page]:
    with opened(browser, address, **context) as page:
        page.goto("/logga-in?next=/arbete")
        page.get_by_label("Nyckel").fill(key)
        page.get_by_role("button", name="Logga in").click()
        expect(page.get_by_text("Inloggad som Åsa.")).to_be_visible()
        yield page


def test_who_is_not_signed_in_is_asked_to(browser: Browser, address: str, key: str) -> None:
    with opened(browser, address, java_script_enabled=False) as page:
        page.goto("/granska")
        assert "/logga-in?next=%2Fgranska" in page.url
        page.get_by_label("Nyckel").fill(key)
        page.get_by_role("button", name="Logga in").click()
        expect(page.get_by_role("heading", name="Granska", exact=True)).to_be_visible()
        page.goto("/arbete")
        page.get_by_role("button", name="Logga ut").click()
        page.goto("/arbete")
        expect(page.get_by_role("link", name="Logga in")).to_be_visible()


def test_a_value_is_corrected_without_scripts_and_undone(browser: Browser, address: str, key: str) -> None:
    with signed_in(browser, address, key, java_script_enabled=False) as page:
        page.goto("/granska?kind=contradiction")
        expect(page.get_by_role("heading", name="Beslutsdatum")).to_be_visible()
        expect(page.locator("figure mark").first).to_have_text("2019-05-20")
        page.get_by_label("Rätt värde").fill("2019-06-17")
        page.get_by_label("Varför").fill("Rutan är rätt")
        page.get_by_role("button", name="Rätta").click()
        expect(page.get_by_role("status")).to_contain_text("Inget väntar")
        page.goto("/dokument")
        page.get_by_role("link", name="Policy för resor").click()
        fact = page.locator("dd", has_text="17 juni 2019").first
        expect(fact).to_contain_text("Rättat av Åsa")
        expect(fact).to_contain_text("2019-05-20")
        page.goto("/granska/logg")
        row = page.get_by_role("row", name="Rutan är rätt")
        row.get_by_role("button", name="Ångra").click()
        page.goto("/granska?kind=contradiction")
        expect(page.get_by_label("Rätt värde")).to_have_value("2019-05-20")


def test_the_keyboard_reviews(browser: Browser, address: str, key: str) -> None:
    with signed_in(browser, address, key) as page:
        page.goto("/granska?kind=uncertain")
        first = page.locator("#vardet").inner_text()
        page.keyboard.press("g")
        expect(page.locator("#vardet")).not_to_have_text(first)
        page.get_by_label("Varför").fill("ga")
        assert page.get_by_label("Varför").input_value() == "ga", "typing is typing"
        page.goto("/granska/logg")
        expect(page.get_by_role("row", name="Godkänt").first).to_contain_text("Åsa")


def test_feedback_is_given_where_the_precedent_stands(browser: Browser, address: str, key: str) -> None:
    with signed_in(browser, address, key) as page:
        page.goto("/iakttagelser")
        page.get_by_role("link", name="strategi för digital transformation").first.click()
        card = page.get_by_role("region", name="Prejudikat i andra kommuner").get_by_role("article").first
        card.get_by_role("button", name="Inte relevant").click()
        expect(card).to_contain_text("Inte relevant enligt Åsa")
        assert faults(page) == []
        card.get_by_role("button", name="Ångra").click()
        expect(card.get_by_role("button", name="Inte relevant")).to_be_visible()


def test_what_others_write_shows_as_text(browser: Browser, address: str, key: str) -> None:
    with signed_in(browser, address, key) as page:
        page.goto("/dokument")
        page.get_by_role("link", name="Policy för resor").click()
        page.get_by_role("link", name="Granska Titel").click()
        page.get_by_label("Rätt värde").fill("<script>alert(1)</script><svg onload=alert(1)>\u202e")
        page.get_by_role("button", name="Rätta").click()
        page.goto("/granska/logg")
        expect(page.get_by_text("<script>alert(1)</script>").first).to_be_visible()
        page.get_by_role("row", name="<script>").get_by_role("button", name="Ångra").click()


FILES = [
    {
        "name": "Möten & <b>sammanträden.txt",
        "mimeType": "text/plain",
        "buffer": DOUBTFUL.replace("resor", "möten").encode(),
    },
    {"name": "bild.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + bytes(50)},
]


@pytest.mark.parametrize("scripts", [True, False])
def test_files_are_sent_and_each_has_its_result(browser: Browser, address: str, key: str, scripts: bool) -> None:
    with signed_in(browser, address, key, java_script_enabled=scripts) as page:
        page.get_by_role("link", name="Läsa in").click()
        page.get_by_label("Filer", exact=True).set_input_files(FILES)  # type: ignore[arg-type]
        page.get_by_role("button", name="Läs in").click()
        page.wait_for_url("**/lasa-in/2*")
        for _ in range(200):
            if "klar" in page.get_by_role("status").inner_text():
                break
            page.wait_for_timeout(300)
            if not scripts:
                page.get_by_role("link", name="Uppdatera").click()
        expect(page.get_by_role("status")).to_contain_text("2 av 2 filer, klar")
        expect(page.get_by_role("link", name="Möten & <b>sammanträden.txt")).to_be_visible()
        if scripts:
            assert faults(page) == []
        page.get_by_role("link", name="Gick inte att läsa").click()
        expect(page.get_by_role("row", name="bild.png")).to_contain_text("innehållet är inte ett dokument")
        expect(page.get_by_role("row")).to_have_count(2)


def test_a_watched_folder_says_what_it_gave_and_what_failed(
    browser: Browser, address: str, key: str, folder: Path
) -> None:
    with signed_in(browser, address, key, java_script_enabled=False) as page:
        watched_page(page, folder)
        expect(page.get_by_role("link", name="cyklar.txt")).to_be_visible()
        page.get_by_role("link", name="Gick inte att läsa").click()
        row = page.get_by_role("row", name="tom.txt")
        expect(row).to_contain_text("är tom")
        expect(page.get_by_role("row")).to_have_count(2)
        page.get_by_role("button", name="Försök igen").click()
        page.wait_for_url("**/lasa-in/2*")
        expect(page.get_by_role("status")).to_contain_text("av 1 filer")


def test_what_was_sent_is_read_though_the_browser_is_closed(browser: Browser, address: str, key: str) -> None:
    with signed_in(browser, address, key) as page:
        page.goto("/lasa-in")
        before = page.locator(".lines li", has_text="Åsa").count()
        more = [
            {"name": f"{n}.txt", "mimeType": "text/plain", "buffer": DOUBTFUL.replace("resor", n).encode()}
            for n in ("snö", "is", "sand")
        ]
        page.get_by_label("Filer", exact=True).set_input_files(more)  # type: ignore[arg-type]
        with page.expect_response(lambda answer: answer.request.method == "POST"):
            page.get_by_role("button", name="Läs in").click()
    with signed_in(browser, address, key) as page:
        page.goto("/lasa-in")
        expect(page.locator(".lines li", has_text="Åsa")).to_have_count(before + 1)
        page.locator(".lines li", has_text="Åsa").first.get_by_role("link").first.click()
        # Without a reload: count and rows come together.
        expect(page.get_by_role("status")).to_contain_text("3 av 3 filer, klar", timeout=120_000)
        expect(page.get_by_role("cell", name="läst", exact=True)).to_have_count(3)


def test_a_search_is_saved_run_again_watched_and_removed(
    browser: Browser, address: str, key: str, folder: Path
) -> None:
    with signed_in(browser, address, key, java_script_enabled=False) as page:
        page.goto("/?q=belysning+i+parker&kind=policy")
        page.get_by_role("link", name="Spara sökningen").click()
        expect(page.get_by_label("Sökning", exact=True)).to_have_value("belysning i parker")
        page.get_by_label("Namn (om du vill)").fill("Belysning")
        page.get_by_role("button", name="Spara").click()
        row = page.get_by_role("row", name="Belysning")
        expect(row).to_contain_text("inget nytt")
        (folder / "belysning.txt").write_text(DOUBTFUL.replace("resor", "belysning i parker"))
        for _ in range(200):
            page.reload()
            if row.get_by_role("link", name="1 nytt").count():
                break
            page.wait_for_timeout(300)
        row.get_by_role("link", name="1 nytt").click()
        expect(page.get_by_role("link", name="Policy för belysning i parker")).to_be_visible()
        page.get_by_role("button", name="Jag har sett allt").click()
        expect(page.get_by_role("button", name="Jag har sett allt")).to_have_count(0)
        page.get_by_role("button", name="Bevaka", exact=True).click()
        expect(page.get_by_role("link", name="Flöde (Atom)")).to_be_visible()
        page.goto("/sokningar")
        row.get_by_role("link", name="Sök igen").click()
        assert "kind=policy" in page.url
        expect(page.get_by_role("link", name="Policy för belysning i parker", exact=True)).to_be_visible()
        page.goto("/sokningar")
        row.get_by_role("button", name="Ta bort").click()
        expect(page.get_by_text("Belysning", exact=True)).to_have_count(0)


@pytest.mark.parametrize(
    ("start", "about"),
    [
        ("/iakttagelser", "Iakttagelse"),
        ("/prejudikat?text=Det+saknas+en+policy+f%C3%B6r+resor&municipality=Stenbro", "Egen iakttagelse"),
        ("/kommuner/Stenbro", "Kommun"),
        ("/dokument", "Dokument"),
    ],
)
def test_what_has_a_page_is_watched_from_it(browser: Browser, address: str, key: str, start: str, about: str) -> None:
    with signed_in(browser, address, key, java_script_enabled=False) as page:
        page.goto(start)
        if about == "Iakttagelse":
            page.locator("a[href*='/iakttagelser/']").first.click()
        elif about == "Dokument":
            page.get_by_role("table").get_by_role("link").first.click()
        page.get_by_role("main").get_by_role("link", name=re.compile("^Bevaka")).click()
        expect(page.locator("form.lead")).to_contain_text(about)
        page.get_by_role("button", name="Bevaka").click()
        expect(page.get_by_text("Inget nytt än.")).to_be_visible()
        page.get_by_role("link", name="Visa svaret som det är nu").click()
        assert page.url.partition("?")[0].removeprefix(address).startswith(start.partition("?")[0].rpartition("/")[0])
        page.go_back()
        page.get_by_role("button", name="Sluta bevaka").click()
        expect(page.get_by_text("Det finns inga än.")).to_be_visible()


def test_an_admin_takes_a_document_down_from_its_page(browser: Browser, address: str, store: Path) -> None:
    admin = Keys(store).add("Eva", "admin")
    with opened(browser, address) as page:
        as_admin(page, admin, "Digitaliseringsstrategi")
        for width in (320, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert sideways(page) == 0 and faults(page) == [], width
    # The page that says so is answered with 410, which a browser notes as an error.
    context = browser.new_context(base_url=address, locale="sv-SE", java_script_enabled=False)
    page = context.new_page()
    as_admin(page, admin, "Policy för resor")
    page.get_by_label("Skäl").fill("Fel fil")
    page.get_by_role("button", name="Ta bort för gott").click()
    expect(page.get_by_role("heading", name="Borttaget")).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Skäl: Fel fil")
    context.close()


def as_admin(page: Page, key: str, title: str) -> None:
    """Open what an admin may do with a document."""
    page.goto("/logga-in?next=/dokument")
    page.get_by_label("Nyckel").fill(key)
    page.get_by_role("button", name="Logga in").click()
    page.get_by_role("link", name=title).first.click()
    page.get_by_text("Ta bort dokumentet ur samlingen").click()
