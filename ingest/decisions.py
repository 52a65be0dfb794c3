"""Every decision that a document tells of: those about itself, and those about the documents it names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.act import Act
from ingest.act_tokens import Verb
from ingest.acts import acts_of
from ingest.bodies import BodyMention, BodyNames
from ingest.box_acts import box_acts
from ingest.box_history import History, history_of
from ingest.dates import DateMention
from ingest.extract import Layout
from ingest.fronts import OwnPlaces
from ingest.infobox import Infobox, data_tables
from ingest.name_stems import stem_name
from ingest.source import HTML
from ingest.subjects import Own, changes_own, concerned, follows_own, is_own
from ingest.title_phrases import TitlePhrase
from kg.model import Action, Decision, Span

_VALIDITY_KEYS = ("validity", "valid_from", "valid_to")
_NOT_OWN_KEYS = ("replaces", "related", "other", "next_revision")


@dataclass(frozen=True, slots=True)
class Told:
    """An act with what it is about: `own`, or `concerns` with the place of that name; `boxed` when a box says it."""

    action: Action
    acts: tuple[Act, ...]
    own: bool
    concerns: str | None = None
    phrase: TitlePhrase | None = None
    boxed: bool = False

    @property
    def act(self) -> Act:
        """All its acts as one: each slot filled from the first that has it."""
        first = self.acts[0]
        for act in self.acts[1:]:
            first = replace(
                first,
                body=first.body or act.body,
                date=_better_date(first, act),
                paragraph=first.paragraph or act.paragraph,
                case_number=first.case_number or act.case_number,
            )
        return first


def _better_date(one: Act, other: Act) -> DateMention | None:
    if one.date is None or (other.date is not None and one.date.precision != "day" and other.date.precision == "day"):
        return other.date
    return one.date


def read_decisions(layout: Layout, box: Infobox, names: BodyNames, own: Own) -> list[Told]:
    """All decisions in reading order; what is said twice is one."""
    text = layout.text.text
    places = OwnPlaces(layout)
    told = [
        Told(act.verb.action, (act,), own=True, boxed=True)
        for act in box_acts(text, box, names)
        if act.verb and own.steering
    ]
    history, data = history_of(layout), data_tables(layout)
    if own.steering:
        told += list(_from_history(history, names, told))
    real_box = len(box.entries) >= 3
    previous: Act | None = None
    for act in acts_of(text):
        key = _in_box(box, act)
        if not places.content(act.start) or history.holds(act.start):
            continue
        if _of_web_page(layout, act):
            continue
        if real_box and told and key is not None and key not in (*_NOT_OWN_KEYS, *_VALIDITY_KEYS):
            continue
        found = list(_told(act, text, own, places, "related" if data.holds(act.start) else key, previous))
        previous = act if any(one.own for one in found) else None
        told += found
    return _approved_is_adopted(_merged(_of_the_replaced(told)))


def _of_web_page(layout: Layout, act: Act) -> bool:
    """ "Senast uppdaterad: 12 maj 2023" on a web page tells of the page."""
    if layout.extract.media_type != HTML or act.verb is None or act.body is not None or act.paragraph is not None:
        return False
    words = layout.text.text[act.verb.start : act.verb.end].lower()
    return "uppdatera" in words


def _from_history(history: History, names: BodyNames, boxed: Sequence[Told]) -> Iterator[Told]:
    """The rows of a history. A row that gives only the day on which the box has it decided says no more than that."""
    days = {one.act.date.value for one in boxed if one.act.date}
    for act in history.acts(names, any_told=bool(boxed)):
        bare = act.body is None and act.paragraph is None
        if act.verb is not None and not (bare and act.date is not None and act.date.value in days):
            yield Told(act.verb.action, (act,), own=True)


def _in_box(box: Infobox, act: Act) -> str | None:
    return next((entry.key for entry in box.entries if entry.label_start <= act.start < entry.end), None)


def _told(act: Act, text: str, own: Own, places: OwnPlaces, key: str | None, previous: Act | None) -> Iterator[Told]:
    if act.verb is None and not _speaks_alone(act):
        return
    if own.steering and act.complete and changes_own(act, text, own):
        yield Told("revise", (act,), own=True)
        return
    own_place = places.holds(act.start) and key not in _NOT_OWN_KEYS
    itself = follows_own(act, previous, text) or is_own(act, text, own, front=own_place)
    itself = itself or (key in _VALIDITY_KEYS and own.steering and act.verb is not None and act.verb.action == "extend")
    if key not in _NOT_OWN_KEYS and itself:
        if act.complete or (act.verb is not None and act.body is not None and act.verb.voice != "noun"):
            yield Told(_own_action(act), (act,), own=True)
        return
    dated = act.date is not None and (act.date.precision != "year" or act.paragraph is not None)
    weak = act.verb is None or (act.verb.voice == "noun" and not (act.body and act.complete))
    if weak and (act.body is None or act.date is None or act.paragraph is None):
        return
    if not (dated or (act.paragraph is not None and act.body is not None and not act.paragraph.after)):
        return
    name, phrase = concerned(act, text)
    if act.verb is None and phrase is None:
        # Minutes give their own meeting and § in their head: what was decided is what they are about.
        if own.kind != "protokoll" or not own.title or not places.on_cover(act.start):
            return
        name = own.title
    yield Told(act.verb.action if act.verb else "decide", (act,), own=False, concerns=name or None, phrase=phrase)


def _speaks_alone(act: Act) -> bool:
    """Without a verb, a body with its date or § is enough to be a decision: "KF 2019-05-20 § 33"."""
    return act.body is not None and act.date is not None and act.date.precision == "day" and not act.body.generic


def _own_action(act: Act) -> Action:
    """Of the document itself "beslut i kommunfullmäktige" and a bare "KF 2019-05-20 § 33" are its adoption."""
    if act.verb is None or act.verb.action == "decide":
        return "adopt"
    return act.verb.action


def _approved_is_adopted(told: list[Told]) -> list[Told]:
    """A document that nobody is said to adopt is adopted by whoever approved it first: "Godkänt av …"."""
    own = [one for one in told if one.own]
    if any(one.action == "adopt" for one in own):
        return told
    first = next((one for one in own if one.action == "approve"), None)
    return [replace(one, action="adopt") if one is first else one for one in told]


def _of_the_replaced(told: Sequence[Told]) -> list[Told]:
    """ "Den ersätter policyn antagen 2015-04-27, § 49": without a body it is what else is said of the other one."""
    others = [one for one in told if not one.own and one.concerns and one.act.paragraph is not None]

    def other(one: Told) -> Told | None:
        bare = one.own and not one.boxed and one.act.body is None
        return next((each for each in others if bare and _equal_slots(one.act, each.act)), None)

    return [replace(one, own=False, concerns=found.concerns) if (found := other(one)) else one for one in told]


def _merged(told: Sequence[Told]) -> list[Told]:
    kept: list[Told] = []
    for one in told:
        at = next((i for i, other in enumerate(kept) if _same(other, one)), None)
        if at is None:
            kept.append(one)
        else:
            other = kept[at]
            kept[at] = replace(
                other,
                acts=(*other.acts, *one.acts),
                boxed=other.boxed and one.boxed,
                action=one.action if other.action == "decide" else other.action,
                concerns=other.concerns or one.concerns,
                phrase=other.phrase or one.phrase,
            )
    own = [one.act for one in kept if one.own]
    return [one for one in kept if one.own or not any(_says_again(one.act, act) for act in own)]


def _says_again(other: Act, own: Act) -> bool:
    """Whether an act that seemed to be of another document only repeats one of this document."""
    same = other.body is not None and own.body is not None and other.body.name == own.body.name
    return same and _equal_slots(other, own) and own.paragraph is not None


def _same(one: Told, other: Told) -> bool:
    if one.own != other.own:
        return False
    if one.action != other.action and (one.own or not _equal_slots(one.act, other.act)):
        return False
    if not _compatible(one.act, other.act):
        return False
    if one.own:
        return True
    a, b = stem_name(one.concerns or ""), stem_name(other.concerns or "")
    return a == b or not a or not b or (_equal_slots(one.act, other.act) and one.act.paragraph is not None)


def _compatible(one: Act, other: Act) -> bool:
    """Whether two acts can be the same decision: no slot says different things."""
    if one.body and other.body and not _same_body(one.body, other.body):
        return False
    if one.paragraph and other.paragraph and one.paragraph.value != other.paragraph.value:
        return False
    if (
        one.date
        and other.date
        and not (one.date.value.startswith(other.date.value) or other.date.value.startswith(one.date.value))
    ):
        return False
    return bool(
        (one.date and other.date) or (one.paragraph and other.paragraph) or not (one.complete and other.complete)
    )


def _same_body(one: BodyMention, other: BodyMention) -> bool:
    """Whether two names can be of one body: "styrelsen" is said of "styrelsen för … AB"."""
    return one.generic or other.generic or one.name.startswith(other.name) or other.name.startswith(one.name)


def _equal_slots(one: Act, other: Act) -> bool:
    return bool(one.date and other.date and one.date.value == other.date.value) and (
        (one.paragraph.value if one.paragraph else None) == (other.paragraph.value if other.paragraph else None)
    )


def as_decision(layout: Layout, told: Told) -> Decision:
    """The decision as a value, with the words it was read from."""
    act = told.act
    spans: list[Span] = []
    for one in told.acts:
        spans += [layout.text.span(*stretch) for stretch in _stretches(one)]
    return Decision(
        action=told.action,
        spans=tuple(dict.fromkeys(spans)),
        body=act.body.name if act.body else None,
        date=act.date.value if act.date else None,
        precision=act.date.precision if act.date else None,
        paragraph=act.paragraph.value if act.paragraph else None,
        case_number=act.case_number.value if act.case_number else None,
        concerns=None if told.own else told.concerns or layout.text.text[act.start : act.end].strip(),
    )


def _stretches(act: Act) -> Iterator[tuple[int, int]]:
    """The act's words; two stretches when an object stands between them, one for each token of a box."""
    if act.gap is not None:
        yield act.start, act.gap[0]
        yield act.gap[1], act.end
        return
    tokens = act.tokens()
    if tokens and act.end - act.start > 200:
        for token in tokens:
            if not (isinstance(token, Verb) and token.start == token.end):
                yield token.start, token.end
        return
    yield act.start, act.end
