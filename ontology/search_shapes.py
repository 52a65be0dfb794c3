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
_SEARCHED = frozenset({"Body", "Document", "SteeringDocument", "Municipality", "Finding"})


@cache
def search_shapes() -> Graph:
    """One node shape for each class and each list that can be asked for, with a property shape for each way on."""
    told, graph = tomllib.loads(read_ttl("search_shapes.toml")), Graph()
    targets: dict[str, str] = told.pop("to")
    for order, (name, entry) in enumerate(told.items(), start=1):
        _node(graph, name, STYR[name], order)
        for number, curie in enumerate(entry["properties"], start=1):
            _property(graph, name, curie, targets, number, is_label=curie == entry["label"])
        if entry["label"] not in entry["properties"]:
            _property(graph, name, entry["label"], targets, 99, is_label=True)
    for curie, scheme in targets.items():
        if scheme not in told:
            _list(graph, scheme, vocabulary().namespace_manager.expand_curie(curie))
    return graph


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
    _property(graph, scheme, "skos:prefLabel", {}, 1, is_label=True)


def _property(graph: Graph, name: str, curie: str, targets: dict[str, Any], order: int, *, is_label: bool) -> None:
    term = vocabulary().namespace_manager.expand_curie(curie)
    shape = SHAPE[f"{name}-{curie.replace(':', '-')}"]
    graph.add((SHAPE[name], SH.property, shape))
    graph.add((shape, SH.path, term))
    graph.add((shape, SH.order, Literal(order)))
    _said(graph, shape, SH.name, term, RDFS.label)
    _said(graph, shape, SH.description, term, SKOS.definition)
    if is_label:
        graph.add((shape, DASH.propertyRole, DASH.LabelRole))
    to = targets.get(curie) or str(vocabulary().value(term, RDFS.range) or "").removeprefix(NAMESPACE)
    if to in targets.values() or (STYR[to] if to in dir(STYR) else None):
        graph.add((shape, SH.node, SHAPE[to]))
        graph.add((shape, SH.nodeKind, SH.IRI))
        widget = WIDGET.AutocompleteProperty if to in _SEARCHED else WIDGET.ListProperty
        graph.add((shape, DASH.searchWidget, widget))
    else:
        _literal(graph, shape, term)


def _literal(graph: Graph, shape: URIRef, term: Node) -> None:
    """A property with a plain value: a date, a number, a truth value, or text that is searched in."""
    kind: Node = vocabulary().value(term, RDFS.range) or XSD.string
    if str(term).rpartition("#")[2].rpartition("/")[2] in _DATES:
        kind, widget = XSD.date, WIDGET["TimeProperty-Date"]
    elif kind == XSD.boolean:
        widget = WIDGET.BooleanProperty
    elif kind in (XSD.double, XSD.integer, XSD.nonNegativeInteger):
        widget = WIDGET.NumberProperty
    else:
        kind, widget = XSD.string, WIDGET.SearchProperty
    graph.add((shape, SH.datatype, kind))
    graph.add((shape, SH.nodeKind, SH.Literal))
    graph.add((shape, DASH.searchWidget, widget))


def _said(graph: Graph, shape: URIRef, how: URIRef, term: Node, as_said: URIRef) -> None:
    """The words of the vocabulary, in each language."""
    for words in vocabulary().objects(term, as_said):
        graph.add((shape, how, words))
