"""Queries only read, and never leave the store."""

from __future__ import annotations

import pytest

from kg.errors import UsageError
from kg.guard import check_query


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
    check_query(query)


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
        check_query(f"SELECT * WHERE {{ {where} }}")


@pytest.mark.parametrize(
    "update", ["LOAD <http://a.example>", "CLEAR ALL", "INSERT DATA { <a:a> <a:b> 1 }", "DELETE WHERE { ?s ?p ?o }"]
)
def test_changes_are_refused(update: str) -> None:
    with pytest.raises(UsageError, match="Grafen går bara att läsa"):
        check_query(update)


@pytest.mark.parametrize("text", ["", "   ", "select nonsense", "SELECT * {" * 400, "x" * 200_000])
def test_what_is_no_query_is_said_in_one_line(text: str) -> None:
    with pytest.raises(UsageError) as error:
        check_query(text)
    assert "\n" not in str(error.value)
