"""The decisions that an information box gives by its labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from ingest.act import Act
from ingest.act_tokens import Verb
from ingest.bodies import BodyMention, BodyNames
from ingest.box_values import Entry
from ingest.case_numbers import CaseNumber, find_case_numbers
from ingest.dates import DateMention, find_dates
from ingest.infobox import Infobox
from ingest.paragraphs import ParagraphMention, find_paragraphs, lost_paragraph
from kg.model import Action

_ACTIONS: dict[str, Action] = {"revised": "revise", "extended": "extend", "repealed": "repeal"}
_DECIDED = re.compile(r"beslut|fastst|antag|decision|för\sbeslut|sammanträde", re.I)
_NUMBER = re.compile(r"\s*(?P<value>\d{1,4}(?:\s?[-–]\s?\d{1,4})?)(?:/\d{2,4})?\s*$")


def box_acts(text: str, box: Infobox, names: BodyNames) -> Iterator[Act]:
    """The adoption put together from its rows, then each revision, extension and repeal."""
    adoption = _adoption(text, box, names)
    if adoption is not None:
        yield adoption
        yield from _other_days(text, box, names, adoption)
    for entry in box.all("adopted"):
        for part in list(_days(text, entry))[1:] if _also_changed(text, entry) else ():
            act = _act(text, "revise", [part], names)
            if act is not None:
                yield act
    for key, action in _ACTIONS.items():
        entries = [entry for entry in box.all(key) if not _of_page(text, entry, box)]
        for entry in (part for whole in entries for part in _days(text, whole)):
            act = _act(text, action, [entry], names)
            if act is not None and act.complete:
                yield act


def _of_page(text: str, entry: Entry, box: Infobox) -> bool:
    """ "Uppdaterad: …" is of the web page where another label is of the document, or the page names its keeper."""
    if not re.match(r"\s*(?:senast\s)?uppdatera", _label(text, entry), re.I):
        return False
    others = any(not re.match(r"\s*(?:senast\s)?uppdatera", _label(text, one), re.I) for one in box.all("revised"))
    return others or "sidansvarig" in text[max(0, entry.start - 120) : entry.end + 120].lower()


def _also_changed(text: str, entry: Entry) -> bool:
    """ "Antagen/Senast ändrad": the first day is the adoption's, those after it are of changes."""
    return bool(
        re.search(
            r"[/\s](?:senast\s)?(?:ändra|revidera)",
            text[entry.label_start : entry.label_start + 40].split("\t")[0],
            re.I,
        )
    )


def _days(text: str, entry: Entry) -> Iterator[Entry]:
    """A value of several days is one decision each: "2021-04-22 § 14, 2023-05-11 § 70"."""
    days = [one for one in find_dates(text[entry.start : entry.end], entry.start) if one.precision == "day"]
    cuts = [entry.start, *(one.start for one in days[1:]), entry.end]
    for start, end in pairwise(cuts):
        yield replace(entry, start=start, end=end)


def _other_days(text: str, box: Infobox, names: BodyNames, adoption: Act) -> Iterator[Act]:
    """A day for the decision that is not the one given beside the decider: both are kept."""
    for entry in box.all("adopted", "date"):
        act = _act(text, "adopt", [entry], names)
        if act is None or act.date is None or adoption.date is None or not _DECIDED.search(_label(text, entry)):
            continue
        if (
            act.date.value[:4]
            and not act.date.value.startswith(adoption.date.value)
            and not adoption.date.value.startswith(act.date.value)
        ):
            yield act


def _adoption(text: str, box: Infobox, names: BodyNames) -> Act | None:
    adopted = [next(_days(text, entry)) if _also_changed(text, entry) else entry for entry in box.all("adopted")]
    dates = [entry for entry in box.all("date") if adopted or _DECIDED.search(_label(text, entry))]
    entries = [*adopted, *dates, *(box.all("paragraph") if adopted or dates else ())]
    approved = bool(adopted) and all(re.match(r"\s*godkän", _label(text, entry), re.I) for entry in adopted)
    act = _act(text, "approve" if approved else "adopt", entries, names)
    return act if act is not None and (act.body is not None or act.complete) else None


def _label(text: str, entry: Entry) -> str:
    return text[entry.label_start : entry.start]


def _act(text: str, action: Action, entries: list[Entry], names: BodyNames) -> Act | None:
    if not entries:
        return None
    body: BodyMention | None = None
    date: DateMention | None = None
    paragraph: ParagraphMention | None = None
    number: CaseNumber | None = None
    for entry in entries:
        value = text[entry.start : entry.end]
        body = body or next(iter(names.find(value, entry.start)), None)
        date = date or _date(value, entry.start)
        paragraph = paragraph or _paragraph(value, entry)
        number = number or next(find_case_numbers(value, entry.start), None)
    if body is None and date is None and paragraph is None:
        return None
    if body is not None and date is None and paragraph is None:
        last = max(entry.end for entry in entries if entry.start <= body.start < entry.end)
        paragraph = lost_paragraph(text[body.end : last], body.end)
    start = min(entry.start for entry in entries)
    end = max(entry.end for entry in entries)
    return Act(start, end, Verb(action, "passive", start, start, capital=True), body, date, paragraph, number)


def _date(value: str, offset: int) -> DateMention | None:
    """The first date of a value; a year alone only when it stands first or last."""
    for mention in find_dates(value, offset):
        lone = value[: mention.start - offset].strip(" ,(") == "" or value[mention.end - offset :].strip(" ,)") == ""
        if mention.precision == "day" or lone:
            return mention
    return None


def _paragraph(value: str, entry: Entry) -> ParagraphMention | None:
    found = next(find_paragraphs(value, entry.start), None)
    if found is None and entry.key == "paragraph" and (match := _NUMBER.match(value)):
        start, end = match.span("value")
        return ParagraphMention(match["value"], entry.start + start, entry.start + end)
    return found
