"""A finding becomes its precedents: the steering documents elsewhere that lay down what it misses."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from kg.errors import UsageError
from kg.message import Message
from search.about import surely_on_subject
from search.answer import Answer, Hit, statement_json
from search.catalogue import WEAK, Card, Statement
from search.filters import Filters
from search.force import day
from search.index import Index
from search.need import Need, lacks_nothing, need_of_statement, need_of_text
from search.precedent_hits import hits_for
from search.precedent_score import Audit, judged
from search.query import parse
from search.retrieve import check, effective, facets_of
from search.scoring import CANDIDATES, Candidate, Numbers, candidates, is_sure, ranked, ready, score_of
from search.unmentioned import says_nothing_of
from search.weights import ANSWERS, RELATED

_OWN = 5
_BELONGS = 0.35
_ADVICE = 2


def precedents(
    index: Index,
    *,
    finding: str | None = None,
    text: str | None = None,
    k: int = 10,
    filters: Filters | None = None,
    municipality: str | None = None,
    date: str | None = None,
    mode: str = "hybrid",
    known: Sequence[str] = (),
) -> Answer:
    """The precedents of a finding or recommendation (its id), or of a finding in free text.

    `municipality` and `date` are those of the audit when they are known beside a text. Own documents of the audited
    municipality come apart, in `own`. Raises `UsageError` for an id that is not held or a text with nothing in it.
    """
    check(k, mode)
    filters = filters or Filters()
    if (finding is None) == (text is None):
        raise UsageError(Message("Ange antingen en iakttagelses id eller en text, inte båda."))
    if finding is not None:
        return _of_statement(index, finding, k, filters, mode, known, municipality, date)
    parse(text or "")
    known_day = day(date)
    audit = Audit(municipality, None, known_day or datetime.date.today(), None, known_day is not None)
    return answer_need(index, text or "", need_of_text(text or "", municipality), audit, k, filters, mode, known)


def _of_statement(
    index: Index,
    finding: str,
    k: int,
    filters: Filters,
    mode: str,
    known: Sequence[str],
    municipality: str | None,
    date: str | None,
) -> Answer:
    if finding not in index.said:
        raise UsageError(
            Message(
                "Iakttagelsen ”%(finding)s” finns inte i samlingen. 'styrgraf show' visar en rapports iakttagelser.",
                finding=finding,
            )
        )
    number, statement = index.said[finding]
    report = index.cards[number]
    if not needs_precedent(statement):
        message = Message("Iakttagelsen pekar inte på något som saknas.")
        return Answer(statement.text, "none-relevant", message=message, finding=statement_json(statement, report))
    need = need_of(index, statement, number)
    audit = _told_otherwise(audit_of(report), municipality, date)
    answer = answer_need(index, statement.text, need, audit, k, filters, mode, known)
    return replace(answer, finding=statement_json(statement, report))


def _told_otherwise(audit: Audit, municipality: str | None, date: str | None) -> Audit:
    """The audit as its report says, but for what the asker knows better."""
    asked = day(date)
    audit = replace(audit, date=asked, dated=True) if asked else audit
    return replace(audit, municipality=municipality, code=None) if municipality else audit


def audit_of(report: Card) -> Audit:
    """The circumstances of a report's findings."""
    return Audit(report.municipality, report.code, day(report.date, "last") or datetime.date.today(), report.id)


def need_of(index: Index, statement: Statement, report: int) -> Need:
    """The need behind a held finding, with the recommendations of its report that belong to it."""
    return need_of_statement(statement, index.cards[report], advice(index, statement, report))


def advice(index: Index, statement: Statement, report: int) -> list[Statement]:
    """The report's recommendations that are about the same as a finding, the nearest first; needs an encoder."""
    card = index.cards[report]
    if statement.role == "rekommendation" or not index.has_encoder:
        return []
    first = sum(len(index.cards[number].statements) for number in range(report))
    place = next(number for number, one in enumerate(card.statements) if one.id == statement.id)
    rows = index.statements.rows(np.arange(first, first + len(card.statements), dtype=np.int64))
    near = rows @ rows[place]
    asked = [
        number
        for number, one in enumerate(card.statements)
        if one.role == "rekommendation" and near[number] >= _BELONGS
    ]
    return [card.statements[number] for number in sorted(asked, key=lambda number: -near[number])[:_ADVICE]]


def answer_need(
    index: Index, text: str, need: Need, audit: Audit, k: int, filters: Filters, mode: str, known: Sequence[str]
) -> Answer:
    """The precedents of a need, as the answer to `text`."""
    allowed = np.array(index.passing(filters, known), np.int64)
    allowed = allowed[index.steering[allowed]]
    if not len(allowed):
        if any(index.steering[number] for number in index.passing(filters.whose_and_what, known)):
            return Answer(text, "none-relevant", message=_nothing(filters))
        missing = {"kind": filters.kind or need.kind, "municipality": filters.municipality, "size": filters.size}
        lacking = {name: value for name, value in missing.items() if value}
        message = Message("Samlingen har inga styrdokument att söka prejudikat bland.")
        if filters.any():
            message = Message("Avgränsningen lämnar inga styrdokument att söka prejudikat bland.")
        return Answer(text, "not-held", not_held=(lacking,) if lacking else (), message=message)
    own, others = askable(index, audit, allowed)
    found = judged_all(index, need, audit, others, mode, max(CANDIDATES, 2 * k))
    mine = _hits(index, need, audit, own, mode, _OWN)
    if not found or not _answers(index, need, found[0][0], mode):
        return Answer(text, "none-relevant", own=mine, message=_nothing(filters))
    relevant = [found[0], *((one, score) for one, score in found[1:] if score >= RELATED)]
    hits = hits_for(index, need, audit, relevant, k)
    return Answer(text, "found", hits, len(relevant), facets_of(index, [one.document for one, _ in relevant]), own=mine)


def _nothing(filters: Filters) -> Message:
    if filters.any():
        return Message("Inget styrdokument som avgränsningen släpper igenom svarar på det som saknas.")
    return Message("Inget styrdokument i samlingen svarar på det som saknas.")


def _hits(index: Index, need: Need, audit: Audit, numbers: Numbers, mode: str, k: int) -> tuple[Hit, ...]:
    found = judged_all(index, need, audit, numbers, mode)
    found = [(one, score) for one, score in found if score >= ANSWERS and _answers(index, need, one, mode)]
    return hits_for(index, need, audit, found, k, own=True)


def _answers(index: Index, need: Need, one: Candidate, mode: str) -> bool:
    """Whether a document answers likely enough: by what was compared, or as its title is what is said to be missing.

    One that is not on the subject named never does, nor one that has no word of what is missing.
    """
    if one.features["off_subject"]:
        return False
    named = surely_on_subject(index, need.subject, one)
    if not named and says_nothing_of(index, one.document, need.query):
        return False
    if is_sure(one, "precedents", effective(index, mode)):
        return True
    return named and score_of(one.features["ranking"]) >= ANSWERS


def askable(index: Index, audit: Audit, allowed: Numbers) -> tuple[Numbers, Numbers]:
    """Of the allowed steering documents the audited municipality's own, and those of others that are adopted."""
    numbers = np.asarray(allowed, np.int64)
    mine = np.zeros(len(index.cards), bool)
    for name in {audit.municipality, audit.code} - {None}:
        mine[index.of_municipality(str(name))] = True
    own = numbers[(mine & index.steering)[numbers]]
    return own, numbers[(~mine & index.steering & ~index.drafts)[numbers]]


def judged_all(
    index: Index, need: Need, audit: Audit, numbers: Numbers, mode: str = "hybrid", most: int = CANDIDATES
) -> list[tuple[Candidate, float]]:
    """The documents among `numbers` by how well they answer the need, best first, with their scores."""
    if not len(numbers) or not need.query.words:
        return []
    meaning = meaning_of(index, need) if mode != "lexical" and index.has_encoder else None
    asked = ready(index, need.query, mode, meaning)
    found = candidates(index, asked, numbers, mode, most)
    return ranked([judged(index, need, audit, one) for one in found], "precedents", effective(index, mode))


def meaning_of(index: Index, need: Need) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    """The meaning of the need: its texts by their weights."""
    rows = index.encoder.encode([text for text, _ in need.texts])
    total = np.array([weight for _, weight in need.texts], np.float32) @ rows
    return np.asarray(total / max(float(np.linalg.norm(total)), 1e-9), np.float32)


def needs_precedent(statement: Statement) -> bool:
    """Whether a statement points at something missing: a recommendation, or a finding that tells of a lack itself.

    So does one whose question was answered weakly; one whose question was answered with yes never does.
    """
    if statement.role == "rekommendation" or statement.step in WEAK:
        return True
    return statement.step != "ja" and not lacks_nothing(statement.text)
