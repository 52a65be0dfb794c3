"""What people have said, as answers and pages show it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from kg.reviews import Review, Reviews


def told(review: Review) -> dict[str, Any]:
    """A review as JSON; what was not said is left out."""
    said = {name: getattr(review, name) for name in Review.__dataclass_fields__}
    return {name: value for name, value in said.items() if value not in (None, "") and (name, value) != ("page", 0)}


def standing(reviews: Reviews, document: str) -> list[dict[str, Any]]:
    """What now stands on the values, assessments and citations of a document."""
    return [told(one) for one in reviews.of(document).values() if one.about != "match"]


def with_feedback(reviews: Reviews, finding: str | None, hits: Iterable[dict[str, Any]]) -> None:
    """Note on each hit what was said of it as an answer to the finding."""
    if finding is None:
        return
    for hit in hits:
        review = reviews.of(hit["document"]["id"]).get(("match", finding))
        if review is not None:
            hit["review"] = told(review)
