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
from styrgraf.api.refusals import NotSignedIn, Refusal
from styrgraf.collection import NotHeld
from styrgraf.language import N_, gettext
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
    413: N_("För stort"),
    415: N_("Frågan är skickad i en form som inte går att läsa"),
    429: N_("För många anrop"),
    500: N_("Något gick fel"),
    503: N_("Kan inte svara just nu"),
}


def add_error_handlers(app: FastAPI) -> None:
    """Turn every error of the service into an answer that says what is wrong and what to do."""
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(StyrgrafError, _known)
    app.add_exception_handler(Exception, _unforeseen)


def problem(request: Request, status: int, detail: str, **more: Any) -> Response:
    """The answer for an error: a page to whom asks for pages outside /api/, a problem document to all others."""
    title = _TITLES.get(status, HTTPStatus(status).phrase)
    if _wants_page(request):
        return HTMLResponse(page("error.html", title=gettext(title), detail=detail, here=""), status)
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail, "instance": request.url.path}
    return Response(orjson.dumps(body | more), status, media_type="application/problem+json")


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
        answer = problem(request, error.status, str(error), **({"code": error.code} if error.code else {}))
        answer.headers.update(error.headers)
        return answer
    status = next((code for kind, code in _STATUSES if isinstance(error, kind)), 500)
    return problem(request, status, str(error))


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
    answer = problem(request, status, str(error), **more)
    if status == 503:
        answer.headers["Retry-After"] = "10"
    return answer


class Moved(UsageError):
    """A cursor from a generation that is no longer the current one."""


_STATUSES: tuple[tuple[type[Exception], int], ...] = (
    (Moved, 409),
    (UsageError, 400),
    (NotHeld, 404),
    (StoreError, 503),
    (EncoderError, 503),
)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    allowed = (error.headers or {}).get("Allow", "GET")
    details = {404: "Adressen finns inte.", 405: f"{request.method} går inte att använda här. Använd {allowed}."}
    answer = problem(request, error.status_code, details.get(error.status_code, str(error.detail)))
    answer.headers.update(error.headers or {})
    return answer


def _unforeseen(request: Request, error: Exception) -> Response:
    number = correlation_id.get()
    detail = f"Ett oväntat fel. Det står i tjänstens logg under {number}; försök igen."
    return problem(request, 500, detail, request_id=number)


def _invalid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = [_fault(request, fault) for fault in error.errors()]
    return problem(request, 400, " ".join(fault["detail"] for fault in faults), errors=faults)


def _fault(request: Request, fault: dict[str, Any]) -> dict[str, Any]:
    name = str(fault["loc"][-1])
    if fault["type"] == "extra_forbidden":
        near = difflib.get_close_matches(name, _parameters(request), n=3)
        hint = f" Menade du {' eller '.join(near)}?" if near else f" De som finns är {', '.join(_parameters(request))}."
        return {"parameter": name, "detail": f"Parametern {name} finns inte.{hint}", "near": near}
    if fault["type"] == "missing":
        return {"parameter": name, "detail": f"Parametern {name} saknas."}
    return {"parameter": name, "detail": f"Värdet för {name} går inte att använda: {_reason(fault)}."}


def _reason(fault: dict[str, Any]) -> str:
    bounds = fault.get("ctx", {})
    words = {
        "int_parsing": "ett helt tal väntas",
        "greater_than_equal": f"minst {bounds.get('ge')}",
        "less_than_equal": f"högst {bounds.get('le')}",
        "string_too_long": f"högst {bounds.get('max_length')} tecken",
        "literal_error": f"något av {bounds.get('expected')} väntas",
    }
    return words.get(fault["type"], str(fault["msg"]))


def _parameters(request: Request) -> list[str]:
    """The names of the query parameters that the route takes, as its OpenAPI says."""
    path = request.scope["route"].path
    described = request.app.openapi()["paths"].get(path, {}).get("get", {}).get("parameters", [])
    return [parameter["name"] for parameter in described if parameter["in"] == "query"]
