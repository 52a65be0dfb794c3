"""What a document takes the place of: by its box, by "ersätter …", or by what ends when it takes force."""

from __future__ import annotations

import re
from dataclasses import replace

from ingest.extract import Layout
from ingest.fronts import OwnPlaces
from ingest.infobox import Infobox
from ingest.kind_words import STEERING, find_kind_words, same_kind
from ingest.own_facts import boxed_text
from ingest.sentences import sentence_end, sentence_start
from ingest.subjects import Own
from ingest.title_phrases import TitlePhrase, find_title_phrases, tidy_title
from kg.model import Field

_REPLACES = re.compile(
    r"\b(?:ersätter|träder\si\sstället\sför)(?:,\s[^,.\n]{3,40},)?\s+(?!inte\b|ej\b)(?:därmed\s|samtidigt\s|den\stidigare\s|tidigare\s|kommunens\s)?(?P<what>[^.;\n]{4,200}(?:\n(?:(?=[a-zåäö\d(])|(?<=[^\n]{65}\n)(?!\n))[^.;\n]{1,150})?)",
    re.I,
)


def read_replaces(layout: Layout, box: Infobox, own: Own) -> Field[str] | None:
    """The document that this one takes the place of, in the document's own words."""
    boxed = boxed_text(layout, box, "replaces")
    if boxed is not None:
        return _title_alone(layout, boxed)
    text = layout.text.text
    places = OwnPlaces(layout)
    for match in _REPLACES.finditer(text):
        before = text[sentence_start(text, match.start()) : match.start()]
        if _of_another_kind(before, own):
            continue
        itself = re.search(r"\b(?:denna|detta|dessa|dokumentet|som|och)\b|(?:n|et|na)\s*$", before, re.I)
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        alone = not line.strip(" *-•|\t") and match[0][0].isupper() and places.holds(match.start())
        if not places.content(match.start()) or not (itself or alone or not before.strip()):
            continue
        if len(before.split()) > 24 and not alone:
            continue
        end = min(match.end("what"), sentence_end(text, match.start("what")))
        phrases = list(find_title_phrases(text[match.start("what") : end]))
        end = match.start("what") + len(_GOES_ON.split(text[match.start("what") : end])[0])
        what = tidy_title(text[match.start("what") : end])
        named = (alone or not before.strip()) and what[:1].isupper() and places.holds(match.start())
        if (
            named
            or phrases
            or re.search(
                r"\w(?:strategi|policy|plan|program|linjer|regl|rutin|anvisning|föreskrift|dokument)", what, re.I
            )
        ):
            return _title_alone(
                layout, Field(what, 0.75, "replaces/words", (layout.text.span(match.start("what"), end),))
            )
    return _ended(layout, places)


def _of_another_kind(before: str, own: Own) -> bool:
    """Whether the sentence's subject is a document of another kind: "Taxan gäller 2023 och ersätter …" in a letter."""
    subject = next(find_kind_words(before), None)
    if subject is None or subject.start > 2 or not subject.definite:
        return False
    return not same_kind(subject.kind, own.kind) and own.kind not in STEERING


# With these the sentence goes on after what it replaces.
_GOES_ON = re.compile(
    r",?\s(?:och|samt)\s(?:som|gäller|ska|skall|träder|är|har|kompletterar|utgör|omfattar|blir|innehåller|hänger|bygger|ingår|följer|utgår|beskriver|anger|kompletteras|syftar|styr|reglerar|antas|tar)\b|,\s(?:som|vilke[nt]|vilka)\b"
)
_ENDED = re.compile(r"\bupphör(?:\s\w+){0,2}\satt\sgälla|\bupphävs\b|\bupphör\b(?=\s*\.)", re.I)


_ENDS_NAMED = re.compile(
    r"\b(?:[Dd]å|[Vv]arvid|[Ss]amtidigt|[Dd]ärmed)\s(?P<name>[A-ZÅÄÖ](?:[^,.(;]|\bm\.m\.){4,100}?)(?:\s*\([^)]*\)|,\s[^,.]*,)?\s(?:därmed\s|samtidigt\s)?"
    r"upphör\s"
)
_ENDING = re.compile(
    r"\b(?:upphör|upphörde)\s(?:samtidigt\s|därmed\s|då\s)?(?P<ends>[^.;]{6,220}?),?\satt\sgälla|"
    r"\bupphävs\b(?:\ssamtidigt)?(?:\s*:?\s*[•–-]\s*|\s*:\s*|[ \t]+)(?P<repealed>[^.;\n]{6,220})",
    re.I,
)


def _ended(layout: Layout, places: OwnPlaces) -> Field[str] | None:
    """ "… då Reglemente för stadsdelsnämnderna (Kfs 2014:13) upphör att gälla": what ends is what is replaced."""
    text = layout.text.text
    for match in _ENDING.finditer(text):
        start = match.start(match.lastgroup or 0)
        named = next(find_title_phrases(match[match.lastgroup or 0], start), None)
        named = named or _definite(match[match.lastgroup or 0], start)
        if named is not None and named.start - start < 4 and places.content(start):
            return Field(named.text, 0.75, "replaces/ended", (layout.text.span(named.start, named.end),))
    ended = _ENDS_NAMED.search(text)
    if ended is not None and places.content(ended.start()):
        span = layout.text.span(*ended.span("name"))
        return Field(tidy_title(span.quote), 0.75, "replaces/ended", (span,))
    for match in _ENDED.finditer(text):
        start = sentence_start(text, match.start())
        that = _spoken_of_before(text, start, match.start())
        phrase = that or next(reversed(list(find_title_phrases(text[start : match.start()], start))), None)
        if phrase is None or not places.content(match.start()):
            continue
        between = text[phrase.end : match.start()].strip() if that is None else ""
        if not between or re.fullmatch(r"(?:[,(].{0,70}?[,)]?|.{0,4}(?:antag|från|fastst).{0,60})", between, re.S):
            return Field(phrase.text, 0.75, "replaces/ended", (layout.text.span(phrase.start, phrase.end),))
    return None


_THAT = re.compile(
    r"(?:Den|Det|De)\s(?:(?:strategi|policy)n|planen|programmet|reglementet|riktlinjerna|reglerna|dokumentet)\b"
)


def _spoken_of_before(text: str, start: int, end: int) -> TitlePhrase | None:
    """ "… bygger på Strategi för X. Den strategin upphör att gälla när denna antas": the sentence before names it."""
    that = _THAT.match(text, start, end)
    word = next(find_kind_words(that[0]), None) if that else None
    if that is None or word is None or "upphör" in text[that.end() : end]:
        return None
    before = sentence_start(text, max(0, start - 3))
    named = [one for one in find_title_phrases(text[before:start], before) if one.kind == word.kind]
    return TitlePhrase(named[-1].text, named[-1].start, named[-1].end, named[-1].kind, "that") if named else None


def _definite(words: str, offset: int) -> TitlePhrase | None:
    """ "reglementet för bygg- och miljönämnden, fastställt av …": a name in its definite form, up to its facts."""
    found = re.match(
        r"(?P<name>[\wåäö-]+\s(?:för|om|mot)\s[^,(;.]{4,120}?)(?=\s*(?:[,(]|\bantag|\bfastst|\bfrån\b|$))", words, re.S
    )
    word = next(find_kind_words(words), None)
    if found is None or word is None or word.start > 2:
        return None
    name = found["name"]
    return TitlePhrase(tidy_title(name), offset, offset + len(name), word.kind, "definite")


_FACTS_AFTER = re.compile(
    r"\s*[,(]?\s*(?:\b(?:som\s)?(?:antag(?:en|et|na|its)|antogs|fastställ(?:d|t|da|des|ts)|beslut(?:ad|at|ade|ades|en)?)\b|"
    r"[,(]\s*(?:KF|KS|RF|RS|dnr|(?:kommun|region)(?:fullmäktige|styrelsen)|[\wåäö-]+nämnden|[A-ZÅÄÖ]{2,5}(?-i:[\s/-])\d[\w/:-]*)\b|\b(?:KF|KS)\s(?:19|20)\d|(?:,\s|\(|\s)(?:19|20)\d{2}-\d{2}-\d{2}|,?\s§|\((?:[\wåäö-]+\s){1,4}(?:19|20)\d{2}\)).*",
    re.I | re.S,
)


def _title_alone(layout: Layout, found: Field[str]) -> Field[str]:
    """The name of what is replaced, without the facts of its own decision after it."""
    raw = found.spans[0].quote
    cut = _FACTS_AFTER.search(raw)
    if cut is None or cut.start() < 4:
        return found
    span = layout.text.span(found.spans[0].start, found.spans[0].start + cut.start())
    return replace(found, value=tidy_title(span.quote), spans=(span,))
