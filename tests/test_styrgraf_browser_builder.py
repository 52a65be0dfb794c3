"""The visual builder in a real browser: choosing makes a query, under the strict policy and without other hosts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from rdflib import RDF, RDFS, URIRef
from rdflib.namespace import SH

from ontology.search_shapes import SHAPE, search_shapes
from ontology.terms import vocabulary
from tests.browsing import faults, needs_browser, opened


@pytest.fixture
def page(browser: Browser, held_address: str) -> Iterator[Page]:
    # Sparnatural warns of what it does itself.
    with opened(browser, held_address, heard=("error",)) as found:
        yield found


@pytest.fixture
def plain(browser: Browser, held_address: str) -> Iterator[Page]:
    """A page without scripts."""
    with opened(browser, held_address, java_script_enabled=False) as found:
        yield found


def choice(page: Page, text: str) -> Locator:
    return page.locator("spar-natural .item-label:visible", has_text=text).first


@needs_browser
def test_choosing_makes_a_query_that_is_asked(page: Page) -> None:
    page.goto("/fragor/bygg")
    choice(page, "styrdokument").click()
    choice(page, "dokumenttyp").click()
    expect(page.locator("spar-natural")).to_contain_text("Välj:")
    page.locator("spar-natural .select2-selection").first.click()
    page.locator(".select2-results__option", has_text="strategi").first.click()
    written = page.get_by_label("Frågan i SPARQL")
    expect(written).to_be_visible()
    assert "v1#SteeringDocument>" in written.input_value() and "v1/kind/strategi>" in written.input_value()
    page.get_by_role("button", name="Ställ frågan", exact=True).click()
    expect(page.locator("#yasgui table")).to_contain_text("Digitaliseringsstrategi 2022–2026")


@needs_browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_keyboard_chooses_too_and_what_it_opened_pleases_axe(page: Page, scheme: str) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto("/fragor/bygg")
    expect(choice(page, "styrdokument")).to_be_visible()
    for name in ("styrdokument", "dokumenttyp", "Välj ett värde"):
        pressed_to(page, name)
        page.keyboard.press("Enter")
        page.wait_for_timeout(300)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Frågan i SPARQL")).to_have_value(re.compile("v1/kind/"))
    assert faults(page) == []


def pressed_to(page: Page, name: str) -> None:
    """Press Tab until what is called so in the builder has the focus."""
    held = (
        "name => document.activeElement.closest('spar-natural')?.contains(document.activeElement) "
        "&& document.activeElement.textContent.trim().startsWith(name)"
    )
    for _ in range(100):
        page.keyboard.press("Tab")
        if page.evaluate(held, name):
            return
    raise AssertionError(f"{name} is out of reach")


@needs_browser
def test_the_form_asks_without_scripts(plain: Page) -> None:
    plain.goto("/fragor/bygg")
    plain.get_by_label("Vad söker du?").select_option("styrdokument")
    plain.get_by_role("button", name="Välj").click()
    plain.get_by_label("dokumenttyp", exact=True).select_option("strategi")
    plain.get_by_label("beslutsdatum, från").fill("2022")
    plain.get_by_label("kommun innehåller").fill("lövsta")
    plain.get_by_role("button", name="Visa frågan i SPARQL").click()
    expect(plain.get_by_label("Frågan i SPARQL")).to_have_value(re.compile("kind/strategi"))
    expect(plain.get_by_label("kommun innehåller")).to_have_value("lövsta")
    plain.locator(".build").get_by_role("button", name="Ställ frågan").click()
    rows = plain.get_by_role("table").get_by_role("row")
    expect(rows).to_have_count(2)
    expect(rows.last).to_contain_text("Digitaliseringsstrategi 2022–2026")
    expect(rows.last).to_contain_text("Lövsta")


@needs_browser
def test_builder_speaks_english_too(page: Page) -> None:
    page.goto("/en/fragor/bygg")
    expect(choice(page, "steering document")).to_be_visible()


def test_every_way_on_leads_to_a_shape_and_has_words_in_both_languages() -> None:
    graph = search_shapes()
    shapes = set(graph.subjects(RDF.type, SH.NodeShape))
    assert set(graph.objects(None, SH.node)) <= shapes
    for way in graph.objects(None, SH.property):
        assert {getattr(name, "language", None) for name in graph.objects(way, SH.name)} == {"sv", "en"}
        assert (graph.value(way, SH.node) is None) != (graph.value(way, SH.datatype) is None)
    for shape in shapes:
        assert {getattr(name, "language", None) for name in graph.objects(shape, RDFS.label)} == {"sv", "en"}


def test_shapes_speak_of_the_vocabulary() -> None:
    graph = search_shapes()
    assert set(graph.objects(None, SH.path)) | set(graph.objects(None, SH.targetClass)) <= set(vocabulary().subjects())
    assert URIRef(SHAPE["SteeringDocument"]) in set(graph.subjects())
