"""JSON-LD (W3C, 1.1) instead of plain JSON under /api/v1, for whom asks for it.

Of a single thing what the graph says (`linked`); of a list or an answer the same JSON with the names of its things, by
one piece for all routes (`LinkedAnswers`).
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import orjson
from fastapi import APIRouter, Request, Response
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from kg.iris import Iris
from kg.sparql.formats import TRIPLES, Format
from styrgraf.api.negotiation import acceptable
from styrgraf.collection import Collection
from styrgraf.current import Current
from styrgraf.linked_data import Linked

router = APIRouter(prefix="/api/v1")
LD_JSON = TRIPLES["jsonld"].media
_JSON = "application/json"
_FORMS = (Format("json", _JSON, "json"), Format("jsonld", LD_JSON, "jsonld"))
_CONTEXT = Path(__file__).with_name("context-v1.jsonld")
_ABOUT = """CONSTRUCT {{ ?s ?p ?o }} WHERE {{
    {{ BIND(<{0}> AS ?s) ?s ?p ?o }}
    UNION {{ <{0}> ?near ?s . FILTER(ISIRI(?s)) ?s ?p ?o
             FILTER(STRSTARTS(STR(?s), "{1}id/")) FILTER(?near != <http://purl.org/dc/terms/isPartOf>) }} }}"""


@router.get(
    "/context-v1.jsonld",
    summary="Vad nycklarna i svaren betyder (JSON-LD)",
    response_class=Response,
    responses={200: {"content": {LD_JSON: {}}}},
)
def context() -> Response:
    """The JSON-LD context of the answers. What a version says stays; another meaning gets another number."""
    return Response(_CONTEXT.read_bytes(), media_type=LD_JSON, headers={"Cache-Control": "public, max-age=86400"})


def linked(request: Request, collection: Collection, name: str) -> Response | None:
    """What the graph says of the thing `…/id/NAME` and of its parts, when JSON-LD is asked for."""
    if not _wants_linked(request.headers.get("accept", "")):
        return None
    query = _ABOUT.format(f"{collection.base}id/{name}", collection.base)
    return Response(collection.graph.query_text(query, "jsonld"), media_type=LD_JSON)


def _wants_linked(accept: str) -> bool:
    return acceptable(accept, _FORMS)[:1] == ["jsonld"]


class LinkedAnswers:
    """Gives JSON under /api/v1 as JSON-LD to whom asks for that, and says to the others that there is such."""

    def __init__(self, app: ASGIApp, current: Current) -> None:
        self.app, self._current = app, current

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; the answer is kept until it is whole when it is to be told otherwise."""
        path = scope.get("path", "").removeprefix(scope.get("root_path", ""))
        if scope["type"] != "http" or scope["method"] != "GET" or not path.startswith("/api/v1/"):
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        wanted = _wants_linked(request.headers.get("accept", ""))
        start: Message | None = None
        body = bytearray()

        async def told(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and message["status"] == 200:
                headers = MutableHeaders(scope=message)
                kind = headers.get("content-type", "").partition(";")[0]
                if kind in (_JSON, LD_JSON):
                    _say_there_is_another(headers, str(request.url), _JSON if wanted or kind == LD_JSON else LD_JSON)
                if kind == _JSON and wanted:
                    start = message
                    return
            if start is None:
                await send(message)
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body"):
                answer = self._linked(request, start, bytes(body))
                await send(start)
                await send({"type": "http.response.body", "body": answer})

        await self.app(scope, receive, told)

    def _linked(self, request: Request, start: Message, body: bytes) -> bytes:
        headers = MutableHeaders(scope=start)
        linking = Linked(Iris(self._current().base), str(request.base_url))
        address = str(request.url)
        pages = {
            rel: urljoin(address, href) for rel, href in _links(headers.getlist("link")) if rel in ("next", "prev")
        }
        answer = orjson.dumps(linking.answer(orjson.loads(body), _without_cursor(address), pages))
        headers["Content-Type"], headers["Content-Length"] = LD_JSON, str(len(answer))
        return answer


def _say_there_is_another(headers: MutableHeaders, address: str, media: str) -> None:
    headers.append("Link", f'<{address}>; rel="alternate"; type="{media}"')
    headers.add_vary_header("Accept")


def _without_cursor(address: str) -> str:
    parts = urlsplit(address)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != "cursor"]
    return parts._replace(query=urlencode(kept)).geturl()


def _links(values: list[str]) -> list[tuple[str, str]]:
    """The relation and address of each link that the service's own `Link` headers give."""
    found = []
    for part in ", ".join(values).split(", <"):
        href, _, rest = part.removeprefix("<").partition(">")
        found.append((rest.partition('rel="')[2].partition('"')[0], href))
    return found
