"""Comparing what was read with what is true, field by field."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import partial
from typing import Any

from kg.model import Document, Field, Reading

SCALARS = (
    "title", "municipality", "adopted_by", "decision_date", "paragraph", "case_number", "valid_from", "valid_to",
    "open_ended", "revised_date", "responsible", "replaces", "version", "auditor", "report_date",
)  # fmt: skip
LOOSE = frozenset(
    {"title", "replaces", "responsible", "recommendations", "questions", "verdicts", "addressees", "by_body"}
)
Item = tuple[str, ...]
_NUMBER = re.compile(r"^\d+(\.\d+)*\.?\s+(?!§)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One value compared: `right` when both sides agree; an absent side is the empty string."""

    document: str
    layout: str
    field: str
    expected: str
    got: str

    @property
    def right(self) -> bool:
        """Whether what was read is what is true."""
        return bool(self.expected) and same(self.field, self.expected, self.got)


def fold(text: str) -> str:
    """Case, blanks and dashes made alike, closing punctuation dropped."""
    text = re.sub(r"[\u2010-\u2015]", "-", unicodedata.normalize("NFC", text))
    return " ".join(text.split()).casefold().strip(" .,;:")


def same(field: str, expected: str, got: str) -> bool:
    """Exact but for the field's own normalisation; recommendations may be quoted with their lead or full stop."""
    if not got:
        return False
    if field in ("recommendations", "addressees", "replaces"):
        return any(_contains(fold(part), fold(got)) for part in expected.split("|"))
    if field in LOOSE or field in ("paragraph", "adopted_by", "auditor"):
        return any(fold(part) == fold(got) for part in expected.split("|"))
    return any(part == got for part in expected.split("|"))


def _contains(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return short in long and len(short) >= 0.6 * len(long)


def compare(name: str, layout: str, truth: dict[str, Any], reading: Reading | None) -> list[Verdict]:
    """Every field of one document. A file that could not be read has lost all its values."""
    found: list[Verdict] = []

    def put(field: str, expected: str, got: str) -> None:
        if expected or got:
            found.append(Verdict(name, layout, field, expected, got))

    for field in ("kind", "status", "code", *SCALARS):
        expected = truth.get(field, "")
        if expected != "?":
            put(field, _printed(expected), _scalar(field, reading))
    for field, read in _SETS.items():
        wanted = truth.get(field, "?" if field in _UNLABELLED else [])
        if wanted != "?":
            got = read(reading) if reading else []
            if field == "headings":
                got = [one for one in got if fold(one[0]) not in {fold(text) for text in truth.get("large", ())}]
            alike = _near_item if truth.get("near") else partial(_same_item, field)
            _match([_item(one) for one in wanted], got, alike, partial(put, field))
    if reading is not None and "cited" in truth:
        _match_cited(truth, reading, partial(put, "cited"))
    return found


def _match_cited(truth: dict[str, Any], reading: Reading, put: Callable[[str, str], None]) -> None:
    """The documents that the text cites, by name; those that an author left open are neither right nor wrong."""
    wanted: list[Item] = [(title,) for title in truth["cited"]]
    open_ones: list[Item] = [(title,) for title in truth["cited_optional"]]
    got: list[Item] = [(citation.title,) for citation in reading.citations if citation.title]
    judged = [
        one
        for one in got
        if any(_near_item(other, one) for other in wanted) or not any(_near_item(other, one) for other in open_ones)
    ]
    _match(wanted, judged, _near_item, put)


def _printed(value: Any) -> str:
    return {True: "ja", False: "", None: ""}.get(value, str(value)) if isinstance(value, bool | None) else str(value)


def _scalar(field: str, reading: Reading | None) -> str:
    if reading is None:
        return ""
    if field == "code":
        place = reading.document.municipality
        return (place.code or "") if place else ""
    value = getattr(reading.document, field)
    if isinstance(value, Field):
        value = value.value
    return _printed(value)


def _item(value: Any) -> Item:
    return (str(value),) if isinstance(value, str) else tuple(str(part) for part in value)


def _match(
    wanted: list[Item], got: list[Item], alike: Callable[[Item, Item], bool], put: Callable[[str, str], None]
) -> None:
    """Pair what is wanted with what was read, each once; what is left on either side is an error."""
    rest = list(got)
    for item in wanted:
        hit = next((one for one in rest if alike(item, one)), None)
        if hit is not None:
            rest.remove(hit)
            put(" | ".join(item).replace("|", "/"), " | ".join(item).replace("|", "/"))
        else:
            put(" / ".join(item), "")
    for item in rest:
        put("", " / ".join(item))


def _same_item(field: str, one: Item, other: Item) -> bool:
    heads = zip(one, other, strict=True)
    if field in ("recommendations", "addressees"):
        first, *more = heads
        return _contains(fold(first[0]), fold(first[1])) and all(fold(a) == fold(b) for a, b in more)
    return all(fold(a) == fold(b) for a, b in heads)


def _near_item(one: Item, other: Item) -> bool:
    """Others quote a question or a recommendation somewhat longer or shorter, and may allow two wordings or steps."""
    first, *more = zip(one, other, strict=True)
    return any(_near(fold(text), fold(first[1])) for text in first[0].split("|")) and all(
        fold(b) in [fold(part) for part in a.split("|")] for a, b in more
    )


def _near(one: str, other: str) -> bool:
    return _contains(one, other) or SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.85


def _questions(reading: Reading) -> list[Item]:
    return [(question.text,) for question in reading.questions]


def _verdicts(reading: Reading) -> list[Item]:
    return [(question.text, question.assessment.step) for question in reading.questions if question.assessment]


def _by_body(reading: Reading) -> list[Item]:
    return [(q.text, one.body or "", one.step) for q in reading.questions for one in q.by_body]


def _recommendations(reading: Reading) -> list[Item]:
    return [(item.text,) for item in reading.recommendations]


def _addressees(reading: Reading) -> list[Item]:
    return [(item.text, body) for item in reading.recommendations for body in item.addressees]


def _laws(reading: Reading) -> list[Item]:
    """Statutes by SFS number; the labels say nothing of the Union's regulations."""
    laws = {(law.sfs, law.chapter or "", law.section or "") for law in reading.laws}
    return sorted(law for law in laws if not law[0].startswith("(EU)"))


def _citations(reading: Reading) -> list[Item]:
    """Only those with a full date, and not the document's own decision or the one it replaces."""
    own = _own_dates(reading.document, reading)
    items = {
        (c.decided_by or "", c.decision_date or "", c.paragraph or "") for c in reading.citations if c.decision_date
    }
    return sorted(item for item in items if len(item[1]) == 10 and item[1] not in own)


def _own_dates(document: Document, reading: Reading) -> set[str]:
    fields = (document.decision_date, document.revised_date, document.report_date)
    dates: Iterable[str | None] = (one.date for one in reading.decisions if not one.concerns)
    quoted = document.replaces.value if document.replaces else ""
    return (
        {field.value for field in fields if field}
        | {date for date in dates if date}
        | set(re.findall(r"\d{4}-\d\d-\d\d", quoted))
    )


def _decisions(reading: Reading) -> list[Item]:
    return [(d.action, d.body or "", d.date or "", d.paragraph or "") for d in reading.decisions if not d.concerns]


def _headings(reading: Reading) -> list[Item]:
    """What passages stand under, without numbers."""
    return [(part,) for part in dict.fromkeys(_NUMBER.sub("", h) for p in reading.passages for h in p.heading_path)]


def _audited(reading: Reading) -> list[Item]:
    return [(field.value,) for field in reading.document.audited_bodies]


def _overall(reading: Reading) -> list[Item]:
    overall = reading.document.overall_assessment
    return [(overall.step,)] if overall else []


# A document has these whether or not its truth names them: scored only where it does.
_UNLABELLED = frozenset({"decisions", "overall", "by_body", "headings"})

_SETS: dict[str, Callable[[Reading], list[Item]]] = {
    "headings": _headings,
    "audited_bodies": _audited,
    "questions": _questions,
    "verdicts": _verdicts,
    "by_body": _by_body,
    "recommendations": _recommendations,
    "addressees": _addressees,
    "laws": _laws,
    "citations": _citations,
    "decisions": _decisions,
    "overall": _overall,
}
