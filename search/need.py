"""What a finding needs: what is missing rather than mentioned, the kind of document asked for, its provisions."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from search.analysis import stem, tokens
from search.catalogue import Card, Statement
from search.named import first_kind, kind_named
from search.query import Query, Word, words
from search.subject import kind_terms, modifier, subjects
from search.telling import telling

_WORDS = Path(__file__).parent / "data" / "audit_words.txt"
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÅÄÖ–•])|\n{2,}|\n(?=[–•▪-])")
_DEFICIT = re.compile(
    r"\b(sakna\w*|avsaknad\w*|brist\w*|inte|ej|ingen|inget|inga|otillräcklig\w*|otydlig\w*|oklar\w*|bör|behöver"
    r"|behov av|rekommender\w+|utveckla\w*|förtydlig\w+|upprätta\w*|ta fram|framtagand\w+|försenad\w*|föråldra\w+"
    r"|inaktuell\w*|stärk\w*)\b",
    re.IGNORECASE,
)
# What a text is on its way to is no lack told: "arbetet med att ta fram en ny webbplats".
_LACK = re.compile(
    r"\b(sakna\w*|avsaknad\w*|brist\w*|inte|ej|ingen|inget|inga|otillräcklig\w*|otydlig\w*|oklar\w*|bör|behöver"
    r"|behov av|rekommender\w+|försenad\w*|föråldra\w+|inaktuell\w*|riskerar)\b",
    re.IGNORECASE,
)
_REPORT = re.compile(
    r"^\W*((revisions)?rapport|(fördjupad|grundläggande|uppföljande|översiktlig)?\s*(gransknings?(rapport)?|uppföljning)\w*)\b"
    r"(\s+(av|avseende|gällande|kring|om))?\W*",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(ta(r|s)? fram|tas fram|upprätta[rst]?|anta[rs]?|utarbeta[rst]?|fastställ(a|er|s)|besluta om|införa?"
    r"|komplettera \w+ med)\b",
    re.IGNORECASE,
)
# How much each source says of what is missing (chosen on the development cases).
ASKED_FOR, MISSING, QUESTION, MENTIONED, SUBJECT = 1.0, 1.0, 0.7, 0.6, 0.7
_PROVISIONS = {
    "mal": r"\b(mål|målen|målsättning\w*|mätbar\w*|indikator\w*|nyckeltal|målbild\w*|inriktning\w*)\b",
    "ansvar": r"\b(ansvar\w*|roll|roller|rollfördelning\w*|organisation\w*|mandat|samordn\w+)\b",
    "atgard": r"\b(åtgärd\w*|handlingsplan\w*|aktivitet\w*|insats\w*|prioriter\w+|tidplan\w*|tidsatt\w*)\b",
    "uppfoljning": r"\b(uppfölj\w*|följ\w* upp|följas upp|följs upp|utvärder\w*"
    r"|återrapporter\w*|rapportering\w*|mätning\w*)\b",
    "krav": r"\b(krav|kravställ\w*|regler|rutin\w*|riktlinj\w*|bestämmelse\w*)\b",
}


@dataclass(frozen=True, slots=True)
class Need:
    """What is sought for a finding: weighted texts, the query they make, and what the document should be and hold.

    `subject` are the words for what a document is missing on, where the finding names one.
    """

    texts: tuple[tuple[str, float], ...]
    query: Query
    kind: str | None
    provisions: frozenset[str]
    subject: tuple[Word, ...] = ()


def need_of_statement(statement: Statement, report: Card, asked: Sequence[Statement] = ()) -> Need:
    """The need behind a finding or recommendation; `asked` are the report's recommendations that belong to it."""
    texts = [(one.text, ASKED_FOR) for one in asked]
    if statement.role == "rekommendation":
        texts.append((statement.text, ASKED_FOR))
    else:
        texts += _of_finding(statement)
    if statement.question_text:
        texts.append((statement.question_text, QUESTION))
    subject = _REPORT.sub("", report.title or "")
    return _need([*texts, (subject, SUBJECT)], report.municipality)


def _of_finding(statement: Statement) -> list[tuple[str, float]]:
    """A finding's own sentences; when they tell of no lack, its question carries the need."""
    if statement.question_text and lacks_nothing(statement.text):
        return [(statement.text, MENTIONED)]
    return _by_deficit(statement.text)


def need_of_text(text: str, municipality: str | None = None) -> Need:
    """The need behind a finding in free text."""
    return _need(_by_deficit(text), municipality)


def lacks_nothing(text: str) -> bool:
    """Whether no sentence of a finding tells that something is missing, unclear, late or to be done."""
    return not _LACK.search(text)


def _by_deficit(text: str) -> list[tuple[str, float]]:
    """The sentences of a finding: those that tell what is missing weigh most; when none does, all weigh the same."""
    sentences = [sentence for sentence in _SENTENCE.split(text) if sentence.strip()]
    missing = [bool(_DEFICIT.search(sentence)) for sentence in sentences]
    if not any(missing):
        return [(text, MISSING)]
    return [(one, MISSING if lacks else MENTIONED) for one, lacks in zip(sentences, missing, strict=True)]


def _need(texts: Iterable[tuple[str, float]], municipality: str | None) -> Need:
    kept = tuple((bare, weight) for text, weight in texts if (bare := without_audit_words(text, municipality)))
    wholes = [text for text, weight in texts if weight >= QUESTION]
    query = Query(". ".join(text for text, _ in kept), _words(kept))
    return Need(kept, query, _kind(wholes), _provisions(wholes), _subject(wholes, municipality))


def _subject(texts: Sequence[str], municipality: str | None) -> tuple[Word, ...]:
    """The subject of the first document that a sentence asks for or misses, else that one names."""
    sentences = [sentence for text in texts for sentence in _SENTENCE.split(text)]
    first = [one for one in sentences if _ASKS.search(one) or _DEFICIT.search(one)]
    for sentence in first:
        for named in subjects(sentence):
            if found := _words([(without_audit_words(named, municipality), 1.0)]):
                return found
    return ()


def _words(texts: Iterable[tuple[str, float]]) -> tuple[Word, ...]:
    """The words of all texts, each once at its greatest weight."""
    found: dict[str, Word] = {}
    for text, source in texts:
        for word in words(text, tokens(text)):
            weight = source * telling(word.surface.lower())
            aside = _audit_stems() - {word.term}.union(*word.synonyms)
            forms = {term: value * weight for term, value in word.forms.items() if term not in aside}
            known = found.get(word.term)
            if known is not None:
                forms = {term: max(forms.get(term, 0), known.forms.get(term, 0)) for term in {*forms, *known.forms}}
            found[word.term] = Word(word.surface, word.term, forms, word.synonyms)
    return tuple(found.values())


def without_audit_words(text: str, municipality: str | None) -> str:
    """The words of a text that tell what it is about, in order."""
    place = {token.term for token in tokens(f"{municipality or ''} {municipality or ''}s")}
    aside = _audit_stems() | kind_terms() | place
    found = [token for token in tokens(text) if token.term not in aside and not token.term[0].isdigit()]
    surfaces = (text[token.start : token.end] for token in found)
    told = (surface if (first := modifier(surface)) is None else first for surface in surfaces)
    return " ".join(word for word in told if word and stem(word.lower()) not in aside)


@functools.cache
def _audit_stems() -> frozenset[str]:
    lines = _WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(stem(word) for line in lines if not line.startswith("#") for word in line.split())


def _kind(texts: Sequence[str]) -> str | None:
    """The kind of document asked for or missed: named after "ta fram", "anta" …, else where something is missing."""
    sentences = [sentence for text in texts for sentence in _SENTENCE.split(text)]
    asking = [sentence[match.end() :] for sentence in sentences if (match := _ASKS.search(sentence))]
    lacking = [sentence for sentence in sentences if _DEFICIT.search(sentence)]
    return next((kind for part in asking if (kind := first_kind(part))), None) or next(
        (kind for part in (*lacking, *sentences) if (kind := kind_named(part))), None
    )


def _provisions(texts: Sequence[str]) -> frozenset[str]:
    joined = " ".join(texts).lower()
    return frozenset(name for name, pattern in _PROVISIONS.items() if re.search(pattern, joined))
