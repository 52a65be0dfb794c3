"""What of others' work the pages use, as `vendor.json` names it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources


@cache
def vendored() -> Sequence[Mapping[str, str]]:
    """Name, version and licence of each package."""
    text = resources.files("styrgraf.web").joinpath("vendor.json").read_text(encoding="utf-8")
    return tuple({key: one[key] for key in ("name", "version", "licence")} for one in json.loads(text)["packages"])
