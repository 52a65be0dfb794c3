"""The constants are those of the files, and the files are complete in both languages."""

from __future__ import annotations

from typing import get_args

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, URIRef

from kg import kinds
from kg.bodies import body_type
from kg.model import STEPS, Action, Precision, Provision, Status
from ontology.terms import CONCEPTS, NAMESPACE, STYR, labels, notations, vocabulary

GRAPH = vocabulary()
OWN = {term for term in GRAPH.subjects(RDF.type) if str(term).startswith(NAMESPACE)}


def test_constants_are_the_terms_of_the_files() -> None:
    assert {getattr(STYR, name) for name in STYR.__annotations__ if not name.startswith("_")} == OWN


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_term_has_label_and_definition(language: str) -> None:
    def has(term: object, *properties: URIRef) -> bool:
        return any(o.language == language for p in properties for o in GRAPH.objects(term, p))  # type: ignore[arg-type]

    terms = (
        OWN | set(GRAPH.subjects(RDF.type, OWL.DatatypeProperty)) | set(GRAPH.subjects(RDF.type, OWL.ObjectProperty))
    )
    assert [t for t in terms if not has(t, RDFS.label) or not has(t, SKOS.definition)] == []
    assert [c for c in GRAPH.subjects(RDF.type, SKOS.Concept) if not has(c, SKOS.prefLabel)] == []


def test_every_own_term_that_is_referred_to_exists() -> None:
    used = {t for triple in GRAPH for t in triple if str(t).startswith((NAMESPACE, CONCEPTS))}
    assert used - set(GRAPH.objects(None, OWL.versionIRI)) <= set(GRAPH.subjects())


@pytest.mark.parametrize(
    ("scheme", "values"),
    [
        ("step", STEPS),
        ("status", get_args(Status)),
        ("action", get_args(Action)),
        ("precision", get_args(Precision)),
        ("provision", get_args(Provision)),
        ("kind", kinds.STEERING | kinds.OTHER | {kinds.AUDIT}),
    ],
)
def test_model_and_vocabulary_know_the_same_values(scheme: str, values: object) -> None:
    assert notations(scheme) == set(values)  # type: ignore[call-overload]


def test_kinds_with_a_family_are_the_steering_ones() -> None:
    with_family = {str(GRAPH.value(s, SKOS.notation)) for s in GRAPH.subjects(STYR.family)}
    assert with_family == kinds.STEERING


def test_every_printed_verdict_has_a_step_and_a_scale() -> None:
    assert labels("verdict")["delvis-uppfyllt"] == "delvis uppfyllt"
    for verdict in GRAPH.subjects(SKOS.inScheme, URIRef(CONCEPTS + "verdict")):
        assert GRAPH.value(verdict, STYR.step) and GRAPH.value(verdict, SKOS.broader)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("kommunfullmäktige", "fullmaktige"),
        ("Barn- och utbildningsnämnden", "namnd"),
        ("kommunstyrelsen", "styrelse"),
        ("kommunstyrelsens arbetsutskott", "utskott"),
        ("stadsdirektören", "tjansteperson"),
        ("Borgholm Energi AB", "bolag"),
        ("revisorerna", "revisorer"),
        ("tekniska rådet", "annat"),
    ],
)
def test_type_of_a_body(name: str, kind: str) -> None:
    assert body_type(name) == kind and kind in notations("bodytype")


def test_vocabulary_has_no_blank_nodes() -> None:
    """A blank node is another one each time it is read, and a generation's content would never be the same twice."""
    assert [triple for triple in GRAPH if any(isinstance(term, BNode) for term in triple)] == []
