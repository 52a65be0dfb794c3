"""The collection as a catalogue of open data (DCAT-AP-SE 3.0, which profiles DCAT 3 for Swedish data portals)."""

from __future__ import annotations

from collections.abc import Iterable

from rdflib import RDF, Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF

_TITLE = ("Styrdokument och granskningsrapporter", "Steering documents and audit reports")
_DESCRIPTION = (
    "Kommuners och regioners styrdokument och revisorernas granskningsrapporter som en kunskapsgraf: vem som beslutat "
    "vad och när, vad revisorerna funnit, och vilka styrdokument som svarar mot det. Varje uppgift pekar på sidan och "
    "tecknen den är läst ur.",
    "Steering documents of Swedish municipalities and regions, and the reports of their auditors, as a knowledge "
    "graph: who decided what and when, what the auditors found, and which documents answer it. Every fact points to "
    "the page and characters it was read from.",
)
_KEYWORDS = (("styrdokument", "kommunal revision", "kunskapsgraf"), ("steering documents", "municipal audit"))
# The vocabularies that DCAT-AP requires, of the Publications Office of the European Union.
_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_FILE_TYPES = {
    "trig": "RDF_TRIG",
    "nquads": "RDF_N_QUADS",
    "turtle": "RDF_TURTLE",
    "jsonld": "JSON_LD",
    "csv": "CSV",
}
_LANGUAGES = ("sv", "en")


def catalogue(
    address: str,
    files: Iterable[tuple[str, str, str]],
    generation: int,
    publisher: str | None = None,
    licence: str | None = None,
) -> Graph:
    """The catalogue of the service at `address`. `files` are its dumps: name, format and media type.

    DCAT-AP-SE wants a publisher and a licence: they are left out when the settings do not say them.
    """
    graph = Graph(bind_namespaces="none")
    for prefix, name in (("dcat", DCAT), ("dcterms", DCTERMS), ("foaf", FOAF)):
        graph.bind(prefix, name)
    whole, data, service = (URIRef(f"{address}katalog#{name}") for name in ("katalog", "data", "sparql"))
    for node, kind in ((whole, DCAT.Catalog), (data, DCAT.Dataset), (service, DCAT.DataService)):
        _describe(graph, node, kind)
        if publisher is not None:
            _publish(graph, node, URIRef(f"{address}katalog#utgivare"), publisher)
        if licence is not None:
            graph.add((node, DCTERMS.license, URIRef(licence)))
    graph.add((whole, DCAT.dataset, data))
    graph.add((whole, DCAT.service, service))
    _describe_data(graph, data, address, generation)
    graph.add((service, DCAT.endpointURL, URIRef(f"{address}sparql")))
    graph.add((service, DCAT.endpointDescription, URIRef(f"{address}.well-known/void")))
    graph.add((service, DCAT.servesDataset, data))
    graph.add((service, DCTERMS.conformsTo, URIRef("https://www.w3.org/TR/sparql11-protocol/")))
    for file in files:
        _distribute(graph, data, address, file, licence)
    return graph


def _describe(graph: Graph, node: URIRef, kind: URIRef) -> None:
    graph.add((node, RDF.type, kind))
    for language, title, description in zip(_LANGUAGES, _TITLE, _DESCRIPTION, strict=True):
        graph.add((node, DCTERMS.title, Literal(title, lang=language)))
        graph.add((node, DCTERMS.description, Literal(description, lang=language)))


def _publish(graph: Graph, node: URIRef, agent: URIRef, name: str) -> None:
    graph.add((node, DCTERMS.publisher, agent))
    graph.add((agent, RDF.type, FOAF.Agent))
    graph.add((agent, FOAF.name, Literal(name)))


def _describe_data(graph: Graph, data: URIRef, address: str, generation: int) -> None:
    graph.add((data, DCTERMS.identifier, Literal(f"{address}katalog#data")))
    graph.add((data, URIRef(f"{DCAT}version"), Literal(str(generation))))
    graph.add((data, DCTERMS.language, URIRef(f"{_AUTHORITY}language/SWE")))
    graph.add((data, DCTERMS.accessRights, URIRef(f"{_AUTHORITY}access-right/PUBLIC")))
    graph.add((data, DCTERMS.spatial, URIRef(f"{_AUTHORITY}country/SWE")))
    graph.add((data, DCAT.theme, URIRef(f"{_AUTHORITY}data-theme/GOVE")))
    graph.add((data, DCAT.landingPage, URIRef(address)))
    for language, words in zip(_LANGUAGES, _KEYWORDS, strict=True):
        for word in words:
            graph.add((data, DCAT.keyword, Literal(word, lang=language)))


def _distribute(graph: Graph, data: URIRef, address: str, file: tuple[str, str, str], licence: str | None) -> None:
    name, form, media = file
    node = URIRef(f"{address}katalog#{name.replace('/', '-')}")
    graph.add((data, DCAT.distribution, node))
    graph.add((node, RDF.type, DCAT.Distribution))
    graph.add((node, DCTERMS.title, Literal(name)))
    graph.add((node, DCAT.accessURL, URIRef(f"{address}dumps/")))
    graph.add((node, DCAT.downloadURL, URIRef(f"{address}dumps/{name}")))
    graph.add((node, DCAT.mediaType, URIRef(f"https://www.iana.org/assignments/media-types/{media}")))
    graph.add((node, DCTERMS["format"], URIRef(f"{_AUTHORITY}file-type/{_FILE_TYPES[form]}")))
    if licence is not None:
        graph.add((node, DCTERMS.license, URIRef(licence)))
