"""The audits that a report says were made before, and what it says was done since: a chain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.audit_script import Block, Script
from ingest.earlier_agents import of_others
from ingest.earlier_shapes import described_audits
from ingest.earlier_tables import tabled_audits
from ingest.earlier_titles import YEAR, Named, titled_audits
from ingest.fold import fold
from kg.model import EarlierAudit, Span

# What is said of the audit at hand, or of one that is still to be made.
_OWN = re.compile(
    r"(?:denna|föreliggande|aktuell|beslutat\s+att\s+genomföra|att\s+genomföra"
    r"|revisionsplan\w*(?:\s+för)?)\s+(?:en\s+)?(?:\w+\s+)?$",
    re.I,
)
_TO_COME = re.compile(r"\b(?:planera[rs]|kommer\s+att|ska\s+genomföras|föreslår|överväg\w+|bifoga[ds]\w*)\b", re.I)
_DONE = re.compile(
    r"\båtgärd\w*[^.]{0,80}\b(?:vidtagits|vidtagit|genomförts|genomfört|implementerats|kvarstår)\b"
    r"|\b(?:vidtagits|vidtagit)\b[^.]{0,60}åtgärd|\brekommendation\w*[^.]{0,80}\b(?:hörsammats"
    r"|beaktats|åtgärdats|genomförts|omhändertagits|kvarstår|efterlevts)\b|\bhar\s+(?:inte\s+"
    r"|delvis\s+)?(?:åtgärdats|hörsammats|beaktats)\b|\binte\s+har\s+tagits\s+fram\b",
    re.I,
)
# "granskningen 2016" is the audit of that year that has been named before.
_BARE = re.compile(
    r"(?:(?:tidigare\s+|fördjupade\s+)?granskningen|revisionsrapporten|rapporten|området|verksamheten|samma\s+\w+|granskning)",
    re.I,
)
# In a report that follows up several audits each has its heading: "3.1 Granskning av inköp (2019)".
_FOLLOWED_UP = re.compile(r"^\d[\d.]*\s+.{3,120}\((?:19|20)\d\d\)$")
_SENTENCE_END = re.compile(r"(?<!\bbl)(?<!\bnr)(?<!\bkap)[.!?](?=\s+[A-ZÅÄÖ\"”]|\s*$)")
_LISTS = frozenset({"criteria", "appendix", "method", "contents"})


@dataclass
class _Chain:
    subject: str
    year: str | None
    spans: list[Span]
    titled: bool
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class Own:
    """The report at hand: its title, the day it was made and whose municipality it audits, as far as known."""

    title: str | None
    date: str | None
    place: str | None

    @property
    def year(self) -> str | None:
        """The year the report was made."""
        return self.date[:4] if self.date else None


def find_earlier_audits(script: Script, own: Own) -> tuple[EarlierAudit, ...]:
    """Each earlier audit once, by subject and year, with what the report says was done since."""
    chains: list[_Chain] = []
    for named in tabled_audits(script):
        if not own.year or not named.year or named.year <= own.year:
            _add(chains, _chain(script, named))
    for at, block in _telling(script):
        for named in _named(script, block, own):
            known = _add(chains, _chain(script, named))
            after = script.blocks[at + 1 : at + 2]
            told = [block for block in after if not any(_named(script, block, own))]
            outcome = _outcome(script, (block, *told))
            if outcome and known.outcome is None:
                known.outcome = script.flow.words(*outcome)
                known.spans.extend(script.flow.spans(*outcome))
    return tuple(
        EarlierAudit(chain.subject, tuple(dict.fromkeys(chain.spans)), chain.year, chain.outcome)
        for chain in _merged(chains)
    )


def _telling(script: Script) -> Iterator[tuple[int, Block]]:
    """The blocks that may tell of earlier audits: not the cover, with the report's own title, nor lists of sources."""
    begun, lists = not any(block.sections for block in script.blocks), False
    for at, block in enumerate(script.blocks):
        if block.kind == "heading":
            begun = begun or bool(block.sections)
            lists = bool(block.sections) and block.sections <= _LISTS
        if begun and not lists and (block.kind != "heading" or _FOLLOWED_UP.search(script.text(block))):
            yield at, block


def _chain(script: Script, named: Named) -> _Chain:
    subject = re.sub(r"^den\s+", "", script.flow.words(*named.subject).strip(' "”“»«'))
    return _Chain(subject, named.year, list(script.flow.spans(named.start, named.end)), named.titled)


def _named(script: Script, block: Block, own: Own) -> Iterator[Named]:
    text = script.flow.text.replace("\n", " ")
    before: Named | None = None
    for start, end in _sentences(text, block):
        titled = list(titled_audits(text, start, end, before.year if before else None))
        described = list(described_audits(text, start, end))
        found = [*titled, *(one for one in described if not any(_overlap(one, other) for other in titled))]
        kept = [one for one in found if _is_earlier(text, start, one, own)]
        if before and not (kept and kept[0].titled and not re.search(YEAR, text[start:end])):
            yield before
        elif before:
            # "Revisorerna granskade … 2013. Granskningen, som hade titeln …": one audit.
            kept[0] = replace(kept[0], start=before.start)
        yield from kept[:-1]
        before = kept[-1] if kept else None
    if before:
        yield before


def _overlap(one: Named, other: Named) -> bool:
    """Whether a description is that of a titled audit: its own words, or the same year in the same sentence."""
    return (one.start < other.end and other.start < one.end) or one.year == other.year


def _is_earlier(text: str, sentence: int, named: Named, own: Own) -> bool:
    if own.year is not None and (named.year or "") > own.year:
        return False
    clause = max(sentence, text.rfind(";", sentence, named.start) + 1)
    lead = text[max(clause, named.start - 60) : named.start]
    if _OWN.search(lead) or _TO_COME.search(text, clause, named.end):
        return False
    if own.title and _is_own(text[slice(*named.subject)], named.year, own):
        return False
    return not of_others(text, clause, named.start, named.end, own.place)


def _is_own(subject: str, year: str | None, own: Own) -> bool:
    """Whether what is named is the report at hand: its subject, in the year it was made or that its title gives."""
    title = own.title or ""
    dated = year in (None, own.year) or (year or "") in title
    return dated and fold(re.sub(r"(?<=granskning)en$", "", subject)) in fold(title)


def _add(chains: list[_Chain], chain: _Chain) -> _Chain:
    key = fold(chain.subject)
    for known in chains:
        other = fold(known.subject)
        if known.year == chain.year and (key in other or other in key):
            known.spans.extend(span for span in chain.spans if span not in known.spans)
            return known
    chains.append(chain)
    return chain


def _merged(chains: Sequence[_Chain]) -> list[_Chain]:
    """The chains, where "granskningen 2016" is the one audit of that year which is named otherwise as well."""
    kept = [chain for chain in chains if not _BARE.fullmatch(chain.subject)]
    for chain in chains:
        if chain in kept:
            continue
        same = [known for known in kept if known.year == chain.year]
        if not same:
            kept.append(chain)
            continue
        same[0].spans.extend(span for span in chain.spans if span not in same[0].spans)
        same[0].outcome = same[0].outcome or chain.outcome
    return kept


def _outcome(script: Script, blocks: Sequence[Block]) -> tuple[int, int] | None:
    """The run of sentences, here or in the next paragraph, that says what was done with the earlier audit."""
    text = script.flow.text
    for block in blocks:
        if block.kind == "heading":
            return None
        places = _sentences(text, block)
        done = [
            place for place in places if _DONE.search(text, *place) and not re.search(r"\bsyfte", text[slice(*place)])
        ]
        if done:
            run = [done[0]]
            for place in done[1:]:
                if text[run[-1][1] : place[0]].strip():
                    break
                run.append(place)
            return run[0][0], run[-1][1]
    return None


def _sentences(text: str, block: Block) -> Iterator[tuple[int, int]]:
    at = block.start
    for match in _SENTENCE_END.finditer(text, block.start, block.end):
        lead = len(text[at : match.end()]) - len(text[at : match.end()].lstrip())
        yield at + lead, match.end()
        at = match.end()
    if text[at : block.end].strip():
        yield at + len(text[at : block.end]) - len(text[at : block.end].lstrip()), block.end
