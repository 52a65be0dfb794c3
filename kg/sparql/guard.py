"""Which queries may be put to the graph: those that only read it. The engine itself would go out on the network.

Two readers must agree that nothing is asked of other services: rdflib's grammar and a scan of the tokens. Each of them
reads something otherwise than the engine does (rdflib ends a comment at a line feed alone, and resolves \\u0022 before
it looks for strings), so the text is brought into a form that all three read alike before any of them sees it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from pyparsing import ParseBaseException, ParseResults
from rdflib.plugins.sparql.parser import parseQuery, parseUpdate
from rdflib.plugins.sparql.parserutils import CompValue

from kg.errors import QueryError
from kg.message import Message, hint
from kg.prefixes import PREFIXES
from kg.sparql.fault import fault
from kg.sparql.lexer import Token, in_words, place, tokens

LONGEST = 100_000
Form = Literal["select", "ask", "construct", "describe"]
_FORMS: dict[str, Form] = {
    "SelectQuery": "select",
    "AskQuery": "ask",
    "ConstructQuery": "construct",
    "DescribeQuery": "describe",
}
_ESCAPE = re.compile(r"\\\\|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}")
# `?a<?b)SERVICE?c#>` can be read as one IRI, or as an expression that ends before SERVICE.
_HIDDEN = re.compile(r"\).*service", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Question:
    """A query that may be put: its text, its form, and whether it names its own dataset (FROM)."""

    text: str
    form: Form
    names_dataset: bool


def plain_lines(query: str) -> str:
    """The query with one kind of line end."""
    return query.replace("\r\n", "\n").replace("\r", "\n")


@lru_cache(maxsize=512)
def examine(query: str) -> Question:
    """The query, if it may be put to the graph. Raises `QueryError` for all that is no query, SERVICE, and updates."""
    check_length(query)
    text = plain_lines(query)
    found = list(tokens(text))
    _refuse_services(text, found)
    parsed = _parsed(text)
    parts = list(_parts(parsed))
    if any(part.name == "ServiceGraphPattern" for part in parts):
        raise _service(None)
    _refuse_unknown_prefixes(text, found)
    form = next(_FORMS[part.name] for part in parts if part.name in _FORMS)
    return Question(text, form, any(part.name == "DatasetClause" for part in parts))


def check_length(query: str) -> None:
    """Raises `QueryError` for an empty query and for one that is too long."""
    if not query.strip():
        raise QueryError("empty", Message("Frågan är tom. Skriv en SPARQL-fråga."))
    if len(query) > LONGEST:
        raise QueryError("too-long", Message("Frågan är längre än %(longest)s tecken. Dela upp den.", longest=LONGEST))


def _refuse_services(text: str, found: list[Token]) -> None:
    for token in found:
        if (token.kind == "word" and token.text.lower() == "service") or (
            token.kind == "iri" and _HIDDEN.search(token.text)
        ):
            raise _service(place(text, token.start))


def _service(at: tuple[int, int] | None) -> QueryError:
    return QueryError(
        "service",
        Message(
            "SERVICE får inte användas%(where)s: frågor besvaras bara ur den egna samlingen. Ta bort den delen.",
            where=in_words(at),
        ),
        at,
    )


def _parsed(text: str) -> Any:
    # Letters in place of each escape: they take as much room, and structure nothing.
    seen = _ESCAPE.sub(lambda found: found[0] if found[0] == "\\\\" else "x" * len(found[0]), text)
    try:
        return parseQuery(seen)
    except ParseBaseException as error:
        raise _refusal(text, seen) from error
    except RecursionError as error:
        raise QueryError("too-deep", Message("Frågan är för djupt nästlad. Skriv den enklare.")) from error


def _refusal(text: str, seen: str) -> QueryError:
    if _is_update(seen):
        message = Message(
            "Grafen går bara att läsa: ändringar (INSERT, DELETE, LOAD, CLEAR …) får inte användas. Skriv en fråga."
        )
        return QueryError("update", message)
    line, column = place(text, fault(seen))
    shown = text.split("\n")[line - 1].strip()[:80]
    message = Message(
        "Frågan är inte SPARQL%(where)s: ”%(shown)s”. Rätta den.", where=in_words((line, column)), shown=shown
    )
    return QueryError("syntax", message, (line, column))


def _is_update(query: str) -> bool:
    try:
        return bool(parseUpdate(query))
    except (ParseBaseException, RecursionError):
        return False


def _refuse_unknown_prefixes(text: str, found: list[Token]) -> None:
    known = set(PREFIXES)
    for before, token in zip([None, *found], found, strict=False):
        if token.kind != "name":
            continue
        prefix = token.text.partition(":")[0]
        if before is not None and before.kind == "word" and before.text.lower() == "prefix":
            known.add(prefix)
        elif prefix not in known:
            raise _unknown(prefix, known, place(text, token.start))


def _unknown(prefix: str, known: set[str], at: tuple[int, int]) -> QueryError:
    near = tuple(difflib.get_close_matches(prefix, sorted(known), n=3, cutoff=0.5))
    meant = hint([f"{one}:" for one in near], ())
    message = Message(
        "Prefixet %(prefix)s: är inte känt%(where)s.%(hint)s Deklarera det med PREFIX %(prefix)s: <…>, eller använd "
        "något av %(known)s.",
        prefix=prefix,
        where=in_words(at),
        hint=Message(" %(hint)s", hint=meant) if meant else "",
        known=", ".join(sorted(PREFIXES)),
    )
    return QueryError("prefix", message, at, near)


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
