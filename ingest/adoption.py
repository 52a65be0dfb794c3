"""Of all that a document tells of itself: its first adoption, and its latest revision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ingest.act import Act
from ingest.decisions import Told
from ingest.extract import Layout
from kg.model import Field, Flag, Span


@dataclass(frozen=True, slots=True)
class Adoption:
    """The first adoption and the latest revision. `settled` when body and date or § are all said."""

    adopted_by: Field[str] | None = None
    decision_date: Field[str] | None = None
    paragraph: Field[str] | None = None
    revised_date: Field[str] | None = None
    extended_to: Field[str] | None = None
    flags: tuple[Flag, ...] = ()
    settled: bool = False


def choose_adoption(layout: Layout, told: Sequence[Told]) -> Adoption:
    """The adoption of the document itself; contradicting ones are flagged, and the decision's own words preferred."""
    own = [one for one in told if one.own]
    adopted = [one for one in own if one.action == "adopt"] or [one for one in own if one.action == "approve"]
    revised = [one for one in own if one.action == "revise" and one.act.date is not None]
    if not adopted:
        return Adoption(revised_date=_latest(layout, revised))
    chosen, flags = _first(layout, adopted)
    act = chosen.act
    doubt = 0.65 if flags else 1.0
    # What was changed before the document in hand was decided is the history of an older one.
    revised = [one for one in revised if act.date is None or _day(one.act) >= _day(act)[: len(_day(one.act))]]
    body = _body_of(adopted, chosen)
    return Adoption(
        adopted_by=_body_field(layout, body, doubt) if body else None,
        decision_date=_date(layout, chosen, doubt),
        paragraph=_paragraph(layout, chosen, doubt),
        revised_date=_latest(layout, revised),
        flags=flags,
        settled=act.body is not None and act.date is not None and act.paragraph is not None,
    )


def _first(layout: Layout, adopted: Sequence[Told]) -> tuple[Told, tuple[Flag, ...]]:
    """The earliest of the full ones; where a box and the decision's own words disagree, the words."""
    dated = [one for one in adopted if one.act.date is not None]
    if not dated:
        return max(adopted, key=_fullness), ()
    fullest = max(map(_fullness, dated))
    full = [one for one in dated if _fullness(one) == fullest]
    spoken = [one for one in dated if not one.boxed and one.act.body is not None]
    boxed = [one for one in dated if one.boxed]
    if spoken and boxed:
        chosen = min(spoken, key=lambda one: (-_fullness(one), _day(one.act)))
    else:
        chosen = min(full, key=lambda one: _day(one.act))
    days = {_day(one.act)[: len(_day(chosen.act))] for one in dated}
    bare = any(_fullness(one) < 2 for one in dated)
    if len(days) < 2 or not (bare or (spoken and boxed)):
        return chosen, ()
    spans = tuple(_date_span(layout, one.act) for one in dated)
    shown = ", ".join(sorted(days))
    return chosen, (Flag("contradictory-dates", f"Dokumentet ger flera datum för beslutet ({shown}).", spans),)


def _fullness(one: Told) -> int:
    act = one.act
    return 2 * (act.body is not None) + (act.date is not None) + (act.paragraph is not None)


def _day(act: Act) -> str:
    return act.date.value if act.date else ""


def _date_span(layout: Layout, act: Act) -> Span:
    assert act.date is not None
    return layout.text.span(act.date.start, act.date.end)


def _body_of(adopted: Sequence[Told], chosen: Told) -> Act | None:
    """The decider: named in the chosen act, or in another that gives no date of its own."""
    if chosen.act.body is not None:
        return chosen.act
    return next((one.act for one in adopted if one.act.body is not None and one.act.date is None), None)


def _body_field(layout: Layout, act: Act, doubt: float) -> Field[str]:
    assert act.body is not None
    confidence = (0.75 if act.body.generic else 0.95 if act.complete else 0.88) * doubt
    return Field(act.body.name, confidence, _rule("adopted_by", act), (layout.text.span(act.body.start, act.body.end),))


def _rule(name: str, act: Act) -> str:
    boxed = act.verb is not None and act.verb.start == act.verb.end
    voice = act.verb.voice if act.verb is not None else "bare"
    return f"{name}/{'box' if boxed else voice}"


def _date(layout: Layout, chosen: Told, doubt: float) -> Field[str] | None:
    mention = chosen.act.date
    if mention is None:
        return None
    confidence = 0.95 * doubt * mention.confidence * (0.8 if mention.form == "short" else 1.0)
    span = layout.text.span(mention.start, mention.end)
    return Field(mention.value, confidence, _rule("decision_date", chosen.act), (span,), precision=mention.precision)


def _paragraph(layout: Layout, chosen: Told, doubt: float) -> Field[str] | None:
    mention = chosen.act.paragraph
    if mention is None:
        return None
    confidence = 0.95 * doubt * (0.6 if mention.lost_sign else 0.7 if mention.after else 1.0)
    rule = "paragraph/lost-sign" if mention.lost_sign else _rule("paragraph", chosen.act)
    return Field(mention.value, confidence, rule, (layout.text.span(mention.start, mention.end),))


def _latest(layout: Layout, revised: Sequence[Told]) -> Field[str] | None:
    if not revised:
        return None
    last = max(revised, key=lambda one: _day(one.act)).act
    assert last.date is not None
    span = layout.text.span(last.date.start, last.date.end)
    return Field(
        last.date.value, 0.9 * last.date.confidence, _rule("revised_date", last), (span,), precision=last.date.precision
    )
