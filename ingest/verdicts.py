"""Verdict words: a label printed alone, and the verdict in a sentence. The words are data: `data/verdicts.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.audit_rules import audit_rules
from kg.model import Step


@dataclass(frozen=True, slots=True)
class Verdict:
    """A verdict at `start:end` of the text it was looked for in."""

    start: int
    end: int
    step: Step


# Words that also begin ordinary sentences ("God ekonomisk hushållning …"): a label only when nothing follows them.
_ALONE = re.compile(
    r"(?:god|saknas|genomförd|säkerställ[td]|tillräckligt?|ändamålsenligt?|gr[öo]nt?|gult?|rö[td]t?"
    r"|orange|(?:kan|bör|behöver) \w+)$",
    re.I,
)
_LEAD_IN = re.compile(
    r"[\s*_\"”'(\[:–—\-•●○▪|\t]*(?:(?:bedömning|svar|kommentar|betyg|resultat|vår bedömning|uppfyllt\?"
    r"|status)[\s:]+)?[\s*_\"”(\[:–—|\t]*",
    re.I,
)
_AFTER = re.compile(r"[*_\"”)\]]*(?:\s*$|\s*[.,;:!(\n\t|–—-]|\s+(?=[A-ZÅÄÖ(]|lakttag))")
_AFTER_ALONE = re.compile(r"[*_\"”)\]]*\s*(?:$|[.;!|\t\n])")
_CLAUSE_END = re.compile(
    r"[.;]\s|\.$|,\s(?!i huvudsak|delvis|dock|med undantag"
    # "Kulturnämnden, tekniska nämnden och …": the subject goes on.
    r"|(?:[\wåäö-]+\s){0,4}?[\wåäö-]*(?:nämnden|styrelsen)(?=,|\soch\s|\ssamt\s))|\s(?:att|som|vilket|vilka|vilken|när|där|eftersom|men"
    r"|för att|även om|samtidigt som|trots)\s",
    re.I,
)
# How far "det inte är möjligt | att bedöma" reaches over the end of its clause.
_NEXT_CLAUSE = 20
_SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-ZÅÄÖ])")
_CONTRAST = re.compile(
    r"\b(?:men|dock|däremot|samtidigt)\b.*?\b(?:inte|ej|saknas|saknar|brist\w*|behöver|bör"
    r"|kan (?:ytterligare )?\w+s|utvecklingsområde\w*|förbättr\w+)\b",
    re.I | re.S,
)


def read_label(text: str, *, skip: bool = True) -> Verdict | None:
    """The verdict that `text` begins with, when it is printed as a label; the longest reading wins."""
    lead = _LEAD_IN.match(text) if skip else None
    start = lead.end() if lead else 0
    flat = _flat(text)
    best: Verdict | None = None
    for step, pattern in audit_rules().labels.items():
        match = pattern.match(flat, start)
        if match and (best is None or match.end() > best.end):
            best = Verdict(start, match.end(), step)
    if best is None:
        return None
    after = _AFTER_ALONE if _ALONE.match(text[best.start : best.end]) else _AFTER
    return best if after.match(text, best.end) else None


def read_labels(text: str, count: int) -> list[Verdict]:
    """Up to `count` labels printed one after another, as a table row without its rules is."""
    found: list[Verdict] = []
    at = 0
    while len(found) < count:
        label = read_label(text[at:])
        if label is None:
            break
        found.append(Verdict(at + label.start, at + label.end, label.step))
        at += label.end
    return found


def read_phrase(text: str) -> Verdict | None:
    """The verdict of a clause, the text after "Vår bedömning är att"; None when it says neither yes nor no."""
    text = _flat(text)
    end = _CLAUSE_END.search(text)
    clause = text[: end.start()] if end else text
    untold = _first(text[: len(clause) + _NEXT_CLAUSE], "ej-bedomd")
    if untold and untold.start < len(clause):
        return untold
    weak = [verdict for step in ("delvis", "i-huvudsak", "nej") if (verdict := _first(clause, step))]
    if weak:
        # "inte fullt ut" is not "inte": of two that begin together the milder, looked for first, is meant.
        return min(weak, key=lambda verdict: verdict.start)
    return _plain_yes(clause, text)


def _flat(text: str) -> str:
    """`text` with each line break as a space: same offsets."""
    return text.translate({10: 32, 9: 32, 13: 32})


def _first(clause: str, step: Step) -> Verdict | None:
    match = audit_rules().phrases[step].search(clause)
    return Verdict(match.start(), match.end(), step) if match else None


def _plain_yes(clause: str, text: str) -> Verdict | None:
    yes = _first(clause, "ja")
    if yes is None:
        return None
    over = _SENTENCE_END.search(text, yes.end)
    contrast = _CONTRAST.search(text, yes.end, over.start() + 1 if over else len(text))
    # "Det finns en ansvarsfördelning men denna kan förtydligas": neither yes nor no.
    return Verdict(yes.start, contrast.end(), "delvis") if contrast else yes
