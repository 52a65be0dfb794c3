"""The reasons for a hit, as data and in words. Each reason is a sentence of its own; other languages have theirs in the
catalogue of messages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from kg.message import Cited, Message, row
from search.stored import Stored

Kind = Literal[
    "designation",  # what was asked is the document's own title, diarienummer or §
    "title",  # there is no passage to show: the title is what is asked for
    "words",  # a passage has words of the question
    "meaning",  # a passage is near the question in meaning
    "title-words",  # the title has words of the question
    "nearest",  # nothing but that no passage is nearer
    "kind",  # the document is of the kind that a finding asks for
    "lays-down",  # a passage lays down what the finding misses
    "treats",  # a passage is on the subject of the finding
    "later",  # it was decided after the audit
    "in-force",
    "not-in-force",
    "draft",
    "unmentioned",  # what speaks against it: words of a short question that the document has nowhere
]
_KINDS = {
    "strategi": Message("en strategi"),
    "program": Message("ett program"),
    "plan": Message("en plan"),
    "handlingsplan": Message("en handlingsplan"),
    "verksamhetsplan": Message("en verksamhetsplan"),
    "policy": Message("en policy"),
    "riktlinje": Message("en riktlinje"),
    "regler": Message("en samling regler"),
    "reglemente": Message("ett reglemente"),
    "rutin": Message("en rutin"),
    "anvisning": Message("en anvisning"),
    "foreskrift": Message("en föreskrift"),
}
_PROVISIONS = {
    "mal": Message("mål"),
    "ansvar": Message("ansvar"),
    "atgard": Message("åtgärder"),
    "uppfoljning": Message("uppföljning"),
    "krav": Message("krav"),
}


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason for a hit.

    `passage` is where it shows, `words` are those that were met there, `provisions` the codes of what it lays down,
    `document_kind` the kind asked for; `dated` tells whether in force was asked for the day of an audit or for today.
    """

    kind: Kind
    passage: Stored | None = None
    words: tuple[str, ...] = ()
    provisions: tuple[str, ...] = ()
    document_kind: str | None = None
    dated: bool = False

    def to_json(self) -> dict[str, Any]:
        """The reason as JSON; what does not belong to it is left out."""
        said: dict[str, Any] = {"kind": self.kind, "words": list(self.words), "provisions": list(self.provisions)}
        said |= {"document_kind": self.document_kind}
        if self.passage is not None:
            said |= {"passage": self.passage.id, "page": self.passage.page}
        return {name: value for name, value in said.items() if value}


def sentence(reasons: Iterable[Reason]) -> str:
    """The reasons as a short text, in Swedish and in any language of the catalogue."""
    said = [_worded(one) for one in reasons]
    text = said[0]
    for one in said[1:]:
        text = Message("%(first)s %(last)s", first=text, last=one)
    return text


def _worded(one: Reason) -> str:
    if one.passage is not None:
        return _of_passage(one, one.passage)
    if one.kind == "unmentioned":
        return Message("Dokumentet nämner inte %(words)s.", words=_quoted(one.words))
    if one.kind == "kind":
        kind = one.document_kind or ""
        return Message("Dokumentet är %(kind)s av den sort som efterfrågas.", kind=_KINDS.get(kind, kind))
    if one.kind in _AT_AUDIT:
        return (_AT_AUDIT if one.dated else _TODAY)[one.kind]
    return _PLAIN[one.kind]


def _of_passage(one: Reason, passage: Stored) -> str:
    place, words = _place(passage), _quoted(one.words)
    if one.kind == "words":
        return Message("%(place)s innehåller %(words)s.", place=place, words=words)
    if one.kind == "meaning":
        text = Message("Innehållet där ligger nära det du söker.")
        return text if words else Message("%(place)s ligger till innehållet nära det du söker.", place=place)
    if one.kind == "nearest":
        return Message("%(place)s är det som ligger närmast det du söker.", place=place)
    if one.kind == "lays-down":
        what = row([_PROVISIONS[code] for code in one.provisions])
        if words:
            return Message("%(place)s anger %(what)s och innehåller %(words)s.", place=place, what=what, words=words)
        return Message("%(place)s anger %(what)s.", place=place, what=what)
    if words:
        return Message("%(place)s handlar om ämnet och innehåller %(words)s.", place=place, words=words)
    return Message("%(place)s handlar om ämnet.", place=place)


_AT_AUDIT = {
    "in-force": Message("Dokumentet gällde vid granskningen."),
    "not-in-force": Message("Dokumentet gällde inte vid granskningen."),
}
_TODAY = {
    "in-force": Message("Dokumentet gäller i dag."),
    "not-in-force": Message("Dokumentet gäller inte i dag."),
}
_PLAIN = {
    "designation": Message("Det du skrev är dokumentets egen titel eller beteckning."),
    "title": Message("Titeln motsvarar det som efterfrågas."),
    "title-words": Message("Titeln handlar om ämnet."),
    "later": Message("Dokumentet beslutades efter granskningen."),
    "draft": Message("Dokumentet är ett förslag som inte är antaget."),
}


def known_provisions(codes: Iterable[str]) -> tuple[str, ...]:
    """Those of the codes that there are words for, in their order."""
    return tuple(code for code in codes if code in _PROVISIONS)


def _place(passage: Stored) -> str:
    heading = passage.heading_path[-1].strip(" .:") if passage.heading_path else ""
    if heading:
        return Message("Avsnittet ”%(heading)s” (s. %(page)s)", heading=Cited(heading), page=passage.page)
    return Message("Texten på s. %(page)s", page=passage.page)


def _quoted(words: Sequence[str]) -> str:
    return row([Message("”%(word)s”", word=Cited(word)) for word in words])
