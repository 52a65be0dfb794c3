"""One document's graph says what was read, no more, with the place of each thing; and the same way each time."""

from __future__ import annotations

from typing import Any

import pytest
import rdflib
from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS

from kg.iris import Iris, slug
from kg.model import Assessment, Criterion, EarlierAudit, Flag, LawReference
from kg.triples import document_graph
from kg.triples_references import law_iri, official_iri
from ontology.terms import ELI, NIF, OA, STYR, concept
from tests.reading_factory import Paper, audit, strategy

IRIS = Iris()


def graph(paper: Paper) -> Graph:
    return document_graph(paper.reading())


def everything() -> Paper:
    paper = audit().cites(
        "digitaliseringsstrategin", title="digitaliseringsstrategin", decision_date="2016", kind="strategi"
    )
    span = (paper.span("PwC"),)
    paper.add("criteria", Criterion("Kommunallagen", span)).add("flags", Flag("date", "Datum skiljer sig", span))
    paper.add("earlier_audits", EarlierAudit("IT-styrning", span, "2016")).law(
        "PwC", "2017:725", chapter="6", section="6"
    )
    paper.document["overall_assessment"] = Assessment("delvis", "delvis", span)
    return paper.says("authors", "PwC").says("open_ended", True, "PwC")


def test_no_blank_nodes_and_the_same_each_time() -> None:
    drawn = graph(everything())
    assert not [term for triple in drawn for term in triple if isinstance(term, BNode)]
    assert set(drawn) == set(graph(everything()))


def test_every_value_points_to_the_characters_it_was_read_from() -> None:
    paper = strategy()
    drawn, text = graph(paper), paper.text.text
    assert len(list(drawn.subjects(RDF.type, STYR.FieldEvidence))) == 7
    for evidence in drawn.subjects(RDF.type, STYR.FieldEvidence):
        for span in drawn.objects(evidence, OA.hasTarget):
            start, end = (int(str(drawn.value(span, edge))) for edge in (NIF.beginIndex, NIF.endIndex))
            assert str(span).endswith(f"#char={start},{end}")
            assert text[start:end] == str(drawn.value(span, NIF.anchorOf))
    title = next(drawn.subjects(STYR.onProperty, DCTERMS.title))
    assert (drawn.value(title, RDF.value), drawn.value(title, STYR.rule)) == (
        Literal("Digitaliseringsstrategi"),
        Literal("test:title"),
    )
    assert float(str(drawn.value(title, NIF.confidence))) == 0.9


def test_steering_document_with_its_municipality_and_council() -> None:
    paper = strategy()
    drawn, node = graph(paper), IRIS.document(paper.id)
    halmstad, council = IRIS.thing("kommun", "1380"), IRIS.thing("organ", "kommun/1380", "kommunfullmaktige")
    assert {STYR.Document, STYR.SteeringDocument} == set(drawn.objects(node, RDF.type))
    assert drawn.value(node, STYR.kind) == concept("kind", "strategi")
    assert drawn.value(node, STYR.municipality) == halmstad
    assert drawn.value(node, ELI.passed_by) == council
    assert drawn.value(drawn.value(None, STYR.mentions, council), STYR.name) == Literal("kommunfullmäktige")
    assert drawn.value(node, ELI.date_document) == Literal("2016-11-22", datatype=rdflib.XSD.date)


@pytest.mark.parametrize(
    ("value", "precision", "datatype"),
    [
        ("2016-11-22", "day", rdflib.XSD.date),
        ("2016-11", "month", rdflib.XSD.gYearMonth),
        ("2016", "year", rdflib.XSD.gYear),
    ],
)
def test_date_keeps_its_precision(value: str, precision: str, datatype: URIRef) -> None:
    paper = Paper("strategi", f"Antagen {value}").says("decision_date", value, precision=precision)
    found = graph(paper).value(IRIS.document(paper.id), ELI.date_document)
    assert found == Literal(value, datatype=datatype, normalize=False)


def test_what_was_not_read_is_not_there() -> None:
    paper = Paper("ovrigt", "Något.")
    predicates = set(graph(paper).predicates(IRIS.document(paper.id)))
    assert not predicates & {DCTERMS.title, STYR.municipality, ELI.passed_by, ELI.date_document, STYR.validity}


def test_audit_chain() -> None:
    paper = audit()
    drawn = graph(paper)
    finding = next(drawn.subjects(RDF.type, STYR.Finding))
    question = drawn.value(finding, STYR.question)
    verdict = drawn.value(question, STYR.assessment)
    assert drawn.value(verdict, STYR.step) == concept("step", "delvis")
    assert drawn.value(verdict, STYR.verdictText) == Literal("Delvis uppfyllt")
    assert drawn.value(verdict, STYR.verdict) == concept("verdict", "delvis-uppfyllt")
    advice = next(drawn.subjects(RDF.type, STYR.Recommendation))
    assert drawn.value(advice, STYR.addressee) == IRIS.thing("organ", "kommun/1380", "kommunstyrelsen")
    assert drawn.value(IRIS.document(paper.id), STYR.auditor) == IRIS.thing("byra", "pwc")


def test_decision_known_whole_is_one_node_wherever_it_is_told_of() -> None:
    one, other = strategy(title="Digitaliseringsstrategi"), strategy(title="Klimatstrategi")
    nodes = [next(graph(paper).objects(None, STYR.decidedAs)) for paper in (one, other)]
    assert nodes[0] == nodes[1] == IRIS.thing("beslut", "kommun/1380", "kommunfullmaktige", "2016-11-22", "112")


def test_decision_known_in_part_is_the_documents_own() -> None:
    papers = [Paper("strategi", f"{word} Antagen 2016").decision("Antagen 2016", date="2016") for word in ("A", "B")]
    nodes = [next(graph(paper).subjects(RDF.type, STYR.Decision)) for paper in papers]
    assert nodes[0] != nodes[1] and not list(graph(papers[0]).objects(None, STYR.decidedAs))


def test_organs_of_unknown_municipalities_stay_apart() -> None:
    papers = [Paper("policy", f"{word} kommunstyrelsen").says("adopted_by", "kommunstyrelsen") for word in ("A", "B")]
    organs = [graph(paper).value(IRIS.document(paper.id), ELI.passed_by) for paper in papers]
    assert organs[0] != organs[1]


@pytest.mark.parametrize(
    ("law", "ours", "official"),
    [
        ({"chapter": "6", "section": "6"}, "#K6P6", "#k_6-p_6"),
        ({"section": "12 a"}, "#P12a", "#p_12a"),
        ({"chapter": "3", "section": "1–3"}, "#K3P1", "#k_3-p_1"),
        ({"chapter": "5"}, "#K5", "#k_5"),
        ({}, "", ""),
    ],
)
def test_provision_is_known_by_its_public_address(law: dict[str, Any], ours: str, official: str) -> None:
    reference = LawReference("2017:725", (strategy().span("Mål"),), **law)
    assert str(law_iri(reference)) == f"https://lagen.nu/2017:725{ours}"
    assert str(official_iri(reference)) == f"http://rinfo.lagrummet.se/publ/sfs/2017:725{official}"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("1380", "kommun/1380"),
        ("13", "region/13"),
        ("556012-5790", "organisation/5560125790"),
        (None, "organisation/bostads-ab-angen"),
    ],
)
def test_owner_by_its_code(code: str | None, expected: str) -> None:
    assert str(IRIS.owner(code, "Bostads AB Ängen")) == f"{IRIS.base}id/{expected}"


@pytest.mark.parametrize("name", ["§§", "  ", "Ωmega", "a b", "x" * 300, '<>"{}|^`\\'])
def test_any_name_makes_an_iri(name: str) -> None:
    assert slug(name) and slug(name).isascii() and " " not in slug(name) and len(slug(name)) <= 80


def test_base_is_the_owners() -> None:
    drawn = document_graph(strategy().reading(), "https://graf.example.org")
    subjects = {str(subject) for subject in drawn.subjects() if "lagen.nu" not in str(subject)}
    assert all(subject.startswith("https://graf.example.org/") for subject in subjects)
