"""What is asked of /sparql and how (SPARQL 1.1 Protocol, 2.1): GET, POST of a form, POST of the query itself."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import parse_qsl

from fastapi import Request
from starlette.exceptions import HTTPException

from kg.errors import QueryError
from kg.message import Message, hint
from kg.sparql.formats import ROWS, TRIPLES, Format
from kg.sparql.guard import LONGEST
from kg.store import Dataset, is_iri
from styrgraf.api.negotiation import acceptable

HTML = Format("html", "text/html", "html", ("application/xhtml+xml",), charset=True)
JSON = Format("json", "application/json", "json")
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
PARAMETERS = ("query", "default-graph-uri", "named-graph-uri", "format")
# Other names for `format` that widespread client libraries send beside it.
_SYNONYMS = ("output", "results")
# What they mean by the names of formats for rows when triples are the answer.
_AS_TRIPLES = {"xml": "rdfxml", "json": "jsonld"}
# Each character of a query is up to four bytes, and each byte three characters in a form.
_LARGEST = 12 * LONGEST


@dataclass(frozen=True, slots=True)
class Asked:
    """A request: the query (None for a bare GET), the dataset it is put to, and the formats that will do."""

    query: str | None
    dataset: Dataset | None
    rows: tuple[str, ...]
    triples: tuple[str, ...]

    @property
    def wants_page(self) -> bool:
        """Whether an HTML page is the best answer."""
        return self.rows[:1] == ("html",)


async def read_request(request: Request) -> Asked:
    """The request. Raises `QueryError` or `HTTPException` (413, 415) for one that the protocol does not allow."""
    given = list(request.query_params.multi_items())
    if request.method == "POST":
        given += await _posted(request)
    _check_names(name for name, _ in given)
    query = _one(given, "query")
    if query is None and (request.method == "POST" or any(name != "format" for name, _ in given)):
        raise QueryError(
            "missing", Message("Parametern query saknas. Ange frågan som query, eller skicka den som den är.")
        )
    rows, triples = _formats(given, request.headers.get("accept", ""))
    return Asked(query, _dataset(given), tuple(rows), tuple(triples))


async def _posted(request: Request) -> list[tuple[str, str]]:
    media, _, parameters = request.headers.get("content-type", "").lower().partition(";")
    media = media.strip()
    if media not in (FORM, DIRECT):
        detail = f"Skicka frågan som {FORM} eller {DIRECT}, inte som {media or 'något utan Content-Type'}."
        raise HTTPException(415, detail, {"Accept-Post": f"{FORM}, {DIRECT}"})
    if "charset" in parameters and "utf-8" not in parameters.replace("utf8", "utf-8"):
        raise HTTPException(415, "Skicka frågan i UTF-8.")
    try:
        text = (await _body(request)).decode()
        return [("query", text)] if media == DIRECT else parse_qsl(text, keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise QueryError("encoding", Message("Frågan är inte skriven i UTF-8. Skicka den så.")) from error


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LARGEST:
            raise QueryError(
                "too-long", Message("Frågan är längre än %(longest)s tecken. Dela upp den.", longest=LONGEST)
            )
    return bytes(body)


def _check_names(names: Iterable[str]) -> None:
    for name in names:
        if name in ("update", "using-graph-uri", "using-named-graph-uri"):
            raise QueryError("update", Message("Grafen går bara att läsa: ändringar tas inte emot. Skriv en fråga."))
        if name not in (*PARAMETERS, *_SYNONYMS):
            near = tuple(difflib.get_close_matches(name, PARAMETERS, n=2))
            raise QueryError(
                "parameter",
                Message("Parametern %(name)s finns inte. %(hint)s", name=name, hint=hint(near, PARAMETERS)),
                near=near,
            )


def _one(given: list[tuple[str, str]], wanted: str) -> str | None:
    values = [value for name, value in given if name == wanted]
    if len(values) > 1:
        raise QueryError(
            "several", Message("Parametern %(wanted)s är given flera gånger. Ange den en gång.", wanted=wanted)
        )
    return values[0] if values else None


def _dataset(given: list[tuple[str, str]]) -> Dataset | None:
    default = tuple(value for name, value in given if name == "default-graph-uri")
    named = tuple(value for name, value in given if name == "named-graph-uri")
    for graph in (*default, *named):
        check_graph(graph)
    return Dataset(default, named) if default or named else None


def check_graph(graph: str) -> None:
    """Raises `QueryError` for what is not the absolute IRI of a graph."""
    if not is_iri(graph):
        raise QueryError(
            "dataset", Message("”%(graph)s” är ingen fullständig adress till en graf. Ange en IRI.", graph=graph)
        )


def _named(wanted: str, offered: list[Format]) -> list[str]:
    return [one.name for one in offered if wanted in (one.name, one.media, *one.also)]


def _formats(given: list[tuple[str, str]], accept: str) -> tuple[list[str], list[str]]:
    """The formats that will do for rows and for triples: what `format` names, otherwise what Accept does."""
    wanted = next((value for name, value in given if name == "format" and value), None)
    wanted = wanted or next((value for name, value in given if name in _SYNONYMS and value), None)
    rows, triples = [*ROWS.values(), HTML], [*TRIPLES.values(), HTML]
    if wanted is None:
        return acceptable(accept, rows), acceptable(accept, triples)
    named = [_named(wanted, rows), _named(_AS_TRIPLES.get(wanted, wanted), triples)]
    if not any(named):
        known = ", ".join(dict.fromkeys(one.name for one in (*rows, *triples)))
        raise QueryError(
            "format", Message("Formen %(wanted)s finns inte. Välj något av %(known)s.", wanted=wanted, known=known)
        )
    return named[0], named[1]
