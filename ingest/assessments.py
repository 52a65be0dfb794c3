"""How each question was assessed: the verdict as printed, wherever it is printed, and its step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.answers import answers_apart
from ingest.audit_bodies import body_heads
from ingest.audit_script import Block, Script
from ingest.graded import LABEL, PROSE, SENTENCE, Graded, graded, is_open
from ingest.mentions import Mention
from ingest.question_text import Asked, term_in
from ingest.restatements import question_of
from ingest.verdict_sentences import (
    explicit_verdict,
    judgements,
    labels_by_body,
    last_clause,
    moved,
    not_assessable,
    prose_verdict,
    stated_verdict,
)
from ingest.verdicts import Verdict, read_label, read_labels, read_phrase
from ingest.verdicts_by_body import verdicts_by_body

_REACH = 140
# So near to each other stand the questions of one list.
_LISTED = 25


def find_grades(script: Script, asked: Sequence[Asked], mentions: Sequence[Mention]) -> tuple[Graded, ...]:
    """Every verdict on every question."""
    rows = {id(block): block for block in script.blocks if block.kind == "row"}
    heads = _table_heads(rows.values())
    grades: list[Graded] = []
    for at, mention in enumerate(mentions):
        row = next((block for block in rows.values() if block.start <= mention.start < block.end), None)
        following = mentions[at + 1].start if at + 1 < len(mentions) else len(script.flow.text)
        here = list(_in_row(script, row, mention, heads.get(id(row)))) if row else []
        grades += here or _in_heading(script, mention) or _after(script, mention, following)
    grades += _in_matrix(script, rows.values(), heads, len(asked))
    grades += [*answers_apart(script, asked, mentions), *_in_parts(script, asked, mentions)]
    return (*grades, *_restated(script, asked, {grade.question for grade in grades}))


def _table_heads(rows: Iterable[Block]) -> dict[int, Block]:
    """For each row, the row that heads its table."""
    heads: dict[int, Block] = {}
    head: Block | None = None
    for row in rows:
        if head is None or (row.table is not None and row.table != head.table):
            head = row
        heads[id(row)] = head
    return heads


def _in_row(script: Script, row: Block, mention: Mention, head: Block | None) -> Iterator[Graded]:
    titles = {cell[0]: script.cell(cell) for cell in head.cells} if head else {}
    bodies = body_heads(titles, script.abbreviations)
    years = {column: year[0] for column, title in titles.items() if (year := re.search(r"(?:19|20)\d\d", title))}
    for column, start, end in row.cells:
        if end <= mention.start or start <= mention.start < end:
            continue
        if len(set(years.values())) > 1 and years.get(column, "") != max(years.values()):
            # "Bedömning 2021 | Bedömning 2025": the earlier audit's verdict stands beside this one's.
            continue
        label = read_label(script.flow.text[start:end])
        if label:
            body = bodies.get(column)
            yield graded(mention.question, start, label, LABEL, body)
            if not bodies:
                return


def _in_matrix(script: Script, rows: Iterable[Block], heads: dict[int, Block], count: int) -> list[Graded]:
    """The verdicts of a table with a row for each body and a column for each question, in their order."""
    grades: list[Graded] = []
    for row in rows:
        names = list(body_heads({0: script.cell(row.cells[0])}, script.abbreviations).values()) if row.cells else []
        labels = [(cell[1], read_label(script.flow.text[cell[1] : cell[2]])) for cell in row.cells[1:]]
        if names and count > 1 and len(labels) == count and heads.get(id(row)) is not row:
            grades += [
                graded(at, start, label, LABEL, names[0])
                for at, (start, label) in enumerate(labels)
                if label is not None
            ]
    return grades


def _after(script: Script, mention: Mention, following: int) -> list[Graded]:
    """The labels printed directly after a question."""
    text = script.flow.text[mention.end : min(following, mention.end + _REACH)]
    bodies = list(_heads_above(script, mention))
    labels = read_labels(text, max(1, len(bodies)))
    if not labels and (told := _in_block(script, mention, following)):
        return told
    if len(labels) < 2 or len(labels) != len(bodies):
        return [graded(mention.question, mention.end, label, LABEL, None) for label in labels[:1]]
    return [
        graded(mention.question, mention.end, label, LABEL, body) for label, body in zip(labels, bodies, strict=True)
    ]


def _in_heading(script: Script, mention: Mention) -> list[Graded]:
    """The verdict at the end of the heading of a question's chapter: "3.2 Resurser – ej uppfyllt"."""
    text = script.flow.text[mention.start : mention.end]
    dash = max(text.rfind(sign) for sign in (" – ", " - ", " — ", ": "))
    label = read_label(text[dash:]) if dash > 0 and not mention.whole else None
    done = label is not None and not text[dash + label.end :].strip(" .)")
    return [graded(mention.question, mention.start + dash, label, LABEL, None)] if label and done else []


def _in_block(script: Script, mention: Mention, following: int) -> list[Graded]:
    """The verdict that the rest of a question's own block states: "… är fastställt. Kontrollmålet är uppfyllt."."""
    ends = [
        block.end for block in script.blocks if block.start <= mention.start < block.end and block.kind != "heading"
    ]
    rest = script.flow.text[mention.end : min([following, *ends])] if ends else ""
    return [graded(mention.question, mention.end, verdict, SENTENCE, body) for verdict, body in explicit_verdict(rest)]


def _heads_above(script: Script, mention: Mention) -> Iterator[str]:
    """The bodies named in the nearest table head above a question whose table has lost its rules."""
    above = [block for block in script.blocks if block.start < mention.start and block.kind != "item"][-12:]
    for block in reversed(above):
        text = script.text(block)
        if term_in(text[:40]) and len(text) < 200 and not text.endswith(("?", ".")):
            yield from body_heads({0: text}, script.abbreviations, several=True).values()
            return


def _in_parts(script: Script, asked: Sequence[Asked], mentions: Sequence[Mention]) -> Iterator[Graded]:
    """Verdicts in the part that treats a question: a sentence of judgement, or a label on its own line."""
    for mention, start, end in parts(script, mentions):
        prose = not is_open(asked[mention.question])
        yield from _judged(script, mention.question, start, end, prose=prose, concluding=_concludes(script, start))


def _concludes(script: Script, at: int) -> bool:
    """Whether what stands at `at` sums up: what follows a question there is the auditors' judgement of it."""
    heads = [block for block in script.blocks if block.kind == "heading" and block.sections and block.end <= at]
    return bool(heads) and bool(heads[-1].sections & {"summary", "overall", "answers"})


def parts(script: Script, mentions: Sequence[Mention]) -> Iterator[tuple[Mention, int, int]]:
    """What stands between a question and the next other one, or the next heading that closes the treatment."""
    closing = [
        block.start
        for block in script.blocks
        if block.sections
        & {"recommendations", "overall", "answers", "criteria", "limits", "method", "appendix", "summary", "followup"}
    ]
    for at, mention in enumerate(mentions):
        stop = mentions[at + 1].start if at + 1 < len(mentions) else len(script.flow.text)
        stop = min([stop, *(start for start in closing if start >= mention.end)])
        before = mentions[at - 1] if at and mention.whole else None
        kind = next((block.kind for block in script.blocks if block.start <= mention.start < block.end), "para")
        near = before and before.question != mention.question and mention.start - before.end < _LISTED
        if kind == "item" or (near and kind != "heading"):
            # A question in a list is not treated there: what comes under the next heading is of another.
            heads = (block.start for block in script.blocks if block.kind == "heading" and block.start >= mention.end)
            stop = min([stop, *heads])
        if script.flow.text[mention.end : stop].strip():
            yield mention, mention.end, stop


def _restated(script: Script, asked: Sequence[Asked], known: set[int]) -> Iterator[Graded]:
    """Judgements that repeat the words of a question which no verdict has been found for yet."""
    judging, sections, chapter = False, frozenset[str](), ""
    for block in script.blocks:
        if block.kind == "heading":
            sections = block.sections or sections
            judging = not block.sections or bool(block.sections & {"judgement", "results", "observations"})
            chapter = chapter if block.sections else script.text(block)
        elif judging and block.kind == "para":
            text = script.flow.text[block.start : block.end]
            if labelled := _labelled(text, chapter, asked) if "judgement" in sections else None:
                question, label = labelled
                if question not in known:
                    yield graded(question, block.start, label, LABEL, None)
                continue
            for at, bare in judgements(text, bare="observations" not in sections):
                question_here = question_of(text[at:].split(". ")[0], asked)
                verdict = read_phrase(text[at:]) or (last_clause(text, at) if bare else None)
                if verdict is None or question_here is None or question_here in known or is_open(asked[question_here]):
                    continue
                if not (bare and verdict.step == "ja" and "judgement" not in sections):
                    yield graded(question_here, block.start, moved(verdict, at), PROSE, None)


def _labelled(text: str, chapter: str, asked: Sequence[Asked]) -> tuple[int, Verdict] | None:
    """ "Delvis. Vi bedömer att rutiner finns …": a label, and the question that the words after it or the heading of
    their chapter repeat.
    """
    label = read_label(text)
    if label is None or not text[label.end :].lstrip(" .:–-"):
        return None
    for words in (text[label.end :], chapter):
        question = question_of(words, asked)
        if question is not None and not is_open(asked[question]):
            return question, label
    return None


def _judged(script: Script, question: int, start: int, end: int, *, prose: bool, concluding: bool) -> Iterator[Graded]:
    blocks = [block for block in script.blocks if block.start >= start and block.end <= end]
    titled = any("judgement" in block.sections for block in blocks)
    judging = concluding
    for block in blocks:
        if block.kind == "heading":
            # A question's own text as a heading says nothing of what follows it.
            judging = "judgement" in block.sections or (judging and not block.sections)
            continue
        found = _block_grades(script, question, block, judging=judging, prose=prose and (judging or not titled))
        if found:
            yield from found
            return


def _block_grades(script: Script, question: int, block: Block, *, judging: bool, prose: bool) -> list[Graded]:
    text = script.flow.text[block.start : block.end]
    if apart := verdicts_by_body(text, script.audited) if judging or prose else []:
        return [graded(question, block.start, verdict, SENTENCE, body) for verdict, body in apart]
    label = read_label(text) if judging or len(text) < 40 else None
    if label and (judging or label.end + 3 >= len(text.rstrip())):
        return [graded(question, block.start, label, LABEL, None)]
    each = list(labels_by_body(text)) if judging else []
    if len(each) > 1:
        return [graded(question, block.start, verdict, LABEL, body) for verdict, body in each]
    explicit = explicit_verdict(text)
    if explicit:
        return [graded(question, block.start, verdict, SENTENCE, body) for verdict, body in explicit]
    if not prose:
        return []
    verdict = prose_verdict(text) or not_assessable(text) or (stated_verdict(text) if judging else None)
    return [graded(question, block.start, verdict, PROSE, None)] if verdict else []
