"""Terms are used as they are meant: everything in a graph has a label, and fits the domains and ranges of its terms."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, BNode, Dataset, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from kg.archive import Archive
from kg.iris import Iris
from kg.match import Match
from kg.matches import write_matches
from kg.reference import GRAPH as REFERENCE
from kg.reference import Entry, reference_graph
from kg.review_graphs import write_reviews
from kg.reviews import Review
from kg.second_pass import second_pass
from kg.store import GraphStore
from kg.triples import document_graph
from kg.validate import violations
from ontology.terms import ALIGNMENTS, CONCEPTS, NAMESPACE, SHAPES, VOCABULARY, read_ttl, vocabulary
from tests.reading_factory import Paper, audit, strategy

VOCAB = vocabulary()
# RDF Schema and OWL say these of the terms themselves.
BUILT_IN = {RDF.type: {RDFS.Resource}, OWL.DatatypeProperty: {RDF.Property}, OWL.ObjectProperty: {RDF.Property}}
PAPERS = (audit().cites("digitaliseringsstrategin", title="Klimatplan"), strategy(), strategy("Mark", "1463"))
OFFICIAL = "Antagen av kommundirektören 2020-01-01"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """What is in a store: readings, all that follows from them, reference data, matches and reviews."""
    store, iris = GraphStore(None), Iris()
    official = Paper("rutin", OFFICIAL).says("adopted_by", "kommundirektören")
    official.says("municipality", "Mark", "kommun", code="1463")
    readings = [paper.reading() for paper in (*PAPERS, official)]
    for reading in readings:
        store.replace(iris.document_graph(reading.document.id), document_graph(reading))
    store.replace(
        iris.graph(REFERENCE),
        reference_graph(
            [
                Entry("Halmstad", "1380", ("Halmstads kommun",), "13", "Q26303"),
                Entry("Mark", "1463", population=(35134, "2025-12-31")),
                Entry("Halland", "13"),
            ]
        ),
    )
    second_pass(store)
    finding, answer = readings[0].findings[0].id, readings[2]
    passages = tuple(passage.id for passage in answer.passages[:1])
    match = Match(finding, answer.document.id, passages, 0.8, {"lexical": 0.8}, "Samma ord", False)
    write_matches(store, readings[:1], [match], method="prov", encoder="prov 1")
    archive = Archive(tmp_path_factory.mktemp("archive"))
    archive.put_reading(answer)
    archive.reviews.add(Review(answer.document.id, "match", finding, "accepted", "Åsa", "Ja"))
    titled = archive.reviews.add(Review(answer.document.id, "field", "title", "corrected", "Bo", value="A", was="B"))
    archive.reviews.undo(titled.id, "Åsa")
    write_reviews(store, archive)
    quads = Dataset().parse(data=store.dump("nquads") or b"", format="nquads")
    union = Graph()
    for name in store.graphs():
        if "/vokabular/" not in name:
            union += quads.graph(URIRef(name))
    return union


def classes(term: Node, data: Graph) -> set[Node]:
    """The classes of a node, with all they are beneath."""
    found: set[Node] = set()
    for graph in (data, VOCAB):
        for kind in graph.objects(term, RDF.type):
            found |= set(VOCAB.transitive_objects(kind, RDFS.subClassOf)) | BUILT_IN.get(kind, set())
    return found


def test_everything_in_a_graph_has_a_label(data: Graph) -> None:
    used = set(data.predicates()) | set(data.objects(None, RDF.type))
    assert {t for t in used - {RDF.type} if (t, RDFS.label, None) not in VOCAB} == set()


def fits(value: Node, wanted: Node, data: Graph) -> bool:
    if not isinstance(value, Literal):
        return wanted in classes(value, data) or wanted == RDFS.Resource
    if wanted == XSD.nonNegativeInteger:
        return value.datatype == XSD.integer and int(value) >= 0
    return wanted == RDFS.Literal or (value.datatype or XSD.string) == wanted


def test_subjects_and_objects_are_what_the_property_says(data: Graph) -> None:
    # SKOS makes a concept of what is matched; the note on skos:exactMatch says so.
    odd = {
        (predicate, wanted)
        for subject, predicate, value in data
        if predicate != SKOS.exactMatch
        for place, node in ((RDFS.domain, subject), (RDFS.range, value))
        for wanted in VOCAB.objects(predicate, place)
        if not fits(node, wanted, data)
    }
    assert odd == set()


def test_nothing_is_of_two_disjoint_classes(data: Graph) -> None:
    for one, other in VOCAB.subject_objects(OWL.disjointWith):
        both = {node for node in data.subjects(RDF.type) if {one, other} <= classes(node, data)}
        assert both == set()


def test_whoever_holds_a_post_is_no_organisation(data: Graph) -> None:
    org = Namespace("http://www.w3.org/ns/org#")
    official = next(data.subjects(SKOS.prefLabel, Literal("kommundirektören")))
    council = next(s for s in data.subjects(SKOS.prefLabel, Literal("kommunfullmäktige")))
    assert data.value(official, org.memberOf) == Iris().thing("kommun", "1463")
    assert org.Organization not in classes(official, data)
    assert org.OrganizationalUnit in classes(council, data)


def test_all_that_is_kept_fits_the_shapes(data: Graph) -> None:
    assert violations(data) == []


def test_a_population_says_its_day_and_its_class() -> None:
    graph, mark, styr = Graph(), Iris().thing("kommun", "1463"), Namespace(NAMESPACE)
    graph += reference_graph([Entry("Mark", "1463", population=(35134, "2025-12-31"))])
    assert graph.value(mark, styr.sizeClass) == URIRef(f"{CONCEPTS}size/25000-49999")
    assert violations(graph) == []
    graph.remove((mark, styr.populationDate, None))
    graph.remove((mark, styr.sizeClass, None))
    assert len(violations(graph)) == 2


# Shapes and alignments


def shapes() -> Iterator[tuple[Node, Graph]]:
    graph = Graph().parse(data=read_ttl(SHAPES), format="turtle")
    for shape in set(graph.subjects(RDF.type, SH.NodeShape)) | set(graph.objects(None, SH.property)):
        if (shape, SH.property, None) not in graph:
            yield shape, graph


def test_every_shape_says_what_is_wrong_in_both_languages() -> None:
    for shape, graph in shapes():
        messages = {m.language: str(m) for m in graph.objects(shape, SH.message) if isinstance(m, Literal)}
        assert set(messages) == {"sv", "en"}, graph.value(shape, SH.path)
        assert all(message.endswith((".", "…")) for message in messages.values())


def test_shapes_speak_of_terms_that_exist() -> None:
    graph = Graph().parse(data=read_ttl(SHAPES), format="turtle")
    own = {t for triple in graph for t in triple if str(t).startswith(NAMESPACE)}
    assert own <= set(VOCAB.subjects())


def test_alignments_tie_our_terms_to_those_of_others() -> None:
    graph = Graph().parse(data=read_ttl(ALIGNMENTS), format="turtle")
    assert ALIGNMENTS not in VOCABULARY
    ties = [(s, o) for s, p, o in graph if str(s).startswith((NAMESPACE, CONCEPTS)) and isinstance(o, URIRef)]
    ties = [(s, o) for s, o in ties if s != URIRef(CONCEPTS + "alignments")]
    assert {s for s, _ in ties} <= set(VOCAB.subjects())
    for family in ("data.vlaanderen.be/ns/besluit#", "www.w3.org/ns/earl#", "purl.org/spar/cito/", "schema.org/"):
        assert any(family in str(o) for _, o in ties)
    assert not any(isinstance(term, BNode) for triple in graph for term in triple)


@pytest.mark.parametrize(
    ("family", "level"), product(("aktiverande", "normerande"), ("oversiktlig", "allman", "detaljerad"))
)
def test_each_family_has_a_kind_on_each_level(family: str, level: str) -> None:
    styr = Namespace(NAMESPACE)
    kinds = set(VOCAB.subjects(styr.family, URIRef(f"{CONCEPTS}family/{family}")))
    assert kinds & set(VOCAB.subjects(styr.level, URIRef(f"{CONCEPTS}level/{level}")))
