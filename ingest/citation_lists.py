"""Lists of documents: in the information box, under their heading, in reference lists."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ingest.acts import find_acts
from ingest.bodies import body_names
from ingest.case_numbers import find_case_numbers
from ingest.citation_found import Found
from ingest.citation_names import VERB, in_prose, is_denied, is_nameable, name_end
from ingest.extract import Layout, Line
from ingest.infobox import Infobox
from ingest.kind_words import STEERING
from ingest.title_phrases import kind_in, tidy_title
from ingest.title_words import strip_marks

_LIST_HEADING = re.compile(
    r"(?:koppling\still\s|hänvisning\still\s|se\säven\s|bilaga\s?\d*[:.]?\s)?"
    r"(?:(?:relaterade|styrande|stödjande|anknytande|andra|övriga|närliggande|överordnade|kompletterande|tillhörande)\s){1,2}"
    r"(?:styrande\s)?(?:styr)?(?:dokument|handlingar)|(?:jämför|se\säven|se\socks[åa]|läs\s(?:mer|även|också))\W*$|referenser|källor|källförteckning|"
    r"litteratur|dokumentförteckning|granskade\sdokument|dokument:?$|revisionskriterier|underlag|hänvisningar|granskat?\smaterial|styrdokument",
    re.I,
)
# "Följande dokument har studerats: A, B (TN 2008-10-15 § 92) samt C."
_INLINE = re.compile(
    r"\b(?:dokument|handlingar|styrdokument|underlag|revisionskriterier|bedömningsgrunder|källor|källförteckning)\b[^.:\n]{0,60}:\s+"
    r"(?P<items>(?:[^.\n]|\.(?=\d)|\n(?!\s*\n)){10,600})",
    re.I,
)
_REPLACES = re.compile(r"(?:^|[.\n]\s?)Ersätter:?\s(?:tidigare\s)?(?P<entry>[A-ZÅÄÖ][^.\n]{4,120})", re.M)
_ITEM = re.compile(r"(?:[^,;()]|\([^)]*\)|,(?=\s(?:dnr|KF|KS|antag|beslut|fastställ|§|\d)))+", re.I)
_LAST = re.compile(r"\s(?:och|samt)\s(?=[A-ZÅÄÖ])")
_NUMBER = re.compile(
    r"[,\s]*\(?\s*(?:dnr\s?:?\s?)?(?P<value>[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{1,5}\s?(?:\d{2,4}[\d/:.-]{2,}\d|\d{5,}))\s*\)?\s*$"
)
_NUMBER_HERE = re.compile(
    r",?\s\(?(?:dnr\s?:?\s?)(?P<value>[\wÅÄÖåäö]+[\d/:. -]{2,}\d)|,?\s\((?P<short>[A-ZÅÄÖ]{2,4}\d{5,})\)"
)
_FROM_YEAR = re.compile(r",?\s(?:från|daterade?[dt]?)\s(?:[a-zåäö]+\s)?(?P<year>(?:19|20)\d{2})(?![\d-])")
_BULLET = re.compile(r"^\s*(?:[-•▪–*o□➢]|\d{1,2}[.)])\s+")
_FACTS = re.compile(
    r"\s*[,(]\s*(?:(?:KF|KS|dnr|antagen|antaget|antagna|fastställd|fastställt|beslutad|kommun(?:fullmäktige|styrelsen))\b|"
    r"[A-ZÅÄÖ]{2,4}\s(?:19|20)\d{2}-\d{2}|(?:[\wåäö-]+\s){0,4}[\wåäö]*(?:fullmäktige|styrelsen|nämnden|utskottet|direktionen)\s(?:19|20)\d{2}|"
    r"(?:19|20)\d{2}-\d{2}|§\s?\d)|\s(?:19|20)\d{2}-\d{2}-\d{2}",
    re.I,
)
# What is a sentence's beginning or a scrap of one, not a name.
_SENTENCE = re.compile(
    rf"{VERB}|^(?:I|Den|Det|De|Av|Med|Vid|Under|Enligt|Granskningen|Följande)\s|\b(?:som|avses|bildar)\b|[&>]$"
)
_SEE_ALSO = re.compile(r"(?:jämför|se\s|läs\s)", re.I)
_HANGS = re.compile(r"\b(?:av|och|samt|för|om|i|till|med|på|som|följande)$")
_LINE = 160
_WORDS = 14
_VERB = re.compile(VERB)
# "Driftplan för gator (sektorchef samhällsbyggnad, 2020)": an official and the year.
_YEAR_LAST = re.compile(r"\s\((?:[a-zåäö][\wåäö-]*\s?){0,4},?\s?(?P<year>(?:19|20)\d{2})\)\s*$")


def listed(layout: Layout, box: Infobox) -> Iterator[Found]:
    """Entries of lists of documents: in the box, under their heading, in reference lists, after a colon."""
    text = layout.text.text
    for entry in box.all("related", "replaces"):
        for part in re.finditer(r"[^\n;·]+", text[entry.start : entry.end]):
            yield from _entry(layout, entry.start + part.start(), entry.start + part.end(), sure=True)
    for line in layout.extract.lines:
        zone = layout.zone_at(line.start)
        if zone is not None and zone.kind == "references":
            yield from _entry(layout, line.start, line.end)
    for paragraph in _paragraphs(text, [line for line in layout.extract.lines if _under_list_heading(layout, line)]):
        yield from _listed_in(layout, paragraph)
    for match in _REPLACES.finditer(text):
        yield from _entry(layout, match.start("entry"), match.end("entry"), sure=True)
    yield from _in_tables(layout)
    yield from _in_sentences(layout)


def _paragraphs(text: str, lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines that follow each other without a blank one; a bullet begins a paragraph of its own."""
    paragraph: list[Line] = []
    for line in lines:
        follows = paragraph and text[paragraph[-1].end : line.start] == "\n"
        if paragraph and (not follows or _BULLET.match(text[line.start : line.end])):
            yield paragraph
            paragraph = []
        paragraph.append(line)
    if paragraph:
        yield paragraph


def _listed_in(layout: Layout, lines: Sequence[Line]) -> Iterator[Found]:
    """The documents of a paragraph: one sentence that enumerates them, or one on each line."""
    start, end = lines[0].start, lines[-1].end
    section = layout.section_at(start)
    # What a page only points to may be a form or another page: there a document is told by its kind.
    sure = section is None or section.heading is None or not _SEE_ALSO.match(section.heading.text.strip())
    raw = layout.text.text[start:end]
    bullet = _BULLET.match(raw) is not None
    if len(lines) > 1 and ", " in raw and (bullet or raw.rstrip().endswith(".")):
        yield from _line(layout, start, end, sure=sure and (bullet or _VERB.search(raw) is None))
        return
    for line in lines:
        if bullet or not in_prose(layout.text.text, line.start, line.end):
            yield from _line(layout, line.start, line.end, sure=sure)


def _line(layout: Layout, start: int, end: int, *, sure: bool = True) -> Iterator[Found]:
    """A line of a list, which may enumerate several documents: "… och programmet för barnrätt samt Riktlinje för …"."""
    raw = layout.text.text[start:end]
    joins = list(_LAST.finditer(raw))
    if joins and "," in raw[: joins[-1].start()]:
        for first, last in _items(raw):
            yield from _entry(layout, start + first, start + last, sure=sure)
        return
    for part in re.finditer(r"[^·]+", raw):
        yield from _entry(layout, start + part.start(), start + part.end(), sure=sure)


def _in_sentences(layout: Layout) -> Iterator[Found]:
    text = layout.text.text
    for match in _INLINE.finditer(text):
        zone = layout.zone_at(match.start())
        if zone is None:
            for start, end in _items(match["items"]):
                yield from _entry(layout, match.start("items") + start, match.start("items") + end, sure=True)


def _in_tables(layout: Layout) -> Iterator[Found]:
    """Rows of a table with a column of documents and one of decisions."""
    text = layout.text.text
    for table in layout.tables:
        heads = {cell.column: text[cell.start : cell.end].strip() for cell in table.cells if cell.row == 0}
        column = next((at for at, head in heads.items() if _DOCUMENTS.fullmatch(head)), None)
        if column is None or not any(_DECISIONS.search(head) for head in heads.values()):
            continue
        for cell in table.cells:
            if cell.column == column and cell.row > 0:
                row = [other for other in table.cells if other.row == cell.row and other.start >= cell.start]
                yield from _entry(layout, cell.start, max(other.end for other in row), sure=True)


_DOCUMENTS = re.compile(
    r"(?:styr)?dokument(?:ets\snamn|namn)?|titel|benämning|dokumentets?\stitel|styrande\sdokument", re.I
)
_DECISIONS = re.compile(r"beslut|antag|fastställ|beslutad|instans|datum", re.I)


def _items(text: str) -> Iterator[tuple[int, int]]:
    """The items of an enumeration, parted by commas, semicolons and the last "samt"."""
    for item in _ITEM.finditer(text):
        last = list(_LAST.finditer(item[0]))
        cuts = [(0, last[-1].start()), (last[-1].end(), len(item[0]))] if last else [(0, len(item[0]))]
        for start, end in cuts:
            raw = item[0][start:end]
            yield item.start() + start + len(raw) - len(raw.lstrip()), item.start() + start + len(raw.rstrip())


def _under_list_heading(layout: Layout, line: Line) -> bool:
    if layout.zone_at(line.start) is not None:
        return False
    section = layout.section_at(line.start)
    if section is None or section.heading is None or section.heading.start <= line.start < section.heading.end:
        return False
    return bool(_LIST_HEADING.match(section.heading.text.strip())) and section.end - section.start < 3000


def _entry(layout: Layout, start: int, end: int, *, sure: bool = False) -> Iterator[Found]:
    """One entry of a list: its title up to the facts after it. In a `sure` list of documents a name needs no kind."""
    text = layout.text.text
    bullet = _BULLET.match(text[start:end])
    start += bullet.end() if bullet else 0
    raw = text[start:end]
    if len(raw.strip()) > _LINE or (not bullet and raw.strip().endswith(".") and len(raw.split()) > 14):
        return
    cut = _facts_at(raw)
    title_end = start + name_end(raw[:cut])
    title = tidy_title(strip_marks(text[start:title_end]))
    if is_denied(text, start, title_end) or not _is_title(title, sure):
        return
    facts = text[title_end:end]
    acts = [act for act in find_acts(facts, body_names(raw), title_end) if act.complete]
    number = next((one.value for one in find_case_numbers(raw)), None) or _number_at_end(raw)
    span = layout.text.span(start, end)
    yield Found(title, kind_in(title), [span], acts[0] if acts else None, number, year=year_after(text, title_end))


def year_after(text: str, at: int) -> str | None:
    """The year that a name is told from others by: "Kulturminnesvårdsprogrammet från 1987"."""
    match = _FROM_YEAR.match(text, at) or _YEAR_LAST.match(text[at : at + 60].split("\n")[0])
    return match["year"] if match else None


def number_after(text: str, at: int) -> str | None:
    """The diarienummer that stands right after a name, in parentheses or not: "Inköpspolicy (RV180342)"."""
    match = _NUMBER_HERE.match(text, at)
    if match is not None:
        return match["value"] or match["short"]
    return next((one.value for one in find_case_numbers(text[at : at + 30]) if one.start < 4), None)


def _is_title(title: str, sure: bool) -> bool:
    kind = kind_in(title)
    if (
        len(title) < 4
        or not is_nameable(title)
        or _HANGS.search(title)
        or not (title[:1].isupper() or title.startswith("e-"))
    ):
        return False
    if kind is None:
        return sure and 1 < len(title.split()) < _WORDS and ":" not in title and not _SENTENCE.search(title)
    return kind in STEERING or kind in ("ovrigt", "revisionsrapport")


def _facts_at(raw: str) -> int:
    """Where in an entry the facts begin that follow its title; they may stand in the next cells of a row."""
    found = (_FACTS.search(raw, 3), _NUMBER.search(raw), re.search(r"\t", raw), _YEAR_LAST.search(raw, 3))
    return min((match.start() for match in found if match is not None and match.start() > 3), default=len(raw))


def _number_at_end(raw: str) -> str | None:
    number = _NUMBER.search(raw)
    return number["value"] if number else None
