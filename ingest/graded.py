"""A verdict tied to its question: where it stands, how surely it was found, and which body it concerns."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.question_text import Asked
from ingest.verdicts import Verdict
from kg.model import Step

# How a verdict was found, the surest first: where two places disagree the surer one is believed.
LABEL, SENTENCE, PROSE = 0, 1, 2
# Questions that take no yes or no.
_OPEN = re.compile(r"(?:på vilket sätt|hur|vilka?|vilket|vilken|vad|varför|i vilken (?:mån|utsträckning))\b", re.I)


@dataclass(frozen=True, slots=True)
class Graded:
    """A verdict on question `question` at `start:end` of the flow; `body` when it concerns one body only."""

    question: int
    start: int
    end: int
    step: Step
    rank: int
    body: str | None = None


def graded(question: int, base: int, verdict: Verdict, rank: int, body: str | None) -> Graded:
    """The verdict found at `verdict.start` of a text that begins at `base` of the flow."""
    return Graded(question, base + verdict.start, base + verdict.end, verdict.step, rank, body)


def is_open(question: Asked) -> bool:
    """Whether a question takes no yes or no: "Hur …?"."""
    return bool(_OPEN.match(question.text))
