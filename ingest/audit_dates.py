"""When an audit report is dated, and which year it audits."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.flow import Flow
from kg.model import Field, Flag, Precision

_MONTHS = (
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
)
_MONTH = (
    r"(?P<month>jan(?:uari)?|feb(?:ruari)?|mars|apr(?:il)?|maj|juni?|juli?|aug(?:usti)?|sept?(?:ember)?"
    r"|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DATE = re.compile(
    rf"(?<![\d–-])(?:(?P<iso>(?:19|20)\d\d-\d\d-\d\d)"
    rf"|(?:den\s+)?(?P<day>\d{{1,2}})(?:\s*:?e)?\s+{_MONTH}\s+(?:år\s+)?(?P<year>(?:19|20)\d\d)"
    rf"|{_MONTH.replace('month', 'month2')}\s*,?\s*(?P<year2>(?:19|20)\d\d))(?![\d–-])",
    re.I,
)
_PLACE = r"(?:[A-ZÅÄÖ][\wåäö]+(?:\s[A-ZÅÄÖ][\wåäö]+)?(?:,|\s)\s*(?:den\s+)?)?"
_LABEL = r"(?:(?:datum|rapportdatum|upprättad|daterad|avlämnad|färdigställd)\s*:?\s*)?"
_DATED_LINE = re.compile(rf"[ \t]*{_LABEL}{_PLACE}$", re.I)
_AUDITED = re.compile(
    r"(?:revisionsår(?:et)?|verksamhetsår(?:et)?|granskningsår(?:et)?|räkenskapsår(?:et)?"
    r"|revisionsplan(?:en)?\s+för(?:\s+år)?|granskningen\s+(?:avser|omfattar)(?:\s+år)?|avgränsas\s+till(?:\s+år)?"
    r"|granskningen\s+(?:avser|omfattar|avgränsas\s+till)\s+[^.:;]{0,120}?\b(?:och|under|för)\s+år"
    r"|granskningsplan(?:en)?\s+för(?:\s+år)?|årets\s+granskning)\s+(?P<year>(?:19|20)\d\d)(?![\d-])",
    re.I,
)
# The year on the cover: "Revisionsrapport 2023".
_TITLED = re.compile(r"(?<!\w)(?:revisions|gransknings)rapport(?:en)?\s+(?P<year>(?:19|20)\d\d)(?![\d-])(?=\s|$)", re.I)
_OTHER_DATE = re.compile(
    r"(?:\b(?:KF|KS)\s*$|fullmäktige\w*\s*$|antag|fastställ|(?<!rapport )beslut|möte|sammanträde|§|projektplan|budget"
    r"|mål|\b(?:per|senast)\s*$|\b(?:till|från|sedan|avser|perioden|delår\w*)\b)",
    re.I,
)
# A report of the auditors' own office is dated by their decision on it.
_BY_AUDITORS = re.compile(
    r"(?:fastställd|beslutad|behandlad|antagen|godkänd)\s+(?:av|i)\s+(?:de\s+förtroendevalda\s+)?(?:revisorerna|revisionen|\w*revision\w*"
    r"|revisorskollegiet)\s*,?\s*(?:den\s*)?$|revisions\s+beslut\s+(?:den\s*)?$",
    re.I,
)
_BODY = re.compile(r"(?:^|\n|\s)(?:Sammanfattning|Innehåll(?:sförteckning)?|Inledning|Bakgrund)\b")
# What the elected auditors write when they send a report on.
_SENDS = re.compile(
    r"på\svårt\suppdrag|bifogad|för\skännedom|svar\s(?:önskas|emotses|begärs)|yttrande\s(?:önskas|emotses|begärs)|^för\srevisorerna",
    re.I | re.M,
)
_BALANCE = re.compile(r"(?:delårs\w*|årsredovisning\w*|bokslut\w*)\s+(?:per\s+(?:den\s+)?)?$", re.I)
_SENTENCE_ENDS = re.compile(r"[.!?]\s+")
_RANK: dict[Precision, int] = {"day": 0, "month": 1, "year": 2}
_COVER = 700


@dataclass(frozen=True, slots=True)
class Dated:
    """A date at `start:end` of the flow."""

    value: str
    precision: Precision
    start: int
    end: int
    signed: bool


def read_report_date(flow: Flow, whole: Flow) -> tuple[Field[str] | None, tuple[Flag, ...]]:
    """The report's date: the signature's before the cover's, a day before a month. Contradictions are flagged.

    `whole` has the running heads too: "datum som ovan" may mean the date in the head of every page.
    """
    letter = _letter(flow)
    found = [*_signed(flow.text), *(_on_cover(flow.text, letter) or _on_cover(flow.text))]
    if not found:
        flow, found = whole, [dated for dated in _on_cover(whole.text) if dated.precision == "day"][:1]
    if not found:
        return None, ()
    best = min(found, key=lambda dated: (_RANK[dated.precision], not dated.signed, dated.start))
    agreeing = [dated for dated in found if _agrees(best, dated)]
    spans = tuple(span for dated in agreeing for span in flow.spans(dated.start, dated.end))
    rule = "report-date-signature" if best.signed else "report-date-cover"
    confidence = 0.97 if best.precision == "day" and len(agreeing) > 1 else 0.93 if best.precision == "day" else 0.85
    others = [dated for dated in found if not _agrees(best, dated)]
    field = Field(best.value, confidence - (0.15 if others else 0), rule, tuple(dict.fromkeys(spans)), best.precision)
    return field, tuple(_contradiction(flow, best, dated) for dated in others[:1])


def _agrees(best: Dated, other: Dated) -> bool:
    return best.value.startswith(other.value) or other.value.startswith(best.value)


def _contradiction(flow: Flow, best: Dated, other: Dated) -> Flag:
    message = f"Rapporten är daterad {best.value} men också {other.value}."
    return Flag("contradictory-date", message, (*flow.spans(best.start, best.end), *flow.spans(other.start, other.end)))


def _signed(text: str) -> Iterator[Dated]:
    """Dates that stand alone on a line in the last part of the report, or begin it, before names and roles."""
    tail = max(_COVER, len(text) * 11 // 20) if len(text) > 2 * _COVER else len(text) // 2
    for match in _DATE.finditer(text, tail):
        line_start = text.rfind("\n", 0, match.start()) + 1
        # In a transcript the signature follows the last sentence on the same line.
        ends = [end.end() for end in _SENTENCE_ENDS.finditer(text, max(line_start, match.start() - 60), match.start())]
        line_start = ends[-1] if ends else line_start
        if not _DATED_LINE.fullmatch(text[line_start : match.start()]):
            continue
        line_end = text.find("\n", match.end())
        rest = text[match.end() : line_end if line_end >= 0 else len(text)]
        if rest.strip(" .,") and not re.match(r"\s*(?:(?:[A-ZÅÄÖ][\wåäö-]+|&)\s+){2,}", rest):
            continue
        dated = _dated(match, signed=True)
        if dated and dated.precision == "day":
            yield dated


def _letter(flow: Flow) -> int:
    """Where the report begins after a letter of the auditors that is bound before it; 0 without one."""
    page = flow.at(flow.stored.text.find("\f") + 1)
    said = {match[0].lower()[:8] for match in _SENDS.finditer(flow.text, 0, page)}
    return page if len(said) > 1 else 0


def _on_cover(text: str, begin: int = 0) -> list[Dated]:
    return list(_cover_dates(text, begin))


def _cover_dates(text: str, begin: int) -> Iterator[Dated]:
    """Dates before the report's text begins: alone on their line, or in the run of a transcript's cover."""
    begins = _BODY.search(text, begin)
    cover = text[: min(begins.start() if begins else begin + _COVER, begin + 2 * _COVER)]
    for match in _DATE.finditer(cover, begin):
        line_start = cover.rfind("\n", 0, match.start()) + 1
        before = cover[line_start : match.start()]
        # "Granskning av delårsrapport 2021-08-31": the day of the balance, over a line's end too.
        if _BALANCE.search(cover, max(0, match.start() - 40), match.start()):
            continue
        after = cover[match.end() : match.end() + 12]
        if re.match(r"\s*[,(]?\s*§", after) or (_OTHER_DATE.search(before) and not _BY_AUDITORS.search(before)):
            continue
        dated = _dated(match, signed=False)
        if dated:
            yield dated


def _dated(match: re.Match[str], *, signed: bool) -> Dated | None:
    value, precision = _value(match)
    if precision == "day":
        try:
            datetime.date.fromisoformat(value)
        except ValueError:
            return None
    return Dated(value, precision, match.start(), match.end(), signed)


def _value(match: re.Match[str]) -> tuple[str, Precision]:
    if match["iso"]:
        return match["iso"], "day"
    if match["day"]:
        return f"{match['year']}-{_number(match['month']):02d}-{int(match['day']):02d}", "day"
    return f"{match['year2']}-{_number(match['month2']):02d}", "month"


def _number(month: str) -> int:
    return next(at for at, name in enumerate(_MONTHS, 1) if name.startswith(month.lower()[:3]))


def read_audited_year(flow: Flow) -> Field[str] | None:
    """The year the audit concerns, where the report says so."""
    found = list(_AUDITED.finditer(flow.text)) or list(_TITLED.finditer(flow.text[:_COVER]))
    if not found:
        return None
    year = found[0]["year"]
    spans = tuple(span for match in found if match["year"] == year for span in flow.spans(match.start(), match.end()))
    return Field(year, 0.9, "audited-year", spans[:5], "year")
