"""Where a query stops being one. The parser itself names the beginning of the clause that it gave up."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Lock
from typing import Any

from pyparsing import ParseBaseException, ParserElement, Token
from rdflib.plugins.sparql.parser import Query

_one_at_a_time = Lock()


def fault(query: str) -> int:
    """The offset of the furthest place at which no token was found that could stand there."""
    furthest = 0

    def failed(_text: str, at: int, _element: ParserElement, _error: Exception) -> None:
        nonlocal furthest
        furthest = max(furthest, at)

    with _one_at_a_time:
        watched = list(_terminals(Query))
        for element in watched:
            element.set_fail_action(failed)
        try:
            Query.parse_string(query, parse_all=True)
        except (ParseBaseException, RecursionError):
            pass
        finally:
            for element in watched:
                element.failAction = None
    return furthest


def _terminals(grammar: ParserElement) -> Iterator[Any]:
    """The elements of a grammar that stand for tokens."""
    seen, waiting = set(), [grammar]
    while waiting:
        element = waiting.pop()
        if id(element) not in seen:
            seen.add(id(element))
            if isinstance(element, Token):
                yield element
            waiting.extend(element.recurse())
