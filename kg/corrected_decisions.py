"""A document's own decisions as people have corrected the values that were read from them.

The first adoption stands twice in a reading: as the document's own values (`adopted_by`, `decision_date`, `paragraph`)
and as a decision. Whoever puts one right has put the other right too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from kg.model import Action, Correction, Decision, Document, Field, Span
from kg.reviews import Key, Review

# What a document says of itself → the part of its decision that says the same.
_ADOPTION = {"adopted_by": "body", "decision_date": "date", "paragraph": "paragraph"}
_REVISION = {"revised_date": "date"}
_ADOPTING: tuple[Action, ...] = ("adopt", "approve", "decide")


def decisions_corrected(
    read: Sequence[Decision], before: Document, after: Document, reviews: Mapping[Key, Review]
) -> tuple[Decision, ...]:
    """The decisions `read` from a document whose values were `before`, now that they are `after`."""
    decisions = list(read)
    for actions, names in ((_ADOPTING, _ADOPTION), (("revise",), _REVISION)):
        changed = [name for name in names if _said(before, name) != _said(after, name)]
        if changed:
            _correct(decisions, actions, {name: names[name] for name in changed}, (before, after, names), reviews)
    return tuple(decisions)


def _correct(
    decisions: list[Decision],
    actions: Sequence[Action],
    changed: Mapping[str, str],
    documents: tuple[Document, Document, Mapping[str, str]],
    reviews: Mapping[Key, Review],
) -> None:
    before, after, names = documents
    found = _decision_of(decisions, actions, {part: _said(before, name) for name, part in names.items()})
    if found is None:
        made = _made(actions[0], after, names)
        if made is not None:
            decisions.append(_put_right(made, changed, after, reviews, read=None))
        return
    decisions[found] = _put_right(decisions[found], changed, after, reviews, read=decisions[found])


def _decision_of(
    decisions: Sequence[Decision], actions: Sequence[Action], said: Mapping[str, str | None]
) -> int | None:
    """Which decision the values were read from: of the document itself, agreeing in most parts and against none."""
    best, most = None, 0
    for number, one in enumerate(decisions):
        if one.concerns is not None or one.action not in actions:
            continue
        known = [(getattr(one, part), value) for part, value in said.items() if value and getattr(one, part)]
        agreeing = sum(mine == value for mine, value in known)
        if agreeing > most and agreeing == len(known):
            best, most = number, agreeing
    return best


def _put_right(
    decision: Decision,
    changed: Mapping[str, str],
    after: Document,
    reviews: Mapping[Key, Review],
    *,
    read: Decision | None,
) -> Decision:
    """The decision with the changed parts as the document now has them, and what was read there beside them."""
    parts: dict[str, Any] = {}
    corrections = []
    for name, part in changed.items():
        field: Field[str] | None = getattr(after, name)
        parts[part] = field.value if field else None
        if part == "date":
            parts["precision"] = field.precision if field else None
        was = getattr(read, part) if read else None
        corrections.append(Correction(part, was, reviews["field", name].id))
    return replace(decision, **parts, corrected=tuple(corrections))


def _made(action: Action, after: Document, names: Mapping[str, str]) -> Decision | None:
    """The decision that a person has told of where none was read; None when nothing of it is said."""
    fields = {part: field for name, part in names.items() if (field := getattr(after, name)) is not None}
    if not fields:
        return None
    spans: tuple[Span, ...] = tuple(dict.fromkeys(span for field in fields.values() for span in field.spans))
    precision = fields["date"].precision if "date" in fields else None
    return Decision(action, spans, precision=precision, **{part: field.value for part, field in fields.items()})


def _said(document: Document, name: str) -> str | None:
    field: Field[str] | None = getattr(document, name)
    return field.value if field else None
