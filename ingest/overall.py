"""The overall assessment of a report, which has words of its own: "Vår samlade bedömning är att …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.assessments import TERM, prose_verdict
from ingest.audit_script import Block, Script
from ingest.verdicts import Verdict, read_phrase
from kg.model import Assessment

_WHOLE = r"(?:samlade?|sammanfattande|sammantagna?|övergripande|sammanvägda?|slutliga|revisionella|helhets)"
OVERALL = re.compile(
    rf"(?:{_WHOLE}\s+(?:\w+\s+){{0,2}}?(?:bedömning|slutsats"
    rf"|helhetsbedömning)(?:en)?[^.:]{{0,90}}?\b(?:är|blir)\b[^.:]{{0,40}}?\b(?:att|:)"
    rf"|(?:är|blir)\s+(?:vår|den|revisionens|därför|således|därmed"
    rf"|\s)*{_WHOLE}\s+(?:\w+\s+){{0,2}}?(?:bedömning|slutsats)(?:en)?\s*,?\s+att"
    r"|(?:sammanfattningsvis|sammantaget|sammanfattande|övergripande)\s*,?\s+(?:är\s+(?:vår"
    r"|det\s+vår)\s+(?:\w+\s+)?bedömning|bedömer\s+vi|bedöms?|bedömer\s+revisionen|konstaterar\s+vi"
    r"|är\s+bedömningen|gör\s+vi\s+bedömningen|anser\s+vi)\s*,?\s*(?:att)?"
    r"|vi\s+(?:bedömer|gör\s+bedömningen)\s+(?:sammanfattningsvis|sammantaget|sammanfattande|samlat)\s*,?\s*att"
    r"|(?:utifrån|efter|mot\s+bakgrund\s+av|baserat\s+på"
    r"|med\s+utgångspunkt\s+i)\s+[^.]{0,80}?(?:är\s+(?:vår\s+)?(?:\w+\s+)?bedömning(?:en)?"
    r"|bedömer\s+vi|gör\s+vi\s+bedömningen|blir\s+(?:vår\s+)?bedömning(?:en)?)\s*(?:,|\w+)?\s*att)\s+",
    re.I,
)
# "Sammantaget bedöms kontrollmålet vara …" sums up one question, not the audit.
_ONE_QUESTION = re.compile(rf"(?:{TERM})\b", re.I)
_ANOTHER = re.compile(
    r"(?:,|\s)\s*(?:men|medan|samt|och)\s+(?:att\s+)?(?=(?:[^\s.,]+\s){0,4}?[\wåäö-]*(?:nämnden|styrelsen)\b)"
)
_ANSWER = re.compile(r"svar på (?:den övergripande )?revisionsfrågan$", re.I)
_OPPOSED = ({"ja", "delvis"}, {"ja", "nej"}, {"i-huvudsak", "nej"})
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZÅÄÖ]|\s*\n|\s*$)")


@dataclass(frozen=True, slots=True)
class _Judged:
    verdict: Verdict
    start: int


def read_overall(script: Script) -> Assessment | None:
    """The overall verdict: `text` is the words that carry it, the spans every place where it is repeated."""
    found = [judged for block in _blocks(script) for judged in _in_block(script, block)]
    if not found:
        found = [judged for block in _closing(script) for judged in _plain(script, block)][:1]
    if not found:
        return None
    first = found[0]
    same = [judged for judged in found if judged.verdict.step == first.verdict.step]
    places = [(judged.start + judged.verdict.start, judged.start + judged.verdict.end) for judged in same]
    spans = tuple(dict.fromkeys(span for place in places for span in script.flow.spans(*place)))
    return Assessment(script.flow.words(*places[0]), first.verdict.step, spans)


def _blocks(script: Script) -> Iterator[Block]:
    """Paragraphs outside the treatment of the questions, where judgements concern one question only."""
    treating = False
    for block in script.blocks:
        if block.kind == "heading":
            if block.sections & {"summary", "overall", "answers", "recommendations", "background", "purpose"}:
                treating = False
            elif block.sections & {"observations", "results"}:
                treating = True
            continue
        if block.kind in ("para", "item") and not treating:
            yield block


def _in_block(script: Script, block: Block) -> Iterator[_Judged]:
    for match in OVERALL.finditer(script.flow.text, block.start, block.end):
        if _ONE_QUESTION.match(script.flow.text, match.end(), block.end):
            continue
        end = _SENTENCE_END.search(script.flow.text, match.end(), block.end)
        sentence = script.flow.text[match.end() : end.end() if end else block.end]
        verdict = read_phrase(sentence)
        if verdict:
            yield _Judged(_of_all(sentence, verdict), match.end())


def _of_all(sentence: str, verdict: Verdict) -> Verdict:
    """The verdict on all the bodies together, when the sentence goes on to say the opposite of another one."""
    following = _ANOTHER.search(sentence, verdict.end)
    second = read_phrase(sentence[following.end() :]) if following else None
    if following is None or second is None or {verdict.step, second.step} not in _OPPOSED:
        return verdict
    return Verdict(verdict.start, following.end() + second.end, "delvis")


def _closing(script: Script) -> Iterator[Block]:
    """The paragraphs under a heading of overall judgement, and of the summary."""
    for wanted in ("overall", "summary"):
        inside = False
        for block in script.blocks:
            if block.kind == "heading":
                inside = wanted in block.sections or bool(_ANSWER.search(script.text(block)))
            elif inside and block.kind == "para":
                yield block


def _plain(script: Script, block: Block) -> Iterator[_Judged]:
    found = prose_verdict(script.flow.text[block.start : block.end])
    if found:
        yield _Judged(found, block.start)
