"""Sentences that judge: "Kontrollmålet bedöms som …", "Vår bedömning är att …", and what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.audit_bodies import find_bodies
from ingest.audit_rules import audit_rules
from ingest.verdicts import Verdict, read_label, read_phrase

_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ])")


def last_clause(text: str, at: int) -> Verdict | None:
    """The verdict of the clause that ends the sentence at `at`: "Rutiner för att fånga upp avvikelser saknas"."""
    end = _SENTENCE.search(text, at)
    sentence = text[at : end.start() if end else len(text)]
    begin = max((match.end() for match in re.finditer(r"\s(?:att|som)\s", sentence)), default=0)
    verdict = read_phrase(sentence[begin:]) if begin else None
    return moved(verdict, begin) if verdict and verdict.step != "ja" else None


def judgements(text: str, *, bare: bool) -> Iterator[tuple[int, bool]]:
    """Where clauses that judge begin: after "Vår bedömning är att", or with `bare` any sentence."""
    led = [match.end() for match in _PROSE.finditer(text)]
    yield from ((at, False) for at in led)
    if bare:
        starts = [0, *(match.end() for match in _SENTENCE.finditer(text))]
        ends = [*starts[1:], len(text) + 1]
        yield from (
            (start, True) for start, end in zip(starts, ends, strict=True) if not any(start <= at < end for at in led)
        )


def stated_verdict(text: str) -> Verdict | None:
    """A judgement that does without "vi bedömer", as under "Bedömning": "Uppföljning sker i huvudsak.", "Rutiner finns
    men är bara delvis kända."; only of the steps that have words of their own.
    """
    sentence = _SENTENCE.split(text, maxsplit=1)[0]
    for at in (0, *(match.end() for match in re.finditer(r"\bmen\s", sentence))):
        verdict = read_phrase(sentence[at:])
        if verdict and verdict.step in ("i-huvudsak", "delvis"):
            return moved(verdict, at)
    return None


_TERMS = (pattern.pattern.replace("(?<!\\w)", "").replace("(?!\\w)", "") for pattern in audit_rules().terms.values())
TERM = rf"(?:{'|'.join(['frågan', 'fråga', *_TERMS])})(?!\w)"
_EXPLICIT = re.compile(
    rf"(?:(?:svar(?:et)?|bedömning(?:en)?)\s+(?:på|av|avseende)\s+(?:den\s+)?(?:{TERM})(?:\s+\d{{1,2}})?(?:\s+(?:är|blir"
    rf"|lyder)|\s*:)\s*(?:därmed|således)?|(?:{TERM})\s*(?:\d{{1,2}}\s+)?(?:kan\s+(?:därmed\s+"
    rf"|därför\s+)?)?(?:bedöms|bedömas|besvaras|anses|är|har|bedömer vi)\s*(?:därmed|därför|således"
    rf"|sammantaget)?"
    rf"|vi\s+(?:bedömer|besvarar)\s+(?:därmed\s+|därför\s+)?(?:att\s+)?(?:{TERM})(?:\s+(?:är|har"
    rf"|bedöms))?|\b(?:bedöms|anses|besvaras)\s+(?:därmed\s+|därför\s+)?(?:{TERM}))\s*(?P<as>som|vara"
    rf"|med(?:\s+ett)?|att|blivit|till)?\s*",
    re.I,
)
_FOR_BODY = re.compile(r"\s+(?:för|avseende|vad gäller|gällande)\s+")
# Auditors who speak of themselves in the third person.
WHO = r"(?:stads|kommun|region)?revision(?:en|skontoret)|revisorerna|pwc|kpmg|ey|deloitte|bdo"
_PROSE = re.compile(
    rf"(?:(?:vår|den|(?:{WHO})s?)\s+(?:\w+\s+){{0,2}}(?:bedömning|slutsats)(?:en)?"
    r"(?:\s+(?:av|avseende|gällande|utifrån)\s+[^.]{3,80}?)?\s+är(?:\s+\w+)?\s*,?\s*att"
    r"|(?:är|blir)\s+(?:vår|den)?\s*(?:\w+\s+){0,2}bedömning(?:en)?(?:\s*,)?\s+att"
    rf"|(?:vi|{WHO})\s+bedömer(?:\s+\w+){{0,2}}\s+att|bedömer\s+(?:vi|{WHO})(?:\s+\w+){{0,2}}\s+att"
    r"|bedömningen\s+är(?:\s+\w+)?\s+att|vi\s+(?:konstaterar|anser)\s+att|granskningen\s+visar\s+att)\s+",
    re.I,
)


def explicit_verdict(text: str) -> list[tuple[Verdict, str | None]]:
    """A sentence that grades the question by name: "Kontrollmålet bedöms som delvis uppfyllt", or body by body."""
    for match in _EXPLICIT.finditer(text):
        rest = text[match.end() :]
        in_clause = (match["as"] or "").lower() == "att" or re.match(r"(?:inte|ej)\s+(?:vara|som|är|helt)\b", rest)
        label = read_label(rest) or (read_phrase(rest) if in_clause else _leading(rest))
        if label:
            return list(_each_body(text, moved(label, match.end())))
    return []


def _each_body(text: str, verdict: Verdict) -> Iterator[tuple[Verdict, str | None]]:
    """ "uppfyllt för kommunstyrelsen, delvis uppfyllt för socialnämnden och ej uppfyllt för …" """
    sentence = text.find(".", verdict.end)
    stop = sentence if sentence >= 0 else len(text)
    current: Verdict | None = verdict
    graded = False
    while current:
        following = _FOR_BODY.match(text, current.end, stop)
        if not following:
            break
        names = [body for body in find_bodies(text[following.end() : stop]) if not body.generic]
        cut = re.compile(r"[,;]\s|\s(?:och|samt|men)\s+(?=\w+\s+uppfyll)").search(text, following.end(), stop)
        reach = cut.start() if cut else stop
        for name in names:
            if following.end() + name.start < reach:
                graded = True
                yield current, name.name
        label = _leading(text[cut.end() : stop]) if cut else None
        current = moved(label, cut.end()) if label and cut else None
    if not graded:
        yield verdict, None


def labels_by_body(text: str) -> Iterator[tuple[Verdict, str]]:
    """ "Samhällsbyggnadsnämnden: I allt väsentligt. Socialnämnden: Nej." """
    for body in find_bodies(text):
        colon = re.compile(r"\s*:\s*").match(text, body.end)
        label = _leading(text[colon.end() :]) if colon and not body.generic else None
        if label and colon:
            yield moved(label, colon.end()), body.name


def prose_verdict(text: str) -> Verdict | None:
    """A sentence of judgement: "Vår bedömning är att nämnden i huvudsak …"."""
    for match in _PROSE.finditer(text):
        verdict = read_phrase(text[match.end() :])
        # "Vi anser att det är viktigt …" judges nothing.
        if verdict and not (verdict.step == "ja" and "anser" in match[0].lower()):
            return moved(verdict, match.end())
    return None


def not_assessable(text: str) -> Verdict | None:
    """ "Det har inte varit möjligt att bedöma …": the auditors say that they cannot tell."""
    match = audit_rules().phrases["ej-bedomd"].search(text)
    return Verdict(match.start(), match.end(), "ej-bedomd") if match else None


def judges(text: str) -> bool:
    """Whether a paragraph begins by judging: "Vi bedömer att …"."""
    return bool(_PROSE.match(text))


def _leading(text: str) -> Verdict | None:
    """A label inside running text that goes on after it: "… som uppfyllt i huvudsak eftersom"."""
    best: Verdict | None = None
    for step, pattern in audit_rules().labels.items():
        match = pattern.match(text)
        if match and (best is None or match.end() > best.end):
            best = Verdict(match.start(), match.end(), step)
    return best


def moved(verdict: Verdict, by: int) -> Verdict:
    return Verdict(verdict.start + by, verdict.end + by, verdict.step)
