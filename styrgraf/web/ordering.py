"""The order in which hits stand on the page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Hit = dict[str, Any]


def ordered(hits: Sequence[Hit], order: str) -> list[Hit]:
    """The hits by date or title; by relevance they come already. Those without a date stand last."""
    if order == "title":
        return sorted(
            hits, key=lambda hit: str(hit["document"].get("title") or hit["document"].get("file", "")).casefold()
        )
    if order in ("newest", "oldest"):
        dated = [hit for hit in hits if _date(hit)]
        return sorted(dated, key=_date, reverse=order == "newest") + [hit for hit in hits if not _date(hit)]
    return list(hits)


def _date(hit: Hit) -> str:
    document = hit["document"]
    return str(document.get("decision_date") or document.get("report_date") or "")
