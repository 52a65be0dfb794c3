"""Which queries may be put to the graph: those that only read it. The engine itself would go out on the network."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyparsing import ParseBaseException, ParseResults
from rdflib.plugins.sparql.parser import parseQuery, parseUpdate
from rdflib.plugins.sparql.parserutils import CompValue

from kg.errors import UsageError

_LONGEST = 100_000


def check_query(query: str) -> None:
    """Raise `UsageError` for what is no SPARQL query, for SERVICE, and for updates (LOAD among them)."""
    if not query.strip():
        raise UsageError("Frågan är tom. Skriv en SPARQL-fråga.")
    if len(query) > _LONGEST:
        raise UsageError(f"Frågan är längre än {_LONGEST} tecken. Dela upp den.")
    try:
        parsed = parseQuery(query)
    except ParseBaseException as error:
        raise UsageError(_refusal(query, error)) from error
    except RecursionError as error:
        raise UsageError("Frågan är för djupt nästlad. Skriv den enklare.") from error
    if any(part.name == "ServiceGraphPattern" for part in _parts(parsed)):
        raise UsageError("SERVICE får inte användas: frågor besvaras bara ur den egna samlingen. Ta bort den delen.")


def _refusal(query: str, error: ParseBaseException) -> str:
    if _is_update(query):
        return "Grafen går bara att läsa: ändringar (INSERT, DELETE, LOAD, CLEAR …) får inte användas. Skriv en fråga."
    return f"Frågan är inte SPARQL: rad {error.lineno}, tecken {error.column}: {error.line.strip()[:80]!r}. Rätta den."


def _is_update(query: str) -> bool:
    try:
        return bool(parseUpdate(query))
    except (ParseBaseException, RecursionError):
        return False


def _parts(value: Any) -> Iterator[CompValue]:
    """Every node of a parsed query."""
    waiting = [value]
    while waiting:
        part = waiting.pop()
        if isinstance(part, CompValue):
            yield part
            waiting.extend(part.values())
        elif isinstance(part, ParseResults | list | tuple):
            waiting.extend(part)
