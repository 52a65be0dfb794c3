"""Documents that a sentence speaks of as known, with no name of their own: "enligt personalpolicyn", "riktlinjerna för
representation", "kommunens plan mot diskriminering", "de principer för fördelning som nämnden har fastställt".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from ingest.citation_found import Found
from ingest.citation_lists import year_after
from ingest.citation_names import is_denied, name_end
from ingest.extract import Layout
from ingest.kind_words import (
    STEERING,
    KindWord,
    bare_kind_words,
    document_ends,
    find_document_words,
    is_definite,
    is_general,
)
from ingest.name_stems import stem_name
from ingest.subjects import Own
from ingest.title_phrases import name_tail, tidy_title

_WINDOW = 90
# "räddningstjänstens handlingsprogram", "Region Sörmlands folkhälsopolicy": whose it is.
_OWNED = re.compile(
    r"(?<![\wåäö-])(?:(?:kommunens?|regionens?|stadens|landstingets|förbundets|vår|vårt|våra|(?:i|enligt|av|med|till|följer)\s(?:nu\s)?gällande|"
    r"(?:[\wåäö]+-\s(?:och|samt)\s)?[\wåäö-]*(?:(?<!social)styrelsens|nämndens|fullmäktiges|förvaltningens|tjänstens|länsstyrelsens))|"
    r"[Rr]egion\s[A-ZÅÄÖ][\wåäö]+s)\s(?:egn?a?\s)?$",
    re.I,
)
_THE = re.compile(r"(?<![\wåäö-])(?:den|det|de)\s$", re.I)
# "det drogförebyggande programmet", "den regionala utvecklingsstrategin": what the adjective tells of a bare kind.
_OF_ITS_KIND = re.compile(
    r"(?<![\wåäö-])(?:den|det|de)\s(?P<which>[\wåäö-]+(?:politiska|förebyggande|strategiska)|regionala|nationella)\s$",
    re.I,
)
_HANGING = re.compile(r"(?<![\wåäö-])(?:[\wåäö]{2,}-,\s)?[\wåäöÅÄÖ]{2,}-\s(?:och|samt)\s$")
_ABOUT = re.compile(r"\s(?:för|om|mot|vid|gällande|avseende|kring|angående|rörande)\s")
_WHICH = re.compile(r"[,\s]+(?:som|vilken|vilket|vilka)\b")
# Kinds whose bare noun with what it is about names a document: "planen för arbetet" does not.
_BARE_KINDS = frozenset({"riktlinje", "policy", "rutin", "reglemente", "anvisning", "strategi"})
# What the law itself is called by, and forms that tell of several documents: "trafikreglerna", "attestrutiner".
_LEGAL = re.compile(
    r"förordning[a-zåäö]*$|(?:bestämmels|föreskrift|reg(?:el|l))[a-zåäö]*na?$|"
    r"^bestämmelser$|(?<!^)(?:planer|taxor|rutiner|strategier|policyer|föreskrifter)$"
)
# How a sentence refers to a document: to what it says, "enligt …", "framgår av …", "… anger"; not to what is done with
# it or to money that comes from it ("VA-taxan behöver höjas", "hälften kommer från landsbygdsprogrammet").
_REFERS = re.compile(
    r"(?<![\wåäö-])(?:enligt|i|av|med|till|följer|följa|gäller|gälla|se|och|samt|utifrån|utgår?\sfrån|jämte|liksom|efter|eller)\s"
    r"(?:(?:i\sstället|också|även|främst|bland\sannat|den|det|de)\s)?$|,\s$",
    re.I,
)
_STRICTLY = re.compile(
    r"(?<![\wåäö-])(?:enligt|av|följer|följa|gäller|med|och|samt|till)\s(?:(?:den|det|de)\s)?$|,\s$", re.I
)
_SAYS = re.compile(
    r",?\s(?:anger|styr|reglerar|beskriver|säger|ger|visar|behandlar|innehåller|gäller|slår\sfast|pekar|fastställer|"
    r"tydliggör|framgår|omfattar|revideras|uppdateras|antogs|antas|är|finns|har|ska|kompletterar|kompletteras)\b"
)
_CALLED_NEXT = re.compile(r",?\s[”“\"»«][A-ZÅÄÖ]")
_OPENS = re.compile(r"\s?\(")
# "Förslaget är att anta reviderade riktlinjer för …": what a letter or minutes are about.
_TO_ADOPT = re.compile(r"\banta(?:r|git)?\s(?:reviderade\s|nya\s|ny\s)?$")
_NO_SUBJECT = re.compile(r"\s[a-zåäö]+\s(?:att|hur|den|det|de|denna|detta|dessa|år|\d)", re.I)


@dataclass(frozen=True, slots=True)
class _Named:
    """A stretch of text that names a document."""

    word: KindWord
    start: int
    end: int


def spoken_of(layout: Layout, own: Own, named: Sequence[Found]) -> Iterator[Found]:
    """Each place where a document is spoken of so, but for the document itself and those that `named` names in full."""
    text = layout.text.text
    for word in find_document_words(text):
        found = _named_at(text, word)
        if found is None or _in_a_name(found, named) or not _in_body(layout, found.start):
            continue
        title = tidy_title(text[found.start : found.end])
        if is_denied(text, found.start, found.end) or _means_own(text, found, own) or not _is_reference(text, found):
            continue
        if _CALLED_NEXT.match(text, found.end):
            continue
        full = _in_full(text, found, named)
        span = layout.text.span(found.start, found.end)
        if full is not None:
            full.spans += [span] if span not in full.spans else []
        else:
            spoken = Found(title, word.kind, [span], year=year_after(text, found.end))
            named = [*named, spoken]
            yield spoken


def _named_at(text: str, word: KindWord) -> _Named | None:
    """The name around a word of kind, by the first form that it has."""
    name = text[word.start : word.end].lower()
    if (word.kind not in STEERING and word.kind != "ovrigt") or _LEGAL.search(name):
        return None
    before = re.sub(r"\n(?!\n)", " ", text[max(0, word.start - _WINDOW) : word.start])
    hanging = _HANGING.search(before)
    start = word.start - (len(hanging[0]) if hanging else 0)
    before = before[: len(before) - (word.start - start)]
    compound = hanging is not None or _modifier(name) is not None
    end = _end(text, word)
    if word.definite:
        general = is_general(name) and hanging is None
        return _definite(_Named(word, start, end), before, compound=compound and not general)
    if _OWNED.search(before) and ((compound and not is_general(name)) or end > word.end):
        return _Named(word, start, end)
    if _THE.search(before) and end > word.end and text[word.start].islower() and _WHICH.match(text, end):
        return _Named(word, start, end)
    if _TO_ADOPT.search(before) and end > word.end:
        return _Named(word, start, end)
    return None


def _definite(named: _Named, before: str, *, compound: bool) -> _Named | None:
    """ "personalpolicyn"; "riktlinjerna för representation"; "det drogförebyggande programmet"."""
    if compound or (named.end > named.word.end and named.word.kind in _BARE_KINDS | {"foreskrift"}):
        return named
    adjective = _OF_ITS_KIND.search(before)
    if adjective is None or (adjective["which"] in ("regionala", "nationella") and named.end == named.word.end):
        return None
    return _Named(named.word, named.start - len(before) + adjective.start("which"), named.end)


def _end(text: str, word: KindWord) -> int:
    """Where the name ends: with what it is about, if "för", "om", "mot" or "vid" follows."""
    if _ABOUT.match(text, word.end) is None or _NO_SUBJECT.match(text, word.end):
        return word.end
    return word.start + max(name_end(text[word.start : name_tail(text, word.end)]), word.end - word.start)


@cache
def _kinds() -> tuple[str, ...]:
    """The last parts of compounds that name a document, the longest first."""
    return tuple(sorted((bare_kind_words() | document_ends()) - {"handlingsprogram"}, key=len, reverse=True))


@lru_cache(maxsize=4096)
def _modifier(name: str) -> str | None:
    """What a compound says before its kind: "personal" in "personalpolicyn"; None when it is the kind alone."""
    stem = next((name[: name.rindex(kind)] for kind in _kinds() if kind in name[2:] or name.startswith(kind)), "")
    return stem.rstrip("s-") if len(stem) > 2 else None


def _is_reference(text: str, found: _Named) -> bool:
    """Whether the sentence refers to what the document says; one that is told with its subject is known anyway."""
    if found.end > found.word.end:
        return True
    before = re.sub(r"\n(?!\n)", " ", text[max(0, found.start - _WINDOW) : found.start])
    owner = _OWNED.search(before)
    told = found.start < found.word.start and "-" not in text[found.start : found.word.start]
    if told or (owner is not None and (found.word.kind != "program" or "gällande" in owner[0])):
        return True
    before = before[: owner.start()] if owner is not None else before
    says = _SAYS.match(re.sub(r"\n(?!\n)", " ", text[found.end : found.end + 30])) is not None
    return says or (_STRICTLY if found.word.kind == "program" else _REFERS).search(before) is not None


def _in_a_name(found: _Named, named: Sequence[Found]) -> bool:
    return any(span.start < found.end and found.start < span.end for one in named for span in one.spans)


def _in_body(layout: Layout, offset: int) -> bool:
    zone = layout.zone_at(offset)
    heading = any(one.start <= offset < one.end for one in layout.headings)
    return zone is None and not heading


def _means_own(text: str, found: _Named, own: Own) -> bool:
    """Whether the word means the document that it stands in: "kostpolicyn" in Policy för kost och måltider."""
    word = found.word
    if own.title is None or not own.steering or (found.start < word.start and word.definite):
        return False
    title, name = own.title.lower(), text[word.start : word.end].lower()
    modifier = _modifier(name)
    return stem_name(name) in stem_name(own.title).split() or (
        modifier is not None and modifier[:7] in title and word.kind == own.kind
    )


def _in_full(text: str, found: _Named, named: Sequence[Found]) -> Found | None:
    """The document that is named in full elsewhere: "bostadsförsörjningsprogrammet" of a programme with its years."""
    word, kind, end = text[found.word.start : found.word.end], found.word.kind, found.end
    stem, modifier = stem_name(tidy_title(text[found.start : end])), _modifier(word.lower())
    opens = _OPENS.match(text, end)
    for one in named:
        if opens is not None and any(span.start == opens.end() for span in one.spans):
            return one  # "översiktsplanen (ÖP 2020, antagen av …)"
        other = stem_name(one.title)
        if stem == other or (modifier and is_definite(word) and stem_name(word) in other.split()):
            return one
        if modifier and len(stem.split()) == 1 and modifier[:7] in other and one.kind == kind:
            return one
    return None
