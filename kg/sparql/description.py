"""What the endpoint says of itself (W3C SPARQL 1.1 Service Description)."""

from __future__ import annotations

from urllib.parse import urljoin

from rdflib import RDF, RDFS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import VOID

from kg.prefixes import PREFIXES
from kg.sparql.formats import ROWS, TRIPLES

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
# W3C "Unique URIs for File Formats"; those that have none are left out.
_FORMATS = Namespace("http://www.w3.org/ns/formats/")
_FORMAT_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "turtle": "Turtle",
    "ntriples": "N-Triples",
    "rdfxml": "RDF_XML",
    "jsonld": "JSON-LD",
    "trig": "TriG",
    "nquads": "N-Quads",
}


def service_description(endpoint: str, base: str) -> Graph:
    """The description of the service at `endpoint`; its graphs are counted and listed where VoID says.

    No blank nodes: each thing is named after the endpoint.
    """
    graph = _empty()
    service, dataset, default = (URIRef(f"{endpoint}#{name}") for name in ("service", "dataset", "default-graph"))
    graph.add((service, RDF.type, SD.Service))
    graph.add((service, SD.endpoint, URIRef(endpoint)))
    graph.add((service, SD.supportedLanguage, SD.SPARQL11Query))
    graph.add((service, SD.feature, SD.UnionDefaultGraph))
    for form in (*ROWS, *TRIPLES):
        graph.add((service, SD.resultFormat, _FORMATS[_FORMAT_NAMES[form]]))
    graph.add((service, SD.defaultDataset, dataset))
    graph.add((dataset, RDF.type, SD.Dataset))
    graph.add((dataset, RDF.type, VOID.Dataset))
    graph.add((dataset, VOID.uriSpace, Literal(base)))
    graph.add((dataset, SD.defaultGraph, default))
    graph.add((default, RDF.type, SD.Graph))
    graph.add((dataset, RDFS.seeAlso, URIRef(urljoin(endpoint, "/.well-known/void"))))
    return graph


def _empty() -> Graph:
    graph = Graph(bind_namespaces="none")
    for prefix, name in {**PREFIXES, "sd": str(SD), "void": str(VOID)}.items():
        graph.bind(prefix, name, replace=True)
    return graph
