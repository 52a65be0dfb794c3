"""Answers as JSON by orjson: making them by way of pydantic models costs several times the search itself."""

from __future__ import annotations

from typing import Any

import orjson
from fastapi import Response


class Json(Response):
    """A JSON answer."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """The bytes of the answer."""
        return orjson.dumps(content, option=orjson.OPT_NON_STR_KEYS)
