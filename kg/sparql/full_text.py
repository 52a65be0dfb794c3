"""Full text in a query: `?passage styr:search "words"`, put as the VALUES that our search finds for those words.

The object is a string, or a list of it with a variable for the score and the most documents to be found:
`?passage styr:search ("words" ?score 50)`. The pattern may stand alone or in a list of predicates (`;`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.errors import QueryError
from kg.message import Message
from kg.prefixes import PREFIXES
from kg.sparql.guard import check_length, plain_lines
from kg.sparql.lexer import Token, in_words, place, tokens
from ontology.terms import NAMESPACE

# The IRIs of passages, each with its score, for a text and the most documents.
Find = Callable[[str, int], Sequence[tuple[str, float]]]

MOST = 1000
# Each is a search of its own.
MOST_PATTERNS = 5
_USUAL = 100
_OPEN, _CLOSE = "([{", ")]}"
_ESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern found: its subject, what is searched for, and the stretches of the query that stand for it."""

    subject: str
    text: str
    score: str | None
    most: int
    insert: int
    cut: tuple[int, int]
    again: bool


def with_search(query: str, find: Find) -> str:
    """The query with each full-text pattern replaced by what `find` finds; the query itself when it has none.

    Raises `QueryError` for a pattern that is not written as it must be.
    """
    if "search" not in query:
        return query
    check_length(query)
    query = plain_lines(query)
    for pattern in reversed(_patterns(query)):
        values = _values(pattern, find(pattern.text, pattern.most))
        start, end = pattern.cut
        kept = query[pattern.insert : start] + (pattern.subject + " " if pattern.again else "")
        query = f"{query[: pattern.insert]}{values} {kept}{query[end:]}"
    return query


def _values(pattern: Pattern, found: Sequence[tuple[str, float]]) -> str:
    if pattern.score is None:
        rows = " ".join(f"<{passage}>" for passage, _ in found)
        return f"VALUES {pattern.subject} {{ {rows} }}"
    rows = " ".join(f"(<{passage}> {score:.4f})" for passage, score in found)
    return f"VALUES ({pattern.subject} {pattern.score}) {{ {rows} }}"


def _patterns(query: str) -> list[Pattern]:
    found = list(tokens(query))
    names = _names(found)
    places = [at for at, token in enumerate(found) if token.text in names]
    if len(places) > MOST_PATTERNS:
        cause = Message("En fråga kan söka efter högst %(most)s texter", most=MOST_PATTERNS)
        raise _wrong(query, found[places[MOST_PATTERNS]], cause)
    return [_pattern(query, found, at) for at in places]


def _names(found: Sequence[Token]) -> set[str]:
    """The ways in which the property can be written in this query."""
    prefixes = dict(PREFIXES)
    for word, name, iri in zip(found, found[1:], found[2:], strict=False):
        if word.text.lower() == "prefix" and iri.kind == "iri":
            prefixes[name.text.rstrip(":")] = iri.text[1:-1]
    return {f"<{NAMESPACE}search>", *(f"{name}:search" for name, iri in prefixes.items() if iri == NAMESPACE)}


def _pattern(query: str, found: Sequence[Token], at: int) -> Pattern:
    after, text, score, most = _object(query, found, at)
    listed = at > 0 and found[at - 1].text == ";"
    first = _subject(found, at - 1) if listed else at - 1
    if first < 0 or found[first].kind != "variable":
        raise _wrong(query, found[at], Message("Subjektet måste vara en variabel"))
    follows = found[after].text if after < len(found) else ""
    if follows == ",":
        raise _wrong(query, found[at], Message("Bara ett objekt kan anges"))
    subject, end = found[first], found[after - 1].end
    if listed:
        return Pattern(subject.text, text, score, most, subject.start, (found[at - 1].start, end), False)
    again = False
    while follows == ";":
        end, after, again = found[after].end, after + 1, True
        follows = found[after].text if after < len(found) else ""
    again = again and follows not in (".", "}")
    return Pattern(subject.text, text, score, most, subject.start, (subject.start, end), again)


def _object(query: str, found: Sequence[Token], at: int) -> tuple[int, str, str | None, int]:
    """Where the object ends (the next token), and what it says: text, variable for the score, most documents."""
    parts = found[at + 1 : at + 7]
    if parts and parts[0].kind == "string":
        tagged = len(parts) > 1 and parts[1].kind == "language"
        return at + 2 + tagged, _plain(parts[0].text), None, _USUAL
    if parts and parts[0].text == "(":
        inside = [part for part in parts[1:] if part.kind != "language"]
        shape = [part.kind if part.text != ")" else ")" for part in inside]
        for wanted in (["string", ")"], ["string", "variable", ")"], ["string", "variable", "number", ")"]):
            if shape[: len(wanted)] == wanted:
                score = inside[1].text if len(wanted) > 2 else None
                most = _number(query, inside[2]) if len(wanted) > 3 else _USUAL
                return found.index(inside[len(wanted) - 1]) + 1, _plain(inside[0].text), score, most
    cause = Message("Objektet måste vara en text, eller en lista av text, variabel och antal")
    raise _wrong(query, found[at], cause)


def _number(query: str, token: Token) -> int:
    if not token.text.isdecimal() or not 1 <= int(token.text) <= MOST:
        raise _wrong(query, token, Message("Antalet måste vara ett heltal från 1 till %(most)s", most=MOST))
    return int(token.text)


def _subject(found: Sequence[Token], at: int) -> int:
    """The first token of the triples that the `;` at `at` belongs to."""
    while at > 0:
        before = found[at - 1]
        if before.text in _CLOSE:
            opened = _opening(found, at - 1)
            if before.text == "}" or _is_call(found, opened):
                return at
            at = opened
        elif before.text in ("{", ".") or (before.kind == "word" and before.text not in ("a", "true", "false")):
            return at
        else:
            at -= 1
    return at


def _opening(found: Sequence[Token], at: int) -> int:
    depth = 0
    for number in range(at, -1, -1):
        depth += (found[number].text in _CLOSE) - (found[number].text in _OPEN)
        if depth == 0:
            return number
    return 0


def _is_call(found: Sequence[Token], opened: int) -> bool:
    """Whether a bracket belongs to a filter or a function, and not to a list of things."""
    words = [token.text.lower() for token in found[max(0, opened - 2) : opened] if token.kind == "word"]
    return bool(words) and ((found[opened - 1].kind == "word" and words[-1] != "a") or "filter" in words)


def _plain(string: str) -> str:
    """The text of a SPARQL string."""
    quotes = 3 if string[:3] in ('"""', "'" * 3) and len(string) > 5 else 1
    inside, out, at = string[quotes:-quotes], "", 0
    while at < len(inside):
        if inside[at] != "\\":
            out, at = out + inside[at], at + 1
        elif inside[at + 1] in "uU":
            width = 4 if inside[at + 1] == "u" else 8
            out, at = out + chr(int(inside[at + 2 : at + 2 + width], 16)), at + 2 + width
        else:
            out, at = out + _ESCAPES.get(inside[at + 1], inside[at + 1]), at + 2
    return out


def _wrong(query: str, token: Token, cause: str) -> QueryError:
    line, column = place(query, token.start)
    shape = '?avsnitt styr:search "ord", eller ?avsnitt styr:search ("ord" ?poäng 50)'
    return QueryError(
        "search",
        Message(
            "%(cause)s%(where)s. Skriv %(shape)s.",
            cause=cause,
            where=in_words((line, column)),
            shape=shape,
        ),
        (line, column),
    )
