"""The wording of one question: without its number, its term, the table head before it and the verdict after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.audit_rules import audit_rules
from ingest.audit_script import Script
from ingest.flow import tidy
from ingest.fold import fold
from ingest.verdicts import read_label

_NUMBERED = re.compile(
    r"\W*(?P<term>[A-ZÅÄÖa-zåäö]+)\s+(?:nr\.?\s*)?(?P<number>\d{1,2}(?:\.\d)?"
    r"|[a-z])\s*[.):–-]?\s+(?P<text>[A-ZÅÄÖ][^\n]{12,})",
    re.S,
)
# "Revisionsfråga: Är …?"
_LABELLED = re.compile(r"\s*(?P<term>[A-ZÅÄÖ][a-zåäö]+)\s*[:–-]\s+(?=[A-ZÅÄÖ])")
# The sentence that grades a goal, after the goal itself.
_VERDICT = re.compile(r"\w+\s+(?:kan\s+)?(?:bedöms|bedömas|besvaras|anses|är|har|:)\b|[^.]{0,40}uppfyll", re.I)
LEAD = re.compile(
    r"(?:^|\W)(?:följande|nedanstående|dessa|ett antal|nedan)\b|^(?:syftet|granskningen|granskningens"
    r"|för att|med |i granskningen|utifrån|den övergripande)|:\s*$",
    re.I,
)
# The head of a table that has lost its rules: "Revisionsfråga Svar Är ansvaret tydligt?".
_TABLE_HEAD = re.compile(
    r"\s*(?:(?:(?:Revisionsfråg\w+|Kontrollmål|Kontrollfråg\w+|Svar|Bedömning|Kommentar)\s+){1,3}"
    # "Syftet är att besvara revisionsfrågan: Har nämnden …?"
    r"|[^?:]{3,200}\b(?:revisionsfråg|kontrollfråg|delfråg|frågeställning)\w+:\s+)(?=[A-ZÅÄÖ]\w*[^?]*\?)"
)
# "Granskningen har inriktats på följande områden: Är …?"
_ANNOUNCED = re.compile(
    r"\s*[^?:]{3,160}\b(?:följande|områden|frågor\w*|aspekter|punkter)\b[^?:]{0,60}:\s+(?=[A-ZÅÄÖ][^:]{8,}\?)", re.I
)
_SHORTEST = 12


@dataclass(frozen=True, slots=True)
class Asked:
    """A question where it is listed: flow offsets, number, term; `whole` when it asks for the audit as a whole."""

    text: str
    number: str | None
    term: str
    start: int
    end: int
    whole: bool = False

    @property
    def letters(self) -> str:
        """The folded text, for comparison."""
        return fold(self.text)


def term_in(text: str) -> str | None:
    """The question term that `text` uses, in its dictionary form; the last one when it uses several."""
    found = [(match.start(), term) for term, pattern in audit_rules().terms.items() for match in pattern.finditer(text)]
    return max(found)[1] if found else None


def one_question(script: Script, start: int, end: int, mark: str | None, term: str) -> Iterator[Asked]:
    text = script.flow.text[start:end]
    head = _TABLE_HEAD.match(text) or _ANNOUNCED.match(text)
    if head:
        start, text = start + head.end(), text[head.end() :]
    stop = text.rfind("?") + 1
    if stop and read_label(text[stop:]):
        text = text[:stop]
    labelled = _LABELLED.match(text)
    if labelled and term_in(labelled["term"]):
        term = term_in(labelled["term"]) or term
        start, text = start + labelled.end(), text[labelled.end() :]
    numbered = numbered_question(text)
    if numbered:
        start, text = start + numbered.start("text"), numbered["text"]
        mark = numbered["number"]
    text = re.sub(r"[\s,;]+(?:och|samt)?\s*$", "", text)
    text = _without_verdict(_without_label(text))
    words = tidy(text)
    if len(words) >= _SHORTEST and not LEAD.search(words[-2:]):
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


def numbered_question(text: str) -> re.Match[str] | None:
    match = _NUMBERED.match(text)
    return match if match and (term_in(match["term"]) or match["term"].lower() == "fråga") else None
