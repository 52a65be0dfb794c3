"""Letters, minutes and audits: documents told by the label they print or the words only they use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import chain

from ingest.extract import Layout, Line
from ingest.near import windows

_FRONT = 1500
_LINE = 60

# A line of its own, near the top: the document says what it is.
_LABELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("tjansteskrivelse", re.compile(r"tjänste(?:skrivelse|utlåtande)\b", re.I)),
    (
        "protokoll",
        re.compile(
            r"(?:sammanträdes|styrelse)?protokoll(?:s?utdrag)?\b(?!\s(?:för|från\sgranskning))|utdrag\sur\s(?:sammanträdes)?protokoll|sammanträdesdatum\b",
            re.I,
        ),
    ),
    (
        "yttrande",
        re.compile(
            r"yttrande\b|(?:[\wåäö-]+s\s)?svar\s(?:på|till|över)\s.{0,40}(?:revision(?!s?(?:fråg|mål|krit))|granskning(?!smål))|remiss(?:var|yttrande)|revisionssvar",
            re.I,
        ),
    ),
    (
        "ovrigt",
        re.compile(
            r"missiv\b|följebrev|revisorernas\s(?:bedömning|utlåtande)|utlåtande\b|kallelse\b|föredragningslista|inbjudan\b|revisionsberättelse",
            re.I,
        ),
    ),
    (
        "revisionsrapport",
        re.compile(
            r"(?:revisions|gransknings)(?:rapport|promemoria|-?pm)\b|förstudie\b|rapport\s?[-–:]\s?granskning", re.I
        ),
    ),
)
# Spaced capitals fall apart: "SAMMANTRÄDESPROTOK OLL".
_SPLIT_LABEL = re.compile(r"(?:SAMMANTRÄDES)?PROTOKOLL(?:SUTDRAG)?(?![A-ZÅÄÖ])")
_AUDIT_TITLE = re.compile(
    r"(?:(?:revisions)?(?:pm|promemoria)\s?[:–-]\s?)?(?:(?:grundläggande|fördjupad|översiktlig|uppföljande)\sgranskning(?:\s(?:av\s)?(?:år\s)?(?:19|20)\d\d)?$|"
    r"(?:uppföljande\s|fördjupad\s|översiktlig\s|grundläggande\s|kommunövergripande\s)?granskning(?:en)?(?:\s(?:av|avseende|rörande|gällande|om|kring|digital|[\wåäö]+arbetet)|:)|"
    r"uppföljning\sav\s(?:tidigare\s|\d{4}\s?års\s)?granskning|audit\sof\b|review\sof\b)",
    re.I,
)
_AUDIT_WORDS = re.compile(
    r"revisionsfråg|kontrollmål|kontrollfråg|kontrollområd|revisionsmål|granskningsfråg|granskade\s(?:organ|nämnder)|granskningsmål|"
    r"fördjupad\sgranskning|grundläggande\s+granskning|ansvarsprövning|revisorernas\suppdrag|revisorer\shar\s(?:med\sbiträde|genom|låtit)|"
    r"lekmannarevisorer|revisorer(?:na)?\shar\s(?:gett|givit|uppdragit)|revisionskriteri|revisionell\sbedömning|på\suppdrag\sav\s.{0,60}revisor|"
    r"förtroendevalda\srevisorer|(?:stads|region|kommun)revisionen\shar\s(?:\w+\s)?granskat|revisionskontoret\shar\s|revisorerna\si\s|granskningens\ssyfte|syftet\smed\sgranskningen|audit\squestion|elected\sauditors",
    re.I,
)
_AUDIT_ANCHOR = re.compile(r"revis|kontroll|granskning|audit")
_AUDIT_OWN = re.compile(
    r"(?:vår|den)\s(?:samlade|sammanfattande|övergripande|sammanvägda)\sbedömning|revisionen\srekommenderar|vi\sbedömer|vi\srekommenderar|our\soverall",
    re.I,
)
_MEETING = re.compile(
    r"\b(?:närvarande|justerare|justering|paragrafer|ajournering|ordförande\s.{0,60}justera|beslutande)\b", re.I
)
_PROPOSAL = re.compile(
    r"\b(?:förslag\still\sbeslut|förvaltningens\sförslag|ärendebeskrivning|beslutsunderlag|sammanfattning\sav\särendet|ärendet\si\skorthet|beslutet\sskickas\still|skickas\still)\b",
    re.I,
)
_REPLY = re.compile(
    r"\b(?:kommunstyrelsen|nämnden|[\wåäö-]*nämnden|styrelsen|kommunen|förvaltningen)\s(?:lämnar|vill|avger|har)\s[^.\n]{0,60}(?:svar|yttrande|synpunkter)\b|"
    r"(?:svar|yttrande)\s(?:på|över|med\sanledning\sav)\s(?:revision(?!s?(?:fråg|mål|krit))|granskning(?!smål)|rubricerad)",
    re.I,
)


# What the elected auditors write when they send a report on: a letter about the audit, not the audit.
_SENDS = re.compile(
    r"på\svårt\suppdrag|överlämna(?:r|s|de)|(?:svar|yttrande)\s(?:emotses|önskas|begärs|lämnas|ska\slämnas)|bifoga[dt]|för\skännedom|"
    r"(?:vi|revisorerna|revisionen)\s(?:önskar|emotser|begär|vill\sha)\b",
    re.I,
)
_OWN_PARTS = re.compile(
    r"^\W*(?:\d[\d.]*\s+)?(?:iakttagelser|lakttagelser|granskningsresultat|revisionskriterier|bedömningsgrunder|metod)\b",
    re.I | re.M,
)
_LETTER = 4500


@dataclass(frozen=True, slots=True)
class Genre:
    """A kind of document at `start:end`, told by a label or by its words."""

    kind: str
    start: int
    end: int
    confidence: float
    rule: str


def labelled_genre(layout: Layout) -> Genre | None:
    """The label that a letter, minutes or an audit prints near its top; a letter outranks an audit."""
    text = layout.text.text
    found: list[Genre] = []
    begin = _content_start(layout)
    end = len(text.rstrip())
    lines = [
        line
        for line in layout.extract.lines
        if begin <= line.start < begin + _FRONT
        or (line.start > end - 200 and not _in_table(layout, line))
        or _head(layout, line)
    ]
    for line in lines:
        zone = layout.zone_at(line.start)
        if zone is not None and zone.kind in ("contents", "host-page", "footnote", "references"):
            continue
        for part in re.finditer(r"[^\t]+", text[line.start : line.end]):
            words = _PLACE.sub("", part[0].strip(" *#_|"))
            at = line.start + part.start() + part[0].index(words) if words else line.start
            if _SPLIT_LABEL.match(re.sub(r"\s", "", words)) and words[:8].isupper():
                found.append(Genre("protokoll", at, at + len(words), 0.9, "kind/protokoll-label"))
            for kind, pattern in _LABELS:
                match = pattern.match(words)
                # "yttrande senast …" is the next line of a sentence.
                if match and words[:1].isupper() and _stands_as_label(kind, words, match):
                    found.append(Genre(kind, at, at + len(match[0]), 0.95, f"kind/{kind}-label"))
    return min(found, key=lambda genre: (genre.kind == "revisionsrapport", genre.start), default=None)


_PLACE = re.compile(r"^(?:[A-ZÅÄÖ][\wåäöÅÄÖ-]+\s){1,2}(?:[Kk]ommun|KOMMUN|[Ss]tad|STAD)\s+(?=\S)")


def _in_table(layout: Layout, line: Line) -> bool:
    """Whether a line is a row of a table: "Yttrande till tillsynsmyndighet" in a list of delegated matters."""
    return any(table.start <= line.start < table.end for table in layout.tables)


def _head(layout: Layout, line: Line) -> bool:
    zone = layout.zone_at(line.start)
    return zone is not None and zone.kind == "running-head"


def _stands_as_label(kind: str, words: str, match: re.Match[str]) -> bool:
    rest = words[match.end() :].strip(" :.–-")
    if not rest:
        return True
    if kind == "yttrande" or (kind == "ovrigt" and "revisor" in match[0].lower()):
        return len(words) < 160
    return len(words) <= _LINE and bool(re.match(r"[\d(A-ZÅÄÖ§]", rest))


def _content_start(layout: Layout) -> int:
    return next((line.start for line in layout.lines(without=frozenset({"host-page"}))), 0)


def letter_of_transmittal(layout: Layout) -> Genre | None:
    """The letter with which the auditors send their report, told by its words: short, and without a report's parts."""
    text = layout.text.text
    if len(text.strip()) > _LETTER or _OWN_PARTS.search(text):
        return None
    found = {match[0].lower()[:9]: match for match in _SENDS.finditer(text)}
    if len(found) < 2 or not re.search(r"\brevisor|\brevision", text, re.I):
        return None
    first = next(iter(found.values()))
    return Genre("ovrigt", first.start(), first.end(), 0.75, "kind/transmittal-words")


def audit_title(title: str) -> bool:
    """Whether a title is that of an audit."""
    return bool(_AUDIT_TITLE.match(title.strip()))


def genre_by_words(layout: Layout) -> Genre | None:
    """A genre by the words only it uses, for documents whose label is lost."""
    text = layout.text.text
    near = windows(text, _AUDIT_ANCHOR, _LINE + 40, _LINE + 40)
    matches = chain.from_iterable(_AUDIT_WORDS.finditer(text, *stretch) for stretch in near)
    audit = {match[0].lower()[:12]: match for match in matches}
    if len(audit) >= 3 or (len(audit) >= 2 and _AUDIT_OWN.search(text)):
        first = next(iter(audit.values()))
        return Genre("revisionsrapport", first.start(), first.end(), 0.85, "kind/audit-words")
    certified = re.search(r"utdragets\sriktighet\sbestyrk\w*|rätt\sutdraget\sintygas|vid\sprotokollet", text, re.I)
    if certified is not None:
        return Genre("protokoll", certified.start(), certified.end(), 0.85, "kind/minutes-words")
    front = text[: _FRONT * 2]
    if (match := _REPLY.search(front)) is not None:
        return Genre("yttrande", match.start(), match.end(), 0.75, "kind/reply-words")
    proposals = list(_PROPOSAL.finditer(front))
    if len({match[0].lower() for match in proposals}) >= 2:
        kind = "protokoll" if len({match[0].lower() for match in _MEETING.finditer(front)}) >= 2 else "tjansteskrivelse"
        return Genre(kind, proposals[0].start(), proposals[0].end(), 0.75, "kind/letter-words")
    return None
