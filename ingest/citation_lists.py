"""Lists of documents: in the information box, under their heading, in reference lists."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.acts import find_acts
from ingest.bodies import body_names
from ingest.case_numbers import find_case_numbers
from ingest.citation_found import Found
from ingest.citation_names import in_prose, is_denied, name_end
from ingest.extract import Layout, Line
from ingest.infobox import Infobox
from ingest.kind_words import STEERING
from ingest.title_phrases import kind_in, tidy_title
from ingest.title_words import strip_marks

_LIST_HEADING = re.compile(
    r"(?:relaterade|styrande|anknytande|andra|övriga|närliggande|överordnade|kompletterande)\s(?:styr)?dokument|referenser|källor|källförteckning|"
    r"litteratur|dokumentförteckning|granskade\sdokument|revisionskriterier|underlag|hänvisningar|granskat?\smaterial|styrdokument",
    re.I,
)
_BULLET = re.compile(r"^\s*(?:[-•▪–*o□➢]|\d{1,2}[.)])\s+")
_LINE = 160


def listed(layout: Layout, box: Infobox) -> Iterator[Found]:
    """Entries of lists of documents: in the box, under their heading, in reference lists."""
    text = layout.text.text
    for entry in box.all("related", "replaces"):
        for part in re.finditer(r"[^\n;]+", text[entry.start : entry.end]):
            yield from _entry(layout, entry.start + part.start(), entry.start + part.end())
    for line in layout.extract.lines:
        zone = layout.zone_at(line.start)
        listed = _under_list_heading(layout, line) and (
            _BULLET.match(text[line.start : line.end]) is not None or not in_prose(text, line.start, line.end)
        )
        if listed or (zone is not None and zone.kind == "references"):
            yield from _entry(layout, line.start, line.end)


def _under_list_heading(layout: Layout, line: Line) -> bool:
    if layout.zone_at(line.start) is not None:
        return False
    section = layout.section_at(line.start)
    if section is None or section.heading is None or section.heading.start <= line.start < section.heading.end:
        return False
    return bool(_LIST_HEADING.match(section.heading.text.strip())) and section.end - section.start < 3000


def _entry(layout: Layout, start: int, end: int) -> Iterator[Found]:
    """One entry of a list: its title up to the facts after it."""
    text = layout.text.text
    bullet = _BULLET.match(text[start:end])
    start += bullet.end() if bullet else 0
    raw = text[start:end]
    if len(raw.strip()) > _LINE or (not bullet and raw.strip().endswith(".") and len(raw.split()) > 14):
        return
    kind = kind_in(raw)
    if kind is None or (kind not in STEERING and kind not in ("ovrigt", "revisionsrapport")):
        return
    acts = [act for act in find_acts(raw, body_names(raw), start) if act.complete]
    cut = re.search(
        r"\s*[,(]\s*(?:(?:KF|KS|dnr|antagen|antaget|antagna|fastställd|fastställt|beslutad|kommun(?:fullmäktige|styrelsen))\b|(?:19|20)\d{2}-\d{2})|\s(?:19|20)\d{2}-\d{2}-\d{2}",
        raw,
        re.I,
    )
    title_end = start + name_end(raw[: cut.start()] if cut and cut.start() > 3 else raw)
    title = tidy_title(strip_marks(text[start:title_end]))
    if (
        len(title) < 4
        or kind_in(title) is None
        or is_denied(text, start, title_end)
        or (title[:1].islower() and not title.startswith("e-"))
    ):
        return
    number = next((one.value for one in find_case_numbers(raw)), None)
    yield Found(title, kind, [layout.text.span(start, end)], acts[0] if acts else None, number)
