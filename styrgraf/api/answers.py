"""Answers as JSON by orjson: making them by way of pydantic models costs several times the search itself.

What is said in words is Swedish, or in the language asked for.
"""

from __future__ import annotations

from typing import Any

import orjson
from fastapi import Response

from kg.message import Message
from styrgraf.language import OWN, language, spoken


class Json(Response):
    """A JSON answer."""

    media_type = "application/json"

    def render(self, content: Any) -> bytes:
        """The bytes of the answer."""
        told = content if language() == OWN else worded(content)
        return orjson.dumps(told, option=orjson.OPT_NON_STR_KEYS)


def worded(content: Any) -> Any:
    """The content with each message in the language now spoken."""
    if isinstance(content, dict):
        return {name: worded(value) for name, value in content.items()}
    if isinstance(content, list | tuple):
        return [worded(value) for value in content]
    return spoken(content) if isinstance(content, Message) else content
