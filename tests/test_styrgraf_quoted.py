"""What is handed to whoever will quote it says of each hit whether it answers, and on what "in force" rests."""

from __future__ import annotations

from typing import Any

from styrgraf.quoted import quoted_answer


def hit(**more: Any) -> dict[str, Any]:
    document = {"id": "d1", "title": "Policy", "in_force": True, "in_force_basis": "adopted"}
    return {"document": document, "passages": [], "score": 0.5, "why": "", **more}


def test_what_is_merely_related_says_so() -> None:
    answer = {"status": "found", "total": 2, "hits": [hit(), hit(related=True)], "generation": 1}
    answering, beside = quoted_answer(answer, "http://x/")["hits"]
    assert "related" not in answering and beside["related"] is True
    assert answering["in_force_basis"] == "adopted"
