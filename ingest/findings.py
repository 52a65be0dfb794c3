"""What the auditors observed (iakttagelser) and judged (bedömning), each tied to the question it treats."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.audit_script import Block, Script
from ingest.fold import fold
from ingest.mentions import Mention
from ingest.verdicts import read_label

_SHORTEST, _LONGEST = 40, 900
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZÅÄÖ0-9\"”])")
_LEAVES = frozenset(
    {
        "recommendations",
        "criteria",
        "limits",
        "method",
        "appendix",
        "purpose",
        "questions",
        "background",
        "contents",
        "followup",
    }
)


@dataclass(frozen=True, slots=True)
class Observed:
    """A finding with every place where it is printed; `question` is the index of its question."""

    text: str
    role: str
    question: int | None
    places: tuple[tuple[int, int], ...]


def find_findings(script: Script, mentions: Sequence[Mention]) -> tuple[Observed, ...]:
    """The findings in reading order, each once."""
    found: dict[str, Observed] = {}
    for role, question, start, end in _stretches(script, mentions):
        text = script.flow.words(start, end)
        key = fold(text)
        if key in found:
            earlier = found[key]
            known = earlier.question if earlier.question is not None else question
            found[key] = Observed(earlier.text, earlier.role, known, (*earlier.places, (start, end)))
        else:
            found[key] = Observed(text, role, question, ((start, end),))
    return tuple(found.values())


def _stretches(script: Script, mentions: Sequence[Mention]) -> Iterator[tuple[str, int | None, int, int]]:
    role: str | None = None
    question: int | None = None
    inside = False
    for block in script.blocks:
        here = [mention for mention in mentions if block.start <= mention.start < block.end]
        if block.kind == "heading":
            role, inside, question = _enter(block, role, inside, question)
        if here:
            question = here[-1].question
        if block.kind == "row":
            yield from _comments(script, block, here)
        elif block.kind != "heading" and not here:
            found = role or _summary_role(script, block, question if inside else None)
            if found:
                yield from _cut(script, block, found, question)


def _enter(block: Block, role: str | None, inside: bool, question: int | None) -> tuple[str | None, bool, int | None]:
    """The role, whether findings are being told, and the question, after a heading."""
    if block.sections & _LEAVES:
        return None, False, None
    if block.sections & {"summary", "overall", "answers"}:
        return None, True, None
    if "results" in block.sections:
        return None, True, None
    if "observations" in block.sections:
        return "iakttagelse", True, question
    if "judgement" in block.sections:
        return "bedomning", True, question
    return (None if role == "bedomning" else role), inside, question


def _summary_role(script: Script, block: Block, question: int | None) -> str | None:
    """In summaries and closing tables the text after a question is the auditors' judgement of it."""
    if question is None or block.kind == "item":
        return None
    text = script.text(block)
    return (
        "bedomning"
        if re.match(
            r"(?:vår bedömning|vi (?:bedömer|konstaterar|ser|noterar)|bedömningen|granskningen visar|det (?:finns|saknas|har))|(?:.{0,40}uppfyll[td]\W)",
            text,
            re.I,
        )
        else None
    )


def _comments(script: Script, block: Block, here: Sequence[Mention]) -> Iterator[tuple[str, int | None, int, int]]:
    """The comment column of a table of verdicts."""
    if not here:
        return
    for cell in block.cells:
        if not any(cell[1] <= mention.start < cell[2] for mention in here) and cell[2] - cell[1] >= _SHORTEST:
            yield "bedomning", here[0].question, _past_label(script, cell[1], cell[2]), cell[2]


def _past_label(script: Script, start: int, end: int) -> int:
    label = read_label(script.flow.text[start:end])
    return start + label.end + _gap(script.flow.text[start + label.end : end]) if label else start


def _gap(text: str) -> int:
    return len(text) - len(text.lstrip(" \t\n.:–-"))


def _cut(script: Script, block: Block, role: str, question: int | None) -> Iterator[tuple[str, int | None, int, int]]:
    start = _past_label(script, block.start, block.end)
    while block.end - start > _LONGEST:
        # A transcript has no paragraphs: whole sentences, as many as make a readable passage.
        ends = [match.end() for match in _SENTENCE_END.finditer(script.flow.text, start, start + _LONGEST)]
        if not ends:
            break
        yield role, question, start, ends[-1]
        start = ends[-1]
    if len(script.flow.words(start, block.end)) >= _SHORTEST:
        yield role, question, start, block.end
