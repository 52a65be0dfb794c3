"""The tokens of a SPARQL query (SPARQL 1.1 Query Language, 19.8), with where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kg.message import Message

_NAME = r"(?:[^\W_]|[-_.·]|%[0-9A-Fa-f]{2}|\\.)"
_PATTERNS = {
    "space": r"[ \t\n\r]+",
    "comment": r"#[^\n\r]*",
    "iri": r"<(?:[^<>\"{}|^`\\\x00-\x20]|\\[uU])*>",
    "string": r"'''(?:'{0,2}(?:[^'\\]|\\.))*'''|\"\"\"(?:\"{0,2}(?:[^\"\\]|\\.))*\"\"\""
    r"|'(?:[^'\\\n\r]|\\.)*'|\"(?:[^\"\\\n\r]|\\.)*\"",
    "variable": r"[?$]\w+",
    "blank": rf"_:{_NAME}+(?<!\.)",
    "name": rf"(?:[^\W\d_]{_NAME}*)?:(?:{_NAME}|:)*(?<!\.)|(?:[^\W\d_]{_NAME}*)?:",
    "language": r"@[A-Za-z]+(?:-[A-Za-z0-9]+)*",
    "number": r"\d*\.?\d+(?:[eE][+-]?\d+)?",
    "word": r"[^\W\d]\w*",
    "mark": r"\^\^|&&|\|\||[<>!]=|.",
}
_TOKEN = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS.items()), re.DOTALL)


@dataclass(frozen=True, slots=True)
class Token:
    """A token: its kind (iri, string, variable, name, language, number, word, mark), text and offset."""

    kind: str
    text: str
    start: int

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)


def tokens(query: str) -> Iterator[Token]:
    """The tokens of a query without space and comments. What is no token of SPARQL comes as marks."""
    for found in _TOKEN.finditer(query):
        kind = found.lastgroup or "mark"
        if kind not in ("space", "comment"):
            yield Token(kind, found.group(), found.start())


def place(query: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of an offset."""
    before = query[:offset]
    return before.count("\n") + 1, offset - before.rfind("\n")


def in_words(at: tuple[int, int] | None) -> str:
    """Line and column in parentheses, after a space; "" when they are not known."""
    return Message(" (rad %(line)s, tecken %(column)s)", line=at[0], column=at[1]) if at else ""
