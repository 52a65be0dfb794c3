"""On whose behalf the audit was made, why, and who was audited: told by place in the sentence, not by first mention."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from ingest.advice import Advice
from ingest.audit_bodies import find_bodies
from ingest.audit_script import Script
from ingest.flow import Flow
from ingest.overall import OVERALL
from kg.model import Field

_AUDITORS = r"(?:[Rr]evisorer(?:na)?|[Ll]ekmannarevisorer(?:na)?)"
_PLACE = (
    r"(?:(?:Region|Landstinget"
    r"|Kommunalförbundet)\s+)?(?<!\w)[A-ZÅÄÖ][\wåäö-]{0,40}(?:\s(?:och\s)?[A-ZÅÄÖ][\wåäö-]*){0,2}(?:\s(?:kommuns?"
    r"|stads?|kommunalförbunds?|län))?"
)
# "revisorerna i Marks kommun", "Marks kommuns revisorer", "kommunens förtroendevalda revisorer", "revisorerna".
_WHO = (
    rf"(?P<who>(?:[Dd]e\s+)?(?:förtroendevalda\s+|kommunens\s+|regionens\s+)?{_AUDITORS}\s+(?:i|för|inom)\s+{_PLACE}"
    rf"|(?:[Dd]e\s+)?(?:förtroendevalda\s+)?(?:revisionen|kommunrevisionen)\s+i\s+{_PLACE}"
    rf"|{_PLACE}\s+(?:förtroendevalda\s+)?{_AUDITORS}"
    rf"|(?:[Dd]e\s+)?(?:[Ff]örtroendevalda\s+|[Kk]ommunens\s+|[Ss]tadens\s+|[Rr]egionens\s+"
    rf"|[Ff]örbundets\s+)+{_AUDITORS}"
    rf"|{_AUDITORS}|[Kk]ommunrevisionen)"
)
_ON_BEHALF = re.compile(
    rf"(?:[Pp]å|[Aa]v)\s+uppdrag\s+av\s+{_WHO}|[Uu]ppdrag\s+(?:från|av)\s+{_WHO.replace('<who>', '<who2>')}"
    rf"|\bav\s+{_WHO.replace('<who>', '<who3>')}\s+fått\s+(?:i\s+)?uppdrag"
)
_DECIDED = re.compile(rf"{_WHO}\s+har\s+(?:[\w,]+\s+){{0,10}}?(?:beslutat|bedömt|valt|gett|uppdragit)")
_ORDERED = re.compile(r"på\s+uppdrag\s+av\s+(?P<who>[A-ZÅÄÖ][\wåäö]+(?:\s[A-ZÅÄÖ][\wåäö]+)?\s+(?:kommun|stad))")
_PURPOSE = re.compile(
    r"(?:(?:det\s+)?(?:övergripande\s+)?(?:granskningens|uppdragets"
    r"|revisionens)\s+(?:övergripande\s+)?(?:syfte|mål)"
    r"|(?:det\s+övergripande\s+)?syftet(?:\s+med\s+(?:granskningen|uppdraget|den\s+här\s+granskningen"
    r"|revisionen))?|granskningen\s+(?:syftar|har\s+syftat|har\s+till\s+syfte"
    r"|har\s+haft\s+till\s+syfte))\s*(?:är|har\s+varit|var"
    r"|till)?\s*(?:därför\s+)?:?\s*(?:till\s+)?(?:att\s+)?"
    r"(?=bedöma|granska|översiktligt|ge\s|undersöka|pröva|svara|besvara|kartlägga|utreda|följa|om\b"
    r"|utvärdera|ta\s|klarlägga|belysa|analysera|söka|få\s|verifiera|identifiera|bilda|bedömma|genom"
    r"|ur\s)",
    re.I,
)
# "… har granskat om nämnden …", "Den övergripande frågan har varit om nämnden …".
_EXAMINED = re.compile(
    r"\bgranskat\s+(?=(?:om|hur|huruvida)\b)|\b(?:övergripande\s+)?(?:fråga|frågan|revisionsfrågan)\s+(?:är|har\s+varit|var)\s+(?=(?:om|huruvida)\b)"
    r"|\bi\s+uppdrag\s+att\s+granska\s+(?=(?:om|hur)\b)",
    re.I,
)
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZÅÄÖ*]|\s*\n|\s*$)")
_WHETHER = re.compile(r"\b(?:om|huruvida|ifall|hur|att)\s+")
_VERB = re.compile(
    r"\b(?:säkerställer|säkerställt|har|är|bedriver|bedrivs|utövar|tillser|följer|vidtar|vidtagit"
    r"|genomför|arbetar|hanterar|fullgör|uppfyller|sköter|styr|leder|sker|finns|fungerar|tagit|kan|ger"
    r"|organiserar)\b"
)
_LIMITED = re.compile(
    r"(?:(?:granskningen|förstudien|uppföljningen|kartläggningen)\s+(?:avgränsas|är\s+avgränsad|har\s+avgränsats|omfattar|avser|har\s+omfattat"
    r"|gäller)|ansvariga?\s+nämnd(?:er)?|granskade?\s+(?:nämnd(?:er)?|organ|styrelser)"
    r"|(?<=\n)[ \t]*granskade\s*:)(?P<what>[^.]{3,200})",
    re.I,
)
_TITLE = re.compile(
    r"(?:granskning|granskat|revision|uppföljning|rapport)\w*\s+(?:(?:19|20)\d\d\s+)?(?:av|avseende|gällande)?\s*"
    r"(?P<what>[^.\n]{3,120})",
    re.I,
)
# In a transcript the heading stands on the same line as the sentence under it.
_HEADING_BEFORE = re.compile(r"(?:Sammanfattning|Inledning|Bakgrund|Uppdrag)\s+(?=[A-ZÅÄÖ])")
_NOT_AUDITED = ("fullmäktige", "utskott")


def read_commissioner(flow: Flow) -> Field[str] | None:
    """On whose behalf the audit was made, as printed: the elected auditors before the municipality."""
    for pattern, rule, confidence in (
        (_ON_BEHALF, "commissioned-on-behalf", 0.95),
        (_DECIDED, "commissioned-decided", 0.85),
        (_ORDERED, "commissioned-ordered", 0.8),
    ):
        found = list(pattern.finditer(flow.text))
        if found:
            places = [match.span(match.lastgroup or 0) for match in found]
            best = max(places, key=lambda place: bool(re.search(r"kommun|region|stad", flow.text[slice(*place)], re.I)))
            value = _trimmed(flow.words(*best))
            spans = [
                flow.spans(*_without_heading(flow, place)) for place in places if _trimmed(flow.words(*place)) == value
            ]
            return Field(value, confidence, rule, tuple(span for group in spans for span in group))
    return None


def _without_heading(flow: Flow, place: tuple[int, int]) -> tuple[int, int]:
    heading = _HEADING_BEFORE.match(flow.text, *place)
    return (heading.end() if heading else place[0]), place[1]


def _trimmed(who: str) -> str:
    return _HEADING_BEFORE.sub("", who)


def read_purpose(flow: Flow) -> Field[str] | None:
    """The sentence that says what the audit was to find out, with every repetition of it."""
    found = [(match.start(), _stop(flow.text, match.end())) for match in _PURPOSE.finditer(flow.text)]
    if not found:
        return None
    value = flow.words(*found[0])
    same = [place for place in found if flow.words(*place)[-60:] == value[-60:]]
    return Field(value, 0.93, "purpose", tuple(span for place in same for span in flow.spans(*place)))


def _stop(text: str, at: int) -> int:
    end = _SENTENCE_END.search(text, at)
    paragraph = text.find("\n\n", at)
    stops = [stop for stop in (end.end() if end else -1, paragraph) if stop > at]
    return min(stops, default=len(text))


def read_audited(
    script: Script, title: str | None, advice: Sequence[Advice], graded: Iterable[str]
) -> tuple[Field[str], ...]:
    """The bodies whose work was audited: from the purpose, the delimitation, the title, the grades and the advice."""
    fields: dict[str, Field[str]] = {}
    found_by: set[str] = set()
    sources = [
        *_from_purpose(script.flow),
        *_from_limits(script.flow),
        *_from_title(script.flow, title),
        *_from_overall(script.flow),
        *(
            (name, place, "audited-advice", 0.8)
            for item in advice
            for name in item.addressees
            for place in _named_before(script.flow, name, item)
        ),
        *((name, place, "audited-graded", 0.95) for name in graded for place in _first_named(script.flow, name)),
    ]
    for name, place, rule, confidence in sources:
        if (
            name in fields
            # Who is only advised need not have been audited.
            or (rule in ("audited-advice", "audited-overall") and fields and rule not in found_by)
            or any(word in name for word in _NOT_AUDITED)
            or name.startswith(("samtliga", "alla", "båda", "berörda", "granskade", "de "))
        ):
            continue
        fields[name] = Field(name, confidence, rule, script.flow.spans(*place))
        found_by.add(rule)
    return tuple(fields.values())


Found = tuple[str, tuple[int, int], str, float]


def _from_purpose(flow: Flow) -> Iterator[Found]:
    for match in (*_PURPOSE.finditer(flow.text), *_EXAMINED.finditer(flow.text)):
        end = _stop(flow.text, match.end())
        whether = _WHETHER.search(flow.text, match.end() - 1, end)
        if whether:
            verb = _VERB.search(flow.text, whether.end(), end)
            yield from _named(flow, whether.end(), verb.start() if verb else end, "audited-purpose", 0.95)


def _from_limits(flow: Flow) -> Iterator[Found]:
    for match in _LIMITED.finditer(flow.text):
        if not re.match(r"\s+(?:inte|ej)\b", match["what"]):
            for part in re.finditer(r"(?:[^,;]|,(?=\s*\w+-)|,\s(?=[^,;]*\b(?:och|samt)\b))+", match["what"]):
                if not re.search(r"\b(?:inte|ej|utom|förutom)\b", part[0]):
                    start = match.start("what") + part.start()
                    yield from _named(flow, start, start + len(part[0]), "audited-limits", 0.9)


def _from_overall(flow: Flow) -> Iterator[Found]:
    """Who the overall judgement is about: "Den sammanfattande slutsatsen är att landstingsstyrelsen inte har …"."""
    for match in OVERALL.finditer(flow.text):
        end = _stop(flow.text, match.end())
        verb = _VERB.search(flow.text, match.end(), end)
        yield from _named(flow, match.end(), verb.start() if verb else end, "audited-overall", 0.8)


def _from_title(flow: Flow, title: str | None) -> Iterator[Found]:
    if title and (at := flow.text.find(title)) >= 0:
        yield from _named(flow, at, at + len(title), "audited-title", 0.93)
    for match in _TITLE.finditer(flow.text, 0, 600):
        yield from _named(flow, *match.span("what"), "audited-title", 0.9)


def _named(flow: Flow, start: int, end: int, rule: str, confidence: float) -> Iterator[Found]:
    for body in find_bodies(flow.text[start:end]):
        if not body.generic:
            yield body.name, (start + body.start, start + body.end), rule, confidence


def _first_named(flow: Flow, name: str) -> Iterator[tuple[int, int]]:
    at = flow.text.lower().find(name.lower())
    if at >= 0:
        yield at, at + len(name)


def _named_before(flow: Flow, name: str, item: Advice) -> Iterator[tuple[int, int]]:
    """The addressee's name nearest before a recommendation, or in it."""
    if name in ("nämnden", "styrelsen", "bolaget", "förbundet"):
        return
    at = flow.text.lower().rfind(name.lower(), 0, item.places[0][1])
    if at >= 0:
        yield at, at + len(name)
