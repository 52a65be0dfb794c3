"""The visual builder in a real browser: choosing makes a query, under the strict policy and without other hosts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, Page, expect
from rdflib import RDF, RDFS, URIRef
from rdflib.namespace import SH

from ontology.search_shapes import SHAPE, search_shapes
from ontology.terms import vocabulary
from tests.browsing import faults, launched, needs_browser, sideways
from tests.surface import DOCUMENTS, ok, serving


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A page that fails if the content policy is broken, a script errs, or another host is asked."""
    store, said = tmp_path_factory.mktemp("builder") / "store", list[str]()
    ok("ingest", DOCUMENTS, "--store", store)
    with serving(store) as address, launched() as browser:
        found = browser.new_page(base_url=address, locale="sv-SE")
        found.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        found.on("pageerror", lambda error: said.append(str(error)))
        found.on("request", lambda asked: None if asked.url.startswith((address, "data:")) else said.append(asked.url))
        yield found
    assert said == []


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
@pytest.mark.parametrize("width", [320, 1280])
def test_builder_pleases_axe_and_does_not_scroll_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/fragor/bygg")
    expect(choice(page, "styrdokument")).to_be_visible()
    assert sideways(page) == 0
    assert faults(page) == []


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
