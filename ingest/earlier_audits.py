"""The audits that a report says were made before, and what it says was done since: a chain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.audit_script import Block, Script
from ingest.fold import fold
from kg.model import EarlierAudit, Span

_YEAR = r"(?:19|20)\d\d"
_WHEN = (
    rf"(?:(?:\s+(?:som\s+)?(?:senast\s+)?(?:gjordes|genomfördes|utfördes|genomförd|utförd)(?:\s+senast)?)?\s*\(?(?:,?\s*(?:under|från|i"
    rf"|daterad|genomförd|vid|(?:projekt|revisions)?rapport(?:\s+nr\s+\d+/|\s+\d+/)?)\s+)?(?:(?:december|november|oktober|september|augusti|juli|juni|maj|april"
    rf"|mars|februari|januari)\s+)?(?:år\s+|hösten\s+|våren\s+)*(?P<year>{_YEAR})\)?)"
)
_SUBJECT = r"(?P<subject>[\wåäöÅÄÖ][^.,;:()\n]{2,90}?)"
_KIND_OF = r"(?:(?:grundläggande|gemensamm?a?|fördjupade?|uppföljande)\s+)?"
_KINDS = rf"(?:{_KIND_OF}granskning(?:en|ar)?|revisionsrapport(?:en)?|revision(?:en)?)"
_ABOUT = r"(?:av|avseende|gällande|rörande|kring|om|angående)"
_WHO = r"(?:revisorerna|revisionen|vi|kommunrevisionen|stadsrevisionen|revisionskontoret|pwc|kpmg|ey|deloitte|bdo)"
_TIME = rf"(?:(?:under\s+|i\s+|år\s+|hösten\s+|våren\s+|sommaren\s+|början\s+av\s+|slutet\s+av\s+)*(?P<year>{_YEAR}))"
_END = (
    r"(?=[.,;(]|\s+(?:där|som|vilken|varvid|då|och\s+(?:då|i|lämnade|konstaterade|fann|rekommenderade)|framkom|visade"
    r"|konstaterades|rekommenderades|uppmärksammades)\b|\n|$)"
)
_DID = r"(?:genomfördes|gjordes|utfördes|genomförde|gjorde|utförde|lät)"
_DEPTH = r"(?:(?:fördjupad|uppföljande|översiktlig|grundläggande|särskild|större|mindre)\s+)?"
_SHAPES = tuple(
    re.compile(shape, re.I)
    for shape in (
        # "granskade förskolans kvalitet även 2015 (Granskning av …)", "… 2013, Granskning av …"
        rf"\bgranskade\s+[^.;()]{{3,80}}?\s(?P<year>{_YEAR})\s*[(,]\s*(?P<subject>(?-i:Granskning|Uppföljning|Förstudie)\s[^.()]{{4,90}})",
        # "granskade området 2012 (rapport 5/2012, Köp av vård utanför ramavtal)"
        rf"\bgranskade\s+[\wåäö]+\s+(?P<year>{_YEAR})\s*\((?:rapport\s+(?:nr\s+)?[\d/:-]+,\s*)?(?P<subject>[A-ZÅÄÖ][^()]{{4,90}})\)",
        rf"\b{_KINDS}\s+{_ABOUT}\s+{_SUBJECT}{_WHEN}",
        # "År 2018 genomfördes en granskning av …", "2018 granskade revisorerna …"
        rf"\b{_TIME}\s+(?:{_DID}(?:\s+{_WHO})?|granskade\s+\w+)\s+(?:(?:en|ett)\s+)?"
        rf"(?:{_DEPTH}{_KINDS}\s+{_ABOUT}\s+)?{_SUBJECT}{_END}",
        rf"\b{_KINDS}\s+(?:från\s+|år\s+|under\s+)*(?P<year>{_YEAR})\s+{_ABOUT}\s+{_SUBJECT}{_END}",
        # "Revisionen granskade 2017 …", "Revisorerna har tidigare (2018) granskat …"
        rf"\b{_WHO}\s+(?:har\s+)?(?:granskade\s+)?(?:även\s+|också\s+|tidigare\s+|senast\s+)*\(?{_TIME}\)?\s+(?:granskat\s+)?{_SUBJECT}{_END}",
        # "Deloitte granskade kommunens digitalisering 2020"
        rf"\b{_WHO}\s+(?:har\s+)?granskade\s+{_SUBJECT}\s+(?:under\s+|år\s+|hösten\s+|våren\s+)*(?P<year>{_YEAR})(?!-)",
        # "2017 års granskning av …"
        rf"\b(?P<year>{_YEAR})\s+års\s+{_KINDS}\s+{_ABOUT}\s+{_SUBJECT}{_END}",
        # "En granskning av … gjordes 2007", "en liknande granskning 2002"
        rf"\b(?P<subject>(?:en\s+)?(?:liknande|motsvarande\s+intern)\s+granskning)\s+(?:år\s+|under\s+)*(?P<year>{_YEAR})",
        # "KPMG genomförde 2020 en granskning av …"
        rf"\b{_DID}\s+(?:{_WHO}\s+)?{_TIME}\s+(?:en\s+|ett\s+)?{_DEPTH}{_KINDS}\s+{_ABOUT}\s+{_SUBJECT}{_END}",
        # "granskning av … som genomfördes i Landstinget Västmanland 2016"
        rf"\b{_KINDS}\s+{_ABOUT}\s+{_SUBJECT}\s+som\s+{_DID}\s+(?:[^.,;]{{0,40}}?\s)?(?P<year>{_YEAR})",
        # "den grundläggande granskningen 2020", "granskningen (2019)": named by kind and year alone.
        rf"\b(?:den\s+)?(?P<subject>(?:(?:grundläggande|fördjupade?|uppföljande|tidigare|gemensamma)\s+)?(?:granskningen|revisionsrapporten))\s+(?:från\s+|år\s+|i\s+)*\(?(?P<year>{_YEAR})(?!-)",
        # "Revisorerna genomförde 2014 en gemensam granskning där …"
        rf"\b{_DID}\s+(?:{_WHO}\s+)?{_TIME}\s+(?:en\s+|ett\s+)?(?P<subject>{_KIND_OF}granskning(?:\s+där\s+[^.;]{{3,80}})?)(?=[.;,]|$)",
        # "en tidigare granskning av …", "den förra granskningen avseende …": the year is not told.
        rf"\b(?:tidigare|föregående|förra|förrförra|senaste)\s+{_KINDS}\s+{_ABOUT}\s+{_SUBJECT}{_END}(?P<year>)",
    )
)
_OWN = re.compile(
    r"(?:denna|föreliggande|aktuell|beslutat\s+att\s+genomföra|att\s+genomföra"
    r"|revisionsplan\w*(?:\s+för)?)\s+(?:en\s+)?(?:\w+\s+)?$",
    re.I,
)
_DONE = re.compile(
    r"\båtgärd\w*[^.]{0,80}\b(?:vidtagits|vidtagit|genomförts|genomfört|implementerats|kvarstår)\b"
    r"|\b(?:vidtagits|vidtagit)\b[^.]{0,60}åtgärd|\brekommendation\w*[^.]{0,80}\b(?:hörsammats"
    r"|beaktats|åtgärdats|genomförts|omhändertagits|kvarstår|efterlevts)\b|\bhar\s+(?:inte\s+"
    r"|delvis\s+)?(?:åtgärdats|hörsammats|beaktats)\b|\binte\s+har\s+tagits\s+fram\b",
    re.I,
)
# "granskningen 2016" is the audit of that year that has been named before.
_BARE = re.compile(r"(?:granskningen|revisionsrapporten)", re.I)
# In a report that follows up several audits each has its heading: "3.1 Granskning av inköp (2019)".
_FOLLOWED_UP = re.compile(r"^\d[\d.]*\s+.{3,120}\((?:19|20)\d\d\)$")
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZÅÄÖ]|\s*$)")


@dataclass
class _Chain:
    subject: str
    year: str | None
    spans: list[Span]
    outcome: str | None = None


def find_earlier_audits(script: Script, report_year: str | None) -> tuple[EarlierAudit, ...]:
    """Each earlier audit once, by subject and year, with what the report says was done since."""
    chains: list[_Chain] = []
    begun = next((block.start for block in script.blocks if block.sections), 0)
    for at, block in enumerate(script.blocks):
        # Before the first heading stands the cover, with the report's own title.
        if block.start < begun or (block.kind == "heading" and not _FOLLOWED_UP.search(script.text(block))):
            continue
        for chain in _named(script, block, report_year):
            known = _add(chains, chain)
            after = script.blocks[at + 1 : at + 2]
            told = [block for block in after if not any(_named(script, block, report_year))]
            outcome = _outcome(script, (block, *told))
            if outcome and known.outcome is None:
                known.outcome = script.flow.words(*outcome)
                known.spans.extend(script.flow.spans(*outcome))
    return tuple(
        EarlierAudit(chain.subject, tuple(dict.fromkeys(chain.spans)), chain.year, chain.outcome) for chain in chains
    )


def _named(script: Script, block: Block, report_year: str | None) -> Iterator[_Chain]:
    text = script.flow.text.replace("\n", " ")
    taken: list[tuple[int, int]] = []
    for shape in _SHAPES:
        for match in shape.finditer(text, block.start, block.end):
            overlaps = any(match.start() < end and start < match.end() for start, end in taken)
            later = report_year is not None and match["year"] > report_year
            if (
                overlaps
                or later
                or _OWN.search(text[max(block.start, match.start() - 60) : match.start()])
                or not _is_subject(match["subject"])
            ):
                continue
            taken.append(match.span())
            yield _Chain(
                re.sub(r"^den\s+", "", script.flow.words(*match.span("subject")).strip(' "”“»')),
                match["year"] or None,
                list(script.flow.spans(*match.span())),
            )


def _is_subject(text: str) -> bool:
    """A subject is a noun phrase: no finite verb, and not a list of the documents that were read."""
    return not re.search(
        r"\b(?:har|är|ska|skall|framgår|beslutade|protokoll|dokument|mål|att|omfattar|för år|period\w*"
        r"|budget|kommunstyrelsens nämndplan)\b|^(?:hur|om|vad)\b",
        text,
        re.I,
    )


def _add(chains: list[_Chain], chain: _Chain) -> _Chain:
    key = fold(chain.subject)
    for known in chains:
        other = fold(known.subject)
        bare = known.year == chain.year and bool(_BARE.fullmatch(chain.subject))
        if bare or (known.year == chain.year and (key in other or other in key)):
            known.spans.extend(span for span in chain.spans if span not in known.spans)
            return known
    chains.append(chain)
    return chain


def _outcome(script: Script, blocks: Sequence[Block]) -> tuple[int, int] | None:
    """The run of sentences, here or in the next paragraph, that says what was done with the earlier audit."""
    for block in blocks:
        if block.kind == "heading":
            return None
        done = [
            place
            for place in _sentences(script, block)
            if _DONE.search(script.flow.text, *place) and not re.search(r"\bsyfte", script.flow.text[slice(*place)])
        ]
        if done:
            run = [done[0]]
            for place in done[1:]:
                if script.flow.text[run[-1][1] : place[0]].strip():
                    break
                run.append(place)
            return run[0][0], run[-1][1]
    return None


def _sentences(script: Script, block: Block) -> Iterator[tuple[int, int]]:
    at, text = block.start, script.flow.text
    for match in _SENTENCE_END.finditer(text, block.start, block.end):
        lead = len(text[at : match.end()]) - len(text[at : match.end()].lstrip())
        yield at + lead, match.end()
        at = match.end()
