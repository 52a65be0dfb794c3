"""The name that a decision is told of when no word says its kind: "Hållbara Växjö 2030, antaget av …"."""

from __future__ import annotations

import re

from ingest.act import Act
from ingest.citation_names import find_verb, is_nameable
from ingest.kind_words import STEERING, bare_kind_words, find_document_words, is_general, kind_of_word
from ingest.sentences import sentence_start
from ingest.subjects import in_relative_clause
from ingest.title_phrases import TitlePhrase, kind_in, tidy_title

# "Hållbara Växjö 2030, det måldokument som fullmäktige beslutade": what the name is, between it and the clause.
_LEAD = re.compile(
    r"(?:,\s(?:det|den|ett|en)\s(?:[\wåäö]+\s)?[\wåäö-]*(?:dokument|strategi|plan|program|policy))?[\s,(:–-]*(?:\b(?:som|vilken|vilket|vilka)\b[\s]*)?(?:\b(?:är|har|senast|först|ursprungligen)\b\s*)*$"
)
_TOKEN = re.compile(r"\S+")
_BREAK = re.compile(r"[,;:()\[\]\"”“»«|\t•▪■]|\n\s*\n|(?<!\bm\.m)\.\s")
# Small words and nouns in their definite form with which a sentence begins, not a name.
_NO_NAME = re.compile(
    r"(?:ny|nya|nytt|en|ett|den|det|de|denna|detta|dessa|i|enligt|av|med|för|från|genom|om|på|under|samt|och|att|efter|utifrån|inom|mot|till|vid|"
    r"även|dessutom|därutöver|härutöver|kommunens?|regionens?|stadens?|bolagets?|nämndens?|styrelsens?|"
    r"[\wåäö]{2,}(?:styrelsen|nämnden|fullmäktige|ningen|planen|programmet|policyn|strategin|reglementet|riktlinjerna|rapporten))s?",
    re.I,
)
_DEFINITE = re.compile(r"[\wåäö]+(?:en|et|na|an)")
# Papers of a meeting are named by the meeting, not as documents of their own.
_MEETING = re.compile(
    r"(?:protokoll|beslut|sammanträde|tjänsteskrivelse|tjänsteutlåtande|ärende|missiv|[\wåäö]*utskott)\w*", re.I
)
_HANGING = re.compile(r"[\wåäö]+-\s(?:och|samt)\s$")
_LONGEST = 16
_BACK = 220


def named_before(text: str, act: Act) -> TitlePhrase | None:
    """The capitalised name that ends where the act's statement begins, in the same clause; None when there is none.

    A single word in its definite form ("Planen") is no name, unless it is joined by a hyphen ("CEMR-deklarationen").
    """
    if not _tells_of_a_name(text, act):
        return None
    begin = max(sentence_start(text, act.stated), act.stated - _BACK)
    clause = _LEAD.sub("", text[begin : act.stated])
    marks = list(_BREAK.finditer(clause))
    start = marks[-1].end() if marks else 0
    verb = None
    for found in _verbs(clause, start):
        verb = found
    start = verb if verb is not None else start
    tokens = [(match.start(), match[0]) for match in _TOKEN.finditer(clause, start)][-_LONGEST:]
    for at, word in tokens:
        if word[0].isupper() and not _NO_NAME.fullmatch(word):
            name = clause[at:].rstrip()
            return _phrase(name, begin + at) if _is_name(name) else None
    return _compound_at_end(clause, begin)


_OBJECT = re.compile(
    r"\s*[,)]*\s(?:om|att\santa)\s(?:en\s|ett\s)?(?:ny|nytt|nya|reviderade?|uppdaterade?)\s(?P<name>[\wåäö-]+)"
)


def object_word(text: str, act: Act) -> TitlePhrase | None:
    """ "Fullmäktige beslutade den 24 oktober, § 92, om ny renhållningstaxa": by its kind and subject."""
    match = _OBJECT.match(text, act.end) if act.verb is not None and act.verb.voice == "active" else None
    if match is None or match["name"].lower() in bare_kind_words() or is_general(match["name"].lower()):
        return None
    kind = kind_of_word(match["name"])
    return TitlePhrase(match["name"], *match.span("name"), kind, "named") if kind in STEERING else None


def _compound_at_end(clause: str, offset: int) -> TitlePhrase | None:
    """A kind word with its own subject, though in small letters: "en dokumenthanteringsplan, antagen av …"."""
    words = [word for word in find_document_words(clause) if len(clause) - word.end < 3 and not word.definite]
    if not words or clause[words[-1].start : words[-1].end].lower() in bare_kind_words():
        return None
    last = words[-1]
    hanging = _HANGING.search(clause, 0, last.start)
    start = hanging.start() if hanging else last.start
    return TitlePhrase(tidy_title(clause[start : last.end]), offset + start, offset + last.end, last.kind, "named")


def _tells_of_a_name(text: str, act: Act) -> bool:
    """Whether what stands before the act is what was decided: "…, antagen av KF", "…, som KF antog", "… (KF …)"."""
    if act.verb is not None and act.verb.voice == "passive":
        return True
    return in_relative_clause(act, text) or text[: act.stated].rstrip().endswith("(")


def _verbs(clause: str, start: int) -> list[int]:
    """Where each finite verb of a clause ends."""
    ends, at = [], start
    while (match := find_verb(clause[at:])) is not None:
        at += match.end()
        ends.append(at)
    return ends


def _is_name(name: str) -> bool:
    words = name.split()
    if _MEETING.match(name) or not is_nameable(name) or ("\n" in name.strip("\n") and "\t" in name):
        return False
    return len(name) > 3 and (len(words) > 1 or "-" in name or not _DEFINITE.fullmatch(name))


def _phrase(name: str, start: int) -> TitlePhrase:
    first = name.split()[0]
    kind = kind_of_word(first) or kind_in(name)
    return TitlePhrase(tidy_title(name), start, start + len(name), kind, "named")
