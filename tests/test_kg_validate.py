"""No graph is kept that says a thing without evidence, or says it badly."""

from __future__ import annotations

import pytest
import rdflib
from rdflib import Literal
from rdflib.namespace import DCTERMS

from kg.errors import InvalidGraph
from kg.triples import document_graph
from kg.triples_document import DATES, TEXTS
from kg.validate import validate, violations
from ontology.terms import ELI, NIF, OA, STYR
from tests.reading_factory import Paper, audit, strategy


@pytest.mark.parametrize("paper", [audit(), strategy(), Paper("ovrigt", "Något.")], ids=["audit", "strategy", "least"])
def test_what_was_read_is_valid(paper: Paper) -> None:
    validate(document_graph(paper.reading()))


@pytest.mark.parametrize("predicate", sorted({*TEXTS.values(), *DATES.values(), ELI.passed_by, STYR.auditor}))
def test_value_without_evidence_is_refused(predicate: object) -> None:
    graph = document_graph(Paper("ovrigt", "Något.").reading())
    document = next(graph.subjects(DCTERMS.identifier))
    graph.add((document, predicate, Literal("2020", datatype=rdflib.XSD.gYear)))  # type: ignore[arg-type]
    with pytest.raises(InvalidGraph, match=r"saknar belägg.*has no evidence"):
        validate(graph)


@pytest.mark.parametrize("part", [OA.hasTarget, NIF.confidence, STYR.rule, STYR.onProperty])
def test_incomplete_evidence_is_refused(part: object) -> None:
    graph = document_graph(strategy().reading())
    graph.remove((None, part, None))  # type: ignore[arg-type]
    assert violations(graph)


@pytest.mark.parametrize("noun", ["fraga", "iakttagelse", "rekommendation", "bedomning"])
def test_part_without_a_place_is_refused(noun: str) -> None:
    graph = document_graph(audit().reading())
    node = next(s for s in graph.subjects(STYR.foundAt) if noun in str(s))
    graph.remove((node, STYR.foundAt, None))
    assert any("textställe" in message for message in violations(graph))


@pytest.mark.parametrize("value", ["2019-02-30", "2019-13", "19", "i fjol"])
def test_date_that_is_none_is_refused(value: str) -> None:
    paper = Paper("strategi", f"Antagen {value}").says("decision_date", value)
    assert any("beslutsdatum" in message for message in violations(document_graph(paper.reading())))


@pytest.mark.parametrize(("value", "precision"), [("2019-02-28", "day"), ("2019-02", "month"), ("2019", "year")])
def test_date_of_any_precision_is_accepted(value: str, precision: str) -> None:
    paper = Paper("strategi", f"Antagen {value}").says("decision_date", value, precision=precision)
    validate(document_graph(paper.reading()))
