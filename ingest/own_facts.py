"""Smaller facts of a document: diarienummer, version, what it replaces, whether it is a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ingest.box_history import history_of
from ingest.case_numbers import CaseNumber, find_case_numbers
from ingest.citation_names import find_verb
from ingest.extract import Layout
from ingest.fronts import OwnPlaces
from ingest.infobox import Infobox
from ingest.kind_words import find_kind_words
from ingest.labels import is_placeholder
from ingest.sentences import sentence_end, sentence_start
from ingest.title_phrases import TitlePhrase, find_title_phrases, tidy_title
from kg.model import Field, Span

_VERSION = re.compile(
    r"(?<![\wåäö])(?:version|ver\.?|utgåva)[ \t]?:?[ \t]?(?P<value>\d{1,2}(?:\.\d{1,2}){0,2})(?![\d.]*[\d-])", re.I
)
_DRAFT = re.compile(
    r"(?:remiss(?:version|utgåva|handling|förslag)|samråds(?:förslag|version|handling|utgåva)|granskningshandling|utkast|arbetsmaterial|förslag|koncept|"
    r"draft|ej\santagen|ännu\sej\santagen|arbetsversion|förslagsversion)\b",
    re.I,
)
_DRAFT_SAYS = re.compile(
    r"\b(?:detta|dokumentet|denna\sversion|versionen)\s(?:är|utgör)\s(?:ett|en)\s(?:utkast|remissversion|samrådsförslag|samrådsversion|förslag|arbetsmaterial|remissutgåva)\b",
    re.I,
)
_REPLACES = re.compile(
    r"\bersätter(?:,\s[^,.\n]{3,40},)?\s+(?!inte\b|ej\b)(?:därmed\s|samtidigt\s|den\stidigare\s|tidigare\s|kommunens\s)?(?P<what>[^.;\n]{4,200}(?:\n(?:(?=[a-zåäö\d(])|(?<=[^\n]{65}\n)(?!\n))[^.;\n]{1,150})?)",
    re.I,
)
_ANSWERED = re.compile(
    r"\b(?:svar|yttrande|remissvar|revisionssvar|kommentar(?:er)?|åtgärder)\b[^.\n]{0,60}?\b(?:på|över|till|med\sanledning\sav|avseende|gällande|angående)\b\s+(?P<what>.{5,260})",
    re.I | re.S,
)
# "Rapporten, Granskning av …, överlämnades …" in a reply that does not name the audit where it says what it answers.
_REPORTED = re.compile(
    r"\b(?i:[\wåäö]*rapport\w*|granskningen)\s*[,:]?\s*[\"”“]?"
    r"(?P<name>(?:(?:Uppföljande|Grundläggande|Fördjupad) granskning|Granskning|Uppföljning|Förstudie)"
    r"\s[^,.;\"”“\n]{4,120})"
)
_AUDIT = re.compile(r"(?:revisions|gransknings)?rapport\w*|revisorernas|revisionens|granskning\w*", re.I)


# A diarienummer with a prefix or a suffix of its own, alone in its cell: "KS KF/2021:188 – 450".
_WHOLE_NUMBER = re.compile(
    r"(?:[A-ZÅÄÖ][A-ZÅÄÖa-zåäö]{0,5}\s){0,2}[A-ZÅÄÖ\d][\w]*(?:\s?[/:.–-]\s?[\w]+){1,4}(?:\s[A-ZÅÄÖ]{2,4})?"
)


def read_case_number(layout: Layout, box: Infobox, *, steering: bool) -> Field[str] | None:
    """The document's own diarienummer: in its box, else called one on its front, else standing there alone.

    In the sentences of a document that is not `steering` numbers are those of the documents it speaks of.
    """
    text = layout.text.text
    for entry in box.all("case_number"):
        value = text[entry.start : entry.end]
        found = next(find_case_numbers(f"dnr {value}", entry.start - 4), None)
        if (
            found is not None
            and _WHOLE_NUMBER.fullmatch(value.strip())
            and len(value.strip()) > found.end - found.start
        ):
            start = entry.start + len(value) - len(value.lstrip())
            found = CaseNumber(" ".join(value.split()), start, start + len(value.strip()), labelled=True)
        if found is not None:
            return _number(layout, found, entry.confidence, "case_number/box")
    places = OwnPlaces(layout)
    barred = [(entry.label_start, entry.end) for entry in box.all("replaces", "related")]
    own = [
        one
        for one in find_case_numbers(text)
        if places.holds(one.start) and not any(a <= one.start < b for a, b in barred)
    ]
    own = [one for one in own if not _of_another(text, one) and (steering or not _told(text, one))]
    for labelled in (True, False):
        chosen = next((one for one in own if one.labelled is labelled), None)
        if chosen is not None:
            return _number(
                layout, chosen, 0.92 if labelled else 0.75, "case_number/label" if labelled else "case_number/form"
            )
    return None


def _of_another(text: str, one: CaseNumber) -> bool:
    before = text[sentence_start(text, one.start) : one.start]
    return bool(re.search(r"\b(?:ersätter|ersatte|tidigare|enligt|jfr|jämför|se\säven)\b", before, re.I))


def _told(text: str, one: CaseNumber) -> bool:
    """Whether a sentence with a verb of its own leads to the number, or it stands in brackets after a name."""
    before = text[sentence_start(text, one.start) : one.start]
    return bool(find_verb(before)) or before.count("(") > before.count(")")


def _number(layout: Layout, found: CaseNumber, confidence: float, rule: str) -> Field[str]:
    return Field(found.value, confidence, rule, (layout.text.span(found.start, found.end),))


def read_version(layout: Layout, box: Infobox) -> Field[str] | None:
    """The version number."""
    text = layout.text.text
    for entry in box.all("version"):
        match = re.fullmatch(
            r"\s*(?:ver(?:sion)?\.?\s?)?(\d{1,3}(?:\.\d{1,3}){0,2})(?:\s*[,(].*)?\s*",
            text[entry.start : entry.end],
            re.I,
        )
        if match:
            span = layout.text.span(entry.start + match.start(1), entry.start + match.end(1))
            return Field(match[1], entry.confidence, "version/box", (span,))
    latest = history_of(layout).version
    if latest is not None:
        span = layout.text.span(*latest)
        return Field(span.quote, 0.85, "version/history", (span,))
    places = OwnPlaces(layout)
    for match in _VERSION.finditer(text):
        if places.holds(match.start()):
            return Field(match["value"], 0.8, "version/words", (layout.text.span(*match.span("value")),))
    return None


def boxed_text(layout: Layout, box: Infobox, *keys: str) -> Field[str] | None:
    """The text under the first of these labels, as one line."""
    for entry in box.all(*keys):
        value = tidy_title(layout.text.text[entry.start : entry.end])
        if value and not is_placeholder(value):
            return Field(value, entry.confidence, f"{entry.key}/box", (layout.text.span(entry.start, entry.end),))
    return None


def read_replaces(layout: Layout, box: Infobox) -> Field[str] | None:
    """The document that this one takes the place of, in the document's own words."""
    boxed = boxed_text(layout, box, "replaces")
    if boxed is not None:
        return _title_alone(layout, boxed)
    text = layout.text.text
    places = OwnPlaces(layout)
    for match in _REPLACES.finditer(text):
        before = text[sentence_start(text, match.start()) : match.start()]
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


# With these the sentence goes on after what it replaces.
_GOES_ON = re.compile(
    r",?\s(?:och|samt)\s(?:gäller|ska|skall|träder|är|har|kompletterar|utgör|omfattar|blir|innehåller|hänger|bygger|ingår|följer|utgår|beskriver|anger|kompletteras|syftar|styr|reglerar|antas|tar)\b|,\s(?:som|vilke[nt]|vilka)\b"
)
_ENDED = re.compile(r"\bupphör(?:\s\w+){0,2}\satt\sgälla|\bupphävs\b|\bupphör\b(?=\s*\.)", re.I)


_ENDS_NAMED = re.compile(
    r"\b(?:[Dd]å|[Vv]arvid|[Ss]amtidigt|[Dd]ärmed)\s(?P<name>[A-ZÅÄÖ][^,.(;]{4,100}?)(?:\s*\([^)]*\)|,\s[^,.]*,)?\s(?:därmed\s|samtidigt\s)?"
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
    named = _ENDS_NAMED.search(text)
    if named is not None and places.content(named.start()):
        span = layout.text.span(*named.span("name"))
        return Field(tidy_title(span.quote), 0.75, "replaces/ended", (span,))
    for match in _ENDED.finditer(text):
        start = sentence_start(text, match.start())
        phrase = next(reversed(list(find_title_phrases(text[start : match.start()], start))), None)
        if phrase is None or not places.content(match.start()):
            continue
        between = text[phrase.end : match.start()].strip()
        if not between or re.fullmatch(r"(?:[,(].{0,70}?[,)]?|.{0,4}(?:antag|från|fastst).{0,60})", between, re.S):
            return Field(phrase.text, 0.75, "replaces/ended", (layout.text.span(phrase.start, phrase.end),))
    return None


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
    r"[,(]\s*(?:KF|KS|RF|RS|dnr|(?:kommun|region)(?:fullmäktige|styrelsen)|[\wåäö-]+nämnden|[A-ZÅÄÖ]{2,5}(?-i:[\s/-])\d[\w/:-]*)\b|\b(?:KF|KS)\s(?:19|20)\d|(?:,\s|\(|\s)(?:19|20)\d{2}-\d{2}-\d{2}|,?\s§).*",
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


def draft_marks(layout: Layout) -> tuple[Span, ...]:
    """Where the document says that it is a draft: a line of its own near the top, a running head, or a sentence."""
    text = layout.text.text
    return tuple(_draft_lines(layout, text, OwnPlaces(layout)))


def _draft_lines(layout: Layout, text: str, places: OwnPlaces) -> Iterator[Span]:
    for line in layout.extract.lines:
        zone = layout.zone_at(line.start)
        head = zone is not None and zone.kind == "running-head"
        if not head and not places.on_cover(line.start):
            continue
        for part in re.finditer(r"[^\t|·]+", text[line.start : line.end]):
            words = part[0].strip(" *#_()[]-–")
            match = _DRAFT.match(words)
            rest = words[match.end() :].strip() if match else ""
            plain = len(words) <= 70 and (
                not rest
                or bool(
                    re.match(
                        r"[\d(,:–-]|till\s(?!beslut)|(?:[\wåäöÅÄÖ-]+\s){1,2}(?i:kommun|stad)$|för\s(?:samråd|remiss|beslut)",
                        rest,
                    )
                )
            )
            ends = (
                re.search(r"[\s(–-](?:remissversion|samrådsförslag|samrådsversion|utkast|draft)\)?$", words, re.I)
                if len(words) < 110
                else None
            )
            if (match and plain) or ends:
                yield layout.text.span(line.start + part.start(), line.start + part.end())
    for match in _DRAFT_SAYS.finditer(text[:6000]):
        yield layout.text.span(match.start(), match.end())


def read_answers(layout: Layout) -> Field[str] | None:
    """The audit that a reply answers, by its name in quotes or its "granskning av …"."""
    text = layout.text.text
    for match in _ANSWERED.finditer(text[:6000]):
        start, end = match.start("what"), min(match.end("what"), sentence_end(text, match.start("what")))
        stretch = text[start:end]
        if not _AUDIT.search(stretch[:160]):
            continue
        quoted = re.search(r"[\"“”»«*](?P<name>[^\"“”»«*]{6,160})[\"“”»«*]", stretch)
        named = re.search(
            r"(?:uppföljande\s|fördjupad\s)?granskning(?:en)?\s(?:av|avseende|gällande|rörande|om|kring)\s[^,;(\"”\n]{3,160}(?:\n(?!\n)(?-i:[a-zåäö])[^,;(\"”\n]{0,100})?",
            stretch,
            re.I,
        )
        chosen = (quoted, "name") if quoted else (named, 0)
        found, group = chosen
        if found is None:
            continue
        if chosen[0] is named and (titled := _REPORTED.search(text[:6000])):
            # The report's own title says more than what it is about.
            return Field(tidy_title(titled["name"]), 0.8, "answers/report", (layout.text.span(*titled.span("name")),))
        where = layout.text.span(start + found.start(group), start + found.end(group))
        value = tidy_title(where.quote)
        return Field(value[:1].upper() + value[1:], 0.85 if quoted else 0.75, "answers/words", (where,))
    if not _ANSWERED.search(text[:6000]):
        return None
    named = _REPORTED.search(text[:6000])
    if named is None:
        return None
    return Field(tidy_title(named["name"]), 0.7, "answers/report", (layout.text.span(*named.span("name")),))
