"""Full text in a query: the pattern in all the places where it may stand, and what is put in its place."""

from __future__ import annotations

import pytest

from kg.errors import QueryError
from kg.sparql.full_text import with_search
from kg.sparql.guard import examine

ONE = "VALUES ?p { <http://a.example/1> }"
SCORED = "VALUES (?p ?s) { (<http://a.example/1> 0.5000) }"
asked: list[tuple[str, int]] = []


def find(text: str, most: int) -> list[tuple[str, float]]:
    asked.append((text, most))
    return [("http://a.example/1", 0.5)]


def squeezed(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ('SELECT * { ?p styr:search "mål" }', f"SELECT * {{ {ONE} }}"),
        ('SELECT * { ?p styr:search "mål"@sv . ?p a ?c }', f"SELECT * {{ {ONE} . ?p a ?c }}"),
        ('SELECT * { ?p styr:search "mål" ; a ?c . }', f"SELECT * {{ {ONE} ?p a ?c . }}"),
        ('SELECT * { ?p styr:search "mål" ; . }', f"SELECT * {{ {ONE} . }}"),
        ('SELECT * { ?p a ?c ; styr:search ("mål" ?s) ; ?x ?y }', f"SELECT * {{ {SCORED} ?p a ?c ; ?x ?y }}"),
        (
            'SELECT * { FILTER(?x > 1) ?p (a|^a)+ ?c, [ a 1.5 ], (1 2) ; styr:search ("mål" ?s 7) }',
            f"SELECT * {{ FILTER(?x > 1) {SCORED} ?p (a|^a)+ ?c, [ a 1.5 ], (1 2) }}",
        ),
        (
            'SELECT * { ?d a ?c . FILTER styr:f(?d) ?p a ?k ; styr:search "mål" OPTIONAL { ?p ?q ?r } }',
            f"SELECT * {{ ?d a ?c . FILTER styr:f(?d) {ONE} ?p a ?k OPTIONAL {{ ?p ?q ?r }} }}",
        ),
        ('SELECT * { OPTIONAL { ?p styr:search "mål" } }', f"SELECT * {{ OPTIONAL {{ {ONE} }} }}"),
        (
            'SELECT * { ?p <https://w3id.org/styrgraf/v1#search> ("mål") }',
            f"SELECT * {{ {ONE} }}",
        ),
        (
            'PREFIX x: <https://w3id.org/styrgraf/v1#> SELECT * { ?p x:search ("mål" ?s) }',
            f"PREFIX x: <https://w3id.org/styrgraf/v1#> SELECT * {{ {SCORED} }}",
        ),
    ],
)
def test_the_pattern_becomes_values(query: str, wanted: str) -> None:
    made = with_search(query, find)
    assert squeezed(made) == squeezed(wanted)
    assert examine(made)
    assert asked[-1][0] == "mål"


def test_what_is_searched_for_is_the_text_that_the_string_stands_for() -> None:
    with_search(r"""SELECT * { ?p styr:search ('''a "b" \'c\' \u00e5\\''' ?s 12) }""", find)
    assert asked[-1] == ("a \"b\" 'c' å\\", 12)


def test_several_patterns_are_joined() -> None:
    made = with_search('SELECT * { ?p styr:search "a" . ?q styr:search ("b" ?t) }', find)
    assert made.count("VALUES") == 2 and "search" not in made
    assert examine(made)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?p ?q "styr:search" } # ?p styr:search "x"',
        "PREFIX styr: <http://other.example/> SELECT * { ?p styr:search ?x }",
        'SELECT ?search { ?search rdfs:label "search" }',
    ],
)
def test_what_only_looks_like_it_is_left_alone(query: str) -> None:
    assert with_search(query, find) == query


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?p styr:search ?words }",
        'SELECT * { <http://a.example/> styr:search "a" }',
        'SELECT * { ?p styr:search "a", "b" }',
        'SELECT * { ?p styr:search ("a" ?s 5000) }',
        'SELECT * { ?p styr:search ("a" 5) }',
        "SELECT * { " + " ".join(f'?p{n} styr:search "a" .' for n in range(6)) + " }",
        "SELECT * { ?p styr:search",
    ],
)
def test_a_pattern_that_is_written_otherwise_is_explained(query: str) -> None:
    with pytest.raises(QueryError, match="Skriv") as error:
        with_search(query, find)
    assert error.value.line == 1
