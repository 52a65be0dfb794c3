"""What the auditors observed (iakttagelser) and judged (bedömning), each tied to the question it treats."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from ingest.addressees import group_of
from ingest.advice import Advice
from ingest.audit_joined import joined
from ingest.audit_script import Block, Script
from ingest.fold import fold
from ingest.mentions import Mention
from ingest.overall import OVERALL
from ingest.question_text import Asked
from ingest.restatements import question_of
from ingest.verdict_sentences import judges
from ingest.verdicts import read_label

_SHORTEST, _SHORTEST_CELL, _LONGEST = 25, 25, 900
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZÅÄÖ0-9\"”])")
_JUDGES = re.compile(
    r"(?:vår (?:\w+ )?bedömning|vi (?:bedömer|konstaterar|ser|noterar|anser)|bedömningen"
    r"|granskningen visar|det (?:finns|saknas|har))"
    r"|(?:.{0,40}uppfyll[td]\W)",
    re.I,
)
# How reports end, and how their tables are explained: neither observes anything.
_CLOSING = re.compile(
    r"(?:denna rapport|detta dokument|rapporten) har upprättats|.{0,60}ansvarar inte utan särskilt|datum som ovan"
    r"|(?:[\wåäö]+,? (?:den )?)?(?:\d{1,2} [a-z]+ \d{4}|\d{4}-\d\d-\d\d)$|(?:grönt?|gult?|rött?"
    r"|röd)\s*[=:–-]|granskningen föranleder inga",
    re.I,
)
# "Vi bedömer" alone, over clauses that begin with "att".
_VERDICTS = re.compile(r"(?:vi|revisorerna|revisionen)\s(?:bedömer|anser|konstaterar)\s?:?", re.I)
_ABOUT_REPORT = re.compile(
    r"\brekommend|\bnedan\b|\bavsnitt\b|\bföreslår\b|\bsvar\s(?:önskas|emotses)|\buppdrag\b|\bsyftet\b|\böverlämna",
    re.I,
)
_ANSWERED = re.compile(r"\W*(?:vårt\s)?(?:svar|bedömning|slutsats)\s(?:på|av|avseende)\b", re.I)
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


def find_findings(
    script: Script, asked: Sequence[Asked], mentions: Sequence[Mention], advice: Sequence[Advice]
) -> tuple[Observed, ...]:
    """The findings in reading order, each once; what the auditors recommend is none."""
    found: dict[str, Observed] = {}
    advised = {place[0] for item in advice for place in item.places}
    for role, question, start, end in _stretches(script, asked, mentions):
        if start in advised:
            continue
        text = script.flow.words(start, end)
        key = fold(text)
        if key in found:
            earlier = found[key]
            known = earlier.question if earlier.question is not None else question
            found[key] = Observed(earlier.text, earlier.role, known, (*earlier.places, (start, end)))
        else:
            found[key] = Observed(text, role, question, ((start, end),))
    return tuple(found.values()) or tuple(_judged_alone(script, asked))


def _judged_alone(script: Script, asked: Sequence[Asked]) -> Iterator[Observed]:
    """In a report without parts, such as a letter: its paragraphs of judgement."""
    parts = any(block.sections for block in script.blocks)
    for block in script.blocks if not parts else ():
        text = script.text(block)
        if block.kind == "para" and len(text) >= _SHORTEST and _JUDGES.match(text) and not _CLOSING.match(text):
            yield Observed(text, "bedomning", question_of(text, asked), ((block.start, block.end),))


def _stretches(
    script: Script, asked: Sequence[Asked], mentions: Sequence[Mention]
) -> Iterator[tuple[str, int | None, int, int]]:
    told = root = _Told()
    top, lead, concluded = 0, False, False
    blocks = joined(script, loosely=True).blocks
    for block, following in zip_longest(blocks, blocks[1:]):
        here = [mention for mention in mentions if block.start <= mention.start < block.end]
        if block.kind == "heading":
            told, root, top = _after_heading(
                told, root, top, block, poses=bool(here), bodied=_names_body(script, block)
            )
            concluded = False
        if here:
            opens = not script.transcript and _opens(script, block, here[-1], mentions, following)
            told = told.asking(here[-1].question, opens=opens)
        if _CLOSING.match(script.text(block)):
            told = _Told()
        lead = _VERDICTS.fullmatch(script.text(block)) is not None or (lead and script.text(block).startswith("att "))
        if block.kind == "row":
            yield from _comments(script, block, here)
        elif block.kind != "heading" and not here:
            grounds = told.place == "summary" and concluded and _grounds(script.text(block))
            role = told.role or _untitled_role(script, block, told) or ("bedomning" if lead or grounds else None)
            concluded = concluded or (told.place == "summary" and bool(OVERALL.search(script.text(block))))
            if role == "iakttagelse" and judges(script.text(block)):
                role = "bedomning"
            if role and not (told.place == "summary" and OVERALL.search(script.text(block))):
                known = told.question if told.question is not None else question_of(script.text(block), asked)
                yield from _cut(script, block, role, known)


def _grounds(text: str) -> bool:
    """Whether a paragraph after the overall judgement says what it rests on: no lead, no advice, no word of the way."""
    return not text.endswith((":", "att")) and not _ABOUT_REPORT.search(text)


def _after_heading(
    told: _Told, root: _Told, top: int, block: Block, *, poses: bool, bodied: bool
) -> tuple[_Told, _Told, int]:
    """Where the reading stands after a heading; `root` is what the chapter of results says that holds it, on level
    `top`: a part about earlier audits observes there as the others do. `bodied` says that it only names a body.
    """
    inside = root.place is not None and block.level > top
    told = root if inside and _strays(block) else told.under(block, poses)
    if bodied and told.place is None:
        # A chapter on one of the boards.
        told = _Told(None, "results")
    if inside:
        return told if told.place is not None else root, root, top
    opens = told.place == "results" and bool(block.sections & {"results", "observations"})
    return told, told if opens else _Told(), block.level if opens else 0


def _names_body(script: Script, block: Block) -> bool:
    whom = group_of(script.text(block))
    return not block.sections and len(whom) == 1 and not whom[0].endswith("fullmäktige")


def _strays(block: Block) -> bool:
    """Whether a heading inside the results names what else stands in chapters of its own: "3.1 Tidigare granskning"."""
    return bool(block.sections & {"followup", "background", "method"}) and not block.sections & {"recommendations"}


def _opens(
    script: Script, block: Block, mention: Mention, mentions: Sequence[Mention], following: Block | None
) -> bool:
    """Whether a block is nothing but a question, for the last time: its treatment follows, not a list or a summary."""
    # "a) Hur är …?" is no item of a list when a paragraph follows it.
    headed = block.kind in ("para", "heading") or (following is not None and following.kind == "para")
    alone = headed and block.end - block.start < mention.end - mention.start + 30
    later = (other for other in mentions if other.question == mention.question and other.start > block.end)
    # "Svar på revisionsfråga 1: Ja" closes the treatment.
    return alone and all(_ANSWERED.match(script.flow.text, other.start) for other in later)


@dataclass(frozen=True, slots=True)
class _Told:
    """Where the reading stands: the role of what follows, whether in the results or a summary, on which question."""

    role: str | None = None
    place: str | None = None
    question: int | None = None

    def asking(self, question: int, *, opens: bool) -> _Told:
        """The same after a question has been posed; another question ends the judgement of the one before."""
        role = None if opens and question != self.question else self.role
        place = "results" if opens and self.place != "answers" else self.place
        return _Told(role, place, question)

    def under(self, block: Block, poses: bool) -> _Told:
        """The same after a heading; `poses` says that the heading is itself a question."""
        if block.sections & _LEAVES:
            return _Told()
        if "answers" in block.sections:
            return _Told(None, "answers")
        if block.sections & {"summary", "overall"}:
            return _Told("bedomning" if "judgement" in block.sections else None, "summary")
        if "results" in block.sections:
            return _Told(None, "results")
        if "observations" in block.sections:
            return replace(self, role="iakttagelse", place="results")
        if "judgement" in block.sections:
            return replace(self, role="bedomning", place="results")
        # After a judgement a new chapter begins; other headings divide the observations.
        new = self.role == "bedomning" or poses
        return replace(self, role=None, question=None) if new else self


def _untitled_role(script: Script, block: Block, told: _Told) -> str | None:
    """The role of a paragraph under neither Iakttagelser nor Bedömning."""
    if told.place == "summary" and block.kind == "item" and not script.text(block).endswith(("?", ":")):
        # "Granskningen visar att:" with its points; the recommendations among them are told apart elsewhere.
        return "bedomning"
    if told.place == "answers" and block.kind == "item" and read_label(script.flow.text[block.start : block.end]):
        return "bedomning"
    if told.place is None or (told.question is None and told.place != "results"):
        return None
    judges = _JUDGES.match(script.text(block))
    if told.place == "answers":
        return "bedomning"
    if told.place == "summary":
        # In summaries and closing tables the text after a question is the auditors' judgement of it.
        return "bedomning" if judges and block.kind != "item" else None
    return "bedomning" if judges else "iakttagelse"


def _comments(script: Script, block: Block, here: Sequence[Mention]) -> Iterator[tuple[str, int | None, int, int]]:
    """The comment column of a table of verdicts."""
    if not here:
        return
    for cell in block.cells:
        if not any(cell[1] <= mention.start < cell[2] for mention in here) and cell[2] - cell[1] >= _SHORTEST_CELL:
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
