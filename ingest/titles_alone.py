"""What a title says when there is nothing but the title: lists of related documents, file names, reference lists."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass

from ingest.acts import find_acts
from ingest.bodies import BodyNames, known_abbreviations
from ingest.case_numbers import find_case_numbers
from ingest.dates import find_dates, find_periods
from ingest.kind_words import STEERING, find_kind_words, kind_of_word
from ingest.kinds import title_kind
from ingest.municipality import WORD_NAMES
from ingest.places import find_bare_places, find_companies, find_places
from ingest.registry import Registry
from ingest.title_clean import clean_title, soften
from ingest.title_repair import repair
from ingest.title_words import is_no_title, is_place_line

_LISTED = re.compile(r"^(?:(?:program|strategi|policy|riktlinjer?|regler|plan|vision)\b[\s.,|/]*){3,}", re.I)
_LISTED_AFTER = re.compile(
    r"(?:[\s.,|/]+(?:program|strategi|policy|riktlinjer?|regler|plan|vision)\b){3,}[\s.]*$", re.I
)
_MARKS = re.compile(
    r"^\d{1,3}(?:\s?\(\d{1,3}\))?\s+(?=[A-Za-zÅÄÖåäö])|\s*\(?\d{1,2}\s?\(\d{1,2}\)|\s\(\d{1,2}\)|\s*\bsid(?:a)?\s?\d+(?:/\d+)?\b|\s*\bbilaga\s?\d*\b|\s*\bärende\s\d+\b",
    re.I,
)
_DROPPED = re.compile(
    r"(?:styrdokument|ver(?:sion)?\.?\s?\d[\d.]*|revisionsrapport|dokumentansvarig.*|gäller\s(?:för|från).*|sammanfattning|värdegrund|vision|dokumenttyp.*|reviderad.*|transkript:?|\d+)$",
    re.I,
)
_GLUED = re.compile(r"\s(?:gäller\sför|GÄLLER\sFÖR)\s(?=[A-ZÅÄÖ]).*$")
_FIRM_LAST = re.compile(r"[,\s]+(?:KPMG|PwC|EY|Deloitte|BDO|Helseplan|Ernst & Young)(?:\sAB)?\s*$")
_BODY_LAST = re.compile(
    r",\s(?:Kommun|Region)?(?:fullmäktige|styrelsen)$|,\s[A-ZÅÄÖ][\wåäö-]*(?:\soch\s[\wåäö-]+)?nämnden$"
)
_PERSON = re.compile(r"\s(?:[A-ZÅÄÖ][a-zåäö]+(?:-[A-ZÅÄÖ][a-zåäö]+)?\s[A-ZÅÄÖ][a-zåäö]+)\s*$")


@dataclass(frozen=True, slots=True)
class TitleAlone:
    """What one title line says. Absent is None; `kind` is "ovrigt" when the line names none."""

    raw: str
    title: str
    kind: str
    municipality: str | None = None
    case_number: str | None = None
    date: str | None = None
    adopted_by: str | None = None


def read_title(line: str, registry: Registry) -> dict[str, str | None]:
    """One title line as a record: raw, title, kind, municipality, case_number, date, adopted_by."""
    return asdict(parse_title(line, registry))


def parse_title(line: str, registry: Registry) -> TitleAlone:
    """One title line: damage mended, facts told from the title, the title cleaned of them."""
    text = repair(line)
    numbers = list(find_case_numbers(text))
    title = _title(text, [one.value for one in numbers], registry)
    return TitleAlone(
        raw=line,
        title=title,
        kind=_kind(text, title),
        municipality=_municipality(text, registry),
        case_number=numbers[0].value if numbers else None,
        date=_date(text, title),
        adopted_by=_adopted_by(text),
    )


def _kind(text: str, title: str) -> str:
    if re.match(r"(?:svar|yttrande|remiss(?:var|yttrande)|revisionssvar)\b", text, re.I):
        return "yttrande"
    if re.match(r"(?:åter)?(?:redovisning|uppföljning|utvärdering|sammanställning|rapportering)\b", text, re.I):
        return "revisionsrapport" if title_kind(title) == "revisionsrapport" else "ovrigt"
    if re.match(r"(?:\S+\s\S+\.?\s)?(?:revisionsrapport|granskningsrapport)\b", text, re.I):
        return "revisionsrapport"
    unlisted = _LISTED_AFTER.sub("", _LISTED.sub("", text))
    if not unlisted.strip(" ."):
        return "ovrigt"
    return title_kind(title) or title_kind(unlisted) or "ovrigt"


def _municipality(text: str, registry: Registry) -> str | None:
    full = list(find_places(text, registry))
    several = {one.place.name for one in full if one.several}
    if len(several) > 1:
        return None
    companies = [one for one in find_companies(text, registry) if one.place.name]
    if full:
        return full[0].place.name
    if companies:
        return companies[0].place.name
    cased = _cased(text, registry)
    bare = [
        one
        for one in find_bare_places(cased, registry)
        if one.place.name not in WORD_NAMES or _in_place(cased, one.start, one.end)
    ]
    return bare[0].place.name if len({one.place.name for one in bare}) == 1 else None


def _in_place(text: str, start: int, end: int) -> bool:
    """A name that is a word too names a municipality after "i", with nothing but a year behind it: "… i Orsa 2023"."""
    return bool(re.search(r"\bi\s$", text[:start])) and bool(re.match(r"[\s.,)\d–-]*$", text[end:]))


def _cased(text: str, registry: Registry) -> str:
    """Words in capitals as they would be written, so that names in them are seen."""
    return " ".join(soften(word, registry) if word.isupper() and len(word) > 3 else word for word in text.split(" "))


def _date(text: str, title: str) -> str | None:
    taken = [(one.start, one.end) for one in find_case_numbers(text)] + [
        (one.start, one.end) for one in find_periods(text)
    ]
    dates = [
        one
        for one in find_dates(text)
        if one.form != "short" and not one.doubt and not any(a <= one.start < b for a, b in taken)
    ]
    dates.sort(key=lambda one: {"day": 0, "month": 1, "year": 2}[one.precision])
    return dates[0].value if dates else None


def _adopted_by(text: str) -> str | None:
    acts = find_acts(text, BodyNames(known_abbreviations()))
    for act in acts:
        if act.body is not None and act.verb is not None and act.verb.action in ("adopt", "approve", "decide"):
            return act.body.name
    for act in acts:
        # "…, Socialnämnden 2019-11-20": a decider with its day at the line's end.
        if (
            act.body is not None
            and act.verb is None
            and act.date is not None
            and act.date.precision == "day"
            and not act.body.generic
        ):
            return act.body.name
    lone = re.search(r"\b(KF|KS|RF|RS)\s(?=\d{1,2}[/§-]|\d{4}-\d{2}-\d{2}|§)", text)
    return known_abbreviations()[lone[1]] if lone else None


def _title(text: str, numbers: list[str], registry: Registry) -> str:
    value = text
    for number in numbers:
        value = re.sub(
            rf"\s*\(?(?:\b(?:dnr|diarienummer|diarienr)\b[:.]?\s*)?{re.escape(number)}\)?\.?", "", value, flags=re.I
        )
    value = _LISTED_AFTER.sub("", _LISTED.sub("", value)) or value
    value = re.sub(r"^diarienummer\s(?:[A-ZÅÄÖ]{2,4}\s)?", "", value, flags=re.I)
    value = _GLUED.sub("", _MARKS.sub("", value))
    value = re.sub(r"\s(?:KF|KS)\s\d{1,2}/\d{1,2}$|\s\d{1,3}\s(?:KF|KS)$", "", value)
    value = re.sub(r"(?<=\w)\.\s(?=[Ff]ör\s)", " ", value).replace(" För ", " för ")
    parts = [part.strip() for part in re.split(r"\.\s+", value) if part.strip(" .")]
    chosen = _choose([_strip_facts(part, registry) for part in parts], registry)
    return chosen or clean_title(text, registry) or text


def _strip_facts(part: str, registry: Registry) -> str:
    """A part of the line without adoption, date, person, label and glued place."""
    dates = [one for one in find_dates(part) if one.precision != "year" and one.start > 3]
    if dates:
        part = re.sub(r"\s(?:den|KF|KS|,)$", "", part[: dates[0].start].rstrip())
        part = _PERSON.sub("", part) if len(part.split()) > 3 else part
    part = _BODY_LAST.sub("", _FIRM_LAST.sub("", part))
    rest = re.sub(r"^(?:Revisionsrapport|Sammanfattning)[\s:]+(?=\S)", "", part)
    part = rest if not is_place_line(rest, registry) else part
    part = re.sub(r"^([\w-]{6,})\s\1$", r"\1", part, flags=re.I)
    cleaned = clean_title(part, registry)
    return cleaned if not is_place_line(cleaned, registry) else ""


def _choose(parts: list[str], registry: Registry) -> str:
    """The part that is the title: one with a kind beyond the bare word, else the first that can be one."""
    usable = [part for part in parts if part and not _DROPPED.fullmatch(part)] or [part for part in parts if part]
    named = [part for part in usable if _names_kind(part)]
    full = [part for part in named if " " in part or kind_of_word(part) != part.lower()]
    for part in full or named:
        at = usable.index(part)
        if part[:1].islower() and at > 0 and not part.startswith(("e-", "eP")):
            return f"{usable[at - 1]}. {part}"
        bare = part.lower() == (kind_of_word(part) or "") or part.lower() in (
            "verksamhetsplan",
            "handlingsplan",
            "strategi",
        )
        if bare and at + 1 < len(usable):
            return f"{part} {usable[at + 1]}"
        return part
    titles = [part for part in usable if not is_no_title(part, registry)]
    return (titles or usable or [""])[0]


def _names_kind(part: str) -> bool:
    return any(word.kind in STEERING for word in find_kind_words(part)) and title_kind(part) is not None
