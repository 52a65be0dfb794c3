"""Queries only read, and never leave the store."""

from __future__ import annotations

import pytest

from kg.errors import QueryError, UsageError
from kg.sparql.guard import examine


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * WHERE { ?s ?p ?o }",
        "ASK { ?s ?p ?o }",
        "CONSTRUCT WHERE { ?s ?p ?o }",
        'SELECT ?x { ?x styr:title "SERVICE <http://a.example> LOAD" }',
    ],
)
def test_reading_is_allowed(query: str) -> None:
    examine(query)


@pytest.mark.parametrize(
    "where",
    [
        "SERVICE <http://a.example> { ?s ?p ?o }",
        "?s ?p ?o OPTIONAL { SERVICE SILENT ?x { ?s ?p ?o } }",
        "{ SELECT * { ?s ?p ?o MINUS { SERVICE <http://a.example> { ?s ?p ?o } } } }",
        "?s ?p ?o FILTER NOT EXISTS { service <http://a.example> { ?s ?p ?o } }",
        "?s ?p ?o BIND(EXISTS { SERVICE <http://a.example> { ?s ?p ?o } } AS ?z)",
    ],
)
def test_other_services_are_refused_wherever_they_stand(where: str) -> None:
    with pytest.raises(UsageError, match="SERVICE får inte användas"):
        examine(f"SELECT * WHERE {{ {where} }}")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { # \r SERVICE <http://a.example> { ?s ?p ?o } \n}",
        'SELECT * { ?s ?p "\\u0022 . # " . SERVICE <http://a.example> { ?s ?p ?o } \n}',
        "SELECT * { ?a ?b ?c FILTER(?a<?b)SERVICE?x#>\n{ ?s ?p ?o } }",
        "SELECT * { # \r ?a ?b ?c FILTER(?a<?b)SERVICE?x#>\n{ ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o . SeRvIcE\tSILENT\n<http://a.example>{} }",
        "PREFIX service: <http://a.example/> SELECT * { SERVICE service:x { ?s ?p ?o } }",
        "SELECT * { SERVICE#\n<http://a.example> { ?s ?p ?o } }",
        "SELECT * { LATERAL { SERVICE <http://a.example> { ?s ?p ?o } } }",
        "SELECT * { \\u0053ERVICE <http://a.example> { ?s ?p ?o } }",
        "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?g { SERVICE ?g { ?s ?p ?o } } }",
        "DESCRIBE ?s { SERVICE <http://a.example> { ?s ?p ?o } }",
    ],
)
def test_other_services_are_refused_in_every_disguise(query: str) -> None:
    with pytest.raises(QueryError) as refused:
        examine(query)
    assert refused.value.code in ("service", "syntax")


@pytest.mark.parametrize(
    "query",
    [
        'SELECT ?service { ?service rdfs:label "SERVICE <http://a.example> {}" } # SERVICE <http://a.example> {}',
        "PREFIX service: <http://a.example/service/> SELECT * { ?s service:service <http://a.example/service> }",
        "SELECT * { ?s ?p '''SERVICE\n\"x\" '' {''' }",
        "SELECT * { ?s ?p ?o FILTER(?o < 5 && ?o > 2 || ?o<?p) }",
        'SELECT * { ?s ?p "\\u00e5\\\\u0022" ; rdfs:label "a"@sv-SE, 1.5e3, true . _:b ?q [] }',
        "SELECT * { ?s styr:kind/^skos:notation* ?o ; a kind:strategi . }",
    ],
)
def test_what_only_looks_like_another_service_is_allowed(query: str) -> None:
    examine(query)


@pytest.mark.parametrize(
    ("query", "place"),
    [
        ("SELECT ?s {\n ?s ?p }", (2, 8)),
        ("SELECT * {\n  ?s ?p ?o .\n  FILTER(?x = )\n}", (3, 15)),
        ("SELECT ?x WHERE { ?x a kind:strategi", (1, 37)),
        ("SELEC ?x {}", (1, 1)),
        ("ASK {?s ?p '\\u00e5' ! }", (1, 21)),
        ("# först\nSELECT (COUNT(?x) AS n) {}", (2, 22)),
    ],
)
def test_a_fault_is_said_where_it_is(query: str, place: tuple[int, int]) -> None:
    with pytest.raises(QueryError) as error:
        examine(query)
    assert (error.value.code, error.value.line, error.value.column) == ("syntax", *place)


def test_an_unknown_prefix_is_named_with_those_that_are_near() -> None:
    with pytest.raises(QueryError, match="Menade du skos:") as error:
        examine("PREFIX a: <http://a.example/>\nSELECT * { ?s a:b ?o ;\n skso:prefLabel ?l }")
    assert (error.value.code, error.value.line, error.value.column) == ("prefix", 3, 2)


def test_deep_nesting_is_refused_and_honest_nesting_is_not() -> None:
    examine("SELECT * " + "{" * 10 + "?s ?p ?o" + "}" * 10)
    with pytest.raises(QueryError, match="djupt"):
        examine("SELECT * " + "{" * 2000 + "?s ?p ?o" + "}" * 2000)


@pytest.mark.parametrize(
    "update", ["LOAD <http://a.example>", "CLEAR ALL", "INSERT DATA { <a:a> <a:b> 1 }", "DELETE WHERE { ?s ?p ?o }"]
)
def test_changes_are_refused(update: str) -> None:
    with pytest.raises(UsageError, match="Grafen går bara att läsa"):
        examine(update)


@pytest.mark.parametrize("text", ["", "   ", "select nonsense", "SELECT * {" * 400, "x" * 200_000])
def test_what_is_no_query_is_said_in_one_line(text: str) -> None:
    with pytest.raises(UsageError) as error:
        examine(text)
    assert "\n" not in str(error.value)
