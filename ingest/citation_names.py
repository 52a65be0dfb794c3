"""What of a stretch of text is a document's name: never past a sentence's end or a verb; and what is said not to be."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.kind_words import (
    STEERING,
    bare_kind_words,
    find_document_words,
    find_kind_words,
    is_definite,
    kind_of_word,
    same_kind,
)
from ingest.sentences import sentence_start
from ingest.title_phrases import TitlePhrase, kind_in, tidy_title

VERB = (
    r"\b(?:är|var|har|hade|lägger|lade|leder|svarar|ansvarar|ställer|föreskriver|ska|skall|bör|kan|får|fick|finns|fanns|saknas|saknar|saknades|ses|sågs|gäller|gällde|måste|blir|blev|"
    r"antog|antas|antogs|beslutade|beslutat|fastställde|hänvisar|hänvisas|använder|används|beskriver|anger|anges|framgår|reglerar|styr|"
    r"innehåller|omfattar|togs|tas|ger|gör|görs|följs|följer|bygger|visar|säger|utgör|avser|kommer|kom|uppger|uppges|"
    r"fastställs|bestäms|bedöms|bedömer|anser|upplevs|upphörde|upphör|ersätts|ersätter|ersatte|ligger|pågår|krävs|kräver|sker|skedde|står|håller|hålls|inte)\b(?!-)"
    r"|\b[a-zåäö]{2,}(?:ades|[^n\W]as|(?<!pl)(?<!s)ats)\b"
)
_VERB = re.compile(VERB)
_SENTENCE_END = re.compile(r"(?<=[\wåäö)]{3})[.!?]\s+(?=[A-ZÅÄÖ])|(?<=\d)\.\s+(?=[A-ZÅÄÖ][a-zåäö])")
_PROPOSED = (
    r"(?:ta|tar|tas|tagit|arbeta|arbetar)\sfram|upprätta|utarbeta|bör\santa|ska\santa|behov\sav|behöver|efterfrågar|"
    r"efterlyser|avsaknad(?:en)?\sav|(?:inte|ej|aldrig)\s(?:[\wåäö]+\s)?(?:antagit|beslutat|fastställt|upprättat)(?:\som)?"
)
_LACKING = r"saknar|saknas|saknade|saknades|ingen|inget|inga|någon|något|några|utan|ej|varken"
_DRAFT = r"(?:förslag(?:et)?|utkast(?:et)?)\s(?:till|på|om)"
_BETWEEN = (
    r"(?:\s(?:en|ett|ny|nytt|nya|egen|eget|egna|också|dock|[\wåäö-]*(?:gemensam|övergripande|politisk|digital|aktuell|"
    r"samlad|särskild|skriftlig)[at]?|(?:av\s[\wåäö-]+\s)?(?:antagen|antaget|antagna|fastställ[dt]a?|beslutad|upprättad))){0,4}\s*[*\"”]?$"
)
_DENIED_BEFORE = re.compile(rf"\b(?:{_LACKING}|{_PROPOSED}){_BETWEEN}", re.I)
_DRAFT_BEFORE = re.compile(rf"\b{_DRAFT}{_BETWEEN}", re.I)
_ADOPTED = re.compile(
    r"(?<!inte )(?<!aldrig )\b(?:antog|antagit|fastställde|fastställt|godkände|godkänt|beslutade\santa)\b", re.I
)
_ABSENT = r"(?:antag|beslutat|beslutad|fastställ|upprättat|upprättad|utarbetat|tagits|framtag)"
_DENIED_AFTER = re.compile(
    r"[*\"”]?\s*(?:(?:finns|fanns|föreligger|existerar)\s(?:[\wåäö]+\s){0,2}?(?:inte|ej)\b|saknas|saknades|"
    rf"(?:är|var|har|hade)\s(?:[\wåäö]+\s)?(?:inte|ej)\s(?:[\wåäö]+\s)?{_ABSENT}|(?:bör|behöver|ska)\s(?:tas\sfram|upprättas|utarbetas|antas))",
    re.I,
)
_LAW = re.compile(r"[\wåäö-]*(?:förordning(?:en)?|balk(?:en)?|lag(?:en|stiftningen)?)s?", re.I)
# A clause inside a name has its own verb: "Strategi för hur vi ska arbeta digitalt".
_CLAUSE = re.compile(r"\b(?:hur|vad|som|att|där|när)\b")
_HANGING = re.compile(r"[\wåäöÅÄÖ]+-\s(?:och|eller)\s$")
_YEARS_ONLY = re.compile(r"(?:\s|[-–—]|(?:för|åren|år|perioden)\b|(?:19|20)?\d{2})+", re.I)
_LEADS_ON = re.compile(
    r",?\s(?:i\senlighet\smed|enligt(?!\s(?:lagen\s(?:om|som)\s|[\wåäö-]+(?:lagen|balken)\b))|daterade?|daterat|upprättad|upprättat|från\s(?:19|20)\d{2})\b"
)
_WINDOW = 90
_FRONT = 2000


def own_name(text: str, phrase: TitlePhrase, offset: int = 0) -> TitlePhrase | None:
    """The phrase as a name: whole, and ended before a verb; None when it is a law or no name is left."""
    if phrase.how in ("italic", "quoted"):
        # Bold type without a word of kind is a label or a heading in running text, italics are a name.
        named = phrase.kind is not None or not text.startswith("**", max(0, phrase.start - offset - 2))
        return phrase if named and is_nameable(phrase.text) and not _is_law(phrase.text) else None
    start, end = _in_one_cell(text, phrase.start - offset, phrase.end - offset)
    hanging = _HANGING.search(text[max(0, start - 40) : start])
    start -= len(hanging[0]) if hanging else 0
    cut = name_end(text[start:end])
    end = start + cut
    place = re.match(r"\s(?:kommun|stad)\b", text[end : end + 10])
    if place and re.search(r"\b[A-ZÅÄÖ][\wåäö]+$", text[start:end]):
        end += len(place[0])
    title = tidy_title(text[start:end])
    if (kind_in(title) is None and phrase.kind != "ovrigt") or _is_law(title) or not is_nameable(title):
        return None
    return replace(phrase, text=title, start=start + offset, end=end + offset)


def _in_one_cell(text: str, start: int, end: int) -> tuple[int, int]:
    """A name does not run over cells of a table: the cell that names a kind."""
    cells = list(re.finditer(r"[^\t]+", text[start:end]))
    named = next((cell for cell in cells if next(find_document_words(cell[0]), None) is not None), None)
    return (start + named.start(), start + named.end()) if named and len(cells) > 1 else (start, end)


def name_end(raw: str) -> int:
    """How far a name reaches in `raw`: to the end of its sentence, its first verb, or "och" after a definite name."""
    ends = [match.start()] if (match := _SENTENCE_END.search(raw)) else []
    verb = _VERB.search(raw)
    if verb and not _CLAUSE.search(raw[: verb.start()]):
        ends.append(verb.start())
    if led := _LEADS_ON.search(raw, 4):
        ends.append(led.start())
    joined = re.match(r"\s*(\S+)\s(?:och|samt)\s(?=[a-zåäö])", raw)
    if joined and is_definite(joined[1]) and kind_of_word(joined[1]) is not None:
        ends.append(joined.end(1))
    return len(raw[: min(ends, default=len(raw))].rstrip())


# Labels of an information box, papers of a meeting, the auditors' own plan, statutes and what authorities issue.
_NO_DOCUMENT = re.compile(
    r"(?:giltig|datum|utgåva|version|beslut|diarie|dnr|(?:styr)?dokument(?:\b\s|ansvarig|typ|ägare|namn)|tidplan|uppföljning\b|revidering|ersätter|"
    r"antagen|fastställd|ing(?:a|en|et)\b|saknas|se\s|www|http|bilaga\b|tillämp|interna?\s|övriga?\s|rekommendation|bestämmelser\s(?!om\s|för\s)|bestämmelserna\s|"
    r"revisionsplan|helseplan\b|[\wåäö]+-\s(?:och|samt)\s[\wåäö]*(?:lagen|förordningen)\b|"
    r"sammanträde|revisorerna|[\wåäö-]*(?:lagen|lag|balken|förordningen|konventionen)\b|"
    r"(?:finns|är|har|sker|görs|följs|upprättas|upprattas|tillämpas)\s|"
    r"(?:[\wåäö]+(?:verkets|inspektionens|myndighetens)|socialstyrelsens|rikets|rådets)\s(?:allmänna|före|råd|bygg|hand|regl))",
    re.I,
)


def is_nameable(title: str) -> bool:
    """Whether a stretch of text can be the name of a municipal document at all."""
    return title[:1].isalpha() and _NO_DOCUMENT.match(title) is None


def find_verb(text: str) -> re.Match[str] | None:
    """The first finite verb of those that sentences about documents have."""
    return _VERB.search(text)


def in_prose(text: str, start: int, end: int) -> bool:
    """Whether the paragraph around `start:end` is running text: it holds a verb, or a sentence ends inside it."""
    first, last = text.rfind("\n\n", 0, start) + 1, text.find("\n\n", end)
    raw = text[first : last if last >= 0 else None]
    return bool(_VERB.search(raw) or _SENTENCE_END.search(raw))


def is_denied(text: str, start: int, end: int, *, drafts: bool = True) -> bool:
    """Whether the clause says that the document named at `start:end` is not there, or only proposes it."""
    before = text[max(sentence_start(text, start), start - _WINDOW) : start].replace("\n", " ")
    after = text[end : end + _WINDOW].replace("\n", " ")
    if _DENIED_BEFORE.search(before) or _DENIED_AFTER.match(after):
        return True
    return drafts and bool(_DRAFT_BEFORE.search(before)) and not _ADOPTED.search(before)


def is_label(text: str, phrase: TitlePhrase, kind: str) -> bool:
    """Whether it is only the document's own kind and period, as a cover prints them: "Program 2019–2026"."""
    words = phrase.text.split(maxsplit=1)
    if len(words) < 2 or not _YEARS_ONLY.fullmatch(words[1]) or words[0].lower() not in bare_kind_words():
        return False
    line_start, line_end = text.rfind("\n", 0, phrase.start) + 1, text.find("\n", phrase.end)
    alone = text[line_start : line_end if line_end >= 0 else None].strip() == phrase.text
    return alone or (kind in STEERING and same_kind(kind_of_word(words[0]), kind) and phrase.start < _FRONT)


def _is_law(title: str) -> bool:
    """A law is cited as a law, not as a document."""
    head = title.split()[0] if title else ""
    if kind_of_word(head) is None:
        found = next(find_kind_words(title), None)
        head = title[found.start : found.end] if found else head
    return bool(_LAW.fullmatch(head))
