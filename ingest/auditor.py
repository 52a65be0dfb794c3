"""Which firm or office made the audit. The firm is often only a logo: then it stands elsewhere, or nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ingest.extract import Layout
from ingest.flow import tidy
from kg.model import Field, StoredText


class _Firm(NamedTuple):
    name: str
    words: str
    marks: str
    organisation: tuple[str, ...]


# Marks are what a firm's logo or footer leaves in the text: KPMG's logo font reads "ABCD".
_FIRMS = (
    _Firm("PwC", r"PwC|Öhrlings\s+PricewaterhouseCoopers(?:\s+AB)?|PricewaterhouseCoopers(?:\s+AB)?|Komrev\s+inom\s+[\w\s]{0,30}PricewaterhouseCoopers", r"www\.pwc\.se|[\w.]+@(?:se\.)?pwc\.com|Kommunal\s+Sektor\s+PwC", ("556029-6740", "556126-4259")),
    _Firm("KPMG", r"KPMG(?:\s+AB|\s+Bohlins(?:\s+AB)?)?", r"(?<!\w)ABCD(?!\w)|www\.kpmg\.se|[\w.]+@kpmg\.se|KPMG\s+Cooperative|International\s+Cooperative\s+\(", ("556043-4465",)),
    _Firm("EY", r"EY|Ernst\s*(?:&|och)\s*Young(?:\s+AB)?", r"Building\s+a\s+better\s+working\s+world|Shape\s+the\s+future\s+with\s+confidence|[\w.]+@se\.ey\.com", ("556053-5873",)),
    _Firm("Deloitte", r"Deloitte(?:\s+AB)?", r"[\w.]+@deloitte\.se|www\.deloitte\.se", ("556271-5309",)),
    _Firm("BDO", r"BDO(?:\s+(?:Mälardalen|Norr|Syd|Göteborg))?(?:\s+(?:AB|Advisory))?", r"[\w.]+@bdo\.se|www\.bdo\.se", ("556291-8473",)),
    _Firm("Helseplan", r"Helseplan(?:\s+Consulting(?:\s+Group)?)?(?:\s+AB)?", r"www\.helseplan\.se", ()),
    _Firm("Sydrevision", r"Sydrevision", r"www\.sydrevision\.se", ()),
    _Firm("Azets", r"Azets(?:\s+Revision(?:\s*&\s*Rådgivning)?)?(?:\s+AB)?", r"www\.azets\.se", ()),
    _Firm("Grant Thornton", r"Grant\s+Thornton(?:\s+Sweden)?(?:\s+AB)?", r"www\.grantthornton\.se", ()),
    _Firm("Forvis Mazars", r"(?:Forvis\s+)?Mazars(?:\s+AB)?", r"www\.mazars\.se", ()),
)  # fmt: skip
_OFFICE = r"(?:[A-ZÅÄÖ][\wåäö]+s\s+)?(?:stads|kommun|läns|region)?revisions?kontoret|stadsrevisionen|landstingsrevisionen|regionrevisionen"
_MADE = (
    r"har\s+(?:\w+\s+)?(?:på\s+uppdrag|fått\s+i\s+uppdrag|av\s+\w|genomfört|granskat|biträtt|utfört|i\s+uppdrag|under)"
)


def read_auditor(layout: Layout) -> Field[str] | None:
    """The auditing firm or office by its usual name, from the surest place that names it."""
    start = max((zone.end for zone in layout.zones if zone.kind == "host-page"), default=0)
    text = layout.text.text
    for rule, confidence, finder in (
        ("auditor-drawn-up", 0.98, _drawn_up),
        ("auditor-on-behalf", 0.97, _on_behalf),
        ("auditor-organisation-number", 0.9, _by_number),
        ("auditor-office", 0.9, _office),
        ("auditor-mark", 0.9, _by_mark),
        ("auditor-own-line", 0.88, _own_line),
        ("auditor-quality", 0.85, _own_rules),
    ):
        found = list(finder(text, start))
        if found:
            name = found[0][0]
            return Field(
                name, confidence, rule, _spans(layout.text, [place for other, place in found if other == name])
            )
    return None


def _spans(stored: StoredText, places: list[tuple[int, int]]) -> tuple:  # type: ignore[type-arg]
    return tuple(dict.fromkeys(stored.span(*place) for place in places[:5]))


Hit = tuple[str, tuple[int, int]]


def _each(text: str, start: int, shape: str) -> Iterator[Hit]:
    """`shape` with each firm's words in place of FIRM; the firm's own words are the evidence."""
    for firm in _FIRMS:
        pattern = re.compile(shape.replace("FIRM", rf"(?<![\w@.])(?P<firm>{firm.words})(?![\w])"), re.S)
        yield from ((firm.name, match.span("firm")) for match in pattern.finditer(text, start))


def _drawn_up(text: str, start: int) -> Iterator[Hit]:
    yield from _each(
        text,
        start,
        r"(?:[Rr]apport(?:en)?|[Dd]okument(?:et)?)\s+(?:har|är)\s+(?:upprättat?s?|framtagen|tagits\s+fram|utarbetats|skriven)\s+av\s+FIRM",
    )


def _on_behalf(text: str, start: int) -> Iterator[Hit]:
    yield from _each(text, start, rf"FIRM\s+{_MADE}")
    yield from _each(
        text,
        start,
        r"har\s+(?:vi\s+(?:på|inom|från)\s+)?FIRM\s+(?:på\s+|fått\s+|genomfört|granskat|utfört|biträtt|av\s|i\s+uppdrag)",
    )
    yield from _each(
        text,
        start,
        r"(?:[Uu]ppdrag(?:it|et)?|[Gg]ranskningen\s+har\s+(?:genomförts|utförts))\s+(?:åt|till|av)\s+(?:\w+\s+){0,3}?FIRM",
    )
    yield from _each(
        text,
        start,
        r"(?:[Vv]i\s+har\s+(?:inom|från|på)\s+|[Rr]evisorerna\s+har\s+(?:gett|uppdragit\s+åt|givit|anlitat)\s+)FIRM",
    )


def _by_number(text: str, start: int) -> Iterator[Hit]:
    for firm in _FIRMS:
        for number in firm.organisation:
            yield from (
                (firm.name, match.span()) for match in re.finditer(re.escape(number), text[start:]) if not start
            )
            yield from (
                (firm.name, (match.start(), match.end()))
                for match in re.compile(re.escape(number)).finditer(text, start)
                if start
            )


def _office(text: str, start: int) -> Iterator[Hit]:
    shapes = rf"(?<!\w)(?P<office>{_OFFICE})\s+{_MADE}|har\s+(?P<office2>{_OFFICE})\s+(?:granskat|genomfört|på\s|fått)|(?:upprättats|genomförts|tagits\s+fram)\s+av\s+(?P<office3>{_OFFICE})|^[ \t]*(?P<office4>{_OFFICE})[ \t]*$"
    for match in re.compile(shapes, re.I | re.M).finditer(text, start):
        group = next(name for name in ("office", "office2", "office3", "office4") if match[name])
        name = tidy(match[group])
        yield name[:1].upper() + name[1:], match.span(group)


def _by_mark(text: str, start: int) -> Iterator[Hit]:
    for firm in _FIRMS:
        yield from ((firm.name, match.span()) for match in re.compile(firm.marks).finditer(text, start))


def _own_line(text: str, start: int) -> Iterator[Hit]:
    """The firm's name alone on a line, as on a cover, in a footer ("© 2023 KPMG AB") or under a signature."""
    yield from _each(
        text,
        start,
        r"(?:^|\n)[ \t]*(?:©\s*(?:\d{4}\s*)?|\d{1,3}\s+)?FIRM[ \t,.]*(?:\d{4})?[^\n]{0,60}?[ \t]*(?=\n|$)(?<!\.)",
    )


def _own_rules(text: str, start: int) -> Iterator[Hit]:
    yield from _each(
        text, start, r"(?:enlighet\s+med|enligt)\s+FIRMs\s+(?:interna|riktlinjer|rutin)".replace("FIRMs", "FIRM")
    )
    for firm in _FIRMS:
        pattern = re.compile(
            rf"(?:enlighet\s+med|enligt|genom)\s+(?P<firm>{firm.words}):?s\s+(?:interna|egna|riktlinjer|rutin|kvalitets)"
        )
        yield from ((firm.name, match.span("firm")) for match in pattern.finditer(text, start))
