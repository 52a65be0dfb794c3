"""The data set described for those who do not know it yet (W3C Interest Group Note: VoID)."""

from __future__ import annotations

from hashlib import sha256

from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, FOAF, VOID

from kg.prefixes import PREFIXES

# What is counted under each name: pairs of a class or property ("" for the whole) and how many.
Counts = dict[str, list[tuple[str, int]]]
COUNTS = {
    "triples": "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }",
    "graphs": "SELECT (COUNT(*) AS ?n) WHERE { SELECT DISTINCT ?g WHERE { GRAPH ?g {} } }",
    "classes": "SELECT ?of (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?of } GROUP BY ?of ORDER BY ?of",
    "properties": "SELECT ?of (COUNT(*) AS ?n) WHERE { ?s ?of ?o } GROUP BY ?of ORDER BY ?of",
}


def void_description(address: str, base: str, generation: int, counts: Counts) -> Graph:
    """The description of the collection that is served at `address`, whose things are named beneath `base`."""
    graph = Graph(bind_namespaces="none")
    for prefix, name in {**PREFIXES, "void": str(VOID)}.items():
        graph.bind(prefix, name, replace=True)
    document, data = URIRef(f"{address}.well-known/void"), URIRef(f"{address}.well-known/void#data")
    graph.add((document, RDF.type, VOID.DatasetDescription))
    graph.add((document, FOAF.primaryTopic, data))
    graph.add((data, RDF.type, VOID.Dataset))
    graph.add((data, DCTERMS.title, Literal("Styrgraf: styrdokument och granskningsrapporter", lang="sv")))
    graph.add((data, DCTERMS.title, Literal("Styrgraf: steering documents and audit reports", lang="en")))
    graph.add((data, DCTERMS.hasVersion, Literal(str(generation))))
    graph.add((data, VOID.sparqlEndpoint, URIRef(f"{address}sparql")))
    for suffix in ("trig", "nq", "ttl", "jsonld"):
        graph.add((data, VOID.dataDump, URIRef(f"{address}dumps/styrgraf.{suffix}")))
    graph.add((data, VOID.uriSpace, Literal(base)))
    for name in sorted({*PREFIXES.values()}):
        graph.add((data, VOID.vocabulary, URIRef(name)))
    _add_counts(graph, data, counts)
    return graph


def _add_counts(graph: Graph, data: URIRef, counts: Counts) -> None:
    for _, number in counts.get("triples", []):
        graph.add((data, VOID.triples, _number(number)))
    for name, partition, named, counted in (
        ("classes", VOID.classPartition, VOID["class"], VOID.entities),
        ("properties", VOID.propertyPartition, VOID.property, VOID.triples),
    ):
        for of, number in counts.get(name, []):
            part = URIRef(f"{data}-{sha256(of.encode()).hexdigest()[:12]}")
            graph.add((data, partition, part))
            graph.add((part, named, URIRef(of)))
            graph.add((part, counted, _number(number)))
    if "properties" in counts:
        graph.add((data, VOID.properties, _number(len(counts["properties"]))))
    if "classes" in counts:
        graph.add((data, VOID.classes, _number(len(counts["classes"]))))


def _number(value: int) -> Literal:
    return Literal(value, datatype=XSD.integer)
