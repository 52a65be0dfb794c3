"""Earlier audits named by their subject and year: "en granskning av lönehantering gjordes 2018"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ingest.earlier_agents import auditors
from ingest.earlier_titles import Named

_YEAR = r"(?:19|20)\d\d"
_WHEN = (
    rf"(?:(?:\s+(?:som\s+)?(?:senast\s+)?(?:gjordes|genomfördes|utfördes|genomförd|utförd)(?:\s+senast)?)?\s*\(?(?:,?\s*(?:under|från|i"
    rf"|daterad|genomförd|vid|för|(?:projekt|revisions)?rapport(?:\s+nr\s+\d+/|\s+\d+/)?)\s+)?(?:(?:december|november|oktober|september|augusti|juli|juni|maj|april"
    rf"|mars|februari|januari)\s+)?(?:år\s+|hösten\s+|våren\s+)*(?P<year>{_YEAR})\)?)"
)
_SUBJECT = r"(?P<subject>[\wåäöÅÄÖ][^.,;:()\n]{2,90}?)"
_DEPTHS = r"(?:grundläggande|gemensamm?a?|fördjupade?|uppföljande|översiktliga?|särskild|större|mindre)"
_KINDS = rf"(?:(?:{_DEPTHS}\s+)?granskning(?:en|ar)?|revisionsrapport(?:en)?|revision(?:en)?|förstudie(?:n)?)"
_ABOUT = r"(?:av|avseende|gällande|rörande|kring|om|angående)"
_TIME = rf"(?:(?:under\s+|i\s+|år\s+|hösten\s+|våren\s+|sommaren\s+|början\s+av\s+|slutet\s+av\s+)*(?P<year>{_YEAR}))"
_END = (
    r"(?=[.,;(]|\s+(?:där|som|vilken|varvid|då|och\s+(?:då|i|lämnade|konstaterade|fann|rekommenderade)|framkom|visade\w*|benämnd"
    r"|konstatera\w+|rekommendera\w+|uppmärksamma\w+|bedömde\w*|påpeka\w+|påtala\w+|noterades?|riktades|fick|var|hade)\b|\n|$)"
)
_DID = r"(?:genomfördes|gjordes|utfördes|genomförde|gjorde|utförde)"
_A = r"(?:(?:en|ett|den)\s+)?"


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    who = auditors()
    did = (
        rf"(?:{_DID}(?:\s+{who})?|lät\s+{who}\s+(?:genomföra|göra|utföra)"
        rf"|(?:har|hade)\s+{who}\s+(?:\w+\s+)?(?:genomfört|gjort|utfört))"
    )
    forms = (
        rf"\b{_KINDS}\s+{_ABOUT}\s+{_SUBJECT}{_WHEN}",
        # "År 2018 genomfördes en granskning av …", "År 2010 hade revisorerna gjort en översiktlig granskning av …"
        rf"\b{_TIME}\s+{did}\s+{_A}{_KINDS}\s+{_ABOUT}\s+{_SUBJECT}{_END}",
        # "2018 granskade revisorerna …", "2009 granskades …"
        rf"\b{_TIME}\s+granskade\s+{who}\s+{_SUBJECT}{_END}",
        rf"\bgranskades\s+{_TIME}\s+{_SUBJECT}{_END}",
        rf"\b{_TIME}\s+granskades\s+{_SUBJECT}{_END}",
        rf"\b{_KINDS}\s+(?:från\s+|år\s+|under\s+)*(?P<year>{_YEAR})\s+{_ABOUT}\s+{_SUBJECT}{_END}",
        # "Revisionen granskade 2017 …", "Revisorerna har tidigare (2018) granskat …"
        rf"\b{who}\s+(?:i\s+[A-ZÅÄÖ][\wåäö]+\s+(?:kommun|stad)\s+)?(?:har\s+)?(?:granskade\s+)(?:även\s+|också\s+|tidigare\s+|senast\s+)*\(?{_TIME}\)?\s+{_SUBJECT}{_END}",
        rf"\b{who}\s+har\s+(?:även\s+|också\s+|tidigare\s+|senast\s+)*\(?{_TIME}\)?\s+granskat\s+{_SUBJECT}{_END}",
        # "Deloitte granskade kommunens digitalisering 2020"
        rf"\b{who}\s+(?:har\s+)?granskade\s+{_SUBJECT}\s+(?:under\s+|år\s+|hösten\s+|våren\s+)*(?P<year>{_YEAR})(?!-)",
        # "2017 års granskning av …"
        rf"\b(?P<year>{_YEAR})\s+års\s+{_KINDS}\s+{_ABOUT}\s+{_SUBJECT}{_END}",
        rf"\b(?P<subject>(?:en\s+)?(?:liknande|motsvarande\s+intern)\s+granskning)\s+(?:år\s+|under\s+)*(?P<year>{_YEAR})",
        # "KPMG genomförde 2020 en granskning av …"
        rf"\b{_DID}\s+(?:{who}\s+)?{_TIME}\s+{_A}{_KINDS}\s+{_ABOUT}\s+{_SUBJECT}{_END}",
        # "granskning av … som genomfördes i Landstinget Västmanland 2016"
        rf"\b{_KINDS}\s+{_ABOUT}\s+{_SUBJECT}\s+som\s+(?:{did}|{who}\s+\w+)\s+(?:[^.,;]{{0,40}}?\s)?(?P<year>{_YEAR})",
        # "den grundläggande granskningen 2020", "granskningen (2019)": named by kind and year alone.
        rf"\b(?:den\s+)?(?P<subject>(?:(?:{_DEPTHS}|tidigare|gemensamma)\s+)?(?:granskningen|revisionsrapporten))\s+(?:från\s+|för\s+|år\s+|i\s+)*\(?(?P<year>{_YEAR})(?!-)",
        rf"\b(?P<subject>(?:(?:första|senaste|förra|tidigare)\s+)?uppföljningen)\s+(?:från\s+|år\s+)*\(?(?P<year>{_YEAR})(?!-)",
        rf"\b(?P<subject>(?:grundläggande|fördjupad|uppföljande)\s+granskning)\s+(?:från\s+|för\s+|år\s+)*(?P<year>{_YEAR})(?!-)",
        # "År 2007 genomförde revisorerna en granskning", "genomförde 2014 en gemensam granskning där …"
        rf"\b{_DID}\s+(?:{who}\s+)?{_TIME}\s+{_A}(?P<subject>(?:{_DEPTHS}\s+)?(?:granskning(?:\s+där\s+[^.;]{{3,80}})?|uppföljning))(?=[.;,]|\s+och\s|\s+av\s+(?:denna|den|granskningen)\b|$)",
        rf"\b{_TIME}\s+{did}\s+{_A}(?P<subject>(?:{_DEPTHS}\s+)?(?:granskning|uppföljning))(?=[.;,]|\s+och\s|\s+av\s+(?:denna|den|granskningen)\b|$)",
        # "förra årets granskning", "en tidigare granskning av …": the year is not told.
        r"\b(?P<subject>(?:föregående|förra|fjol)\s*års?(?:ets)?\s+granskning(?:ar)?)\b(?P<year>)",
        rf"\b(?:tidigare|föregående|förra|förrförra|senaste)\s+{_KINDS}\s+{_ABOUT}\s+{_SUBJECT}{_END}(?P<year>)",
    )
    return tuple(re.compile(form, re.I) for form in forms)


# What a subject goes on with that is no part of it: a clause about the audit, the word that leads to its year.
_TRAILS = re.compile(
    r"\s+(?:som|där|vilken|vilka|vid|för|från|per|i|under|av)(?:\s+(?:vi|den|år))?$|\s+som\s.*$", re.I | re.S
)
_NO_SUBJECT = re.compile(
    r"\b(?:har|är|ska|skall|framgår|beslutade|protokoll|dokument|mål|att|omfattar|för år|period\w*"
    r"|budget|kommunstyrelsens nämndplan)\b|^(?:hur|om|vad|av|dessa|denna|de|det)\b",
    re.I,
)


def described_audits(text: str, start: int, end: int) -> Iterator[Named]:
    """The audits that the sentence `text[start:end]` describes, without overlaps."""
    taken: list[tuple[int, int]] = []
    for shape in _shapes():
        for match in shape.finditer(text, start, end):
            if any(match.start() < other[1] and other[0] < match.end() for other in taken):
                continue
            subject = _trimmed(text, *match.span("subject"))
            if not _NO_SUBJECT.search(text[slice(*subject)]):
                taken.append(match.span())
                yield Named(*match.span(), subject, match["year"] or None)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while trail := _TRAILS.search(text[start:end]):
        end = start + trail.start()
    return start, end
