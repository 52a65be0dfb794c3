"""The sheet on which one document's graph is drawn: a graph, its IRIs, and how spans and values are put down."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from rdflib import RDF, XSD, Graph, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from kg.ids import part_id
from kg.iris import Iris
from kg.model import Field, Precision, Reading, Span
from kg.validity import day_of
from ontology.terms import NIF, OA, STYR, concept

_DATE_TYPES = {"day": XSD.date, "month": XSD.gYearMonth, "year": XSD.gYear}
_PRECISION_BY_LENGTH: dict[int, Precision] = {4: "year", 7: "month"}


class Drawing:
    """Draws into `graph` what was read from one document."""

    def __init__(self, reading: Reading, base: str) -> None:
        self.reading, self.iris, self.graph = reading, Iris(base), Graph()
        self.id = reading.document.id
        self.document = self.iris.document(self.id)
        self.context = self.iris.characters(self.id, 0, len(reading.text.text))
        owner = reading.document.municipality
        # An organ of a municipality that was not read belongs to the document, lest two municipalities' organs merge.
        self.owner = self.iris.municipality_of(owner) if owner else self.document

    def add(self, subject: URIRef, predicate: URIRef, *objects: Node) -> None:
        """Put down one triple for each object."""
        for value in objects:
            self.graph.add((subject, predicate, value))

    def say(self, subject: URIRef, predicate: URIRef, value: str | int | float | bool | None) -> None:
        """Put down a plain value, unless it is absent."""
        if value is not None:
            self.graph.add((subject, predicate, literal(value)))

    def part(self, noun: str, identifier: str, kind: URIRef, spans: Iterable[Span]) -> URIRef:
        """A new part of the document, with where it stands."""
        node = self.iris.thing(noun, identifier)
        self.add(node, RDF.type, kind)
        self.add(node, DCTERMS.isPartOf, self.document)
        self.add(node, STYR.foundAt, *map(self.span, spans))
        return node

    def numbered(self, noun: str, kind: URIRef, number: int, spans: tuple[Span, ...]) -> URIRef:
        """A new part that has no id of its own: it is known by its place among its kind."""
        return self.part(noun, part_id(self.id, noun, number, *(span.start for span in spans)), kind, spans)

    def span(self, span: Span) -> URIRef:
        """The node of a span."""
        node = self.iris.characters(self.id, span.start, span.end)
        if (node, RDF.type, STYR.Span) not in self.graph:
            self.add(node, RDF.type, STYR.Span)
            self.offsets(node, span)
        return node

    def offsets(self, node: URIRef, span: Span) -> None:
        """Say where `node` stands in the stored text, and what stands there."""
        self.say(node, NIF.beginIndex, span.start)
        self.say(node, NIF.endIndex, span.end)
        self.say(node, NIF.anchorOf, span.quote)
        self.add(node, NIF.referenceContext, self.context)
        self.say(node, STYR.page, span.page)

    def organ(self, name: str) -> URIRef:
        """The node of an organ of the document's municipality."""
        return self.mention(self.iris.organ(self.owner, name), name)

    def mention(self, node: URIRef, name: str) -> URIRef:
        """Say that a thing known beyond this document, such as an organ, is named so here; returns its node.

        What such a thing is stands in a graph of its own (`kg.shared`): a triple that stood in the graphs of
        all documents that name it would be counted as often in every query.
        """
        mention = self.iris.thing("omnamnande", part_id(self.id, "namn", node, name))
        self.add(mention, RDF.type, STYR.Mention)
        self.add(mention, STYR.mentions, node)
        self.say(mention, STYR.name, name)
        return node

    def field(self, predicate: URIRef, name: str, field: Field[str] | Field[bool], value: Node | None = None) -> None:
        """Put down a value of the document with the evidence for it; `value` is the node when it is no literal."""
        found = value if value is not None else literal(field.value)
        node = self.iris.thing("belagg", self.id, name)
        self.add(self.document, predicate, found)
        self.add(self.document, STYR.evidence, node)
        self.add(node, RDF.type, STYR.FieldEvidence)
        self.add(node, STYR.onProperty, predicate)
        self.add(node, RDF.value, found)
        self.add(node, OA.hasTarget, *map(self.span, field.spans))
        self.add(node, NIF.confidence, Literal(float(field.confidence)))
        self.say(node, STYR.rule, field.rule)
        if field.precision is not None:
            self.add(node, STYR.precision, concept("precision", field.precision))


def literal(value: str | int | float | bool) -> Literal:
    """A plain literal; text is put down as it is, other values with their type."""
    return Literal(value) if not isinstance(value, str) else Literal(value, normalize=False)


def dated(value: str, precision: Precision | None = None) -> Literal:
    """A date as a literal of its precision (default: what its length says)."""
    known = precision or _PRECISION_BY_LENGTH.get(len(value), "day")
    cut = value[: {"day": 10, "month": 7, "year": 4}[known]]
    # What is no date of the calendar stays the text it is: the shapes then name it.
    return Literal(cut, datatype=_DATE_TYPES[known], normalize=False) if day_of(cut, "first") else Literal(value)


def day(value: datetime.date) -> Literal:
    """A calendar day."""
    return Literal(value.isoformat(), datatype=XSD.date)
