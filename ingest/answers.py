"""Answers that stand apart from their questions: "Svaret på den andra revisionsfrågan är …", "2. Nej. …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.audit_script import Script
from ingest.graded import LABEL, SENTENCE, Graded, graded, is_open
from ingest.mentions import Mention
from ingest.question_text import Asked
from ingest.verdict_sentences import TERM
from ingest.verdicts import read_label, read_phrase

_ORDINALS = ("första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde")
_ORDINAL = re.compile(
    rf"(?:svar(?:et)?|bedömning(?:en)?)\s+(?:på|av"
    rf"|avseende)\s+(?:den\s+|vår\s+)?(?P<ordinal>{'|'.join(_ORDINALS)})\s+(?:{TERM})"
    r"\s+(?:är|blir|lyder)\s*(?:därmed|således)?\s*(?:att\s+)?",
    re.I,
)
# "Revisionsfrågan besvaras därmed övervägande jakande", "Svaret på revisionsfrågan är att …", where one is asked.
_THE_ONLY = re.compile(
    rf"(?:svar(?:et)?\s+på\s+(?:den\s+övergripande\s+)?{TERM}\s+(?:är|blir|lyder)\s*(?:därmed|således)?\s*(?:att\s+)?"
    rf"|{TERM}\s+(?:kan\s+|ska\s+)?(?:därmed\s+|därför\s+)?besvaras?\s*(?:därmed|därför|således|sammantaget)?\s*(?:med\s+)?)",
    re.I,
)
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZÅÄÖ]|\s*$)")
_MARK = re.compile(r"\(?(\d{1,2}|[a-z])[.):]?$")


def answers_apart(script: Script, asked: Sequence[Asked], mentions: Sequence[Mention]) -> Iterator[Graded]:
    """Every answer that names its question by place, by number or as the only one."""
    yield from _by_ordinal(script, len(asked))
    yield from _by_number(script, asked, mentions)
    if len(asked) == 1 and not is_open(asked[0]):
        yield from answers_to_the_only(script)


def _by_ordinal(script: Script, count: int) -> Iterator[Graded]:
    text = script.flow.text
    for match in _ORDINAL.finditer(text):
        at = _ORDINALS.index(match["ordinal"].lower())
        verdict = read_label(text[match.end() : match.end() + 60]) or read_phrase(text[match.end() : match.end() + 400])
        if at < count and verdict:
            yield graded(at, match.end(), verdict, SENTENCE, None)


def _by_number(script: Script, asked: Sequence[Asked], mentions: Sequence[Mention]) -> Iterator[Graded]:
    """A list of answers under "Svar på revisionsfrågorna", numbered as the questions are."""
    numbers = {question.number or str(index + 1): index for index, question in enumerate(asked)}
    answering = False
    for block in script.blocks:
        if block.kind == "heading":
            answering = "answers" in block.sections
            continue
        mark = _MARK.match(block.mark or "") if answering and block.kind == "item" else None
        label = read_label(script.flow.text[block.start : block.end]) if mark else None
        repeated = any(block.start <= mention.start < block.end for mention in mentions)
        if mark and label and not repeated and mark[1] in numbers:
            yield graded(numbers[mark[1]], block.start, label, LABEL, None)


def answers_to_the_only(script: Script) -> Iterator[Graded]:
    """What the sentences say that answer the one question of a report."""
    text = script.flow.text
    for match in _THE_ONLY.finditer(text):
        end = _SENTENCE_END.search(text, match.end())
        verdict = read_phrase(text[match.end() : end.end() if end else len(text)])
        if verdict:
            yield graded(0, match.end(), verdict, SENTENCE, None)
