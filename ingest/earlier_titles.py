"""Earlier audits named by the title of their report: "rapporten Köp av vård (2012)", "granskning, benämnd …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

YEAR = r"(?<![\d/])(?:19|20)\d\d(?![\d:])"
_AUDIT = re.compile(r"\b\w*gransk\w+|\b\w*revis\w+|\bförstud\w+|\buppfölj\w+|\brapport\w*", re.I)
_EARLIER = re.compile(r"\btidigare\b|\bföregående\b|\bförra\b|\bsenaste\b", re.I)
_QUOTED = r"[”\"“»«](?P<quoted>[^”\"“»«]{4,140})[”\"“»«]"
_ENDS = (
    r"(?=\s*(?<!-)[.,;:()”\"]|\s+(?:som|där|vilken|vilket|varvid|från\s+(?:\w+\s+)?\d{4}|genomförd\w*|daterad|publicerad|visade|visar|framkom"
    r"|konstatera\w+|har|hade|lämnades|rekommendera\w+|påpeka\w+|påtala\w+|bedömde\w*|överlämna\w+|samt\s+[A-ZÅÄÖ]|år\s+\d{4}|och\s+\d{4}"
    r"|(?:hösten|våren)\s+\d{4}|(?:19|20)\d\d)(?!\w)|\s*$)"
)
_CAPITAL = rf"(?P<capital>[A-ZÅÄÖ][\wåäö-]*(?:[^.;:()”\"]|(?<=-),){{1,110}}?){_ENDS}"
_NAME = rf"(?:{_QUOTED}|{_CAPITAL})"
_NUMBER = r"(?:(?:nr\.?\s*)?[A-Z]{0,3}[\d-]{1,7}[/:-](?:19|20)?\d\d,?\s+)?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        # "benämnd Ambulansvård i förändring", "som hade titeln …"
        rf"\b(?:benämnd|kallad|betitlad|rubricerad|(?:med|hade|har|bar)\s+(?:titeln|namnet|rubriken))\s+{_NAME}",
        # "i rapporten Taxor och avgifter", "granskningen ”Upphandlingsverksamheten”"
        rf"\b(?:[Pp]rojekt|[Rr]evisions|[Gg]ransknings)?[Rr]apport(?:en)?\s+{_NUMBER}{_NAME}",
        rf"\b[Gg]ranskning(?:en)?\s+{_QUOTED}",
        r"\b[Gg]ranskning\s+(?P<capital>[A-ZÅÄÖ][\wåäö-]*\s[^.;:()”\"]{3,100}?)(?=\s*\([^()]*\d{2,4}\))",
        # "granskades Vårdgaranti och köer"
        rf"\bgranskades\s+{_CAPITAL}",
        # "… granskning av hemtjänsten som genomfördes 2012, ”Biståndsbedömning”"
        rf"\bgransk\w+[^.;”\"]{{3,120}}[,(]\s*{_QUOTED}",
        # "granskade området 2009 (rapport 7/2009 Läkemedelshantering i slutenvården)"
        rf"\b(?:gransk|uppfölj)\w+[^.;()]{{0,110}}\(\s*(?:[Rr]apport(?:en)?\s+)?{_NUMBER}"
        r"(?P<capital>[A-ZÅÄÖ][\wåäö-]{2,}\s[^()§]{3,100}?)(?:,\s*(?:19|20)\d\d)?\)",
        # "I Granskning av inköp, som EY genomförde 2011": the capital says that it is a title.
        rf"(?<=[\wåäö,:]\s)(?P<capital>(?:Granskning|Uppföljning|Uppföljande granskning|Fördjupad granskning|Förstudie)"
        rf"\s(?:av|om|avseende)\s(?:[^.;:()”\"]|(?<=-),){{4,110}}?){_ENDS}",
    )
)
# "2014 granskades Vårdgaranti (…) och 2018 Produktionsplanering": the list goes on.
_NEXT = re.compile(rf"[^.;]{{0,80}}?\b(?:och|samt)\s+(?P<year>{YEAR})\s+{_CAPITAL}")
_ABBREVIATED = re.compile(r"[A-ZÅÄÖ]{2,5}\b|Sida\b|Bilaga\b|Ja\b|Nej\b")


@dataclass(frozen=True, slots=True)
class Named:
    """An earlier audit named at `start:end`, its subject at `subject`; `titled` when that is its report's title."""

    start: int
    end: int
    subject: tuple[int, int]
    year: str | None
    titled: bool = False


def titled_audits(text: str, start: int, end: int, year_before: str | None) -> Iterator[Named]:
    """The titled audits of the sentence `text[start:end]`; `year_before` is that of the audit named just before."""
    taken: list[tuple[int, int]] = []
    for form in _FORMS:
        for match in form.finditer(text, start, end):
            place = _title(match)
            if any(place[0] < other[1] and other[0] < place[1] for other in taken):
                continue
            if _ABBREVIATED.match(text, *place) or not _AUDIT.search(text, start, end):
                continue
            taken.append(place)
            yield from _dated(text, (start, end), match, place, year_before)
            if following := _NEXT.match(text, match.end(), end):
                taken.append(following.span("capital"))
                yield Named(
                    following.start("year"), following.end(), following.span("capital"), following["year"], True
                )


def _title(match: re.Match[str]) -> tuple[int, int]:
    groups = match.re.groupindex
    return match.span("quoted") if "quoted" in groups and match["quoted"] else match.span("capital")


def _dated(
    text: str, sentence: tuple[int, int], match: re.Match[str], place: tuple[int, int], before: str | None
) -> Iterator[Named]:
    after = re.compile(YEAR).search(text, place[1], min(sentence[1], place[1] + 90))
    # A year after the next title is that title's.
    stop = re.compile(r"\bsamt\b|\boch\s+(?:\d{4}\s)?[A-ZÅÄÖ]|;").search(text, place[1], sentence[1])
    if after and not (stop and stop.start() < after.start()):
        yield Named(match.start(), after.end() + text.startswith(")", after.end()), place, after[0], True)
        return
    ahead = list(re.compile(YEAR).finditer(text, sentence[0], place[0]))
    year = ahead[-1][0] if ahead else before
    if year is not None or _EARLIER.search(text, *sentence):
        yield Named(min(match.start(), ahead[-1].start()) if ahead else match.start(), match.end(), place, year, True)
