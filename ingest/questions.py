"""The questions of an audit: what the report asks under its own word for question, each once.

A question is first read where it is listed (under a heading, after "följande revisionsfrågor:", in
the table of verdicts, or as "Revisionsfråga 1: …") and then found again wherever it is repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import zip_longest

from ingest.audit_rules import audit_rules
from ingest.audit_script import Block, Script
from ingest.flow import tidy
from ingest.fold import fold, same_letters
from ingest.verdicts import read_label

_NUMBERED = re.compile(
    r"\W*(?P<term>[A-ZÅÄÖa-zåäö]+)\s+(?:nr\.?\s*)?(?P<number>\d{1,2}(?:\.\d)?"
    r"|[a-z])\s*[.):–-]?\s+(?P<text>[A-ZÅÄÖ][^\n]{12,})",
    re.S,
)
# A question up to its mark, over the ends of printed lines.
_QUESTION = re.compile(r"[^?]{12,400}\?(?=\s|$)")
# "Revisionsfråga: Är …?"
_LABELLED = re.compile(r"\s*(?P<term>[A-ZÅÄÖ][a-zåäö]+)\s*[:–-]\s+(?=[A-ZÅÄÖ])")
_SENTENCE_END = re.compile(r"[.?!:](?=\s+\(?(?:\d{1,2}|[a-z])[.)]\s+[A-ZÅÄÖ])|[.?!](?=\s+[A-ZÅÄÖ]|\s*$)")
_MARKED = re.compile(r"\s*\(?(?P<number>\d{1,2}|[a-z])[.)]\s+(?=[A-ZÅÄÖ])")
# Questions that follow each other in running text: "Granskningsmål 1. Att … Granskningsmål 2. Att …".
_TERMED = re.compile(r"(?<!\w)(?P<term>[A-ZÅÄÖ][a-zåäö]+)\s+(?:nr\.?\s*)?(?P<number>\d{1,2})\s*[.:)–-]\s+(?=[A-ZÅÄÖ])")
# The sentence that grades a goal, after the goal itself.
_VERDICT = re.compile(r"\w+\s+(?:kan\s+)?(?:bedöms|bedömas|besvaras|anses|är|har|:)\b|[^.]{0,40}uppfyll", re.I)
_LEAD = re.compile(
    r"(?:^|\W)(?:följande|nedanstående|dessa|ett antal|nedan)\b|^(?:syftet|granskningen|granskningens"
    r"|för att|med |i granskningen|utifrån|den övergripande)|:\s*$",
    re.I,
)
_GOAL = re.compile(
    r"(?:att |det |det finns|de |den |kommun|nämnd|styrelse|\w+nämnden|\w+styrelsen|\w+er |\w+en |\w+et |ansvar)", re.I
)
_NUMBER_CELL = re.compile(r"\(?((?:[A-ZÅÄÖ]{1,3}\s?)?\d{1,2}|[a-z])[.):]?$")
# Numbered questions that follow each other on one line.
_RUN_ON = re.compile(r"(?<=\?)(?P<gap>\s+)(?P<number>\(?(?:\d{1,2}|[a-z])[.)])\s+(?=[A-ZÅÄÖ])")
# The head of a table that has lost its rules: "Revisionsfråga Svar Är ansvaret tydligt?".
_TABLE_HEAD = re.compile(
    r"\s*(?:(?:(?:Revisionsfråg\w+|Kontrollmål|Kontrollfråg\w+|Svar|Bedömning|Kommentar)\s+){1,3}"
    # "Syftet är att besvara revisionsfrågan: Har nämnden …?"
    r"|[^?:]{3,200}\b(?:revisionsfråg|kontrollfråg|delfråg|frågeställning)\w+:\s+)(?=[A-ZÅÄÖ]\w*[^?]*\?)"
)
# A lead to questions that does not use the report's word for them.
_ASKS_FOR = re.compile(
    r"\b(?:följande|nedanstående|dessa|våra)\s+(?:övergripande\s+|del|del-\s)?fråg\w*|\bgranska(?:t|s|r|s)?\s+följande\s*:\s*$"
    r"|\b(?:svara|besvara)\w*\s+på\s+följande\s*:\s*$|\bbedöma\s+(?:följande|om)\s*:\s*$",
    re.I,
)
# Questions in the sentence that announces them: "Våra frågor är: a. Är …?", "Revisionsfrågan har varit: Är …?".
_INLINE = re.compile(
    r"\b(?:revisionsfråg|kontrollfråg|delfråg|granskningsfråg|frågeställning|fråg)\w*[^.?:]{0,80}:\s+"
    r"(?=\(?(?:\d{1,2}|[a-z])[.)]\s|[A-ZÅÄÖ])",
    re.I,
)
_SHORTEST = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """A question where it is listed: flow offsets, number, term."""

    text: str
    number: str | None
    term: str
    start: int
    end: int

    @property
    def letters(self) -> str:
        """The folded text, for comparison."""
        return fold(self.text)


def term_in(text: str) -> str | None:
    """The question term that `text` uses, in its dictionary form; the last one when it uses several."""
    found = [(match.start(), term) for term, pattern in audit_rules().terms.items() for match in pattern.finditer(text)]
    return max(found)[1] if found else None


def asked_questions(script: Script) -> tuple[Asked, ...]:
    """Every question of the report once, in the order in which they are first listed."""
    listed = merge([*_listed(script), *_headed(script)])
    if not listed:
        listed = merge(_tabled(script))
    return listed or merge(_asking_headings(script)) or merge(_question_lists(script))


def _question_lists(script: Script) -> Iterator[Asked]:
    """Where nothing announces questions: lists of at least two items that all ask, before the results."""
    term = term_in(script.flow.text) or "revisionsfråga"
    run: list[Block] = []
    for block in [*script.blocks, None]:
        if block is not None and block.kind == "item" and script.text(block).endswith("?"):
            run.append(block)
            continue
        if len(run) > 1:
            for item in run:
                yield from _one(script, item.start, item.end, item.mark, term)
            return
        run = []


def merge(found: Iterable[Asked]) -> tuple[Asked, ...]:
    """One question per wording; a truncated repetition gives way to the whole."""
    kept: list[Asked] = []
    for asked in found:
        twin = next((at for at, other in enumerate(kept) if _same(asked, other)), None)
        if twin is None:
            kept.append(asked)
        else:
            kept[twin] = _fuller(kept[twin], asked)
    return tuple(kept)


def _same(one: Asked, other: Asked) -> bool:
    a, b = one.letters, other.letters
    short = min(len(a), len(b))
    return same_letters(a, b) or (short >= 25 and a[:short] == b[:short] and one.number == other.number)


def _fuller(first: Asked, second: Asked) -> Asked:
    longer = second if len(second.letters) > 1.1 * len(first.letters) and second.text.endswith("?") else first
    return replace(longer, number=first.number or second.number, term=first.term)


def _listed(script: Script) -> Iterator[Asked]:
    """The questions under a heading or a lead sentence that announces them."""
    term: str | None = None
    opened_by_heading = False
    for at, block in enumerate(script.blocks):
        text = script.text(block)
        if block.kind == "heading":
            asks = "questions" in block.sections and "answers" not in block.sections
            term = term_in(text) or "revisionsfråga" if asks else None
            opened_by_heading = asks
            continue
        inline = _INLINE.search(script.flow.text, block.start, block.end) if block.kind == "para" else None
        if inline and script.flow.text.find("?", inline.end(), block.end) > 0:
            asking = replace(block, start=inline.end())
            yield from _from_paragraph(script, asking, term_in(inline[0]) or term or "revisionsfråga")
            continue
        if block.kind == "para" and (announced := _announces(text)):
            term, opened_by_heading = announced, False
            continue
        if term is None:
            continue
        if block.kind == "row":
            term = _row_term(script, block) or term
        found = list(_from_block(script, block, term, opened_by_heading, at))
        if not found and block.kind == "para" and not (opened_by_heading and _LEAD.search(text)):
            term = None if not opened_by_heading else term
        yield from found


def _announces(text: str) -> str | None:
    """The term of a lead sentence that ends the paragraph: "… ska följande revisionsfrågor besvaras:"."""
    last = re.split(r"(?<=[.?!])\s+(?=[A-ZÅÄÖ])", text)[-1]
    if not re.search(r":\s*$|\b(?:följande|nedanstående)\b", last) or last.rstrip().endswith("?"):
        return None
    if re.search(r"bedöm(?:s|ning|t)|uppfyll|resultat|svar på", last, re.I) and not last.rstrip().endswith(":"):
        return None
    return term_in(last) or ("revisionsfråga" if _ASKS_FOR.search(last) else None)


def _from_block(script: Script, block: Block, term: str, by_heading: bool, at: int) -> Iterator[Asked]:
    if block.kind == "row":
        yield from _from_row(script, block, term)
    elif block.kind == "item":
        at, mark = block.start, block.mark
        for cut in _RUN_ON.finditer(script.flow.text, block.start, block.end):
            yield from _one(script, at, cut.start("gap"), mark, term)
            at, mark = cut.end(), cut["number"]
        yield from _one(script, at, block.end, mark, term)
    elif by_heading or script.text(block).endswith("?"):
        yield from _from_paragraph(script, block, term)


def _one(script: Script, start: int, end: int, mark: str | None, term: str) -> Iterator[Asked]:
    text = script.flow.text[start:end]
    head = _TABLE_HEAD.match(text)
    if head:
        start, text = start + head.end(), text[head.end() :]
    stop = text.rfind("?") + 1
    if stop and read_label(text[stop:]):
        text = text[:stop]
    labelled = _LABELLED.match(text)
    if labelled and term_in(labelled["term"]):
        term = term_in(labelled["term"]) or term
        start, text = start + labelled.end(), text[labelled.end() :]
    numbered = _numbered(text)
    if numbered:
        start, text = start + numbered.start("text"), numbered["text"]
        mark = numbered["number"]
    text = re.sub(r"[\s,;]+(?:och|samt)?\s*$", "", text)
    text = _without_verdict(_without_label(text))
    words = tidy(text)
    if len(words) >= _SHORTEST and not _LEAD.search(words[-2:]):
        number = mark.strip("().") if mark and re.match(r"\(?\w{1,4}[.)]?$", mark) and mark != "o" else None
        yield Asked(words, number, term, start, start + len(text.rstrip()))


def _without_label(text: str) -> str:
    """A goal without the label after a dash: "… vid varje enhet. – I huvudsak uppfyllt"."""
    dash = max(text.rfind(" – "), text.rfind(" - "))
    label = read_label(text[dash:]) if dash > 0 else None
    return text[:dash].rstrip() if label and not text[dash + label.end :].strip(" .") else text


def _without_verdict(text: str) -> str:
    """A goal without the sentence that grades it: "… är fastställt. Kontrollmålet bedöms som uppfyllt."."""
    for match in re.finditer(r"[.?!]\s+(?=(?P<word>[A-ZÅÄÖ]\w+))", text):
        rest = text[match.end() :]
        if (
            term_in(rest[:40]) or match["word"].lower() in ("bedömning", "bedöms", "svar", "svaret")
        ) and _VERDICT.match(rest):
            return text[: match.start() + 1].rstrip(".")
    return text


def _row_term(script: Script, block: Block) -> str | None:
    """The term that the head of a table prints."""
    heads = (script.cell(cell) for cell in block.cells)
    return next((found for head in heads if len(head) < 40 and (found := term_in(head))), None)


def _numbered(text: str) -> re.Match[str] | None:
    match = _NUMBERED.match(text)
    return match if match and (term_in(match["term"]) or match["term"].lower() == "fråga") else None


def _from_row(script: Script, block: Block, term: str) -> Iterator[Asked]:
    number: str | None = None
    for cell in block.cells:
        text = script.cell(cell)
        numeric = _NUMBER_CELL.match(text)
        if numeric:
            number = numeric[1]
            continue
        if term_in(text) and len(text) < 40:
            return
        own = re.match(r"\s*(\d{1,2})[.)]\s+(?=\S)", script.flow.text[cell[1] : cell[2]])
        start = cell[1] + (own.end() if own else 0)
        yield from _one(script, start, cell[2], own[1] if own else number, term)
        return


def _from_paragraph(script: Script, block: Block, term: str) -> Iterator[Asked]:
    """The sentences of a paragraph that ask: those with a question mark, or the goals of a kontrollmål."""
    termed = [one for one in _TERMED.finditer(script.flow.text, block.start, block.end) if term_in(one["term"])]
    if termed:
        for one, following in zip_longest(termed, termed[1:]):
            end = following.start() if following else block.end
            yield from _one(script, one.end(), end, one["number"], term_in(one["term"]) or term)
        return
    goals = term.endswith(("mål", "område"))
    at = block.start
    for stop in [match.end() for match in _SENTENCE_END.finditer(script.flow.text[: block.end], block.start)]:
        sentence = script.flow.text[at:stop]
        text, start = tidy(sentence), at + len(sentence) - len(sentence.lstrip())
        marked = _MARKED.match(sentence)
        if marked:
            start, text = at + marked.end(), tidy(sentence[marked.end() :])
        if text.endswith("?") or (goals and _GOAL.match(text) and not _LEAD.search(text)):
            yield from _one(script, start, stop, marked["number"] + "." if marked else None, term)
        at = stop


def _headed(script: Script) -> Iterator[Asked]:
    """Questions that stand as "Revisionsfråga 1: …" at the head of their part."""
    for block in script.blocks:
        if block.kind in ("row", "item"):
            continue
        text = script.flow.text[block.start : block.end]
        match = _numbered(text)
        term = term_in(match["term"]) if match else None
        if match and term:
            asks = _QUESTION.match(text, match.start("text"))
            asked = asks[0] if asks else match["text"]
            if asks or len(tidy(asked)) < 160:
                start = block.start + match.start("text")
                yield from _one(script, start, start + len(asked.rstrip()), match["number"], term)


def _tabled(script: Script) -> Iterator[Asked]:
    """The questions of tables whose head names them, or whose rows hold a question and a verdict."""
    term: str | None = None
    for block in script.blocks:
        if block.kind != "row":
            term = None if block.kind == "heading" else term
            continue
        cells = [script.cell(cell) for cell in block.cells]
        head = _row_term(script, block)
        term = head or term
        judged = any(read_label(cell) for cell in cells[1:])
        if not head and (term or (judged and any(cell.endswith("?") for cell in cells))):
            yield from _from_row(script, block, term or "revisionsfråga")


def _asking_headings(script: Script) -> Iterator[Asked]:
    term = term_in(script.flow.text) or "revisionsfråga"
    for block in script.blocks:
        if block.kind == "heading" and script.text(block).endswith("?"):
            text = script.flow.text[block.start : block.end]
            number = re.match(r"\s*(?:\d{1,2}(?:\.\d{1,2})*\.?)\s+", text)
            yield from _one(script, block.start + (number.end() if number else 0), block.end, None, term)
