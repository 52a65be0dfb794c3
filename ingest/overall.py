"""The overall assessment of a report, which has words of its own: "Vår samlade bedömning är att …"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.answers import answers_to_the_only
from ingest.audit_script import Block, Script
from ingest.question_text import Asked
from ingest.restatements import question_of
from ingest.verdict_sentences import TERM, WHO, prose_verdict
from ingest.verdicts import Verdict, read_phrase
from kg.model import Assessment, Step

_WHOLE = r"(?:samlade?|sammanfattande|sammantagna?|övergripande|sammanvägda?|slutliga|revisionella|helhets)"
OVERALL = re.compile(
    rf"(?:{_WHOLE}\s+(?:\w+\s+){{0,2}}?(?:bedömning|slutsats"
    rf"|helhetsbedömning)(?:en)?[^.:]{{0,90}}?\b(?:är|blir)\b[^.:]{{0,40}}?\b(?:att|:)"
    rf"|(?:är|blir)\s+(?:vår|den|revisionens|därför|således|därmed"
    rf"|\s)*{_WHOLE}\s+(?:\w+\s+){{0,2}}?(?:bedömning|slutsats)(?:en)?\s*,?\s+att"
    rf"|(?:vår\s+)?{_WHOLE}\s+(?:\w+\s+){{0,1}}?(?:bedömning|slutsats)\s*:"
    r"|(?:sammanfattningsvis|sammantaget|sammanfattande|övergripande)\s*,?\s+(?:är\s+(?:vår"
    rf"|det\s+vår)\s+(?:\w+\s+)?bedömning|bedömer\s+(?:vi|{WHO})|bedöms?|konstaterar\s+vi"
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
    r"(?:,|\s)\s*(?:men|medan|samt|och)\s+(?:att\s+)?(?=(?:[^\s.,]+\s){0,7}?[\wåäö-]*(?:nämnden|styrelsen)\b)"
)
# "För tekniska nämnden är bedömningen att …": a sentence that goes on to judge one more body.
_FOR_ANOTHER = re.compile(
    r"\s*(?:(?:för|vad gäller|när det gäller|avseende)\s+[^.:;]{0,80}?(?:nämnden|styrelsen|bolaget|förbundet)\s*,?\s+"
    rf"(?:är\s+(?:vår\s+)?bedömning(?:en)?|bedömer\s+(?:vi|{WHO})|gör\s+vi\s+bedömningen)\s*,?\s+att\s+"
    rf"|(?:vidare\s+|däremot\s+|samtidigt\s+)?(?:(?:vi|{WHO})\s+bedömer|bedömer\s+(?:vi|{WHO}))\s+(?:\w+\s+){{0,2}}?att\s+"
    r"(?=(?:[^\s.,]+\s){0,6}?[\wåäö-]*(?:nämnden|styrelsen|bolaget|förbundet)\b))",
    re.I,
)
_ANSWER = re.compile(r"svar på (?:den övergripande )?revisionsfrågan$", re.I)
_OPPOSED: tuple[set[Step], ...] = ({"ja", "delvis"}, {"ja", "nej"}, {"i-huvudsak", "nej"})
_FULFILS = re.compile(r"säkerställ|uppfyll|bedriv|utöva|ändamålsenlig|tillräcklig|tillfredsställ", re.I)
_APART = frozenset({"summary", "overall", "answers", "recommendations", "background", "purpose"})
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZÅÄÖ]|\s*\n|\s*$)")


@dataclass(frozen=True, slots=True)
class _Judged:
    verdict: Verdict
    start: int


def read_overall(script: Script, asked: Sequence[Asked]) -> Assessment | None:
    """The overall verdict: `text` is the words that carry it, the spans every place where it is repeated."""
    found = [judged for block in _blocks(script) for judged in _in_block(script, block)]
    if not found and len(asked) == 1:
        # Where one question is asked its answer judges the whole.
        answers = (one for one in answers_to_the_only(script) if _sums_up(script, one.start))
        found = [_Judged(Verdict(0, one.end - one.start, one.step), one.start) for one in answers]
    if not found:
        found = list(_concluding(script, asked))[:1]
    if not found:
        return None
    first = found[0]
    same = [judged for judged in found if judged.verdict.step == first.verdict.step]
    places = [(judged.start + judged.verdict.start, judged.start + judged.verdict.end) for judged in same]
    spans = tuple(dict.fromkeys(span for place in places for span in script.flow.spans(*place)))
    return Assessment(script.flow.words(*places[0]), first.verdict.step, spans)


def _sums_up(script: Script, at: int) -> bool:
    heads = [block for block in script.blocks if block.kind == "heading" and block.start <= at]
    return bool(heads) and bool(heads[-1].sections & {"summary", "overall"})


def _blocks(script: Script) -> Iterator[Block]:
    """Paragraphs outside the treatment of the questions, where judgements concern one question only."""
    treating = False
    judged = [block for block in script.blocks if block.kind == "heading" and "judgement" in block.sections]
    for block in script.blocks:
        if block.kind == "heading":
            # One "Bedömning" in the whole report judges it all.
            if judged == [block] or block.sections & _APART:
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
        verdict = read_phrase(sentence) or _after_but(sentence)
        if verdict:
            rest = script.flow.text[match.end() : block.end]
            yield _Judged(_with_next(rest, len(sentence), _of_all(sentence, verdict)), match.end())


def _after_but(sentence: str) -> Verdict | None:
    """The verdict after "men", when the clause before it says nothing: "Det pågår ett arbete men det är inte …"."""
    but = re.search(r"\bmen\s+(?:att\s+)?", sentence)
    verdict = read_phrase(sentence[but.end() :]) if but else None
    return Verdict(verdict.start + but.end(), verdict.end + but.end(), verdict.step) if but and verdict else None


def _of_all(sentence: str, verdict: Verdict) -> Verdict:
    """The verdict on all the bodies together, when the sentence goes on to say the opposite of another one."""
    following = _ANOTHER.search(sentence, verdict.end)
    second = read_phrase(sentence[following.end() :]) if following else None
    if following is None or second is None or {verdict.step, second.step} not in _OPPOSED:
        return verdict
    return Verdict(verdict.start, following.end() + second.end, "delvis")


def _with_next(text: str, at: int, verdict: Verdict) -> Verdict:
    """The same, when the opposite of another body stands in the sentences that follow, which end before `at`."""
    while following := _FOR_ANOTHER.match(text, at):
        end = _SENTENCE_END.search(text, following.end())
        stop = end.end() if end else len(text)
        second = read_phrase(text[following.end() : stop])
        if second and {verdict.step, second.step} in _OPPOSED:
            return Verdict(verdict.start, following.end() + second.end, "delvis")
        at = stop
    return verdict


def _concluding(script: Script, asked: Sequence[Asked]) -> Iterator[_Judged]:
    for block, bare in _closing(script, len(asked)):
        own = next((b for b in reversed(script.blocks) if b.kind == "heading" and b.start < block.start), None)
        # Under "Revisionell bedömning" a sentence that repeats a question judges that one.
        each = own is not None and "judgement" in own.sections
        for judged in _plain(script, block, bare=bare):
            if not each or question_of(_sentence_of(script, judged), asked) is None:
                yield judged


def _sentence_of(script: Script, judged: _Judged) -> str:
    text, at = script.flow.text, judged.start + judged.verdict.start
    begin = max(text.rfind(stop, judged.start, at) for stop in (". ", "? ", "\n\n")) + 1
    end = _SENTENCE_END.search(text, at)
    return text[max(begin, judged.start) : end.end() if end else len(text)]


def _closing(script: Script, questions: int) -> Iterator[tuple[Block, bool]]:
    """The paragraphs under a heading of overall judgement, the first one marked, and of the summary."""
    judged = [block for block in script.blocks if block.kind == "heading" and "judgement" in block.sections]
    for wanted in ("overall", "summary", *(("judgement",) if len(judged) == 1 and questions != 1 else ())):
        inside = first = False
        for block in script.blocks:
            if block.kind == "heading":
                inside = wanted in block.sections or bool(_ANSWER.search(script.text(block)))
                first = wanted != "summary"
            elif inside and block.kind == "para":
                yield block, first
                first = False


def _plain(script: Script, block: Block, *, bare: bool) -> Iterator[_Judged]:
    """A judgement; with `bare`, also one that does without "vi bedömer": "Nämnden har inte fullt ut säkerställt …"."""
    text = script.flow.text[block.start : block.end]
    found = prose_verdict(text)
    if found is None and bare:
        end = _SENTENCE_END.search(text)
        sentence = text[: end.end()] if end else text
        found = read_phrase(sentence)
        if found and found.step == "ja" and not _FULFILS.search(sentence):
            found = None
    if found:
        end = _SENTENCE_END.search(text, found.end)
        yield _Judged(_of_all(text[: end.end()] if end else text, found), block.start)
