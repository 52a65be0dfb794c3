"""Which firm or office made the audit. The firm is often only a logo: then it stands elsewhere, or nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from ingest.extract import Layout
from ingest.flow import tidy
from ingest.registry import Firm, Registry
from kg.model import Field, Span, StoredText

# What a firm's logo or footer leaves in the text: KPMG's logo font reads "ABCD".
_MARKS = {
    "PwC": r"www\.pwc\.se|(?<![\w.])[\w.]{1,60}@(?:se\.)?pwc\.com",
    "KPMG": r"(?<!\w)ABCD(?!\w)|www\.kpmg\.se|(?<![\w.])[\w.]{1,60}@kpmg\.se|KPMG\s+Cooperative",
    "EY": (
        r"Building\s+a\s+better\s+working\s+world|Shape\s+the\s+future\s+with\s+confidence"
        r"|(?<![\w.])[\w.]{1,60}@se\.ey\.com"
    ),
    "Deloitte": r"(?<![\w.])[\w.]{1,60}@deloitte\.se|www\.deloitte\.se",
    "BDO": r"(?<![\w.])[\w.]{1,60}@bdo\.se|www\.bdo\.se",
}
_OFFICE = (
    r"(?:(?<!\w)[A-ZÅÄÖ][\wåäö]{1,40}s\s+)?(?:[Ss]tads|[Kk]ommun|[Ll]äns|[Rr]egions?)?[Rr]evisions?kontoret"
    r"|[Ss]tadsrevisionen|[Ll]andstingsrevisionen|[Rr]egionrevisionen|[Ss]tadsrevisionens\s+kansli"
)
_MADE = (
    r"har\s+(?:\w+\s+)?(?:på\s+uppdrag|fått\s+i\s+uppdrag|av\s+\w|genomfört|granskat|utfört|i\s+uppdrag"
    r"|anlitats|under\s)"
)
_DRAWN_UP = (
    r"(?:[Rr]apport(?:en)?|[Dd]okument(?:et)?|[Gg]ranskning(?:en)?)\s+(?:har|är)\s+(?:upprättat?s?|framtagen"
    r"|tagits\s+fram|utarbetats|skriven|genomförts|utförts|genomförd|utförd)\s+av\s+(?:\w+\s+){0,4}?FIRM"
)
_ON_BEHALF = (
    rf"FIRM\s+{_MADE}",
    r"har\s+(?:(?:vi\s+)?(?:på|inom|från|vid)\s+)?FIRM\s*,?\s+(?:på\s+|fått\s+|genomfört|granskat"
    r"|utfört|biträtt|av\s|i\s+uppdrag)",
    r"[Uu]ppdrag(?:it|et)?\s+(?:åt|till)\s+(?:\w+\s+){0,3}?FIRM",
    r"(?:[Vv]i\s+har\s+(?:inom|från|på)\s+|[Rr]evisorer(?:na)?\s+har\s+(?:gett|uppdragit\s+åt|givit|anlitat)\s+)FIRM",
    r"(?:med\s+(?:biträde|stöd|hjälp)\s+av|biträde\s+av|biträtts?\s+av|biträdd\w*\s+av)\s+(?:sakkunniga\s+(?:från|i)\s+)?FIRM",
    r"FIRM\s+(?:fick|fått|har)\s+(?:i\s+)?uppdrag",
)
_OWN_LINE = (r"(?:^|\n)[ \t]*(?:©\s*(?:\d{4}\s*)?|\d{1,3}\s+)?FIRM[ \t,.]*(?:\d{4})?[^\n]{0,60}?[ \t]*(?=\n|$)(?<!\.)",)
_OWN_RULES = (r"(?:enlighet\s+med|enligt|genom)\s+FIRM:?s?\s+(?:interna|egna|riktlinjer|rutin|kvalitets)",)

Hit = tuple[str, tuple[int, int]]


def read_auditor(layout: Layout, registry: Registry) -> Field[str] | None:
    """The auditing firm or office by its usual name, from the surest place that names it."""
    start = max((zone.end for zone in layout.zones if zone.kind == "host-page"), default=0)
    text = layout.text.text
    finders: tuple[tuple[str, float, Callable[[], Iterator[Hit]]], ...] = (
        ("auditor-drawn-up", 0.98, lambda: _named(text, start, registry.firms, (_DRAWN_UP,))),
        ("auditor-on-behalf", 0.97, lambda: _named(text, start, registry.firms, _ON_BEHALF)),
        ("auditor-organisation-number", 0.92, lambda: _by_number(text, start, registry.firms)),
        ("auditor-office", 0.9, lambda: _office(text, start)),
        ("auditor-mark", 0.9, lambda: _by_mark(text, start)),
        ("auditor-own-line", 0.88, lambda: _named(text, start, registry.firms, _OWN_LINE)),
        ("auditor-assisting", 0.75, lambda: _named(text, start, registry.firms, (r"FIRM\s+har\s+biträtt",))),
        ("auditor-quality", 0.85, lambda: _named(text, start, registry.firms, _OWN_RULES)),
    )
    finders = (*finders, ("auditor-elected", 0.8, lambda: _elected(text, start)))
    for rule, confidence, finder in finders:
        found = sorted(finder(), key=lambda hit: hit[1])
        if found:
            name = found[0][0]
            return Field(
                name, confidence, rule, _spans(layout.text, [place for other, place in found if other == name])
            )
    return None


def _spans(stored: StoredText, places: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    return tuple(dict.fromkeys(stored.span(*place) for place in places[:5]))


def _named(text: str, start: int, firms: tuple[Firm, ...], shapes: tuple[str, ...]) -> Iterator[Hit]:
    """Each shape with a firm's words in place of FIRM; the firm's own words are the evidence."""
    present = tuple(firm for firm in firms if any(form.split()[0] in text for form in (firm.name, *firm.aliases)))
    for name, pattern in _patterns(present, shapes):
        yield from ((name, match.span("firm")) for match in pattern.finditer(text, start))


@lru_cache(maxsize=32)
def _patterns(firms: tuple[Firm, ...], shapes: tuple[str, ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (firm.name, re.compile(shape.replace("FIRM", rf"(?<![\w@.])(?P<firm>{_words(firm)})(?!\w)")))
        for firm in firms
        for shape in shapes
    )


def _words(firm: Firm) -> str:
    forms = sorted({firm.name, *firm.aliases}, key=len, reverse=True)
    return "|".join(r"\s+".join(map(re.escape, form.split())) for form in forms)


def _by_number(text: str, start: int, firms: tuple[Firm, ...]) -> Iterator[Hit]:
    for firm in firms:
        if firm.org_nr:
            number = re.compile(re.escape(firm.org_nr).replace(r"\-", r"[-–]?"))
            yield from ((firm.name, match.span()) for match in number.finditer(text, start))


def _office(text: str, start: int) -> Iterator[Hit]:
    """An audit office of the municipality's own, where it stands as the one who audited."""
    shapes = (
        rf"(?<!\w)(?P<office>{_OFFICE})\s+{_MADE}",
        rf"har\s+(?P<office>{_OFFICE})\s+(?:granskat|genomfört|på\s|fått)",
        rf"(?:upprättats|genomförts|tagits\s+fram|utförts)\s+av\s+(?P<office>{_OFFICE})",
        rf"(?:^|\n)[ \t]*(?P<office>(?:{_OFFICE})(?:\s+i\s+[A-ZÅÄÖ][\wåäö]+)?)[ \t]*(?=[\n\t]|$)",
    )
    for shape in shapes:
        for match in re.finditer(shape, text[start:]):
            name = tidy(match["office"])
            yield name[:1].upper() + name[1:], (start + match.start("office"), start + match.end("office"))


def _elected(text: str, start: int) -> Iterator[Hit]:
    """The elected auditors, where they say that they made the audit themselves."""
    say = re.search(
        r"\b[Vv]i\s+revisorer\s+har\b|[Rr]evisorerna\s+har\s+själva\b"
        r"|\b[Vv]i,?\s[^.]{0,90}?(?P<who>(?:lekmanna)?revisorer),?\s+har\s+granskat\b",
        text[start:],
    )
    if say is None:
        return
    own = re.search(
        r"(?:^|\n)[ \t*_]*(?P<who>(?:Lekmannar|R)evisorerna\s+i\s+[A-ZÅÄÖ][^\n*_]{2,40}?)[ \t*_]*(?=\n|$)", text[start:]
    )
    if own:
        yield tidy(own["who"]), (start + own.start("who"), start + own.end("who"))
    elif say["who"]:
        yield say["who"] + "na", (start + say.start("who"), start + say.end("who"))


def _by_mark(text: str, start: int) -> Iterator[Hit]:
    for name, marks in _MARKS.items():
        yield from ((name, match.span()) for match in re.compile(marks).finditer(text, start))
