"""References to other documents, found and left unresolved."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.act import Act
from ingest.acts import acts_of, find_acts
from ingest.bodies import BodyNames, body_names
from ingest.citation_called import called
from ingest.citation_clauses import named_before, object_word
from ingest.citation_found import Found, is_self, merged
from ingest.citation_lists import listed, number_after, year_after
from ingest.citation_names import is_denied, is_label, name_end, own_name
from ingest.citation_spoken import spoken_of
from ingest.dates import find_dates
from ingest.extract import Layout
from ingest.infobox import read_infobox
from ingest.kind_words import STEERING, find_kind_words, is_definite
from ingest.registry import Registry
from ingest.subjects import Own, concerned, in_relative_clause, is_own
from ingest.title_phrases import TitlePhrase, find_title_phrases, tidy_title
from ingest.titles_alone import parse_title
from kg.kinds import AUDIT
from kg.model import Citation, Document, Span

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def find_citations(layout: Layout, document: Document, registry: Registry) -> tuple[Citation, ...]:
    """The documents that the text names, one each, with every place where it does.

    Lines of the page that a document was scraped from are titles alone, one each.
    """
    text = layout.text.text
    own = Own(document.kind, document.title.value if document.title else None)
    box = read_infobox(layout)
    found = [*_decided(layout, own), *listed(layout, box), *_named(layout, document.kind), *_dated(layout)]
    found += called(layout)
    if not own.steering and own.kind != AUDIT:
        found += _reports(layout)
    found.sort(key=lambda one: one.spans[0].start)
    known = merged(found)
    if own.kind != AUDIT:  # an audit speaks of many documents to say whether they are there at all
        known = merged([*known, *spoken_of(layout, own, known)])
    kept = [one for one in known if not is_self(one, own, document) and not _PLACE.fullmatch(one.title)]
    citations = [_citation(one) for one in kept]
    return (*citations, *_from_host_page(layout, text, registry))


_PLACE = re.compile(r"(?:[A-ZÅÄÖ][\wåäö-]+\s){1,3}(?:kommun|stad)|Region\s[A-ZÅÄÖ][\wåäö-]+(?:\slän)?")


def _content(layout: Layout, offset: int) -> bool:
    zone = layout.zone_at(offset)
    return zone is None or zone.kind not in ("host-page", "contents", "page-number", "running-head")


def _decided(layout: Layout, own: Own) -> Iterator[Found]:
    """Documents of which the text tells a decision."""
    text = layout.text.text
    for act in acts_of(text):
        if not _tells_enough(act, text) or not _content(layout, act.start):
            continue
        if is_own(act, text, own, front=act.start < 2000 and own.steering):
            continue
        _, told = concerned(act, text)
        phrase = own_name(text, told) if told is not None else None
        phrase = phrase or named_before(text, act) or object_word(text, act)
        if phrase is None or _generic(phrase) or phrase.text.startswith("taxor "):
            continue
        if not is_denied(text, phrase.start, phrase.end, drafts=False):
            yield Found(
                phrase.text, phrase.kind, [layout.text.span(phrase.start, phrase.end), *_act_span(layout, act)], act
            )


def _tells_enough(act: Act, text: str) -> bool:
    """Who or what decided, and when; or, of what is decided in a relative clause, who: "… som beslutats av …"."""
    if act.verb is None and ("\t" in text[act.start : act.end] or (act.paragraph is None and _is_year(act))):
        # "Socialnämnden | 2022": who is to do it and when, in a table of measures.
        return False
    if act.complete:
        return act.verb is not None or act.body is not None
    return act.body is not None and act.verb is not None and in_relative_clause(act, text)


def _is_year(act: Act) -> bool:
    return act.date is not None and act.date.precision != "day"


def _act_span(layout: Layout, act: Act) -> list[Span]:
    start = act.gap[1] if act.gap else act.start
    return [layout.text.span(start, act.end)]


def _generic(phrase: TitlePhrase) -> bool:
    """A kind word with nothing of its own, in any form, is no name."""
    return all(_BARE.fullmatch(word) for word in _JOINED.split(_STATE.sub("", phrase.text)))


_STATE = re.compile(r"^(?:ny|nytt|nya|nuvarande|tidigare|gällande|reviderade?|uppdaterade?)\s", re.I)
_JOINED = re.compile(r"(?:,|\soch|\ssamt)\s")


def _is_word(phrase: TitlePhrase) -> bool:
    """Whether it is a single word that names no kind: "Checklista" may be any."""
    return phrase.kind == "ovrigt" and phrase.how == "words" and len(re.findall(r"\w+", phrase.text)) < 2


_BARE = re.compile(
    r"(?:plan|program|strategi|policy|riktlinje|regel|regler|rutin|reglemente|anvisning|föreskrift|rapport|budget|protokoll|yttrande|tjänsteskrivelse)"
    r"(?:er|ar|r|s|n|en|et|t|na|erna|arna|rna|m?et|men|ta|tet|tena|na)?",
    re.I,
)


def _dated(layout: Layout) -> Iterator[Found]:
    """Documents known by what they are and their year: "IT-säkerhetspolicyn från 2008"."""
    text = layout.text.text
    for word in find_kind_words(text):
        name = text[word.start : word.end]
        year = year_after(text, word.end)
        told = word.definite or name[:1].isupper()
        if year and told and not _BARE.fullmatch(name) and word.kind in STEERING and _content(layout, word.start):
            yield Found(name, word.kind, [layout.text.span(word.start, word.end)], year=year)


def _named(layout: Layout, kind: str) -> Iterator[Found]:
    """Names in italics, in quotation marks, or with a capital and what they are about; with a year, also without."""
    text = layout.text.text
    names = body_names(text)
    for named in find_title_phrases(text):
        phrase = own_name(text, named)
        if phrase is None or not _content(layout, phrase.start) or _is_heading(layout, phrase) or _generic(phrase):
            continue
        drafts = kind in STEERING or kind == AUDIT  # a letter or minutes may be about what is only proposed
        if phrase.how == "words" and _BEFORE_QUOTED.match(text, phrase.end):
            continue  # the name stands in the quotation marks after it: "Länsstyrelsens strategi ”Socialt hållbart …”"
        if is_label(text, phrase, kind) or is_denied(text, phrase.start, phrase.end, drafts=drafts):
            continue
        act = _act_after(text, phrase, names)
        number, year = number_after(text, phrase.end), year_after(text, phrase.end)
        told = act is not None or year is not None
        if not told and (_is_word(phrase) or (phrase.how == "words" and not _particular(text, phrase))):
            continue
        spans = [layout.text.span(phrase.start, phrase.end), *(_act_span(layout, act) if act else ())]
        yield Found(_OWNER.sub("", phrase.text), phrase.kind, spans, act, number, year=year)


# "Tierps kommuns Inköpspolicy": the owner stands before a name that is whole without it.
_OWNER = re.compile(
    r"^(?:[A-ZÅÄÖ][\wåäö]+\s(?:kommuns|stads|Stads)\s(?=[A-ZÅÄÖ]\S+$)|"
    r"(?:Kommunens|Landstingets|Regionens|Stadens|Förbundets|Bolagets)\s(?=[A-ZÅÄÖ])|"
    r"[a-zåäö][\wåäö -]*(?:styrelsens|nämndens|fullmäktiges|kommunens|regionens)\s(?=[A-ZÅÄÖ]))"
)


def _reports(layout: Layout) -> Iterator[Found]:
    """Audits that a letter, minutes or a reply is about: "revisionsrapporten Granskning av elevhälsan"."""
    text = layout.text.text
    for match in _REPORT.finditer(text):
        if not _content(layout, match.start("name")):
            continue
        raw = match["name"]
        end = match.start("name") + name_end(raw)
        title = tidy_title(text[match.start("name") : end])
        date = next((one for one in find_dates(text[end : end + 60], end) if one.start - end < 25), None)
        span = layout.text.span(match.start("name"), end)
        yield Found(title, "revisionsrapport", [span], Act(date.start, date.end, date=date) if date else None)


_REPORT = re.compile(
    r"(?:[Rr]apport(?:en)?|rapport(?:en)?|[Gg]ranskningen|granskningar|uppdrag)(?:\s(?:[A-ZÅÄÖ][\w&]+|över|gällande|avseende|om))?[,:]?\s+"
    r"[\"”«»*–-]*\s?(?P<name>(?:Granskning|(?:Uppföljning|Förstudie)\sav\sgranskning)\s(?:av|om|avseende|gällande)\s"
    r"(?:[^.,;:()\n\"”]|\n(?!\s*\n)){5,110})"
)


_BEFORE_QUOTED = re.compile(r",?\s[”“\"»«][A-ZÅÄÖ]")


def _particular(text: str, phrase: TitlePhrase) -> bool:
    """Whether a kind word with what follows names one document: "en IT-strategi med mål" and "Plan 2021" do not."""
    words = phrase.text.split()
    before = text[max(0, phrase.start - 24) : phrase.start]
    if _INDEFINITE.search(before) or _COLUMN.fullmatch(phrase.text) or _spoken_of(words):
        return False
    if not phrase.text[:1].isupper() and (phrase.kind == "ovrigt" or _BARE_YEARS.fullmatch(phrase.text)):
        return False
    if _YEAR.search(phrase.text) and (
        (phrase.kind in STEERING and not _PLURAL.match(words[0])) or phrase.text[:1].isupper() or len(words) > 1
    ):
        return phrase.text[:1].isupper() or not _PLURAL.match(words[0])
    if not phrase.text[:1].isupper():
        return False
    # A capital that only begins a sentence tells nothing of a short phrase: "Riktlinjer för arbetet …".
    first = not before.strip(' *"”•-–') or before.rstrip(' *"”•-–')[-1:] in ".!?:\n"
    return not (first and (len(words) <= 2 or words[0] == "Bestämmelser"))


def _spoken_of(words: list[str]) -> bool:
    """Whether a definite form only speaks of a document again: "Planen", "Riktlinjerna för …"."""
    return is_definite(words[0]) and (len(words) == 1 or _AGAIN.fullmatch(words[0]) is not None)


_AGAIN = re.compile(r"(?:riktlinjerna|reglerna|rutinerna|budgeten|planen|handlingsplanen)", re.I)
_INDEFINITE = re.compile(
    r"(?:\b(?:en|ett|någon|något|inga|ingen|saknar|saknas|ny|nytt|nya|egen|egna|upprättad|ta\sfram|varje|a|an)\s)$",
    re.I,
)
_COLUMN = re.compile(
    r"budget\sför\s(?:kommande|nästa|innevarande)\sår|(?:plan|budget|mål|drift\w*|[\wåäö-]*budget\w*)\s(?:för\s(?:år\s)?)?(?:19|20)\d{2}",
    re.I,
)
# "verksamhetsplan för 2017 och 2018", "strategin i april 2023": a kind and a time, no name.
_BARE_YEARS = re.compile(
    r"(?:[\wåäö]+s\s)?(?:verksamhets|handlings)?(?:plan|strategi|program|policy|riktlinje)[a-zåäö]*\s(?:för|i|från)?\s?"
    r"(?:år(?:en)?\s|[a-zåäö]+\s)?(?:19|20)\d{2}(?:\s?(?:och|-|–)\s?(?:19|20)?\d{2})?",
    re.I,
)
_PLURAL = re.compile(r"[\wåäö-]*(?:planer|strategier|policyer|budgetar|rapporter|program)(?:na|s)?$|driftbudget", re.I)


def _is_heading(layout: Layout, phrase: TitlePhrase) -> bool:
    return any(heading.start <= phrase.start < heading.end for heading in layout.headings)


# "(un 2013-02-13 § 14)": a board's letters, written small.
_SMALL_LETTERS = re.compile(r"^[a-zåäö]{2,4}(?=\s(?:19|20)\d{2}-)")


def _capitals(match: re.Match[str]) -> str:
    return match[0].upper()


def _act_after(text: str, phrase: TitlePhrase, names: BodyNames) -> Act | None:
    """A date and § in parentheses right after the name."""
    match = re.match(
        r"[*\"”»]*\s?\((?P<inner>[^()\n]{5,90})\)|[*\"”»]*,?\s(?P<bare>(?:(?:KF|KS)\s[^.()\n]{5,40}|§\s\d{1,3}/\d{2,4}\b))",
        text[phrase.end : phrase.end + 110],
    )
    if match is None:
        return None
    group = "inner" if match["inner"] else "bare"
    acts = find_acts(_SMALL_LETTERS.sub(_capitals, match[group]), names, phrase.end + match.start(group))
    return next((act for act in acts if act.complete and not (act.paragraph and act.paragraph.after)), None)


def _citation(one: Found) -> Citation:
    act = one.act
    date, year = act.date if act else None, one.year
    if date is None and act is not None and act.paragraph is not None:
        year = act.paragraph.year or year
    return Citation(
        spans=tuple(dict.fromkeys(one.spans)),
        title=one.title,
        kind=one.kind,
        municipality=one.municipality,
        decided_by=act.body.name if act and act.body else None,
        decision_date=date.value if date else year,
        precision=date.precision if date else "year" if year else None,
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
        if re.fullmatch(
            r"(?:relevanta|relaterade|liknande)\sdokument:?|transkript:?|(?:visa|se|läs)\s(?:fler|alla|mer)\b.*",
            words,
            re.I,
        ):
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
