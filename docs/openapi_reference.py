"""The description of the HTTP service, as it serves it at /openapi.json."""

from __future__ import annotations

import json

from styrgraf.api.app import create_app
from styrgraf.settings import Settings


def openapi_reference() -> str:
    """The description as JSON with sorted keys: a change of the code is a readable difference."""
    described = create_app(Settings()).openapi()
    return json.dumps(described, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
