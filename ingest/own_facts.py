"""Smaller facts of a document: diarienummer, version, whether it is a draft."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.box_history import history_of
from ingest.case_numbers import CaseNumber, find_case_numbers
from ingest.citation_names import find_verb
from ingest.extract import Layout
from ingest.fronts import OwnPlaces
from ingest.infobox import Infobox
from ingest.labels import is_placeholder
from ingest.sentences import sentence_end, sentence_start
from ingest.title_phrases import tidy_title
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
    # A quality system numbers its documents too: "Dokument-ID" beside "Diarienummer".
    for entry in sorted(box.all("case_number"), key=lambda one: _DOCUMENT_ID.match(text, one.label_start) is not None):
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


_DOCUMENT_ID = re.compile(r"\W*(?:dokument|beteckning|reg)", re.I)


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
            r"\s*(?:ver(?:sion)?\.?\s?)?(\d{1,3}(?:\.\d{1,3}){0,2}|(?-i:[A-H]))(?:\s*[,(].*)?\s*",
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
