"""The map of Sweden: each municipality as a path, with the class of the value that colours it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from styrgraf import labels
from styrgraf.language import N_, gettext, ngettext

Row = Mapping[str, Any]
CLASSES = 5
MEASURES = {
    "documents": N_("Inlästa dokument"),
    "audits": N_("Inlästa granskningar"),
    "weak": N_("Andel svaga bedömningar"),
}


@cache
def shapes() -> Mapping[str, Any]:
    """`width`, `height`, and `paths` by municipal code; boundaries of Statistics Sweden, see `sources.md`."""
    text = resources.files("styrgraf.web").joinpath("sweden.json").read_text(encoding="utf-8")
    drawn: Mapping[str, Any] = json.loads(text)
    return drawn


def coloured(rows: Iterable[Row], measure: str) -> Iterator[dict[str, Any]]:
    """Each municipality with its path, its class (0 for not held, else 1 to 5) and its value in words."""
    held = {row["key"]: row for row in rows}
    highest = max((row.get(measure) or 0 for row in held.values()), default=0)
    for code, path in shapes()["paths"].items():
        row = held[code]
        yield {"key": code, "name": row["name"], "path": path, "class": _class(row, measure, highest)} | {
            "said": said(row, measure)
        }


def _class(row: Row, measure: str, highest: float) -> int:
    value = row.get(measure)
    if not row["documents"] or value is None:
        return 0
    top = 1.0 if measure == "weak" else highest
    return 1 + min(CLASSES - 1, int(CLASSES * value / top)) if top else 1


def said(row: Row, measure: str) -> str:
    """A body's value of a measure in words; *not held* is said as such."""
    if not row["documents"]:
        return gettext("inget inläst")
    value = row.get(measure)
    if value is None:
        return gettext("inga bedömningar inlästa")
    return _WORDED[measure](value)


def _share(value: float) -> str:
    return labels.percent(value)


_WORDED: dict[str, Callable[[Any], str]] = {
    "documents": lambda count: labels.plural(count, "dokument", "dokument"),
    "audits": lambda count: f"{count} {ngettext('granskning', 'granskningar', count)}",
    "weak": _share,
}
