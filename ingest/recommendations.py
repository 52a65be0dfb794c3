"""What the auditors recommend, and to whom: each recommendation once, however often it is repeated."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ingest.audit_authors import is_role
from ingest.audit_bodies import find_bodies
from ingest.audit_script import Block, Script
from ingest.flow import tidy
from ingest.fold import fold, same_letters
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
    r"(?:(?:vi|revisorer(?:na)?|revisionen|stadsrevisionen"
    r"|revisionskontoret)\s+(?:\w+\s+){0,2}(?:rekommenderar|föreslår|uppmanar)|(?:rekommenderar|föreslår|uppmanar)\s+vi"
    r"|rekommenderas|föreslås|uppmanas)(?P<whom>[^.:;?!]*?)\s*(?:,\s*)?\b(?P<att>att|följande)\b\s*:?\s*",
    re.I,
)
# The sentence after a recommendation that goes on recommending: "Nämnden bör vidare begära …".
_ADVISED = re.compile(
    r"(?P<whom>(?:[\wåäöÅÄÖ-]+\s){0,5}?(?:[\wåäö-]*nämnden|[\wåäö-]*styrelsen|bolaget|förbundet))\s+(?:bör|behöver)\s+(?:\w+\s+)?"
    r"(?:vidare|även|också|därutöver|dessutom)?\s*",
    re.I,
)
# An item that names whom it is for: "4.2 Socialnämnden: Utveckla …", "Socialnämnden rekommenderas att utveckla …".
_FOR = re.compile(
    r"\s*(?:\d{1,2}(?:\.\d{1,2})*\.?\s+)?(?P<whom>[^.:;]{4,120}?)(?::|\s+(?:rekommenderas|föreslås|uppmanas)\s+(?:därför\s+)?att)\s+(?=\S)",
    re.I,
)
# How a lead ends whose list follows: "… att:", "Vi rekommenderar omsorgsnämnden".
_LEADS = re.compile(
    r"(?::|\batt(?:\s?…)?|\bföljande"
    r"|(?:rekommenderar|föreslår|uppmanar|vill)\s+(?:vi\s+)?(?:att\s+)?(?:[\wåäö-]+,?\s){0,8}[\wåäö-]*(?:nämnden|styrelsen|bolaget))\s*$",
    re.I,
)
_PASSIVE = re.compile(r"(?:rekommenderas|föreslås|uppmanas)", re.I)
_SENTENCE_END = re.compile(r"[.!?](?=\s+[A-ZÅÄÖ]|\s*$)")
_NEXT_ATT = re.compile(
    r"(?:\s*,(?:\s+(?:och|samt|dels))?|\s+(?:och|samt))\s+att\s+"
    r"(?=(?:[\wåäö]+(?:en|t|vis|även)\s+)?[\wåäö]+[aå]\b|[\wåäö-]*(?:nämnden|styrelsen|bolaget|förbundet)\s+(?!s\b)[\wåäö]+r\b)"
)
_INFINITIVE = re.compile(r"\s*[a-zåäö]{3,}[aå]\b")
_NEXT_LINE = re.compile(r"[,;](?:\s+(?:och|samt))?[ \t]*\n\s*(?=[a-zåäö]{3,}[aå]\b[^\n]{15})")
_SHOULD = re.compile(r"\b(?:bör|behöver)\b", re.I)
_STATUS = re.compile(r"(?:status|uppföljning|vidtagna åtgärder|genomförd\??|kommentar|bedömning)$", re.I)
_SHORTEST, _LONGEST_GROUP = 15, 200
_EVERY = re.compile(r"(?:samtliga|alla|båda|granskade)\s(?:\w+\s)?nämnder")
_GENERIC = frozenset({"nämnden", "styrelsen", "bolaget", "förbundet", "direktionen"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A recommendation at one place: flow offsets, text, addressees."""

    text: str
    start: int
    end: int
    addressees: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """A recommendation with every place where it is printed."""

    text: str
    addressees: tuple[str, ...]
    places: tuple[tuple[int, int], ...]


def find_recommendations(script: Script) -> tuple[Advice, ...]:
    """The report's own recommendations; those of earlier audits, listed with their status, are not among them."""
    return _once(_Reader(script).read()) or _once(_implied(script))


# What auditors ask for without recommending it: "Vi anser att styrelsen behöver …", "Divisionschefen bör …".
_IMPLIED = re.compile(
    r"(?P<asks>(?:vi|revisorerna|revisionen)\s+(?:anser|menar|ser\s+det\s+som\s+angeläget)\s+att\s+)?"
    r"(?P<whom>(?:[\wåäöÅÄÖ-]+,?\s){0,5}?[\wåäö-]*(?:nämnden|styrelsen|bolaget|förbundet|direktören|chefen))\s+(?:bör|behöver|måste)\s+",
    re.I,
)
_AND_MORE = re.compile(r"\s+(?:och|samt)\s+(?=[a-zåäö]{3,}a\s+\w+\s+\w+)")


def _implied(script: Script) -> Iterator[Asked]:
    """In a report that recommends nothing by that name: what its judgements say that a body or a chief ought to do."""
    judging = False
    for block in script.blocks:
        if block.kind == "heading":
            judging = bool(block.sections & {"judgement", "overall"})
        elif judging and block.kind == "para":
            text = script.flow.text[block.start : block.end]
            asking = False
            for start, end in _sentence_places(text):
                match = _IMPLIED.match(text, start, end)
                asking = asking or bool(match and match["asks"])
                if match and asking:
                    whom = tuple(_names(match["whom"])) or (tidy(match["whom"]).lower(),)
                    for first, last in _each_of(text[match.end() : end]):
                        at, stop = block.start + match.end() + first, block.start + match.end() + last
                        yield Asked(_clean(script.flow.words(at, stop)), at, stop, whom)


def _each_of(text: str) -> Iterator[tuple[int, int]]:
    more = _AND_MORE.search(text)
    if more and len(text[: more.start()].split()) > 4:
        yield 0, more.start()
        yield more.end(), len(text)
    else:
        yield 0, len(text)


class _Reader:
    """Walks the blocks and knows whether they stand under a lead, and whom that lead addresses."""

    def __init__(self, script: Script) -> None:
        self.script = script
        self.listing = False
        self.section = False
        self.whom: tuple[str, ...] = ()
        # Whether an item of the list at hand has shown a mark: then what has none is the rest of one.
        self.marked = False

    def read(self) -> Iterator[Asked]:
        for block in self.script.blocks:
            if block.kind == "heading":
                self._heading(block)
            elif block.kind == "para":
                yield from self._paragraph(block)
            elif block.kind == "item" and self.listing:
                self.marked = self.marked or block.mark is not None
                yield from self._item(block)
            elif block.kind == "row" and self.section:
                yield from self._row(block)

    def _heading(self, block: Block) -> None:
        text = self.script.text(block)
        group = _group(text)
        if "recommendations" in block.sections:
            self.section = self.listing = True
            self.whom = tuple(_names(text))
        elif self.section and group and not block.sections:
            self.whom = group
        else:
            self.section = self.listing = False
            self.whom = ()

    def _paragraph(self, block: Block) -> Iterator[Asked]:
        text = self.script.flow.text[block.start : block.end]
        group = _group(tidy(text))
        if self.section and group:
            self.whom, self.listing = group, True
            return
        if _PAST.search(text) and not self.section:
            self.listing = False
            return
        addressed = _addressed(text) if self.section else None
        if addressed and not tidy(text).endswith(":"):
            yield from self._each(block, text, *addressed)
            return
        if self.listing and not self.marked and text.lstrip()[:1].islower() and not _LEAD.search(text):
            # An item whose bullet is a picture.
            yield from self._item(block)
            return
        prose = list(self._prose(block, text))
        if _LEAD.search(text):
            self.listing = bool(_LEADS.search(text)) or self.section
            self.whom = tuple(_lead_names(text)) or self.whom
            self.marked = False
        elif not self.section:
            self.listing = False
        yield from prose
        if not prose and self.section:
            yield from self._sentences(block, text)

    def _each(self, block: Block, text: str, at: int, whom: tuple[str, ...]) -> Iterator[Asked]:
        for first, last in _each_att(text[at:]):
            yield self._asked(block.start + at + first, block.start + at + last, whom)

    def _prose(self, block: Block, text: str) -> Iterator[Asked]:
        """ "Vi rekommenderar kommunstyrelsen att ta fram en plan. Nämnden bör vidare …" """
        whom = self.whom
        for start, end in _sentence_places(text):
            match = _PROSE.search(text, start, end)
            if match is None:
                if whom and (advised := _ADVISED.match(text, start, end)):
                    named = tuple(name for name in _names(advised["whom"]) if name not in _GENERIC)
                    yield self._asked(block.start + advised.end(), block.start + end, named or whom)
                continue
            body = text[match.end() : end]
            if match["att"].lower() == "följande" or len(tidy(body)) < _SHORTEST or _group(tidy(body)):
                continue
            passive = _named(text[start : match.start()]) if _PASSIVE.match(match[0]) else ()
            named = tuple(_named(match["whom"])) or tuple(passive)
            named = named or tuple(name for name in _subject(body) if name not in _GENERIC)
            whom = named or whom or tuple(_names(match["whom"])) or tuple(_subject(body))
            if tidy(body).endswith(":"):
                continue
            for first, last in _each_att(body):
                yield self._asked(block.start + match.end() + first, block.start + match.end() + last, whom)

    def _sentences(self, block: Block, text: str) -> Iterator[Asked]:
        """ "Kommunstyrelsen bör …", under a heading of recommendations only."""
        at = 0
        for end in [match.end() for match in _SENTENCE_END.finditer(text)] or [len(text)]:
            sentence = text[at:end]
            if _SHOULD.search(sentence) and find_first(sentence) and not _LEAD.search(sentence):
                lead = len(sentence) - len(sentence.lstrip())
                yield self._asked(block.start + at + lead, block.start + end, self._who(sentence))
            at = end

    def _item(self, block: Block) -> Iterator[Asked]:
        text = self.script.flow.text[block.start : block.end]
        group = _group(tidy(text))
        if group:
            self.whom = group
            return
        if tidy(text).endswith("?"):
            return
        if addressed := _addressed(text):
            yield from self._each(block, text, *addressed)
            return
        for first, last in _each_line(text) if block.mark is None else [(0, len(text))]:
            if len(tidy(text[first:last])) >= _SHORTEST:
                yield self._asked(block.start + first, block.start + last, self._who(text[first:last]))

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
        if len(text) < _SHORTEST or re.fullmatch(r"(?:våra )?rekommendation(?:er)?", text, re.I):
            return
        if any(is_role(text) for text in texts):
            # The table of those who sign: the recommendations are over.
            self.section = self.listing = False
            return
        short = self.script.abbreviations
        others = [self.script.cell(cell) for cell in block.cells if cell is not longest]
        whom = [name for other in others for name in (*_names(other), *_abbreviated(other, short))]
        yield self._asked(longest[1], longest[2], tuple(dict.fromkeys(whom)) or self.whom)

    def _who(self, text: str) -> tuple[str, ...]:
        """The body that the text makes its subject, unless that is only "nämnden"; else whom the lead addresses."""
        own = tuple(_subject(text))
        return own if own and not (set(own) <= _GENERIC and self.whom) else self.whom

    def _asked(self, start: int, end: int, whom: tuple[str, ...]) -> Asked:
        return Asked(_clean(self.script.flow.words(start, end)), start, end, whom)


def _addressed(text: str) -> tuple[int, tuple[str, ...]] | None:
    """Where the recommendation begins in an item that first names nothing but whom it is for, and whom."""
    match = _FOR.match(text)
    whom = _group(tidy(match["whom"])) if match else ()
    return (match.end(), whom) if match and whom and len(tidy(text[match.end() :])) >= _SHORTEST else None


def _sentence_places(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for match in _SENTENCE_END.finditer(text):
        yield at + len(text[at : match.end()]) - len(text[at : match.end()].lstrip()), match.end()
        at = match.end()
    if text[at:].strip():
        yield at + len(text[at:]) - len(text[at:].lstrip()), len(text)


def _abbreviated(cell: str, short: Mapping[str, str]) -> Iterator[str]:
    """The bodies of a cell that only abbreviates them: "KS, SN"."""
    words = re.findall(r"\w+", cell)
    if all(word in short for word in words):
        yield from (short[word] for word in words)


def _each_att(body: str) -> Iterator[tuple[int, int]]:
    """The parts of "A, att B samt att C", each a recommendation; "se till att" is none."""
    at = 0
    for match in _NEXT_ATT.finditer(body):
        if len(tidy(body[at : match.start()])) >= _SHORTEST and len(tidy(body[match.end() :])) >= _SHORTEST:
            yield at, match.start()
            at = match.end()
    yield at, len(body)


def _each_line(text: str) -> Iterator[tuple[int, int]]:
    """The lines of an item whose bullets are drawn and not printed: "upprätta …,", "säkerställa …" are two."""
    at = 0
    for match in _NEXT_LINE.finditer(text):
        if len(tidy(text[at : match.start()])) >= _SHORTEST and _INFINITIVE.match(text, at):
            yield at, match.end()
            at = match.end()
    yield at, len(text)


def _clean(text: str) -> str:
    """The recommendation itself: without the "att" that ties it to its lead and the comma that ties it to the next."""
    text = re.sub(r"^(?:att\s+)+", "", text, flags=re.I)
    # Where the report says more of it is no part of what is asked.
    text = re.sub(r"\s*[,(]\s*se\s+(?:även\s+)?avsnitt\s+[\d.]+(?:\s+(?:och|samt)\s+[\d.]+)?\)?\.?$", "", text)
    return re.sub(r"[\s,;]+(?:och|samt)?$", "", text)


def name_addressees(advice: Sequence[Advice], audited: Sequence[str]) -> tuple[Advice, ...]:
    """ "Nämnden" and "styrelsen" by name, when the report audits only one that they can mean."""
    named = []
    for item in advice:
        whom: list[str] = []
        for name in item.addressees:
            if _EVERY.match(name) and len(audited) > 1:
                whom.extend(audited)
                continue
            if name == "stadsdelsnämnderna":
                whom.extend(body for body in audited if "stadsdelsnämnd" in body.lower())
                continue
            meant = [body for body in audited if name in _GENERIC and body.lower().endswith(name)]
            whom.append(meant[0] if len(meant) == 1 else name)
        named.append(replace(item, addressees=tuple(dict.fromkeys(whom))))
    return tuple(named)


def find_first(text: str) -> bool:
    """Whether `text` names any body, by name or as "nämnden"."""
    return any(True for _ in find_bodies(text))


def _group(text: str) -> tuple[str, ...]:
    """The bodies of a line that does nothing but name them: "Kommunstyrelsen", "Till socialnämnden:"."""
    if len(text) > _LONGEST_GROUP:
        return ()
    core = re.sub(r"^(?:rekommendationer\s+)?(?:till|för|avseende)\s+|[\s:.]+$", "", text, flags=re.I)
    core = re.sub(r"\s+(?:bör|ska|behöver|rekommenderas|föreslås|uppmanas)(?:\s+att)?$", "", core)
    names = list(find_bodies(core))
    unnamed = re.sub("|".join(re.escape(core[n.start : n.end]) for n in names) or "$^", "", core)
    rest = re.sub(r"\b(?:och|samt)\b|[,\s]", "", unnamed)
    return tuple(name.name for name in names) if names and not rest else ()


def _named(text: str) -> Iterator[str]:
    yield from (name for name in _names(text) if name not in _GENERIC)


def _names(text: str) -> Iterator[str]:
    yield from dict.fromkeys(body.name for body in find_bodies(text))


def _lead_names(text: str) -> Iterator[str]:
    """Whom a lead addresses: named after "rekommenderar", or after "till"."""
    for match in re.finditer(
        r"^\W*(?P<c>[^.:]{3,160}?)\s+rekommenderas\s+(?:därför\s+)?att\b|(?:rekommendera\w*|föreslår|uppmanar|vill)\s+(?:vi\s+)?(?:att\s+(?=[^.:]{3,80}[:\s]*$))?(?P<a>[^.:]*?)(?:\batt\b|följande|[.:]|$)|(?:rekommendation"
        r"|förslag)\w*[^.:]*?\btill\b(?P<b>[^.:]*)",
        text,
        re.I,
    ):
        names = list(_names(match["c"] or match["a"] or match["b"] or ""))
        if names:
            yield from names
            return
    match_that = re.search(r"rekommenderar(?: vi)?\s+att\s+(?P<subject>.{0,80})", text, re.I | re.S)
    if match_that:
        yield from _subject(match_that["subject"])


def _subject(text: str) -> Iterator[str]:
    """The body that a recommendation makes its subject: "att nämnden …", "Kommunstyrelsen bör …"."""
    match = re.match(r"\W*(?:att\s+)?", text, re.I)
    at = match.end() if match else 0
    first = next(find_bodies(text[at:]), None)
    if first and first.start == 0:
        rest = text[at + first.end :]
        if re.match(
            r"\s+(?:bör|behöver|ska|måste|tar|säkerställer|ser|utvecklar|upprättar|stärker|tillser"
            r"|fastställer|antar|beslutar|i |\w+er\b|\w+ar\b)",
            rest,
        ):
            yield first.name
        elif joined := re.match(r"(?:,\s|\s(?:och|samt)\s)", rest):
            yield first.name
            yield from _subject(rest[joined.end() :])


def _once(found: Iterable[Asked]) -> tuple[Advice, ...]:
    kept: list[Advice] = []
    for asked in found:
        letters = fold(asked.text)
        twin = next((at for at, other in enumerate(kept) if _same(letters, asked, other)), None)
        place = (asked.start, asked.end)
        if twin is None:
            kept.append(Advice(asked.text, asked.addressees, (place,)))
        elif place not in kept[twin].places:
            other = kept[twin]
            whom = tuple(dict.fromkeys((*other.addressees, *asked.addressees)))
            kept[twin] = replace(other, places=(*other.places, place), addressees=whom)
    return tuple(kept)


def _same(letters: str, asked: Asked, other: Advice) -> bool:
    theirs = fold(other.text)
    short = min(len(letters), len(theirs))
    return same_letters(letters, theirs) or (short >= 40 and (letters.startswith(theirs) or theirs.startswith(letters)))
