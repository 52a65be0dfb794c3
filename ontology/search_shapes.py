"""Shapes for building queries by hand: what may be asked of each class, drawn from the vocabulary (SHACL, DASH).

They are apart from the shapes that a document's graph is checked against, which say what must be there, not what leads
where. The words of DASH and of Sparnatural's own configuration say how a value is chosen.
"""

from __future__ import annotations

import tomllib
from functools import cache
from typing import Any

from rdflib import RDF, RDFS, SKOS, XSD, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from ontology.terms import CONCEPTS, NAMESPACE, STYR, read_ttl, vocabulary

SHAPE = Namespace(f"{CONCEPTS}sok/")
DASH = Namespace("http://datashapes.org/dash#")
WIDGET = Namespace("http://data.sparna.fr/ontologies/sparnatural-config-core#")
_DATES = ("date", "issued", "validFrom", "validUntil", "date_document")
# The longest lists that are scrolled and not searched.
SEARCHED = frozenset({"Body", "Document", "SteeringDocument", "Municipality", "Finding"})
# How a plain value is chosen: a date, a truth value, a number, or text that is searched in.
_WIDGETS = {
    XSD.date: WIDGET["TimeProperty-Date"],
    XSD.boolean: WIDGET.BooleanProperty,
    XSD.double: WIDGET.NumberProperty,
    XSD.integer: WIDGET.NumberProperty,
    XSD.nonNegativeInteger: WIDGET.NumberProperty,
    XSD.string: WIDGET.SearchProperty,
}


@cache
def search_shapes() -> Graph:
    """One node shape for each class and each list that can be asked for, with a property shape for each way on."""
    graph = Graph()
    told, targets = declared()
    for order, (name, entry) in enumerate(told.items(), start=1):
        _node(graph, name, STYR[name], order)
        for number, curie in enumerate(entry["properties"], start=1):
            _property(graph, name, curie, number, is_label=curie == entry["label"])
        if entry["label"] not in entry["properties"]:
            _property(graph, name, entry["label"], 99, is_label=True)
    for curie, scheme in targets.items():
        if scheme not in told:
            _list(graph, scheme, vocabulary().namespace_manager.expand_curie(curie))
    return graph


@cache
def declared() -> tuple[dict[str, Any], dict[str, str]]:
    """What `search_shapes.toml` says: the classes with their properties, and what some properties lead to."""
    told: dict[str, Any] = tomllib.loads(read_ttl("search_shapes.toml"))
    targets: dict[str, str] = told.pop("to")
    return told, targets


def leads_to(curie: str) -> str:
    """The class or scheme that a property leads to; "" for one that has a plain value."""
    told, targets = declared()
    term = vocabulary().namespace_manager.expand_curie(curie)
    to = targets.get(curie) or str(vocabulary().value(term, RDFS.range) or "").removeprefix(NAMESPACE)
    return to if to in targets.values() or to in told else ""


def literal_kind(term: Node) -> URIRef:
    """The datatype by which a property with a plain value is asked for."""
    kind = vocabulary().value(term, RDFS.range)
    if str(term).rpartition("#")[2].rpartition("/")[2] in _DATES:
        return XSD.date
    return kind if isinstance(kind, URIRef) and kind in _WIDGETS else XSD.string


def _node(graph: Graph, name: str, target: URIRef, order: int) -> None:
    shape = SHAPE[name]
    graph.add((shape, RDF.type, SH.NodeShape))
    graph.add((shape, SH.targetClass, target))
    graph.add((shape, SH.order, Literal(order)))
    _said(graph, shape, RDFS.label, target, RDFS.label)
    _said(graph, shape, SH.description, target, SKOS.definition)


def _list(graph: Graph, scheme: str, leading: Node) -> None:
    """The concepts of a scheme, as a class of their own that is called like the property `leading` to it."""
    shape, owner = SHAPE[scheme], URIRef(CONCEPTS + scheme)
    target = URIRef(f"{shape}-urval")
    graph.add((shape, RDF.type, SH.NodeShape))
    graph.add((shape, SH.target, target))
    graph.add((target, RDF.type, SH.SPARQLTarget))
    graph.add((target, SH.select, Literal(f"SELECT ?this WHERE {{ ?this <{SKOS.inScheme}> <{owner}> }}")))
    graph.add((shape, SH.order, Literal(50)))
    _said(graph, shape, RDFS.label, leading, RDFS.label)
    _property(graph, scheme, "skos:prefLabel", 1, is_label=True)


def _property(graph: Graph, name: str, curie: str, order: int, *, is_label: bool) -> None:
    term = vocabulary().namespace_manager.expand_curie(curie)
    shape = SHAPE[f"{name}-{curie.replace(':', '-')}"]
    graph.add((SHAPE[name], SH.property, shape))
    graph.add((shape, SH.path, term))
    graph.add((shape, SH.order, Literal(order)))
    _said(graph, shape, SH.name, term, RDFS.label)
    _said(graph, shape, SH.description, term, SKOS.definition)
    if is_label:
        graph.add((shape, DASH.propertyRole, DASH.LabelRole))
    if to := leads_to(curie):
        graph.add((shape, SH.node, SHAPE[to]))
        graph.add((shape, SH.nodeKind, SH.IRI))
        widget = WIDGET.AutocompleteProperty if to in SEARCHED else WIDGET.ListProperty
    else:
        graph.add((shape, SH.datatype, kind := literal_kind(term)))
        graph.add((shape, SH.nodeKind, SH.Literal))
        widget = _WIDGETS[kind]
    graph.add((shape, DASH.searchWidget, widget))


def _said(graph: Graph, shape: URIRef, how: URIRef, term: Node, as_said: URIRef) -> None:
    """The words of the vocabulary, in each language."""
    for words in vocabulary().objects(term, as_said):
        graph.add((shape, how, words))
