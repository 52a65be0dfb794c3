"""What the auditors recommend, and to whom: each recommendation once, however often it is repeated."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.addressees import (
    GENERIC,
    SHORTEST,
    abbreviated_names,
    addressed_in,
    group_of,
    lead_names,
    names_any,
    names_in,
    proper_names,
    subject_of,
)
from ingest.advice import Advice, Asked, each_once
from ingest.advice_parts import clean_advice, each_att, each_line, each_of, sentence_places
from ingest.audit_authors import is_person, is_role
from ingest.audit_script import Block, Script
from ingest.earlier_agents import auditors
from ingest.flow import tidy
from ingest.verdicts import read_label

_LEAD = re.compile(
    r"\b(?:vi|revisorerna|revisionen|pwc|ey|kpmg|bdo|deloitte)?\s*(?:rekommenderar|rekommenderas"
    r"|rekommendera)\b|\b(?:vi\s+(?:föreslår|uppmanar|vill\s+att)|(?:föreslår|uppmanar)\s+vi)\b|\bföljande\s+(?:\w+\s+){0,2}(?:rekommendationer|förbättringsförslag|förslag)\b"
    r"|\b(?:våra|vår|är)\s+rekommendation(?:er)?\b|\brekommendation(?:er|erna)?\b[^.]*:\s*$"
    r"|\blämnar\s+(?:vi\s+)?\w*\s*rekommendation",
    re.I,
)
_PAST = re.compile(
    r"rekommenderades|rekommendationer\s+lämnades|lämnades\s+(?:då\s+)?följande\s+rekommendationer|tidigare\s+(?:\w+\s+)?(?:granskning|rekommendation)|rekommendation\w*\s+(?:från"
    r"|i)\s+(?:den\s+)?(?:tidigare|föregående|granskning)",
    re.I,
)
_PROSE = re.compile(
    rf"(?:{auditors()}\s+(?:\w+\s+){{0,2}}(?:rekommenderar|föreslår|uppmanar)|(?:rekommenderar|föreslår|uppmanar)\s+vi"
    r"|rekommenderas|föreslås|uppmanas|lämnas\s+(?:även\s+|också\s+)?rekommendationen)(?P<whom>[^.:;?!]*?)\s*(?:,\s*)?\b(?P<att>att|följande)\b\s*:?\s*",
    re.I,
)
# The sentence after a recommendation that goes on recommending: "Nämnden bör vidare begära …".
_ADVISED = re.compile(
    r"(?P<whom>(?:[\wåäöÅÄÖ-]+\s){0,8}?(?:[\wåäö-]*nämnden|[\wåäö-]*styrelsen|fullmäktige|bolaget|förbundet))\s+(?:bör|behöver)\s+"
    r"(?:vidare|även|också|därutöver|dessutom)?\s*",
    re.I,
)
# How a lead ends whose list follows: "… att:", "Vi rekommenderar omsorgsnämnden".
_LEADS = re.compile(
    r"(?::|\batt(?:\s?…)?|\bföljande"
    r"|(?:rekommenderar|föreslår|uppmanar|vill)\s+(?:vi\s+)?(?:att\s+)?(?:[\wåäö-]+,?\s){0,8}[\wåäö-]*(?:nämnden|styrelsen|bolaget|förbundet|direktionen|sektionen|överförmyndaren))\s*$",
    re.I,
)
_ASKED_OF = re.compile(r"\b(?:rekommenderas|föreslås|uppmanas|bör|behöver)\b", re.I)
_PASSIVE = re.compile(r"(?:rekommenderas|föreslås|uppmanas|lämnas)", re.I)
# What the firm proposes to those who ordered the audit is no recommendation of theirs.
_TO_AUDITORS = re.compile(r"\b(?:revisorerna|revisionen)\b", re.I)
_SHOULD = re.compile(r"\b(?:bör|behöver)\b", re.I)
_STATUS = re.compile(r"(?:status|uppföljning|vidtagna åtgärder|genomförd\??|kommentar|bedömning)$", re.I)


def find_recommendations(script: Script) -> tuple[Advice, ...]:
    """The report's own recommendations; those of earlier audits, listed with their status, are not among them."""
    return each_once(_Reader(script).read()) or each_once(_implied(script))


# What auditors ask for without recommending it: "Vi anser att styrelsen behöver …", "Divisionschefen bör …".
_IMPLIED = re.compile(
    r"(?P<asks>(?:vi|revisorerna|revisionen)\s+(?:anser|menar|ser\s+det\s+som\s+angeläget)\s+att\s+)?"
    r"(?P<whom>(?:[\wåäöÅÄÖ-]+,?\s){0,5}?[\wåäö-]*(?:nämnden|styrelsen|bolaget|förbundet|direktören|chefen))\s+(?:bör|behöver|måste)\s+",
    re.I,
)


def _implied(script: Script) -> Iterator[Asked]:
    """In a report that recommends nothing by that name: what its judgements say that a body or a chief ought to do."""
    judging = False
    for block in script.blocks:
        if block.kind == "heading":
            judging = bool(block.sections & {"judgement", "overall"})
        elif judging and block.kind == "para":
            text = script.flow.text[block.start : block.end]
            asking = False
            for start, end in sentence_places(text):
                match = _IMPLIED.match(text, start, end)
                asking = asking or bool(match and match["asks"])
                if match and asking:
                    whom = tuple(names_in(match["whom"])) or (tidy(match["whom"]).lower(),)
                    for first, last in each_of(text[match.end() : end]):
                        at, stop = block.start + match.end() + first, block.start + match.end() + last
                        yield Asked(clean_advice(script.flow.words(at, stop)), at, stop, whom)


def _is_lead(text: str) -> bool:
    return bool(_LEAD.search(text) and _LEADS.search(text) and names_any(text))


def _each_named(advised: re.Match[str], whom: tuple[str, ...]) -> tuple[str, ...]:
    """Whom "Både styrelsen och nämnden bör …" names; "nämnden" alone is the one addressed before."""
    named = tuple(names_in(advised["whom"]))
    return named if set(named) - GENERIC or not whom else whom


class _Reader:
    """Walks the blocks and knows whether they stand under a lead, and whom that lead addresses."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.listing = False
        self.section = False
        self.whom: tuple[str, ...] = ()
        # Whether an item of the list at hand has shown a mark: then what has none is the rest of one.
        self.marked = False
        # Whom the columns of the table at hand address.
        self.columns: dict[int, tuple[str, ...]] = {}
        self.table: int | None = None

    def read(self) -> Iterator[Asked]:
        for block in self.script.blocks:
            if block.kind == "heading":
                self._heading(block)
            elif block.kind == "para":
                yield from self._paragraph(block)
            elif block.kind == "item" and self.listing:
                self.marked = self.marked or block.mark is not None
                yield from self._item(block)
            elif block.kind == "row" and (columns := self._columns(block)):
                self.columns, self.table = columns, block.table
            elif block.kind == "row" and self.columns and block.table == self.table:
                yield from self._cells(block)
            elif block.kind == "row" and self.section:
                yield from self._row(block)
            elif block.kind == "row" and _is_lead(self.script.text(block)):
                # A sentence set in two columns is no row of a table.
                yield from self._paragraph(block)

    def _heading(self, block: Block) -> None:
        text = self.script.text(block)
        group = group_of(text)
        if "recommendations" in block.sections:
            self.section = self.listing = True
            self.whom = tuple(names_in(text))
        elif (self.section or self.listing) and group and not block.sections:
            self.whom, self.listing = group, True
        else:
            self.section = self.listing = False
            self.whom = ()

    def _paragraph(self, block: Block) -> Iterator[Asked]:
        text = self.script.flow.text[block.start : block.end]
        group = group_of(tidy(text))
        if self.section and group:
            self.whom, self.listing = group, True
            return
        if _PAST.search(text) and not self.section:
            self.listing = False
            return
        addressed = addressed_in(text) if self.section else None
        if addressed and not tidy(text).endswith(":") and len(list(sentence_places(text))) == 1:
            yield from self._each(block, text, *addressed)
            return
        if self.listing and not self.marked and text.lstrip()[:1].islower() and not _LEAD.search(text):
            # An item whose bullet is a picture.
            yield from self._item(block)
            return
        prose = list(self._prose(block, text))
        if _LEAD.search(text):
            self.listing = bool(_LEADS.search(text)) or self.section
            self.whom = tuple(lead_names(text)) or self.whom
            self.marked = False
        elif not self.section:
            self.listing = False
        yield from prose
        if not prose and self.section:
            yield from self._sentences(block, text)

    def _each(self, block: Block, text: str, at: int, whom: tuple[str, ...]) -> Iterator[Asked]:
        for first, last in each_att(text[at:]):
            yield self._asked(block.start + at + first, block.start + at + last, whom)

    def _prose(self, block: Block, text: str) -> Iterator[Asked]:
        """ "Vi rekommenderar kommunstyrelsen att ta fram en plan. Nämnden bör vidare …" """
        whom, advising = self.whom, bool(self.whom)
        for start, end in sentence_places(text):
            match = _PROSE.search(text, start, end)
            if match is None:
                if advising and (advised := _ADVISED.match(text, start, end)):
                    yield self._asked(block.start + advised.end(), block.start + end, _each_named(advised, whom))
                continue
            if _TO_AUDITORS.search(match["whom"]):
                continue
            advising = True
            body = text[match.end() : end]
            if match["att"].lower() == "följande" or len(tidy(body)) < SHORTEST or group_of(tidy(body)):
                continue
            passive = proper_names(text[start : match.start()]) if _PASSIVE.match(match[0]) else ()
            named = tuple(proper_names(match["whom"])) or tuple(passive)
            named = named or tuple(name for name in subject_of(body) if name not in GENERIC)
            whom = named or whom or tuple(names_in(match["whom"])) or tuple(subject_of(body))
            if tidy(body).endswith(":"):
                continue
            for first, last in each_att(body):
                yield self._asked(block.start + match.end() + first, block.start + match.end() + last, whom)

    def _sentences(self, block: Block, text: str) -> Iterator[Asked]:
        """ "Kommunstyrelsen bör …", under a heading of recommendations only."""
        for start, end in sentence_places(text):
            sentence = text[start:end]
            if _SHOULD.search(sentence) and names_any(sentence) and not _LEAD.search(sentence):
                yield self._asked(block.start + start, block.start + end, self._who(sentence))

    def _item(self, block: Block) -> Iterator[Asked]:
        text = self.script.flow.text[block.start : block.end]
        group = group_of(tidy(text))
        if group:
            self.whom = group
            return
        if tidy(text).endswith("?"):
            return
        if addressed := addressed_in(text):
            yield from self._each(block, text, *addressed)
            return
        for first, last in each_line(text) if block.mark is None else [(0, len(text))]:
            if len(tidy(text[first:last])) >= SHORTEST:
                yield self._asked(block.start + first, block.start + last, self._who(text[first:last]))

    def _columns(self, block: Block) -> dict[int, tuple[str, ...]]:
        """The head of a table with a column for each body: "Kommunstyrelsen rekommenderas att", …"""
        whom = {cell[0]: group_of(self.script.cell(cell)) for cell in block.cells}
        asks = all(_ASKED_OF.search(self.script.cell(cell)) for cell in block.cells)
        return whom if len(whom) > 1 and asks and all(whom.values()) else {}

    def _cells(self, block: Block) -> Iterator[Asked]:
        for column, start, end in block.cells:
            text = self.script.flow.text[start:end]
            for first, last in sentence_places(text):
                if column in self.columns and len(tidy(text[first:last])) >= SHORTEST:
                    yield self._asked(start + first, start + last, self.columns[column])

    def _row(self, block: Block) -> Iterator[Asked]:
        """A table of recommendations: number, recommendation, addressee; not one that reports their status."""
        texts = [self.script.cell(cell) for cell in block.cells]
        if any(_STATUS.fullmatch(text) for text in texts):
            self.section = self.listing = False
            return
        longest = max(block.cells, key=lambda cell: cell[2] - cell[1])
        text = self.script.cell(longest)
        # A closing table of questions and answers stands under "Slutsats och rekommendationer" as well.
        if text.endswith("?") or any(read_label(other) for other in texts if other != text):
            return
        if is_person(text) or len(text) < SHORTEST or re.fullmatch(r"(?:våra )?rekommendation(?:er)?", text, re.I):
            return
        if any(is_role(text) for text in texts):
            # The table of those who sign: the recommendations are over.
            self.section = self.listing = False
            return
        short = self.script.abbreviations
        others = [self.script.cell(cell) for cell in block.cells if cell is not longest]
        whom = [name for other in others for name in (*names_in(other), *abbreviated_names(other, short))]
        yield self._asked(longest[1], longest[2], tuple(dict.fromkeys(whom)) or self.whom)

    def _who(self, text: str) -> tuple[str, ...]:
        """The body that the text makes its subject, unless that is only "nämnden"; else whom the lead addresses."""
        own = tuple(subject_of(text))
        return own if own and not (set(own) <= GENERIC and self.whom) else self.whom

    def _asked(self, start: int, end: int, whom: tuple[str, ...]) -> Asked:
        return Asked(clean_advice(self.script.flow.words(start, end)), start, end, whom)
