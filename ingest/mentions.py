"""Where a question stands in the report: its list, the summary, the head of its part, the closing table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from ingest.audit_rules import audit_rules
from ingest.audit_script import Block, Script
from ingest.fold import same_letters
from ingest.question_text import Asked, term_in
from ingest.restatements import question_of
from ingest.verdicts import read_label

_SEED = 10
_CLOSING = frozenset({"overall", "answers", "recommendations", "appendix", "followup"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Question `question` (its index) at `start:end` of the flow; `whole` unless only its number is printed."""

    question: int
    start: int
    end: int
    whole: bool = True


def find_mentions(script: Script, asked: Sequence[Asked]) -> tuple[Mention, ...]:
    """Every place where a question is repeated, in reading order, without overlaps: the longest wording wins."""
    found = [
        Mention(index, start, end) for index, question in enumerate(asked) for start, end in _places(script, question)
    ]
    found += [Mention(index, question.start, question.end) for index, question in enumerate(asked)]
    found.sort(key=lambda mention: (mention.start - mention.end, mention.start))
    kept: list[Mention] = []
    begun = {mention.start for mention in found}
    numbers = [mention for mention in _numbered(script, asked) if not begun & set(range(mention.end, mention.end + 4))]
    for mention in [*found, *numbers]:
        if all(mention.end <= other.start or mention.start >= other.end for other in kept):
            kept.append(mention)
    kept += _similar_rows(script, asked, kept)
    return tuple(sorted([*kept, *_chapters(script, asked, kept)], key=lambda mention: mention.start))


def _similar_rows(script: Script, asked: Sequence[Asked], known: Sequence[Mention]) -> list[Mention]:
    """Rows with a verdict whose question is worded otherwise than where it was listed."""
    found = []
    for block in script.blocks:
        if block.kind != "row" or any(block.start <= mention.start < block.end for mention in known):
            continue
        asking = next((cell for cell in block.cells if script.cell(cell).endswith("?")), None)
        judged = any(read_label(script.cell(cell)) for cell in block.cells if cell is not asking)
        index = question_of(script.cell(asking), asked) if asking and judged else None
        if asking and index is not None:
            found.append(Mention(index, asking[1], asking[2], whole=False))
    return found


_ROW_NUMBER = re.compile(r"\s*(?P<number>\d{1,2})[.)]\s+[A-ZÅÄÖ]")


def _numbered_rows(script: Script, numbers: Mapping[str, int]) -> Iterator[Mention]:
    """Rows that name a question by its number and a short title, under a head that says so: "2. Riskanalys"."""
    told: int | None = None
    for block in script.blocks:
        if block.kind != "row":
            continue
        first = script.cell(block.cells[0])
        if term_in(first) and len(first) < 40:
            told = block.table
        match = _ROW_NUMBER.match(first)
        if match and block.table == told and match["number"] in numbers and len(first) < 60:
            yield Mention(numbers[match["number"]], block.cells[0][1], block.cells[0][2], whole=False)


_HEAD_NUMBER = re.compile(r"\s*\d{1,2}(?:\.\d{1,2})*\.?\s")
_NUMBER_BEFORE = re.compile(r"(?:^|\s)\(?(?P<number>\d{1,2}|[a-z])\s?[.):–-]*\s*$")


def numbered(script: Script, asked: Sequence[Asked], mentions: Sequence[Mention]) -> tuple[Asked, ...]:
    """The questions with the numbers that stand before them where they are repeated, if only there."""
    found = {index: question.number for index, question in enumerate(asked)}
    for mention in mentions:
        begin = max((block.start for block in script.blocks if block.start <= mention.start), default=0)
        row = next((b for b in script.blocks if b.kind in ("row", "item") and b.start <= mention.start < b.end), None)
        marked = row.mark if row is not None and row.start == mention.start else None
        before = script.flow.text[max(begin, mention.start - 30) : mention.start]
        number = re.fullmatch(r"\(?(\d{1,2}|[a-z])[.)]", marked) if marked else _NUMBER_BEFORE.search(before)
        if mention.whole and number and found[mention.question] is None and number[1] not in found.values():
            found[mention.question] = number[1]
    return tuple(replace(question, number=found[index]) for index, question in enumerate(asked))


def _chapters(script: Script, asked: Sequence[Asked], mentions: Sequence[Mention]) -> list[Mention]:
    """The chapters of the results, when these repeat no question but are as many as the questions, in their order."""
    heads = _chapter_heads(script, asked)
    treated = _treated(asked, len(heads))
    if len(heads) < 2 or not treated or len({head.level for head in heads}) > 1:
        return []
    if any(not _fits(mention, heads, treated) for mention in mentions):
        return []
    return [Mention(at, head.start, head.end, whole=False) for at, head in zip(treated, heads, strict=True)]


def _fits(mention: Mention, heads: Sequence[Block], treated: Sequence[int]) -> bool:
    """Whether a mention leaves it open that chapter follows question: outside the chapters, or the number alone
    ("Svar på fråga 2") in the chapter that would treat it.
    """
    if not heads[0].start <= mention.start < heads[-1].end:
        return True
    chapter = sum(head.start <= mention.start for head in heads) - 1
    return not mention.whole and mention.start >= heads[chapter].end and treated[chapter] == mention.question


def _treated(asked: Sequence[Asked], count: int) -> list[int]:
    """Which questions `count` chapters treat: all of them, or those of one term beside an overall question."""
    if len(asked) == count:
        return list(range(count))
    term = Counter(question.term for question in asked).most_common(1)[0][0] if asked else ""
    mine = [index for index, question in enumerate(asked) if question.term == term]
    return mine if len(mine) == count else []


def _chapter_heads(script: Script, asked: Sequence[Asked]) -> list[Block]:
    heads = _numbered_only(script, _under_results(script))
    if not _treated(asked, len(heads)):
        heads = _numbered_only(script, _own_chapters(script, max((question.end for question in asked), default=0)))
    return heads


def _numbered_only(script: Script, heads: list[Block]) -> list[Block]:
    """Where the chapters are numbered, a heading without a number is a signature or a part of one."""
    with_number = [head for head in heads if _HEAD_NUMBER.match(script.flow.text, head.start, head.end)]
    return with_number if len(with_number) > 1 else heads


def _under_results(script: Script) -> list[Block]:
    inside, top = False, 0
    heads: list[Block] = []
    for block in script.blocks:
        if block.kind != "heading":
            continue
        if inside and not block.sections and block.level <= top:
            # "4 Avslutning" after "3 Iakttagelser" is a chapter of its own.
            inside = False
        elif block.sections & {"results"} or (block.sections & {"observations"} and not heads):
            inside, top = True, block.level if not heads else top
        elif block.sections & _CLOSING:
            inside = False
        elif inside and not block.sections:
            heads.append(block)
    return heads


_BEFORE_RESULTS = frozenset(
    {"background", "purpose", "questions", "criteria", "limits", "method", "summary", "contents"}
)
_AFTER_RESULTS = frozenset({"overall", "answers", "recommendations", "appendix", "followup"})


def _own_chapters(script: Script, after: int) -> list[Block]:
    """The chapters between those that introduce the audit and those that close it, on the outermost level that has
    any.
    """
    heads = [block for block in script.blocks if block.kind == "heading" and block.start >= after]
    last = next((at for at, block in enumerate(heads) if block.sections & _AFTER_RESULTS), len(heads))
    # "3. Uppföljning" after "2. Samordning" is a chapter like the others, although it may also head all results.
    within = [block for block in heads[:last] if not block.sections & _BEFORE_RESULTS]
    own = [block for at, block in enumerate(within) if not block.sections or (block.sections <= {"results"} and at)]
    level = min((block.level for block in own if not block.sections), default=0)
    return [block for block in own if block.level == level]


def _places(script: Script, asked: Asked) -> Iterator[tuple[int, int]]:
    letters = asked.letters
    capital = asked.text[:1].isupper()
    for at in _candidates(script.folded.letters, letters):
        fitted = _fit(script, letters, at)
        # "… att det säkerställs att …" inside a sentence speaks of the question without posing it.
        if fitted and not (capital and script.flow.text[fitted[0]].islower()):
            yield fitted


def _candidates(haystack: str, letters: str) -> list[int]:
    head, tail = letters[:_SEED], letters[-_SEED:]
    starts = [match.start() for match in re.finditer(re.escape(head), haystack)]
    starts += [match.end() - len(letters) for match in re.finditer(re.escape(tail), haystack)]
    return sorted({max(0, start) for start in starts})


def _fit(script: Script, letters: str, at: int) -> tuple[int, int] | None:
    """The stretch of the flow near `at` that words the question: whole words, unless the wording is the very same."""
    haystack, size = script.folded.letters, len(letters)
    if haystack[at : at + size] == letters:
        return _in_flow(script, at, at + size)
    slack = max(2, size * 6 // 100)
    starts = [at, *(at + step for step in range(-slack, slack + 1) if haystack[at + step :][:4] == letters[:4])]
    fits = [
        (start, end)
        for start in starts
        for end in range(start + size - slack, start + size + slack + 1)
        if 0 <= start < end <= len(haystack)
        and _whole(script, start, end)
        and same_letters(letters, haystack[start:end])
    ]
    best = min(fits, key=lambda fit: (Levenshtein.distance(letters, haystack[fit[0] : fit[1]]), fit[1]), default=None)
    return _in_flow(script, *best) if best else None


def _whole(script: Script, start: int, end: int) -> bool:
    """Whether a stretch of the folding begins and ends between words."""
    text, offsets = script.flow.text, script.folded.offsets
    first, last = offsets[start], offsets[end - 1] + 1
    return not text[first - 1 : first].isalnum() and not text[last : last + 1].isalnum()


def _in_flow(script: Script, start: int, end: int) -> tuple[int, int]:
    text, offsets = script.flow.text, script.folded.offsets
    first, last = offsets[start], offsets[end - 1] + 1
    while last < len(text) and text[last] in "?.":
        last += 1
    return first, last


def _numbered(script: Script, asked: Sequence[Asked]) -> Iterator[Mention]:
    """Headings that give only the number: "Revisionsfråga 3"."""
    numbers = {question.number: index for index, question in enumerate(asked) if question.number}
    if not numbers:
        numbers = {str(index + 1): index for index in range(len(asked))}
    terms = "|".join(pattern.pattern for pattern in audit_rules().terms.values())
    yield from _numbered_rows(script, numbers)
    head = re.compile(
        rf"\W*(?:\d+(?:\.\d+)*\.?\s+)?(?:(?:vårt\s+)?(?:svar|bedömning|slutsats)\s+(?:på|av|avseende)\s+)?"
        rf"(?:{terms}|fråga)\s+(?P<number>\d{{1,2}}|[a-z])\b[.:)]?",
        re.I,
    )
    for block in script.blocks:
        match = head.match(script.flow.text, block.start, block.end)
        if match and match["number"] in numbers and (block.end - block.start < 90 or block.kind == "row"):
            yield Mention(numbers[match["number"]], match.start(), match.end(), whole=False)
