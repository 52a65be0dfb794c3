"""Documents written by others, from the description of the field alone: files as they came, and the authors' answers.

Each batch was read once before anything was mended against it (`docs/reading.md` has those figures); since then they
guard what was mended. `others/truth.json` gives, for each file, what its author says that it states: "?" where the
author leaves a value unjudged, "a|b" where either will do.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.reading.cases import Case
from benchmarks.reading.score import SCALARS
from sample.rendering.source import Source

FOLDER = Path(__file__).resolve().parent / "others"
PLAIN = ("kind", "code", *SCALARS)


def other_cases() -> list[Case]:
    """Every document of the folder, its layout named by batch."""
    answers = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8"))
    return [_case(FOLDER / name, answer) for name, answer in answers.items()]


def _case(file: Path, answer: Mapping[str, Any]) -> Case:
    source = Source(file.stem, {"layout": file.stem.split("-")[0], "format": file.suffix[1:]}, "")
    return Case(source, truth_of(answer), file)


def truth_of(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The author's answer in the benchmark's form. What it says nothing of is not stated in the document, but for
    status and, outside audits, what only audits have.
    """
    stated = answer["document"]
    truth: dict[str, Any] = {"near": True, "citations": "?", "open_ended": "?", "status": stated.get("status", "?")}
    truth |= {field: _either(stated[field]) for field in PLAIN if field in stated}
    truth["audited_bodies"] = stated.get("audited_bodies", [])
    step = (stated.get("overall_assessment") or {}) if stated.get("overall_assessment") != "?" else {"step": "?"}
    truth["overall"] = _unjudged(step.get("step")) or ([step["step"]] if step.get("step") else [])
    truth["laws"] = _laws(answer)
    return truth | _said(answer) | _cited(answer)


def _either(value: str) -> str:
    """A value that may also be absent or something else is not judged."""
    return "?" if value.endswith(("|", "?")) else value


def _unjudged(value: str | None) -> str:
    return "?" if value and "?" in value else ""


def _laws(answer: Mapping[str, Any]) -> Any:
    """Not judged where some are optional, or may be read in more than one way. A statute named as a whole beside its
    own provisions is said already: some authors list it, others not.
    """
    laws = answer.get("laws", "?")
    if laws == "?" or "laws_optional" in answer or any("|" in str(law) for law in laws):
        return "?"
    found = {(law["sfs"], str(law.get("chapter") or ""), str(law.get("section") or "")) for law in laws}
    precise = {sfs for sfs, *place in found if any(place)}
    return sorted(one for one in found if any(one[1:]) or one[0] not in precise)


def _cited(answer: Mapping[str, Any]) -> dict[str, Any]:
    """The names of the documents that it cites, where the author lists them."""
    cited = answer.get("citations", "?")
    if cited == "?":
        return {}
    optional = answer.get("citations_optional", [])
    return {"cited": [one["title"] for one in cited], "cited_optional": [one["title"] for one in optional]}


def _said(answer: Mapping[str, Any]) -> dict[str, Any]:
    """What an audit report asks, answers and recommends."""
    questions, advice = answer.get("questions", []), answer.get("recommendations", [])
    if "?" in (questions, advice):
        return dict.fromkeys(("questions", "verdicts", "recommendations", "addressees"), "?")
    steps = [(one["text"], one["step"]) for one in questions if one.get("step")]
    return {
        "questions": [one["text"] for one in questions],
        "verdicts": "?" if any("?" in step for _, step in steps) else steps,
        "recommendations": [one["text"] for one in advice],
        "addressees": "?"
        if any(one.get("addressees") == "?" for one in advice)
        else [(one["text"], body) for one in advice for body in one.get("addressees", [])],
    }
