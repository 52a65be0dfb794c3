"""Errors as RFC 9457 problem+json to programs, and as a page to people."""

from __future__ import annotations

import difflib
from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

import orjson
from asgi_correlation_id import correlation_id
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.exceptions import HTTPException

from kg.errors import EncoderError, QueryError, QueryStopped, StoreError, StyrgrafError, UsageError
from kg.message import Message, hint
from styrgraf.api.answers import worded
from styrgraf.api.refusals import NotSignedIn, Refusal
from styrgraf.collection import NotHeld, Removed
from styrgraf.language import N_, gettext, spoken
from styrgraf.web.here import HERE
from styrgraf.web.render import page

_TITLES = {
    400: N_("Frågan går inte att besvara"),
    401: N_("Inte inloggad"),
    403: N_("Inte tillåtet"),
    404: N_("Finns inte"),
    405: N_("Metoden går inte att använda här"),
    406: N_("Svaret finns inte i den formen"),
    409: N_("Samlingen har ändrats"),
    410: N_("Borttaget"),
    413: N_("För stort"),
    415: N_("Frågan är skickad i en form som inte går att läsa"),
    429: N_("För många anrop"),
    500: N_("Något gick fel"),
    503: N_("Tjänsten kan inte svara just nu"),
}


def add_error_handlers(app: FastAPI) -> None:
    """Turn every error of the service into an answer that says what is wrong and what to do."""
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(StyrgrafError, _known)
    app.add_exception_handler(Exception, _unforeseen)


def problem(request: Request, status: int, detail: str, **more: Any) -> Response:
    """The answer for an error: a page to whom asks for pages outside /api/, a problem document to all others."""
    title = gettext(_TITLES.get(status, HTTPStatus(status).phrase))
    if _wants_page(request):
        return HTMLResponse(page("error.html", title=title, detail=detail, here=""), status)
    said = spoken(detail)
    body = {"type": "about:blank", "title": title, "status": status, "detail": said, "instance": request.url.path}
    return Response(orjson.dumps(body | worded(more)), status, media_type="application/problem+json")


def _wants_page(request: Request) -> bool:
    path = request.url.path.removeprefix(request.scope.get("root_path", ""))
    if path.startswith(("/api/", "/healthz", "/readyz")):
        return False
    return "text/html" in request.headers.get("accept", "").lower()


def _known(request: Request, error: Exception) -> Response:
    if isinstance(error, QueryError | QueryStopped):
        return query_problem(request, error)
    if isinstance(error, NotSignedIn) and request.method == "GET" and _wants_page(request):
        here = HERE.get()
        asked = here.root.removeprefix(here.base) + here.path + (f"?{here.query}" if here.query else "")
        return RedirectResponse(f"{here.root}/logga-in?{urlencode({'next': asked})}", 303)
    if isinstance(error, Refusal):
        answer = problem(request, error.status, error.message, **({"code": error.code} if error.code else {}))
        answer.headers.update(error.headers)
        return answer
    status = next((code for kind, code in _STATUSES if isinstance(error, kind)), 500)
    return problem(request, status, error.message if isinstance(error, StyrgrafError) else str(error))


def query_status(error: QueryError | QueryStopped) -> int:
    """The status of an answer that says why a query was not answered."""
    statuses = {"no-graph": 404, "not-acceptable": 406, "too-long": 413, "too-large": 413}
    return statuses.get(error.code, 503 if isinstance(error, QueryStopped) else 400)


def query_problem(request: Request, error: QueryError | QueryStopped) -> Response:
    """The answer for a query that was not answered, with where in it the fault lies."""
    status = query_status(error)
    more: dict[str, Any] = {"code": error.code}
    if isinstance(error, QueryError):
        place = {"line": error.line, "column": error.column, "near": list(error.near) or None}
        more |= {name: value for name, value in place.items() if value is not None}
    answer = problem(request, status, error.message, **more)
    if status == 503:
        answer.headers["Retry-After"] = "10"
    return answer


class Moved(UsageError):
    """A cursor from a generation that is no longer the current one."""


_STATUSES: tuple[tuple[type[Exception], int], ...] = (
    (Moved, 409),
    (UsageError, 400),
    (Removed, 410),
    (NotHeld, 404),
    (StoreError, 503),
    (EncoderError, 503),
)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    allowed = (error.headers or {}).get("Allow", "GET")
    details: dict[int, str] = {
        404: Message("Adressen finns inte."),
        405: Message(
            "%(method)s går inte att använda här. Använd %(allowed)s.", method=request.method, allowed=allowed
        ),
    }
    answer = problem(request, error.status_code, details.get(error.status_code, str(error.detail)))
    answer.headers.update(error.headers or {})
    return answer


def _unforeseen(request: Request, error: Exception) -> Response:
    number = correlation_id.get()
    detail = Message(
        "Ett oväntat fel uppstod. Det står i tjänstens logg med numret %(number)s. Försök igen.", number=number
    )
    return problem(request, 500, detail, request_id=number)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = [_fault(request, fault) for fault in error.errors()]
    detail = faults[0]["detail"]
    for fault in faults[1:]:
        detail = Message("%(first)s %(last)s", first=detail, last=fault["detail"])
    return problem(request, 400, detail, errors=faults)


def _fault(request: Request, fault: dict[str, Any]) -> dict[str, Any]:
    name = str(fault["loc"][-1])
    if fault["type"] == "extra_forbidden":
        known = _parameters(request, str(fault["loc"][0]))
        near = difflib.get_close_matches(name, known, n=3)
        said = Message("Parametern %(name)s finns inte: adressen tar inga.", name=name)
        if known:
            said = Message("Parametern %(name)s finns inte. %(hint)s", name=name, hint=hint(near, known))
        return {"parameter": name, "detail": said, "near": near}
    if fault["type"] == "missing":
        return {"parameter": name, "detail": Message("Parametern %(name)s saknas.", name=name)}
    wrong = Message("Värdet för %(name)s går inte att använda: %(reason)s.", name=name, reason=_reason(fault))
    return {"parameter": name, "detail": wrong}


def _reason(fault: dict[str, Any]) -> str:
    bounds = fault.get("ctx", {})
    words: dict[str, str] = {
        "int_parsing": Message("ange ett heltal"),
        "greater_than_equal": Message("det minsta är %(least)s", least=bounds.get("ge")),
        "less_than_equal": Message("det högsta är %(most)s", most=bounds.get("le")),
        "string_too_long": Message("högst %(most)s tecken går att skriva", most=bounds.get("max_length")),
        "literal_error": Message("välj något av %(expected)s", expected=_choices(str(bounds.get("expected")))),
    }
    return words.get(fault["type"], str(fault["msg"]))


def _choices(expected: str) -> str:
    """The values of a literal, as pydantic names them in English: 'a', 'b' or 'c'."""
    return ", ".join(expected.replace(" or ", ", ").replace("'", "").split(", ")).strip(", ")


def _parameters(request: Request, where: str) -> list[str]:
    """The names that the route takes in its query or its JSON body (`where`), as its OpenAPI says."""
    said = request.app.openapi()
    described = said["paths"].get(request.scope["route"].path, {}).get(request.method.lower(), {})
    if where == "body":
        schema = described.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
        return list(
            said["components"]["schemas"].get(schema.get("$ref", "").rpartition("/")[2], {}).get("properties", {})
        )
    return [parameter["name"] for parameter in described.get("parameters", []) if parameter["in"] == "query"]
