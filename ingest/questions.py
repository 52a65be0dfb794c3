"""The questions of an audit: what the report asks under its own word for question, each once.

A question is first read where it is listed (under a heading, after "följande revisionsfrågor:", in
the table of verdicts, or as "Revisionsfråga 1: …") and then found again wherever it is repeated.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest

from ingest.audit_script import Block, Script
from ingest.flow import tidy
from ingest.fold import same_letters
from ingest.question_text import LEAD, Asked, numbered_question, one_question, term_in
from ingest.verdicts import read_label

# A question up to its mark, over the ends of printed lines.
_QUESTION = re.compile(r"[^?]{12,400}\?(?=\s|$)")
_SENTENCE_END = re.compile(r"[.?!:](?=\s+\(?(?:\d{1,2}|[a-z])[.)]\s+[A-ZÅÄÖ])|[.?!](?=\s+[A-ZÅÄÖ]|\s*$)")
_MARKED = re.compile(r"\s*\(?(?P<number>\d{1,2}|[a-z])[.)]\s+(?=[A-ZÅÄÖ])")
# Questions that follow each other in running text: "Granskningsmål 1. Att … Granskningsmål 2. Att …".
_TERMED = re.compile(r"(?<!\w)(?P<term>[A-ZÅÄÖ][a-zåäö]+)\s+(?:nr\.?\s*)?(?P<number>\d{1,2})\s*[.:)–-]\s+(?=[A-ZÅÄÖ])")
_GOAL = re.compile(
    r"(?:att |det |det finns|de |den |kommun|nämnd|styrelse|\w+nämnden|\w+styrelsen|\w+er |\w+en |\w+et |ansvar)", re.I
)
_NUMBER_CELL = re.compile(r"\(?((?:[A-ZÅÄÖ]{1,3}\s?)?\d{1,2}|[a-z])[.):]?$")
# Numbered questions that follow each other on one line.
_RUN_ON = re.compile(r"(?<=\?)(?P<gap>\s+)(?P<number>\(?(?:\d{1,2}|[a-z])[.)])\s+(?=[A-ZÅÄÖ])")
# A lead to questions that does not use the report's word for them.
_ASKS_FOR = re.compile(
    r"\b(?:följande|nedanstående|dessa|våra)\s+(?:övergripande\s+|del|del-\s)?fråg\w*|\b(?:granskningens|uppdragets)\s+frågor\b[^.?]{0,60}:\s*$|\bgranska(?:t|s|r|s)?\s+följande\s*:\s*$"
    r"|\b(?:svara|besvara)\w*\s+på\s+följande\s*:\s*$|\bbedöma\s+(?:följande|om)\s*:\s*$",
    re.I,
)
# Questions in the sentence that announces them: "Våra frågor är: a. Är …?", "Revisionsfrågan har varit: Är …?".
_INLINE = re.compile(
    r"\b(?:revisionsfråg|kontrollfråg|delfråg|granskningsfråg|frågeställning|fråg)\w*[^.?:]{0,80}:\s+"
    r"(?=\(?(?:\d{1,2}|[a-z])[.)]\s|[A-ZÅÄÖ])",
    re.I,
)
# "Revisionsfråga 1: …" heads the treatment of one question.
_COUNTED = re.compile(r"\W*\w+\s+(?:nr\s+)?\d")
# "Vi har granskat" over a list of "om reglementet är aktuellt": questions put as clauses.
_EXAMINES = re.compile(r"\b(?:granskat|granska|bedömt|bedöma|undersökt|undersöka|prövat|pröva)\s*:?\s*$", re.I)
_LONGEST_ANSWER = 200
_WHETHER = re.compile(r"(?:om|huruvida)\s", re.I)

# Questions that a later audit might ask.
_TO_COME = re.compile(r"\b(?:tänkbara|möjliga|förslag\s+till)\s+(?:\w+\s+)?\w*fråg", re.I)


def asked_questions(script: Script) -> tuple[Asked, ...]:
    """Every question of the report once, in the order in which they are first listed."""
    listed = merge([*_listed(script), *_headed(script)])
    # "Revisionsfrågan är: Har nämnden …?" beside a list of questions is the purpose of the audit.
    parts = tuple(question for question in listed if not question.whole)
    found = parts or merge(_tabled(script)) or merge(_asking_headings(script)) or merge(_question_lists(script))
    return found or listed


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
                yield from one_question(script, item.start, item.end, item.mark, term)
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
            term = term_in(text) or ("fråga" if "fråg" in text.lower() else "revisionsfråga") if asks else None
            opened_by_heading = asks
            continue
        inline = _INLINE.search(script.flow.text, block.start, block.end) if block.kind == "para" else None
        if inline and not _COUNTED.match(inline[0]) and script.flow.text.find("?", inline.end(), block.end) > 0:
            asking = replace(block, start=inline.end())
            asked = list(_from_paragraph(script, asking, term_in(inline[0]) or term or "fråga"))
            whole = len(asked) == 1 and asked[0].number is None and len(inline[0].split()) > 1
            yield from (replace(question, whole=whole) for question in asked)
            continue
        following = script.blocks[at + 1] if at + 1 < len(script.blocks) else None
        led, announced = _lead(script, text, following) if block.kind == "para" else (False, None)
        if led:
            term, opened_by_heading = announced, False
            continue
        if term is None or (block.kind == "row" and _is_fragment(script, block, following)):
            continue
        if block.kind == "row":
            term = _row_term(script, block) or term
        if block.kind == "para" and _answers(script, block):
            continue
        found = list(_from_block(script, block, term, opened_by_heading, at))
        if not found and block.kind == "para" and not (opened_by_heading and LEAD.search(text)):
            term = None if not opened_by_heading else term
        yield from found


def _lead(script: Script, text: str, following: Block | None) -> tuple[bool, str | None]:
    """Whether a paragraph opens a list of questions or ends one, and the term of those it opens."""
    if _TO_COME.search(text):
        return True, None
    announced = _announces(text)
    if not announced and following and _EXAMINES.search(text) and _WHETHER.match(script.text(following)):
        announced = "fråga"
    return announced is not None, announced


def _answers(script: Script, block: Block) -> bool:
    """Whether a paragraph in a list of questions is the answer to the one above it: "Nej, knappt hälften …"."""
    label = read_label(script.flow.text[block.start : block.end])
    return label is not None and block.end - block.start < _LONGEST_ANSWER


def _is_fragment(script: Script, row: Block, following: Block | None) -> bool:
    """Whether a row holds one line of a cell that has more: the question stands whole where it is listed."""
    text = _asking_cell(script, row)
    rest = _asking_cell(script, following) if following is not None and following.kind == "row" else ""
    return text[:1].islower() or (rest[:1].islower() and not text.endswith("?"))


def _asking_cell(script: Script, row: Block) -> str:
    texts = (script.cell(cell) for cell in row.cells)
    return next((text for text in texts if not _NUMBER_CELL.match(text)), "")


def _announces(text: str) -> str | None:
    """The term of a lead sentence that ends the paragraph: "… ska följande revisionsfrågor besvaras:"."""
    last = re.split(r"(?<=[.?!])\s+(?=[A-ZÅÄÖ])", text)[-1]
    if not re.search(r":\s*$|\b(?:följande|nedanstående)\b", last) or last.rstrip().endswith("?"):
        return None
    if re.search(r"bedöm(?:s|ning|t)|uppfyll|resultat|svar på", last, re.I) and not last.rstrip().endswith(":"):
        return None
    return term_in(last) or ("fråga" if _ASKS_FOR.search(last) else None)


def _from_block(script: Script, block: Block, term: str, by_heading: bool, at: int) -> Iterator[Asked]:
    if block.kind == "row":
        yield from _from_row(script, block, term)
    elif block.kind == "item":
        at, mark = block.start, block.mark
        for cut in _RUN_ON.finditer(script.flow.text, block.start, block.end):
            yield from one_question(script, at, cut.start("gap"), mark, term)
            at, mark = cut.end(), cut["number"]
        yield from one_question(script, at, block.end, mark, term)
    elif by_heading or script.text(block).endswith("?"):
        yield from _from_paragraph(script, block, term)


def _row_term(script: Script, block: Block) -> str | None:
    """The term that the head of a table prints."""
    heads = (script.cell(cell) for cell in block.cells)
    return next((found for head in heads if len(head) < 40 and (found := term_in(head))), None)


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
        yield from one_question(script, start, cell[2], own[1] if own else number, term)
        return


def _from_paragraph(script: Script, block: Block, term: str) -> Iterator[Asked]:
    """The sentences of a paragraph that ask: those with a question mark, or the goals of a kontrollmål."""
    termed = [one for one in _TERMED.finditer(script.flow.text, block.start, block.end) if term_in(one["term"])]
    if termed:
        for one, following in zip_longest(termed, termed[1:]):
            end = following.start() if following else block.end
            yield from one_question(script, one.end(), end, one["number"], term_in(one["term"]) or term)
        return
    goals = term.endswith(("mål", "område"))
    at = block.start
    for stop in [match.end() for match in _SENTENCE_END.finditer(script.flow.text[: block.end], block.start)]:
        sentence = script.flow.text[at:stop]
        text, start = tidy(sentence), at + len(sentence) - len(sentence.lstrip())
        marked = _MARKED.match(sentence)
        if marked:
            start, text = at + marked.end(), tidy(sentence[marked.end() :])
        if text.endswith("?") or (goals and _GOAL.match(text) and not LEAD.search(text)):
            yield from one_question(script, start, stop, marked["number"] + "." if marked else None, term)
        at = stop


def _headed(script: Script) -> Iterator[Asked]:
    """Questions that stand as "Revisionsfråga 1: …" at the head of their part."""
    for block in script.blocks:
        if block.kind in ("row", "item"):
            continue
        text = script.flow.text[block.start : block.end]
        match = numbered_question(text)
        term = term_in(match["term"]) if match else None
        if match and term:
            asks = _QUESTION.match(text, match.start("text"))
            asked = asks[0] if asks else match["text"]
            if asks or len(tidy(asked)) < 160:
                start = block.start + match.start("text")
                yield from one_question(script, start, start + len(asked.rstrip()), match["number"], term)


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


# What a web page asks its reader.
_ABOUT_PAGE = re.compile(
    r"\b(?:informationen|innehållet|sidan|söker|sökte|letade)\b.*\?|^har du (?:frågor|synpunkter)", re.I
)


def _asking_headings(script: Script) -> Iterator[Asked]:
    term = term_in(script.flow.text) or "revisionsfråga"
    for block in script.blocks:
        if block.kind == "heading" and script.text(block).endswith("?") and not _ABOUT_PAGE.search(script.text(block)):
            text = script.flow.text[block.start : block.end]
            number = re.match(r"\s*(?:\d{1,2}(?:\.\d{1,2})*\.?)\s+", text)
            yield from one_question(script, block.start + (number.end() if number else 0), block.end, None, term)
