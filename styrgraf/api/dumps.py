"""/dumps/: the whole graph to take away, in each format, and as tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO

from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse, StreamingResponse

from kg.message import Message
from kg.sparql.formats import TRIPLES
from styrgraf.api.answers import Json
from styrgraf.api.current import Held
from styrgraf.api.negotiation import acceptable
from styrgraf.api.shelf import Book, Shelf
from styrgraf.api.sparql_request import HTML, JSON
from styrgraf.collection import Collection, NotHeld
from styrgraf.exporting import SUFFIXES, export
from styrgraf.tables import tables, write_table
from styrgraf.web.render import page

router = APIRouter(prefix="/dumps")
_CHUNK = 1 << 18
_CSV = "text/csv; charset=utf-8"


@router.get("/", summary="Hela grafen att hämta")
def dumps(request: Request, collection: Held) -> Response:
    """What there is to fetch: the graph in each format, the list of documents, a table of each class."""
    files = [{"name": name, "url": f"/dumps/{name}", "type": media} for name, media in _files(collection).items()]
    if acceptable(request.headers.get("accept", ""), (JSON, HTML))[:1] == ["html"]:
        shown = page("dumps.html", here="", generation=collection.number, files=files)
        return HTMLResponse(shown, headers={"Vary": "Accept"})
    return Json({"files": files, "generation": collection.number})


@router.get("/{name:path}", summary="En fil med hela grafen, eller en tabell")
def dump(request: Request, collection: Held, name: str) -> Response:
    """One of the files of /dumps/; the same bytes for as long as the generation is the current one."""
    media = _files(collection).get(name)
    if media is None:
        raise NotHeld(Message("Filen %(name)s finns inte. De som finns står under /dumps/.", name=name))
    shelf: Shelf = request.app.state.shelf
    book = shelf.book(collection.number, name, _writer(collection, name))
    headers = {"ETag": f'"{book.digest}"', "Cache-Control": "no-cache"}
    if f'"{book.digest}"' in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    shown = name.replace("/", "-").replace(".", f"-{collection.number:06d}.")
    headers |= {"Content-Length": str(book.size), "Content-Disposition": f'attachment; filename="{shown}"'}
    return StreamingResponse(_chunks(book), media_type=media, headers=headers)


def _files(collection: Collection) -> dict[str, str]:
    """The names of all files with their media types."""
    graph = {f"styrgraf.{SUFFIXES[form]}": TRIPLES[form].content_type for form in SUFFIXES if form in TRIPLES}
    names = tables(collection.graph)
    return graph | {"styrgraf.csv": _CSV} | {f"tables/{name}.csv": _CSV for name in names}


def _writer(collection: Collection, name: str) -> Callable[[IO[bytes]], None]:
    if name.startswith("tables/"):
        of = tables(collection.graph)[name.removeprefix("tables/").removesuffix(".csv")]
        return lambda output: write_table(collection.graph, of, output)
    form = next(form for form, suffix in SUFFIXES.items() if name == f"styrgraf.{suffix}")
    return lambda output: export(collection, form, output)


def _chunks(book: Book) -> Iterator[bytes]:
    for start in range(0, book.size, _CHUNK):
        yield book.read(start, _CHUNK)
