"""The parts of a text that each recommend something: sentences, "att"-clauses and lines of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.addressees import SHORTEST, group_of
from ingest.flow import tidy

_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZÅÄÖ]|\s*$)")
_NEXT_ATT = re.compile(
    r"(?:\s*,(?:\s+(?:och|samt|dels))?|\s+(?:och|samt))\s+att\s+"
    r"(?=(?:[\wåäö]+(?:en|t|vis|även)\s+)?[\wåäö]+[aå]\b|[\wåäö-]*(?:nämnden|styrelsen|bolaget|förbundet)\s+(?!s\b)[\wåäö]+r\b)"
)
_INFINITIVE = re.compile(r"\s*[a-zåäö]{3,}[aå]\b")
_NEXT_LINE = re.compile(r"[,;](?:\s+(?:och|samt))?[ \t]*\n\s*(?=[a-zåäö]{3,}[aå]\b[^\n]{15})")
_AND_MORE = re.compile(r"\s+(?:och|samt)\s+(?=[a-zåäö]{3,}a\s+\w+\s+\w+)")


def each_of(text: str) -> Iterator[tuple[int, int]]:
    more = _AND_MORE.search(text)
    if more and len(text[: more.start()].split()) > 4:
        yield 0, more.start()
        yield more.end(), len(text)
    else:
        yield 0, len(text)


def sentence_places(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _SENTENCE_END.finditer(text):
        yield at + len(text[at : match.end()]) - len(text[at : match.end()].lstrip()), match.end()
        at = match.end()
    if text[at:].strip():
        yield at + len(text[at:]) - len(text[at:].lstrip()), len(text)


def each_att(body: str) -> Iterator[tuple[int, int]]:
    """The parts of "A, att B samt att C", each a recommendation; "se till att" is none."""
    at = 0
    for match in _NEXT_ATT.finditer(body):
        if len(tidy(body[at : match.start()])) >= SHORTEST and len(tidy(body[match.end() :])) >= SHORTEST:
            yield at, match.start()
            at = match.end()
    yield at, len(body)


def each_line(text: str) -> Iterator[tuple[int, int]]:
    """The lines of an item whose bullets are drawn and not printed: "upprätta …,", "säkerställa …" are two."""
    at = 0
    for match in _NEXT_LINE.finditer(text):
        if len(tidy(text[at : match.start()])) >= SHORTEST and _INFINITIVE.match(text, at):
            yield at, match.end()
            at = match.end()
    yield at, len(text)


def clean_advice(text: str) -> str:
    """The recommendation itself: without the "att" that ties it to its lead and the comma that ties it to the next."""
    text = re.sub(r"^(?:att\s+)+", "", text, flags=re.I)
    # "Fullmäktige bör, efter förslag från nämnden, pröva …", "att styrelsen, i sin roll som ägare, fastställer …"
    text = re.sub(
        r"^(?:[\wåäöÅÄÖ-]+\s){0,4}?[\wåäöÅÄÖ-]*(?:nämnden|styrelsen|fullmäktige)(?:\s+(?:bör|ska|behöver))?,\s"
        r"(?:i|efter|inom|som|med|tillsammans|utifrån)\s[^.;]{3,90}?,\s(?=[a-zåäö]{3,}(?:a|å|er|ar|r)\s)",
        "",
        text,
    )
    # The body that ought to do it is the addressee: "Kulturnämnden bör mäta …".
    should = re.match(r"(?:[\wåäöÅÄÖ-]+,?\s){0,6}?[\wåäöÅÄÖ-]*(?:nämnden|styrelsen)\s+(?:bör|behöver)\s+", text)
    if should and len(text) - should.end() >= SHORTEST and group_of(text[: should.end()]):
        text = text[should.end() :]
    # Where the report says more of it is no part of what is asked.
    text = re.sub(r"\s*[,(]\s*se\s+(?:även\s+)?avsnitt\s+[\d.]+(?:\s+(?:och|samt)\s+[\d.]+)?\)?\.?$", "", text)
    return re.sub(r"[\s,;]+(?:och|samt)?$", "", text)
