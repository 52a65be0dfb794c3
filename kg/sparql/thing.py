"""What the graph says of one thing: the triples it is the subject of, and some of those that point to it."""

from __future__ import annotations

POINTING = 200


def about(iri: str) -> str:
    """The query for all triples of `iri`, a checked IRI, and at most `POINTING` that have it as their object."""
    return (
        f"CONSTRUCT {{ <{iri}> ?p ?o . ?s ?q <{iri}> }} WHERE {{ {{ <{iri}> ?p ?o }} UNION "
        f"{{ SELECT ?s ?q WHERE {{ ?s ?q <{iri}> }} ORDER BY ?s ?q LIMIT {POINTING} }} }}"
    )


def is_there(iri: str) -> str:
    """The query whether the graph says anything of `iri`, a checked IRI."""
    return f"ASK {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?q <{iri}> }} }}"


def said_of(iri: str) -> str:
    """The query for properties and values of `iri`, with labels in Swedish where the graph has them."""
    return (
        f"SELECT DISTINCT ?property ?named ?value ?label WHERE {{ <{iri}> ?property ?value "
        'OPTIONAL { ?property rdfs:label ?named FILTER(LANGMATCHES(LANG(?named), "sv")) } '
        "OPTIONAL { ?value skos:prefLabel|dcterms:title ?label } } ORDER BY ?property ?value"
    )


def pointing_to(iri: str) -> str:
    """The query for at most `POINTING` things and the properties by which they point to `iri`."""
    return (
        f"SELECT DISTINCT ?property ?named ?value ?label WHERE {{ "
        f"{{ SELECT ?value ?property WHERE {{ ?value ?property <{iri}> }} "
        f"ORDER BY ?property ?value LIMIT {POINTING} }} "
        'OPTIONAL { ?property rdfs:label ?named FILTER(LANGMATCHES(LANG(?named), "sv")) } '
        "OPTIONAL { ?value skos:prefLabel|dcterms:title ?label } } ORDER BY ?property ?value"
    )
