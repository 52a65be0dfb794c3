"""References to other documents, found and left unresolved."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from ingest.acts import Act, acts_of, find_acts
from ingest.bodies import BodyNames, body_names
from ingest.case_numbers import find_case_numbers
from ingest.citation_names import in_prose, is_denied, is_label, name_end, own_name
from ingest.extract import Layout, Line
from ingest.infobox import Infobox, read_infobox
from ingest.kind_words import STEERING, is_definite, kind_of_word
from ingest.registry import Registry
from ingest.subjects import Own, concerned, is_own, stem_name
from ingest.title_phrases import TitlePhrase, find_title_phrases, kind_in, tidy_title
from ingest.title_words import strip_marks
from ingest.titles_alone import parse_title
from kg.model import Citation, Document, Span

_LIST_HEADING = re.compile(
    r"(?:relaterade|styrande|anknytande|andra|övriga|närliggande|överordnade|kompletterande)\s(?:styr)?dokument|referenser|källor|källförteckning|"
    r"litteratur|dokumentförteckning|granskade\sdokument|revisionskriterier|underlag|hänvisningar|granskat?\smaterial|styrdokument",
    re.I,
)
_BULLET = re.compile(r"^\s*(?:[-•▪–*o□➢]|\d{1,2}[.)])\s+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_LINE = 160


@dataclass(slots=True)
class _Found:
    title: str
    kind: str | None
    spans: list[Span]
    act: Act | None = None
    case_number: str | None = None
    municipality: str | None = None
    extra: dict[str, str | None] = field(default_factory=dict)


def find_citations(layout: Layout, document: Document, registry: Registry) -> tuple[Citation, ...]:
    """The documents that the text names, one each, with every place where it does.

    Lines of the page that a document was scraped from are titles alone, one each.
    """
    text = layout.text.text
    own = Own(document.kind, document.title.value if document.title else None)
    box = read_infobox(layout)
    found = [*_decided(layout, own), *_listed(layout, box), *_named(layout, document.kind)]
    found.sort(key=lambda one: one.spans[0].start)
    merged = [one for one in _merge(found) if not _is_self(one, own) and not _PLACE.fullmatch(one.title)]
    citations = [_citation(one) for one in merged]
    return (*citations, *_from_host_page(layout, text, registry))


_PLACE = re.compile(r"(?:[A-ZÅÄÖ][\wåäö-]+\s){1,3}(?:kommun|stad)|Region\s[A-ZÅÄÖ][\wåäö-]+")


def _content(layout: Layout, offset: int) -> bool:
    zone = layout.zone_at(offset)
    return zone is None or zone.kind not in ("host-page", "contents", "page-number", "running-head")


def _decided(layout: Layout, own: Own) -> Iterator[_Found]:
    """Documents of which the text tells a decision."""
    text = layout.text.text
    for act in acts_of(text):
        if not act.complete or (act.verb is None and act.body is None) or not _content(layout, act.start):
            continue
        if is_own(act, text, own, front=act.start < 2000 and own.steering):
            continue
        _, told = concerned(act, text)
        phrase = own_name(text, told) if told is not None else None
        if phrase is not None and not _generic(phrase) and not is_denied(text, phrase.start, phrase.end, drafts=False):
            yield _Found(
                phrase.text, phrase.kind, [layout.text.span(phrase.start, phrase.end), *_act_span(layout, act)], act
            )


def _act_span(layout: Layout, act: Act) -> list[Span]:
    start = act.gap[1] if act.gap else act.start
    return [layout.text.span(start, act.end)]


def _generic(phrase: TitlePhrase) -> bool:
    """A kind word with nothing of its own is no name."""
    return phrase.how == "words" and " " not in phrase.text and kind_of_word(phrase.text) == phrase.text.lower()


def _named(layout: Layout, kind: str) -> Iterator[_Found]:
    """Names in italics, in quotation marks, or with a capital and what they are about; with a year, also without."""
    text = layout.text.text
    names = body_names(text)
    for told in find_title_phrases(text):
        phrase = own_name(text, told)
        if phrase is None or not _content(layout, phrase.start) or _is_heading(layout, phrase) or _generic(phrase):
            continue
        if is_label(text, phrase, kind) or is_denied(text, phrase.start, phrase.end):
            continue
        if phrase.how == "words" and not _particular(text, phrase):
            continue
        act = _act_after(text, phrase, names)
        spans = [layout.text.span(phrase.start, phrase.end)]
        number = next(
            (one.value for one in find_case_numbers(text[phrase.end : phrase.end + 30]) if one.start < 4), None
        )
        yield _Found(phrase.text, phrase.kind, spans + (_act_span(layout, act) if act else []), act, number)


def _particular(text: str, phrase: TitlePhrase) -> bool:
    """Whether a kind word with what follows names one document: "en IT-strategi med mål" and "Plan 2021" do not."""
    words = phrase.text.split()
    before = text[max(0, phrase.start - 24) : phrase.start]
    if _INDEFINITE.search(before) or _COLUMN.fullmatch(phrase.text) or (len(words) == 1 and is_definite(phrase.text)):
        return False
    if _YEAR.search(phrase.text) and (
        (phrase.kind in STEERING and not _PLURAL.match(words[0])) or phrase.text[:1].isupper() or len(words) > 1
    ):
        return phrase.text[:1].isupper() or not _PLURAL.match(words[0])
    if not phrase.text[:1].isupper() or phrase.kind == "ovrigt":
        return False
    # A capital that only begins a sentence tells nothing of a short phrase: "Riktlinjer för arbetet …".
    first = not before.strip(' *"”•-–') or before.rstrip(' *"”•-–')[-1:] in ".!?:\n"
    return not (first and len(words) <= 2)


_INDEFINITE = re.compile(
    r"(?:\b(?:en|ett|någon|något|inga|ingen|saknar|saknas|ny|nytt|nya|egen|egna|upprättad|ta\sfram|varje|a|an)\s)$",
    re.I,
)
_COLUMN = re.compile(r"(?:plan|budget|mål|drift\w*|[\wåäö-]*budget\w*)\s(?:för\s(?:år\s)?)?(?:19|20)\d{2}", re.I)
_PLURAL = re.compile(r"[\wåäö-]*(?:planer|strategier|policyer|budgetar|rapporter|program)(?:na|s)?$|driftbudget", re.I)


def _is_heading(layout: Layout, phrase: TitlePhrase) -> bool:
    return any(heading.start <= phrase.start < heading.end for heading in layout.headings)


def _act_after(text: str, phrase: TitlePhrase, names: BodyNames) -> Act | None:
    """A date and § in parentheses right after the name."""
    match = re.match(
        r"[*\"”»]*\s?\((?P<inner>[^()\n]{5,90})\)|[*\"”»]*,?\s(?P<bare>(?:KF|KS)\s[^.()\n]{5,40})",
        text[phrase.end : phrase.end + 110],
    )
    if match is None:
        return None
    group = "inner" if match["inner"] else "bare"
    acts = find_acts(match[group], names, phrase.end + match.start(group))
    return next((act for act in acts if act.complete and not (act.paragraph and act.paragraph.after)), None)


def _listed(layout: Layout, box: Infobox) -> Iterator[_Found]:
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


def _entry(layout: Layout, start: int, end: int) -> Iterator[_Found]:
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
    yield _Found(title, kind, [layout.text.span(start, end)], acts[0] if acts else None, number)


def _merge(found: Sequence[_Found]) -> list[_Found]:
    """One for each document: the same name, or the same name cut short, with nothing that contradicts."""
    kept: list[_Found] = []
    for one in found:
        same = next((other for other in kept if _same(other, one)), None)
        if same is None:
            kept.append(one)
            continue
        same.spans += [span for span in one.spans if span not in same.spans]
        same.act = _fuller(same.act, one.act)
        same.case_number = same.case_number or one.case_number
        if _better_title(one.title, same.title):
            same.title, same.kind = one.title, one.kind
    return kept


def _better_title(new: str, old: str) -> bool:
    """A capital and a plain form make a better name than a definite one in a sentence."""
    if new[:1].isupper() != old[:1].isupper():
        return new[:1].isupper()
    return is_definite(old.split()[0]) and not is_definite(new.split()[0])


def _fuller(one: Act | None, other: Act | None) -> Act | None:
    if one is None or other is None:
        return one or other
    dates = sorted((act.date for act in (one, other) if act.date), key=lambda date: len(date.value))
    return replace(
        one,
        body=one.body or other.body,
        date=dates[-1] if dates else None,
        paragraph=one.paragraph or other.paragraph,
    )


def _same(one: _Found, other: _Found) -> bool:
    a, b = stem_name(one.title), stem_name(other.title)
    if not a or not b:
        return one.title == other.title
    years = set(_YEAR.findall(one.title)), set(_YEAR.findall(other.title))
    if years[0] and years[1] and years[0] != years[1]:
        return False
    if one.act and other.act and one.act.date and other.act.date:
        first, second = sorted((one.act.date.value, other.act.date.value), key=len)
        if not second.startswith(first):
            return False
    return a == b or any(span.start <= its.start < span.end for span in one.spans[:1] for its in other.spans[:1])


def _is_self(one: _Found, own: Own) -> bool:
    if own.title is None:
        return False
    a, b = stem_name(one.title), stem_name(own.title)
    return bool(a) and (a == b or (len(a) > 10 and a in b)) and (one.act is None or own.steering)


def _citation(one: _Found) -> Citation:
    act = one.act
    return Citation(
        spans=tuple(dict.fromkeys(one.spans)),
        title=one.title,
        kind=one.kind,
        municipality=one.municipality,
        decided_by=act.body.name if act and act.body else None,
        decision_date=act.date.value if act and act.date else None,
        precision=act.date.precision if act and act.date else None,
        paragraph=act.paragraph.value if act and act.paragraph else None,
        case_number=one.case_number or (act.case_number.value if act and act.case_number else None),
    )


def _from_host_page(layout: Layout, text: str, registry: Registry) -> Iterator[Citation]:
    """The related documents that the host page lists: cited only, each line one."""
    for line in layout.extract.lines:
        zone = layout.zone_at(line.start)
        if zone is None or zone.kind != "host-page" or not any(char.isalpha() for char in text[line.start : line.end]):
            continue
        words = text[line.start : line.end].strip()
        if re.fullmatch(r"(?:relevanta|relaterade|liknande)\sdokument:?|transkript:?", words, re.I):
            continue
        alone = parse_title(words, registry)
        yield Citation(
            spans=(layout.text.span(line.start, line.end),),
            title=alone.title,
            kind=alone.kind,
            municipality=alone.municipality,
            decided_by=alone.adopted_by,
            decision_date=None,
            case_number=alone.case_number,
        )
