"""From when and until when a document says that it applies."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.dates import DateMention, find_dates, find_periods
from ingest.extract import Layout
from ingest.fronts import OwnPlaces
from ingest.infobox import Infobox
from ingest.kind_words import find_kind_words, same_kind
from ingest.labels import is_placeholder
from ingest.sentences import sentence_end, sentence_start
from ingest.subjects import Own
from kg.model import Field, Span

_OPEN = re.compile(r"\btills\s?vidare\b|\bt\.\s?v\.|\btv\b(?=\s*$)|until\sfurther\snotice", re.I)
_APPLIES = re.compile(
    r"\b(?:gäller|gälla|giltig(?:het(?:stid|speriod)?|t|a)?|träder\si\skraft|trädde\si\skraft|ikraftträdande|planperiod|programperiod|valid|applies|ska\stillämpas|tillämpas|"
    r"förläng(?:d|t|da|des|ts)"
    r"|revideras(?=[^.]{0,40}\slängst))\b",
    re.I,
)
_FROM = re.compile(
    r"(?:(?:fick|vann|får|vinner)\slaga\skraft,?|från\soch\smed|fr\.?\s?o\.?\s?m\.?|från|from|i\skraft|sedan)\s*(?:och\smed\s)?(?:den\s)?:?\s*$",
    re.I,
)
_TO = re.compile(
    r"(?:till\soch\smed|t\.?\s?o\.?\s?m\.?|längst\still|längst|till|senast|vid\sutgången\sav|until|through|to|[-\u2013\u2014])\s*(?:och\smed\s)?(?:den\s|utgången\sav\s|år\s)?:?\s*$",
    re.I,
)
_EXTENDED = re.compile(
    r"\b(?:förläng\w+|prolonger\w+)\s(?:[^.;]{0,30}\s)?(?:till|t\.?\s?o\.?\s?m\.?|till\soch\smed)\s+(?:den\s)?$", re.I
)
_NOT = re.compile(r"\b(?:inte|ej|lagen|lag|förordningen|tidigare|avtalet|beslutet)\b", re.I)
_REACH = 110


@dataclass(frozen=True, slots=True)
class Validity:
    """Beginning, end and open end, each with its evidence."""

    valid_from: Field[str] | None = None
    valid_to: Field[str] | None = None
    open_ended: Field[bool] | None = None


def read_validity(layout: Layout, box: Infobox, own: Own, title: Field[str] | None) -> Validity:
    """The validity that the box gives, else the document's own words, else a period in its title."""
    found = [
        _from_box(layout, box),
        _from_words(layout, box, own),
        _from_title(layout, title),
        _from_label(layout, title),
    ]
    valid_to = next((one.valid_to for one in found if one.valid_to), None)
    open_ended = next((one.open_ended for one in found if one.open_ended), None)
    stated = next((one for one in found if one.open_ended or one.valid_to), None)
    if stated is not None and stated.open_ended:
        # "tills vidare" is the document's own word on its end: a period in the title is then its subject.
        valid_to = stated.valid_to
    elif stated is not None:
        open_ended = stated.open_ended
    return Validity(next((one.valid_from for one in found if one.valid_from), None), valid_to, open_ended)


def _from_box(layout: Layout, box: Infobox) -> Validity:
    text = layout.text.text
    since: Field[str] | None = None
    until: Field[str] | None = None
    opened: Field[bool] | None = None
    for entry in box.all("valid_from", "valid_to", "validity"):
        value = text[entry.start : entry.end]
        if is_placeholder(value):
            continue
        read = _parse(layout, entry.start, entry.end, "validity/box", entry.confidence, default=entry.key)
        since, until, opened = since or read.valid_from, until or read.valid_to, opened or read.open_ended
    return Validity(since, until, opened)


def _from_words(layout: Layout, box: Infobox, own: Own) -> Validity:
    """Sentences that say how long the document itself applies, on its cover, in its foot, or with itself as subject."""
    if not own.steering:
        return Validity()
    text = layout.text.text
    places = OwnPlaces(layout)
    since: Field[str] | None = None
    until: Field[str] | None = None
    opened: Field[bool] | None = None
    for match in _APPLIES.finditer(text):
        if not places.content(match.start()) or box.holds(match.start()) or not _of_itself(text, match, own, places):
            continue
        end = min(sentence_end(text, match.end()), match.end() + _REACH)
        line_end = text.find("\n\n", match.end())
        end = min(end, line_end) if line_end >= 0 else end
        if re.match(
            r"\s+(?:för|alla|samtliga|även|också|inom|vid|att)\b(?!\s(?:perioden|åren|tiden|år\s|utgången))",
            text[match.end() : end],
        ):
            continue
        read = _parse(layout, match.end(), end, "validity/words", 0.88, default=_default(match[0]))
        if match[0].lower().startswith("förläng"):
            read = Validity(None, read.valid_to, read.open_ended)
        since, until, opened = since or read.valid_from, until or read.valid_to, opened or read.open_ended
    return Validity(since, until, opened)


def _default(word: str) -> str:
    if word.lower().startswith("förläng"):
        return "extended"
    return "valid_from" if "kraft" in word.lower() else "validity"


def _of_itself(text: str, match: re.Match[str], own: Own, places: OwnPlaces) -> bool:
    start = max(sentence_start(text, match.start()), text.rfind("\n\n", 0, match.start()) + 1)
    before = text[start : match.start()].strip(" \t\n*-•(")
    line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip(" \t*-•(|")
    if _NOT.search(before[-40:]):
        return False
    if places.holds(match.start()) and (
        not line or match[0][0].isupper() or line.endswith((",", "·", "|", ".", ")", "–", ", att"))
    ):
        return True
    if _PRONOUN.fullmatch(before) and places.holds(match.start()):
        return True
    if _by_its_title(before, own) or _extends(text, match, own):
        return True
    words = list(find_kind_words(before))
    itself = bool(
        re.search(r"\b(?:styr)?dokumentet\b|\bdetta\sdokument\b|\bgiltighet(?:stid)?(?:en)?$", before, re.I)
    ) or any(
        same_kind(word.kind, own.kind)
        and (word.definite or re.search(r"\b(?:denna|detta|dessa)\s$", before[: word.start], re.I))
        for word in words
    )
    words_before = len(before.split())
    goes_on = before.endswith(" och") and words_before <= 24 and bool(words) and words[0].start < 20
    return itself and (words_before <= 8 or goes_on)


# "från och med läsåret 2023/2024" says when it begins, not when it ends.
_SCHOOL_YEAR = re.compile(r"(?:läs|kalender|verksamhets)?året\s*$")
_PRONOUN = re.compile(r"(?:de|den|det)(?:\s(?:slutar|upphör|ska|skall)(?:\satt)?)?", re.I)
_THIS = re.compile(r"(?:denna|detta|dessa)\s(?P<noun>[\wåäö-]{4,})", re.I)


def _by_its_title(before: str, own: Own) -> bool:
    """ "Dessa avgifter", of a document that is called Avgifter för …, though the word names no kind."""
    this = _THIS.fullmatch(before)
    return this is not None and own.title is not None and own.title.lower().startswith(this["noun"].lower())


def _extends(text: str, match: re.Match[str], own: Own) -> bool:
    """ "… har fullmäktige förlängt programmet till och med …": the document is what the verb governs."""
    word = next(find_kind_words(text[match.end() : match.end() + 40]), None)
    extended = match[0].lower() == "förlängt" and word is not None and word.start <= 1
    return extended and word is not None and word.definite and same_kind(word.kind, own.kind)


def _parse(layout: Layout, start: int, end: int, rule: str, confidence: float, default: str) -> Validity:
    """Dates after "från" and "till", a period, or "tills vidare" in a stretch of text."""
    text = layout.text.text[start:end]
    opened = _OPEN.search(text)
    open_ended = (
        Field(True, confidence, rule, (layout.text.span(start + opened.start(), start + opened.end()),))
        if opened
        else None
    )
    period = next(find_periods(text), None)
    dates = [one for one in find_dates(text) if one.form != "short"]
    if period is not None and not any(one.precision == "day" for one in dates):
        span = (layout.text.span(start + period.start, start + period.end),)
        if _FROM.search(_SCHOOL_YEAR.sub("", text[: period.start])):
            return Validity(Field(period.first, confidence, rule, span, precision="year"))
        return Validity(
            Field(period.first, confidence, rule, span, precision="year"),
            Field(period.last, confidence, rule, span, precision="year"),
            None,
        )
    since: Field[str] | None = None
    until: Field[str] | None = None
    for number, mention in enumerate(dates):
        before = text[: mention.start]
        field = _field(layout, mention, start, rule, confidence)
        if _EXTENDED.search(before):
            until = field
        elif since is None and _FROM.search(before):
            since = field
        elif until is None and (_TO.search(before) or (default == "valid_to" and number == 0)):
            until = field
        elif since is None and default == "valid_from" and number == 0:
            since = field
        elif until is None and default == "validity" and rule == "validity/box" and len(dates) == 1:
            until = field
        elif since is None and default == "validity" and number == 0 and len(dates) > 1 and not before.strip(" :,("):
            since = field
    return Validity(since, until, open_ended if until is None else None)


def _field(layout: Layout, mention: DateMention, offset: int, rule: str, confidence: float) -> Field[str]:
    span = layout.text.span(mention.start + offset, mention.end + offset)
    return Field(mention.value, confidence * mention.confidence, rule, (span,), precision=mention.precision)


def _from_title(layout: Layout, title: Field[str] | None) -> Validity:
    """A period in the title is validity at year precision."""
    if title is None:
        return Validity()
    whole = next(find_periods(title.value), None)
    if whole is not None and not any(next(find_periods(span.quote), None) for span in title.spans):
        # The period runs over a line's end: its evidence is the lines that hold its years.
        held = tuple(span for span in title.spans if whole.first in span.quote or whole.last in span.quote)
        return _years(whole.first, whole.last, 0.75, "validity/title", held or title.spans)
    for span in title.spans:
        period = next(find_periods(span.quote, span.start), None)
        bare = re.search(r"(?<!\d)((?:19|20)\d{2})\s((?:19|20)\d{2})\s*$", span.quote)
        if period is not None:
            where = (layout.text.span(period.start, period.end),)
            return _years(period.first, period.last, 0.8, "validity/title", where)
        if bare and 0 < int(bare[2]) - int(bare[1]) <= 15:
            where = (layout.text.span(span.start + bare.start(), span.start + bare.end()),)
            return _years(bare[1], bare[2], 0.5, "validity/title", where)
    return Validity()


def _from_label(layout: Layout, title: Field[str] | None) -> Validity:
    """A period on a line of its own on the cover, with or without the kind's name: "Program 2019–2026"; or after the
    title's words in a running foot."""
    text = layout.text.text
    places = OwnPlaces(layout)
    for line in layout.extract.lines:
        if not (places.on_cover(line.start) or (layout.zone_at(line.start) and places.holds(line.start))):
            continue
        words = text[line.start : line.end].strip(" *#\t")
        period = next(find_periods(words), None)
        if period is None or len(words) > 90:
            continue
        before = words[: period.start].strip(" ,–-")
        if words[period.end :].strip(" .)"):
            continue
        kinds = list(find_kind_words(before))
        alone = not before or (" " not in before and bool(kinds))
        alone = alone or (bool(kinds) and kinds[0].start == 0 and not kinds[0].definite and words[:1].isupper())
        named = (
            title is not None and len(before) > 7 and before.split("·")[-1].strip().lower()[:40] in title.value.lower()
        )
        if alone or named:
            at = text.index(words, line.start) + period.start
            where = (layout.text.span(at, at + period.end - period.start),)
            return _years(period.first, period.last, 0.75, "validity/label", where)
    return Validity()


def _years(first: str, last: str, confidence: float, rule: str, where: tuple[Span, ...]) -> Validity:
    """A validity of whole years."""
    return Validity(
        Field(first, confidence, rule, where, precision="year"), Field(last, confidence, rule, where, precision="year")
    )
