"""The OpenAPI description, made true: errors are problem documents, with the status we give them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import FastAPI, Query, Response
from fastapi.openapi.utils import get_openapi

from styrgraf.api.access import COOKIE
from styrgraf.api.answers import Json
from styrgraf.api.linked import LD_JSON
from styrgraf.api.parameters import Strict
from styrgraf.api.schemas import PROBLEM, PROBLEM_SCHEMA

# The tag of the routes that change something: they take a key or a signed-in session.
WRITES = "writes"
_SCHEMES = {
    "key": {"type": "http", "scheme": "bearer", "description": "En nyckel från styrgraf key add."},
    "session": {"type": "apiKey", "in": "cookie", "name": COOKIE, "description": "Inloggad på /logga-in."},
}
# What the framework takes for granted and we do otherwise: a bad parameter is 400 here.
_NOT_OURS = ("HTTPValidationError", "ValidationError")


def describe(app: FastAPI) -> None:
    """Let the application describe itself so at /openapi.json."""

    def described() -> dict[str, Any]:
        if not app.openapi_schema:
            app.openapi_schema = _described(app)
        return app.openapi_schema

    def description(asked: Annotated[Strict, Query()]) -> Response:
        return Json(described())

    app.openapi = described  # type: ignore[method-assign]
    # The framework's own route would take any parameter.
    app.add_api_route("/openapi.json", description, include_in_schema=False)


def _described(app: FastAPI) -> dict[str, Any]:
    found = get_openapi(title=app.title, version=app.version, routes=app.routes)
    schemas = found.setdefault("components", {}).setdefault("schemas", {})
    for name in _NOT_OURS:
        schemas.pop(name, None)
    schemas["Problem"] = PROBLEM_SCHEMA
    found["components"]["securitySchemes"] = _SCHEMES
    for path, operations in found["paths"].items():
        for method, operation in operations.items():
            if method != "get" and operation.get("tags") == [WRITES]:
                operation["security"] = [{name: []} for name in _SCHEMES]
            operation["responses"].pop("422", None)
            operation["responses"]["default"] = PROBLEM
            said = operation["responses"].get("200", {}).get("content", {})
            if method == "get" and path.startswith("/api/v1/") and "application/json" in said:
                said.setdefault(LD_JSON, {"schema": {"type": ["object", "array"]}})
    return found
