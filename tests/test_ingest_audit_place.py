"""The audited municipality is that of the auditors who ordered the audit, however often another is mentioned."""

from __future__ import annotations

from ingest.audit_place import audited_place
from ingest.registry import Registry
from kg.model import Document, Field, Source, Span

REGISTRY = Registry.load()


def _document(who: str, municipality: str | None = "Vara") -> Document:
    read_before = (
        Field(municipality, 0.7, "most-named", (Span(1, 0, 4, "Vara"),), code="1470") if municipality else None
    )
    ordered = Field(who, 0.95, "commissioned-on-behalf", (Span(1, 10, 10 + len(who), who),))
    source = Source("a.txt", "text/plain", 1, "0" * 64)
    return Document("a", "revisionsrapport", source, 1, municipality=read_before, commissioned_by=ordered)


def test_the_auditors_municipality_goes_before_one_mentioned_for_comparison() -> None:
    place = audited_place(_document("de förtroendevalda revisorerna i Marks kommun"), REGISTRY)
    assert place is not None and (place.value, place.code) == ("Mark", "1463")


def test_a_genitive_before_the_auditors() -> None:
    place = audited_place(_document("Halmstads kommuns revisorer", None), REGISTRY)
    assert place is not None and (place.value, place.code) == ("Halmstad", "1380")


def test_a_municipality_that_no_register_knows_is_not_replaced_by_another() -> None:
    assert audited_place(_document("revisorerna i Hedalunda kommun"), REGISTRY) is None


def test_auditors_without_a_place_change_nothing() -> None:
    document = _document("kommunens revisorer")
    assert audited_place(document, REGISTRY) == document.municipality
