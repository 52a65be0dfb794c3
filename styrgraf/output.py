"""Results on stdout: JSON for programs, in UTF-8 whatever the locale says."""

from __future__ import annotations

import sys
from typing import Any

import orjson


def write_json(value: Any) -> None:
    """Write a value as indented JSON."""
    sys.stdout.buffer.write(orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE))
    sys.stdout.buffer.flush()
